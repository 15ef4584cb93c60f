"""Reading the audit record: who looked at what, for an auditor; every use of it is on the record itself."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from counter_app.audit_record import AuditPlace, AuditRow, AuditWish
from counter_app.domain import roles
from counter_app.domain.documents import PresentedDocument, hashed_forms
from counter_app.domain.recognising import wanted
from counter_app.domain.ticket_number import matches
from counter_app.errors import BadInput
from counter_app.ports import Keys
from counter_app.service.admission import By, permitted
from counter_app.service.showing import time_of
from counter_app.service.staff import folded
from counter_app.texts import mark
from counter_app.work import AuditEntry, Store, Work

PAGE = 50
CLERK = "clerk:"
HIDDEN = ("tickets", "heads", "text")
"""Parts of a row's detail that are shown as something else, or to nobody."""


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """What an auditor asks for; empty parts ask for all. ``day`` is the hall's, ``ticket`` a number as people see it.

    ``customer``: a presented document, for everything done in the visits it was verified in.
    """

    clerk: str = ""
    counter: str = ""
    day: date | None = None
    ticket: str = ""
    customer: PresentedDocument | None = None
    refused: bool = False
    """Only what was refused or failed."""


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One row as an auditor reads it. ``who`` is a staff number, ``system`` or ``channel:<name>``; ``detail`` is plain."""

    at: datetime
    counter: str
    seq: int
    who: str
    name: str
    role: str
    action: str
    object_type: str
    object_id: str
    tickets: tuple[str, ...]
    """Numbers of the tickets it names, as people see them."""
    outcome: str
    reason: str
    visit_id: str
    detail: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Fifty lines, newest first; ``after`` is "" on the last page."""

    lines: tuple[AuditLine, ...]
    after: str


class AuditReading:
    """Use cases of the auditor. Each is one transaction, itself recorded before anything is shown."""

    def __init__(self, store: Store, keys: Keys, zone: str) -> None:
        self._store = store
        self._keys = keys
        self._zone = ZoneInfo(zone)

    def counters(self, by: By) -> tuple[str, ...]:
        """The names of every counter and channel that has written anything. Raises: NotAllowed, SessionOver, StoreAway."""
        with permitted(self._store, by, roles.READ_AUDIT) as work:
            work.record(AuditEntry("read_audit", detail=(("by", "counters"),)))
            return tuple(head.chain for head in work.audit.heads())

    def find(self, by: By, query: AuditQuery, after: str = "") -> AuditPage:
        """A page of the rows asked for; ``after`` is the key of the page before.

        Raises: BadInput (no such clerk or ticket, field named; a page key that is none), NotAllowed, SessionOver,
        NotRecorded, StoreAway.
        """
        place = _place(after)
        with permitted(self._store, by, roles.READ_AUDIT) as work:
            wish = self._wish(work, query)
            rows = work.audit.find(wish, place, PAGE + 1)
            shown = rows[:PAGE]
            work.record(AuditEntry("read_audit", detail=_asked(query, wish, len(shown), after)))
            return AuditPage(_lines(work, shown), _key(shown[-1]) if len(rows) > PAGE else "")

    def _wish(self, work: Work, query: AuditQuery) -> AuditWish:
        wish = AuditWish(chain=query.counter, refused=query.refused)
        if query.clerk:
            wish = wish._replace(actor_id=_actor_id(work, query.clerk))
        if query.day is not None:
            start = datetime.combine(query.day, time(), self._zone)
            end = datetime.combine(query.day + timedelta(days=1), time(), self._zone)
            wish = wish._replace(from_us=_us(start), to_us=_us(end))
        if query.ticket:
            wish = wish._replace(ticket_ids=_ticket_ids(work, query.ticket))
        if query.customer is not None:
            wish = wish._replace(macs=self._macs(work, query.customer))
        return wish

    def _macs(self, work: Work, document: PresentedDocument) -> tuple[str, ...]:
        forms = hashed_forms(document, work.parties.countries(document.scheme))
        return tuple(self._keys.document_mac(form.scheme, form.country, form.number).hex() for form in forms)


def _actor_id(work: Work, who: str) -> str:
    """The actor of a staff number, or one that is no clerk. Raises: BadInput (field "clerk")."""
    if who == "system" or who.startswith("channel:"):
        return who
    clerk = work.clerks.by_number(folded(who))
    if clerk is None:
        raise BadInput(mark("Nobody has the staff number {number}."), field="clerk", number=folded(who))
    return f"{CLERK}{clerk.clerk_id}"


def _ticket_ids(work: Work, number: str) -> tuple[int, ...]:
    """The tickets of a number. Raises: BadInput (field "ticket") if there is none."""
    asked = wanted(number)
    ids = tuple(row.ticket_id for row in work.tickets.by_number(asked.ticket_key) if matches(asked.ticket_full, row.number))
    if not ids:
        raise BadInput(mark("No ticket has this number."), field="ticket")
    return ids


def _asked(query: AuditQuery, wish: AuditWish, rows: int, after: str) -> tuple[tuple[str, str | int], ...]:
    """What the record keeps of a question: its parts by their ids, of a document only that one was presented."""
    said: dict[str, str | int] = {"rows": rows, "page": "next" if after else "first"}
    parts = {"clerk": wish.actor_id, "counter": wish.chain, "day": query.day.isoformat() if query.day else ""}
    said |= {name: value for name, value in parts.items() if value}
    if wish.ticket_ids is not None:
        said["tickets"] = ",".join(str(ticket_id) for ticket_id in wish.ticket_ids)
    if wish.macs is not None:
        said["customer"] = "by document"
    if wish.refused:
        said["refused"] = "only"
    return tuple(said.items())


def _lines(work: Work, rows: tuple[AuditRow, ...]) -> tuple[AuditLine, ...]:
    clerks = {int(row.actor_id.removeprefix(CLERK)) for row in rows if row.actor_id.startswith(CLERK)}
    names = work.clerks.names(sorted(clerks))
    named = {row: _named(row) for row in rows}
    numbers = work.audit.ticket_numbers(sorted({one for ids in named.values() for one in ids}))
    return tuple(_line(row, names, tuple(numbers.get(one, str(one)) for one in named[row])) for row in rows)


def _named(row: AuditRow) -> tuple[int, ...]:
    listed = json.loads(row.detail).get("tickets")
    ids = [row.object_id] if row.object_type == "ticket" else listed.split(",") if isinstance(listed, str) else []
    return tuple(int(one) for one in ids if one.isdecimal())


def _line(row: AuditRow, names: dict[int, tuple[str, str]], tickets: tuple[str, ...]) -> AuditLine:
    who, name = row.actor_id, ""
    if who.startswith(CLERK):
        who, name = names.get(int(who.removeprefix(CLERK)), (who, ""))
    at = time_of(row.at_us)
    assert at is not None  # noqa: S101 -- every row has its time
    told = json.loads(row.detail)
    detail = tuple((part, str(value)) for part, value in told.items() if part not in HIDDEN or isinstance(value, int))
    return AuditLine(
        at=at, counter=row.chain, seq=row.seq, who=who, name=name, role=row.role, action=row.action,
        object_type=row.object_type, object_id=row.object_id, tickets=tickets, outcome=row.outcome,
        reason=row.reason_code, visit_id=row.visit_id, detail=detail,
    )  # fmt: skip


def _us(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)


def _key(row: AuditRow) -> str:
    return f"{row.at_us}.{row.seq}.{row.chain}"


def _place(after: str) -> AuditPlace | None:
    if not after:
        return None
    at_us, _, rest = after.partition(".")
    seq, _, chain = rest.partition(".")
    if not (at_us.isdecimal() and seq.isdecimal() and chain):
        raise BadInput(mark("This page cannot be found any more."))
    return AuditPlace(int(at_us), chain, int(seq))
