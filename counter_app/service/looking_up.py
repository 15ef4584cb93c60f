"""Look-ups: the one box, the ticket list, an opened ticket."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from counter_app.domain import finding, roles
from counter_app.domain.finding import Found, FoundList, FoundNumber, OpenedTicket, TicketList, TicketRow
from counter_app.domain.number_list import MOST, is_cut, numbers_in
from counter_app.domain.recognising import Wanted, wanted
from counter_app.domain.staff import ClerkSession
from counter_app.domain.ticket_number import matches
from counter_app.domain.visit import Visit
from counter_app.errors import BadInput, NotAllowed
from counter_app.service.admission import actor, admitted, verified, visited
from counter_app.service.showing import glances, list_row, number_group, opened
from counter_app.texts import mark
from counter_app.work import AuditEntry, GroupCount, PageKey, Store, StoredTicket, Work

_PAGE_KEY = re.compile(r"(-?[0-9]{1,18})\.([0-9]{1,18})\.([0-9]{1,18})\.(.*)", re.DOTALL)
PAGE = 50
MOST_FOUND = 50


class LookingUp:
    """Use cases that show tickets. Each is one transaction: visit checked, tickets read, audited, then shown."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, session: ClerkSession, visit_id: str, text: str) -> Found:
        """Look up what was typed or scanned into the box (cut at 64 characters).

        Raises: VisitOver, SessionOver, NotAllowed, NotRecorded, StoreAway.
        """
        asked = wanted(text)
        with self._store.writing(actor(session)) as work:
            admitted(work, session, roles.LOOK_UP)
            visit = visited(work, session, visit_id)
            found, ids = self._found(work, visit, asked)
            work.visits.seen(visit_id)
            seen = (("finding", found.finding), ("kind", asked.recognised.kind), ("tickets", _listed(ids)))
            work.record(AuditEntry("find", visit_id=visit_id, detail=seen))
            return found

    def find_list(self, session: ClerkSession, visit_id: str, text: str) -> FoundList:
        """Look up each number of a pasted text (the first 50, see ``number_list.numbers_in``). Raises: as find."""
        numbers = numbers_in(text)
        with self._store.writing(actor(session)) as work:
            admitted(work, session, roles.LOOK_UP)
            visit = visited(work, session, visit_id)
            found = [(number, self._found(work, visit, wanted(number))) for number in numbers[:MOST]]
            work.visits.seen(visit_id)
            ids = _listed([one for _number, (_each, seen) in found for one in seen])
            work.record(AuditEntry("find_list", visit_id=visit_id, detail=(("numbers", len(found)), ("tickets", ids))))
            rows = tuple(_number_row(number, each) for number, (each, _seen) in found)
            return FoundList(rows, max(0, len(numbers) - MOST), is_cut(text))

    def _found(self, work: Work, visit: Visit, asked: Wanted) -> tuple[Found, list[int]]:
        """The answer, and the tickets it touched, shown or not: for the record."""
        named = self._named(work, asked)
        found = self._hers(work, visit, asked, named) if visit.is_verified() else self._unverified(asked, named)
        touched = [row.ticket_id for row in found.rows]
        return found, touched or ([row.ticket_id for row in named] if found.matched else [])

    def _unverified(self, asked: Wanted, named: list[StoredTicket]) -> Found:
        """An exact ticket number shows a glance; anything else shows nothing, whether tickets exist or not."""
        recognised = asked.recognised
        if named:
            return _glanced(asked, finding.GLANCE, named, keep=True)
        if recognised.kind == finding.SLIP_CODE:
            return Found(recognised, self._no_such_slip(asked))
        if recognised.kind == finding.TICKET_NUMBER and asked.account is None:
            return Found(recognised, finding.NOTHING, keep=bool(asked.phone_key))
        if not asked.phone_key:
            return Found(recognised, finding.NOTHING)
        return Found(asked.account or recognised, finding.NEEDS_DOCUMENT, keep=True)

    def _hers(self, work: Work, visit: Visit, asked: Wanted, named: list[StoredTicket]) -> Found:
        mine = [row for row in named if row.owner_id in visit.parties]
        if mine:
            return _shown(asked, mine, finding.BY_TICKET_NUMBER, work.now, len(mine))
        by_phone = work.tickets.of_owner_with_number(visit.parties, asked.phone_key, MOST_FOUND)
        if by_phone:
            service = any(row.service_number_key == asked.phone_key for row in by_phone)
            matched = finding.BY_SERVICE_NUMBER if service else finding.BY_CONTACT_NUMBER
            count = len(by_phone)
            if count == MOST_FOUND:
                count = work.tickets.count_of_owner_with_number(visit.parties, asked.phone_key)
            return _shown(asked, by_phone, matched, work.now, count)
        ownerless = [row for row in named if row.owner_id is None]
        if ownerless:
            return _glanced(asked, finding.NO_OWNER, ownerless)
        if named:
            return Found(asked.recognised, finding.ANOTHER_OWNER, finding.BY_TICKET_NUMBER)
        if asked.slip is not None and self._no_such_slip(asked) == finding.OTHER_STORE:
            return Found(asked.recognised, finding.OTHER_STORE)
        is_number = asked.phone_key or asked.ticket_key
        return Found(asked.recognised, finding.NOT_HERS if is_number else finding.NOTHING)

    def _no_such_slip(self, asked: Wanted) -> str:
        """A slip nobody here has a ticket for: of another store, or of a ticket that is gone."""
        other = asked.slip is not None and asked.slip.store_tag != self._store.tag
        return finding.OTHER_STORE if other else finding.NOTHING

    def _named(self, work: Work, asked: Wanted) -> list[StoredTicket]:
        """The tickets an exact number or a slip of this store names."""
        if asked.slip is not None and asked.slip.store_tag == self._store.tag:
            row = work.tickets.by_id(asked.slip.ticket_id)
            if row is not None and asked.slip.is_of(row.number):
                return [row]
        candidates = work.tickets.by_number(asked.ticket_key)
        return [row for row in candidates if matches(asked.ticket_full, row.number)]

    def tickets(self, session: ClerkSession, visit_id: str, open_only: bool, after: str = "") -> TicketList:
        """A page (50) of the verified owner's tickets; ``after`` is the page key of the page before. Raises: as find."""
        with self._store.writing(actor(session)) as work:
            admitted(work, session, roles.LOOK_UP)
            visit = verified(work, session, visit_id)
            key = _page_key(after)
            counts = work.tickets.groups(visit.parties, key.up_to if key else 0)
            rows, last = self._page(work, visit, counts, open_only, key)
            work.visits.seen(visit_id)
            seen = (("open_only", int(open_only)), ("rows", len(rows)), ("page", "next" if after else "first"))
            work.record(AuditEntry("list", visit_id=visit_id, detail=seen))
            return TicketList(
                groups=tuple(number_group(count) for count in counts),
                rows=rows, after=last, tickets=sum(c.tickets for c in counts), open=sum(c.open for c in counts),
            )  # fmt: skip

    def _page(
        self, work: Work, visit: Visit, counts: tuple[GroupCount, ...], open_only: bool, after: PageKey | None
    ) -> tuple[tuple[TicketRow, ...], str]:
        """One page through the groups in their order, and the key of the next page ("" if this is the last)."""
        keys = [count.number_key for count in counts]
        up_to = max((count.last_id for count in counts), default=0)
        start = keys.index(after.number_key) if after is not None and after.number_key in keys else 0
        rows: list[TicketRow] = []
        last = ""
        for index in range(start, len(keys)):
            from_top = PageKey(keys[index], 0, 0, up_to)
            behind = after if after is not None and index == start else from_top
            wanted_rows = PAGE + 1 - len(rows)
            found = work.tickets.page(visit.parties, open_only, keys[index], behind, wanted_rows)
            for row in found:
                if len(rows) == PAGE:
                    return tuple(rows), last
                rows.append(list_row(row, counts[index].first_id, work.now))
                last = f"{row.opened_us}.{row.ticket_id}.{up_to}.{keys[index]}"
        return tuple(rows), ""

    def open_ticket(self, session: ClerkSession, visit_id: str, ticket_id: int) -> OpenedTicket:
        """Open one of the verified owner's tickets. Raises: as find; NotAllowed for a ticket that is not hers."""
        with self._store.writing(actor(session)) as work:
            admitted(work, session, roles.OPEN_TICKET)
            ticket = shown_ticket(work, verified(work, session, visit_id), ticket_id)
            work.visits.seen(visit_id)
            work.record(AuditEntry("open_ticket", "ticket", str(ticket_id), visit_id))
            return ticket


def shown_ticket(work: Work, visit: Visit, ticket_id: int) -> OpenedTicket:
    """The ticket, if it is the visit's owner's. Raises: NotAllowed, in one text whether it exists or not."""
    whole = work.tickets.whole(ticket_id)
    if whole is None or whole.row.owner_id not in visit.parties:
        raise NotAllowed(mark("No ticket of this customer is behind it."))
    return opened(whole, work.now)


def _shown(asked: Wanted, found: Sequence[StoredTicket], matched: str, now: datetime, count: int) -> Found:
    rows = tuple(list_row(row, 0, now) for row in found)
    return Found(asked.recognised, finding.ONE if count == 1 else finding.SEVERAL, matched, rows=rows, count=count)


def _glanced(asked: Wanted, what: str, found: Sequence[StoredTicket], keep: bool = False) -> Found:
    shown = glances(found)
    return Found(
        asked.recognised, what, finding.BY_TICKET_NUMBER, glances=shown, count=len(shown), keep=keep,
    )  # fmt: skip


def _number_row(number: str, found: Found) -> FoundNumber:
    one = found.rows if found.finding == finding.ONE else ()
    return FoundNumber(number, found.recognised, found.finding, found.matched, found.count, one, found.glances)


def _listed(ids: Iterable[int]) -> str:
    return ",".join(dict.fromkeys(str(ticket_id) for ticket_id in ids))


def _page_key(after: str) -> PageKey | None:
    if not after:
        return None
    found = _PAGE_KEY.fullmatch(after)
    if found is None:
        raise BadInput(mark("This page cannot be found any more."))
    return PageKey(found[4], int(found[1]), int(found[2]), int(found[3]))
