"""Tickets as the counter reads them: by number, by owner, page by page, whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, or_, select

from counter_app.domain.timeline import TicketEvent
from counter_app.store.column_types import from_us, to_us
from counter_app.store.number_holders import owners_of_number
from counter_app.store.tables import event, party, print_job, ticket, ticket_item
from counter_app.work import GroupCount, PageKey, PartyRow, StoredItem, StoredTicket, WholeTicket

NEWEST_FIRST = (ticket.c.opened_at.desc().nulls_last(), ticket.c.id.desc())
ROW_COLUMNS = (
    ticket.c.id, ticket.c.number, ticket.c.kind, ticket.c.raw_kind, ticket.c.status, ticket.c.raw_status,
    ticket.c.reason, ticket.c.service_number_key, ticket.c.contact_number_key, ticket.c.owner_id, ticket.c.opened_at,
    ticket.c.expected_at, ticket.c.closed_at, ticket.c.moved_at, ticket.c.step, ticket.c.field_moments,
    ticket.c.source,
)  # fmt: skip
SHOWN = ticket.c.awaited.is_(False)


def stored(row: Sequence[object]) -> StoredTicket:
    """A list row with its times as µs. A reason that is older than the state it would explain is left out."""
    times = [to_us(at) if isinstance(at, datetime) else 0 for at in row[10:14]]
    reason = row[6]
    if reason:
        moments = json.loads(str(row[15]))
        reason = reason if moments.get("reason", 0) >= moments.get("status", 0) else ""
    return StoredTicket._make([*row[:6], reason, *row[7:10], *times, row[14], row[16]])


class TicketReader:
    """The reading half of ``work.Tickets`` on one connection's transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def _rows(self, query: Select[tuple[object, ...]]) -> tuple[StoredTicket, ...]:
        return tuple(stored(row) for row in self._connection.execute(query))

    def by_number(self, number_key: str) -> tuple[StoredTicket, ...]:
        """Every ticket with this number's normal form (at most 20: two systems may use one number)."""
        if not number_key:
            return ()
        wanted = (ticket.c.number_key == number_key) & SHOWN
        return self._rows(select(*ROW_COLUMNS).where(wanted).order_by(ticket.c.id).limit(20))

    def by_id(self, ticket_id: int) -> StoredTicket | None:
        """The ticket with this row id, or None."""
        found = self._rows(select(*ROW_COLUMNS).where((ticket.c.id == ticket_id) & SHOWN))
        return found[0] if found else None

    def of_owner_with_number(self, owners: Sequence[int], number_key: str, limit: int) -> tuple[StoredTicket, ...]:
        """The owner's tickets whose service or contact number is this one, newest first."""
        if not number_key or not owners:
            return ()
        wanted = _hers_with_number(owners, number_key)
        return self._rows(select(*ROW_COLUMNS).where(wanted).order_by(*NEWEST_FIRST).limit(limit))

    def count_of_owner_with_number(self, owners: Sequence[int], number_key: str) -> int:
        """How many of the owner's tickets have this service or contact number."""
        if not number_key or not owners:
            return 0
        wanted = _hers_with_number(owners, number_key)
        return int(self._connection.execute(select(func.count()).select_from(ticket).where(wanted)).scalar_one())

    def owners_of_number(self, number_key: str, day: date) -> tuple[int, ...]:
        """Whose a service number is on a day: all parties of one person or organisation, none if it is not certain."""
        return owners_of_number(self._connection, number_key, day)

    def groups(self, owners: Sequence[int], up_to: int) -> tuple[GroupCount, ...]:
        """The owner's tickets up to an id (0: all) by service number, the number with the newest ticket first."""
        if not owners:
            return ()
        is_open = case((ticket.c.closed.is_(False), 1), else_=0)
        newest, first, last = func.max(ticket.c.opened_at), func.min(ticket.c.id), func.max(ticket.c.id)
        mine = ticket.c.owner_id.in_(owners) & SHOWN
        found = self._connection.execute(
            select(ticket.c.service_number_key, func.count(), func.sum(is_open), first, last)
            .where(mine & (ticket.c.id <= up_to) if up_to else mine)
            .group_by(ticket.c.service_number_key)
            .order_by(newest.desc().nulls_last(), ticket.c.service_number_key)
        )
        return tuple(GroupCount(key, *map(int, counts)) for key, *counts in found)

    def page(
        self, owners: Sequence[int], open_only: bool, number_key: str, after: PageKey | None, limit: int
    ) -> tuple[StoredTicket, ...]:
        """The owner's tickets of one number, newest first, from behind ``after`` on."""
        wanted = [ticket.c.owner_id.in_(owners), ticket.c.service_number_key == number_key, SHOWN]
        if open_only:
            wanted.append(ticket.c.closed.is_(False))
        if after is not None:
            wanted.append(ticket.c.id <= after.up_to)
            if after.ticket_id:
                wanted.append(_behind(after))
        return self._rows(select(*ROW_COLUMNS).where(and_(*wanted)).order_by(*NEWEST_FIRST).limit(limit))

    def whole(self, ticket_id: int) -> WholeTicket | None:
        """The ticket with its owner, items and events, or None."""
        query = select(
            *ROW_COLUMNS, ticket.c.version, ticket.c.title, ticket.c.channel, ticket.c.service_number,
            ticket.c.contact_number, ticket.c.site, ticket.c.fee, ticket.c.pick_up_at,
        ).where((ticket.c.id == ticket_id) & SHOWN)  # fmt: skip
        found = self._connection.execute(query).one_or_none()
        if found is None:
            return None
        row = stored(tuple(found)[: len(ROW_COLUMNS)])
        return WholeTicket(
            row=row, version=found.version, title=found.title, channel=found.channel,
            service_number=found.service_number, contact_number=found.contact_number, site=found.site, fee=found.fee,
            opened_at=found.opened_at, expected_at=found.expected_at, closed_at=found.closed_at,
            pick_up_at=found.pick_up_at, owner=self._owner(row.owner_id), items=self._items(ticket_id),
            events=self._events(ticket_id), prints=self._prints(ticket_id),
        )  # fmt: skip

    def _owner(self, owner_id: int | None) -> PartyRow | None:
        query = select(party.c.id, party.c.name, party.c.organisation).where(party.c.id == owner_id)
        found = None if owner_id is None else self._connection.execute(query).one_or_none()
        return None if found is None else PartyRow._make(found)

    def _items(self, ticket_id: int) -> tuple[StoredItem, ...]:
        c = ticket_item.c
        query = select(c.item_id, c.action, c.name, c.status, c.raw_status).where(c.ticket_id == ticket_id)
        found = self._connection.execute(query.order_by(c.item_id))
        return tuple(StoredItem(i, action or "", name or "", status, raw or "") for i, action, name, status, raw in found)

    def _events(self, ticket_id: int) -> tuple[TicketEvent, ...]:
        c = event.c
        query = select(c.seq, c.at, c.text, c.status, c.raw_status, c.step, c.department, c.channel, c.audience)
        found = self._connection.execute(query.where(c.ticket_id == ticket_id).order_by(c.at, c.seq))
        return tuple(TicketEvent(*row) for row in found)

    def _prints(self, ticket_id: int) -> int:
        sent = (print_job.c.ticket_id == ticket_id) & (print_job.c.state == "sent")
        return int(self._connection.execute(select(func.count()).select_from(print_job).where(sent)).scalar_one())


def _hers_with_number(owners: Sequence[int], number_key: str) -> ColumnElement[bool]:
    by_service = select(ticket.c.id).where(ticket.c.service_number_key == number_key)
    by_contact = select(ticket.c.id).where(ticket.c.contact_number_key == number_key)
    wanted = ticket.c.id.in_(by_service.union_all(by_contact))  # two index searches, no OR over the table
    return ticket.c.owner_id.in_(owners) & SHOWN & wanted


def _behind(after: PageKey) -> ColumnElement[bool]:
    if not after.opened_us:
        return ticket.c.opened_at.is_(None) & (ticket.c.id < after.ticket_id)
    opened = from_us(after.opened_us)
    same = (ticket.c.opened_at == opened) & (ticket.c.id < after.ticket_id)
    return or_(ticket.c.opened_at < opened, same, ticket.c.opened_at.is_(None))
