"""Prints of slips and files taken in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from counter_app.domain.slip import FAILED, SENT, PrintLine
from counter_app.store.tables import import_file, print_job, ticket
from counter_app.work import PrintWish

_JOB = print_job.c
_LINE = select(
    _JOB.id, _JOB.ticket_id, ticket.c.number, _JOB.layout, _JOB.paper, _JOB.language, _JOB.target, _JOB.copy_no,
    _JOB.state, _JOB.why, _JOB.at,
).join(ticket, ticket.c.id == _JOB.ticket_id)  # fmt: skip
"""In the order of ``PrintLine``'s fields."""

IMPORT_LOCK = 720_310_706
"""The PostgreSQL advisory lock that lets one import write at a time."""


class PrintRows:
    """Implements ``work.Prints`` on one connection's transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def next_copy(self, ticket_id: int) -> int:
        """Which copy the next slip of the ticket is: one more than the last that was sent."""
        sent = (print_job.c.ticket_id == ticket_id) & (print_job.c.state == SENT)
        return 1 + int(self._connection.execute(select(func.max(print_job.c.copy_no)).where(sent)).scalar_one() or 0)

    def start(self, wish: PrintWish) -> int:
        """Count a print about to be sent, new or tried again; its copy number.

        The ticket's row is locked, so two counters differ. The caller has made sure that a known id is its own failure.
        """
        self._connection.execute(select(ticket.c.id).where(ticket.c.id == wish.ticket_id).with_for_update())
        copy_no = self.next_copy(wish.ticket_id)
        values = {
            "ticket_id": wish.ticket_id, "visit_id": wish.visit_id, "layout": wish.layout, "paper": wish.paper,
            "language": wish.language, "target": wish.target, "copy_no": copy_no, "state": SENT, "why": "", "at": self._now,
        }  # fmt: skip
        if self.is_known(wish.print_id):
            self._connection.execute(update(print_job).where(print_job.c.id == wish.print_id).values(values))
        else:
            self._connection.execute(insert(print_job).values(id=wish.print_id, **values))
        return copy_no

    def is_known(self, print_id: str) -> bool:
        """Whether there is a print of this id, in whatever visit."""
        which = print_job.c.id == print_id
        return self._connection.execute(select(print_job.c.id).where(which)).first() is not None

    def of_visit(self, visit_id: str, limit: int) -> tuple[PrintLine, ...]:
        """The visit's prints, the newest first."""
        which = _LINE.where(print_job.c.visit_id == visit_id).order_by(print_job.c.at.desc(), print_job.c.id).limit(limit)
        return tuple(PrintLine(*row) for row in self._connection.execute(which))

    def in_visit(self, visit_id: str, print_id: str) -> PrintLine | None:
        """The print, if it is of this visit."""
        which = _LINE.where(print_job.c.visit_id == visit_id, print_job.c.id == print_id)
        row = self._connection.execute(which).first()
        return None if row is None else PrintLine(*row)

    def failed(self, print_id: str, why: str) -> None:
        """The printer did not take it: it is not counted."""
        which = print_job.c.id == print_id
        self._connection.execute(update(print_job).where(which).values(state=FAILED, why=why))


class ImportRows:
    """Implements ``work.Imports`` on one connection's transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def take_turn(self) -> None:
        """Wait until no other import writes, until this transaction ends: what is merged was read in the same one."""
        if self._connection.dialect.name == "postgresql":  # SQLite has one writer anyway
            self._connection.execute(select(func.pg_advisory_xact_lock(IMPORT_LOCK)))

    def start(self, name: str, sha256: str, size: int) -> int:
        """A file begins to be written; its row id."""
        made = insert(import_file).values(
            name=name, sha256=sha256, size=size, started_at=self._now, new=0, updated=0, unchanged=0, refused=0
        )
        return int(self._connection.execute(made.returning(import_file.c.id)).scalar_one())

    def finish(self, import_id: int, counts: tuple[int, int, int, int]) -> None:
        """It is written to its end: (new, updated, unchanged, refused)."""
        values = dict(zip(("new", "updated", "unchanged", "refused"), counts, strict=True))
        which = import_file.c.id == import_id
        self._connection.execute(update(import_file).where(which).values(**values, finished_at=self._now))
