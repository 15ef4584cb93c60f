"""Prints of slips and files taken in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from counter_app.store.tables import import_file, print_job, ticket
from counter_app.work import PrintWish


class PrintRows:
    """Implements ``work.Prints`` on one connection's transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def next_copy(self, ticket_id: int) -> int:
        """Which copy the next slip of the ticket is: one more than were sent."""
        sent = (print_job.c.ticket_id == ticket_id) & (print_job.c.state == "sent")
        return 1 + int(self._connection.execute(select(func.count()).select_from(print_job).where(sent)).scalar_one())

    def start(self, wish: PrintWish) -> int:
        """Count a print about to be sent; its copy number. The ticket's row is locked, so two counters differ."""
        self._connection.execute(select(ticket.c.id).where(ticket.c.id == wish.ticket_id).with_for_update())
        copy_no = self.next_copy(wish.ticket_id)
        made = insert(print_job).values(
            id=wish.print_id, ticket_id=wish.ticket_id, visit_id=wish.visit_id, layout=wish.layout, paper=wish.paper,
            language=wish.language, target=wish.target, copy_no=copy_no, state="sent", why="", at=self._now,
        )  # fmt: skip
        self._connection.execute(made)
        return copy_no

    def failed(self, print_id: str, why: str) -> None:
        """The printer did not take it: it is not counted."""
        which = print_job.c.id == print_id
        self._connection.execute(update(print_job).where(which).values(state="failed", why=why))


class ImportRows:
    """Implements ``work.Imports`` on one connection's transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

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
