"""Tickets as imports write them: the merged state of each, and whose they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, or_, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from counter_app.domain import kinds, statuses
from counter_app.domain.merging import TicketState, fingerprint, in_order
from counter_app.domain.phone import number_key
from counter_app.domain.ticket import EventRecord, ItemRecord, SourceKey, TicketRecord
from counter_app.domain.ticket_number import ticket_key
from counter_app.store.action_rows import let_acts_stand
from counter_app.store.erasing import still_wanted
from counter_app.store.ownership import OwnerFinder
from counter_app.store.tables import event, ticket, ticket_item
from counter_app.store.ticket_rows import TicketReader
from counter_app.work import PartyState

CHUNK = 500
FIELDS = {
    "number": "number", "kind": "raw_kind", "status": "raw_status", "reason": "reason", "title": "title",
    "opened_at": "opened_at", "expected_at": "expected_at", "completed_at": "completed_at",
    "cancelled_at": "cancelled_at", "pick_up_at": "pick_up_at", "service_number": "service_number",
    "contact_number": "contact_number", "owner_ref": "owner_ref", "applicant_ref": "applicant_ref",
    "account": "account", "site": "site", "fee": "fee", "channel": "channel",
}  # fmt: skip
"""Field of a record → column that keeps it."""
TIMES = frozenset(name for name in FIELDS if name.endswith("_at"))
BY_KEY = tuple_(ticket.c.source, ticket.c.source_type, ticket.c.source_id)


_Said = Mapping[str, object]
T = TypeVar("T")


class _Known(NamedTuple):
    ticket_id: int
    state: TicketState
    audiences: dict[str, str]


class TicketRows(TicketReader):
    """Implements ``work.Tickets``: the reading half and what imports need."""

    def __init__(self, connection: Connection, now: datetime, zone: str) -> None:
        super().__init__(connection, now)
        self._owners = OwnerFinder(connection, zone)

    def states(self, keys: Iterable[SourceKey]) -> dict[SourceKey, TicketState]:
        """The merged state of each ticket that is known by one of these keys."""
        return {key: known.state for key, known in self._known(keys).items()}

    def save(self, states: Sequence[TicketState]) -> None:
        """Write these states: new tickets are inserted, known ones updated (their version grows), events added.

        Tickets erased after their time of keeping stay as they are while they are closed.
        """
        states = still_wanted(self._connection, states)
        known = self._known(state.record.key for state in states)
        new = [state for state in states if state.record.key not in known]
        old = [state for state in states if state.record.key in known]
        if new:
            self._connection.execute(insert(ticket), [{**_columns(state), "version": 1} for state in new])
        if old:
            rows = [{**_columns(state), "row_id": known[state.record.key].ticket_id} for state in old]
            names = [name for name in rows[0] if name != "row_id"]
            change = update(ticket).where(ticket.c.id == bindparam("row_id"))
            values: dict[str, object] = {name: bindparam(name) for name in names}
            self._connection.execute(change.values(**values, version=ticket.c.version + 1), rows)
        ids = self._ids(state.record.key for state in states)
        self._write_items([(ids[state.record.key], state) for state in states])
        self._write_events(states, ids, known)
        let_acts_stand(self._connection, [known[state.record.key].ticket_id for state in old])

    def resolve_owners(self, keys: Sequence[SourceKey]) -> int:
        """Find out anew whose these tickets are; how many changed."""
        return sum(self._owners.resolve(chunk) for chunk in _chunks(keys))

    def touched_by(self, parties: Sequence[PartyState]) -> tuple[SourceKey, ...]:
        """The tickets whose owner these parties, documents and holdings may decide."""
        refs = sorted({p.source_id for p in parties})
        numbers = sorted({h[0] for p in parties for h in p.holdings})
        c, found = ticket.c, dict[SourceKey, None]()
        for some in _chunks(refs):
            found.update(self._keys_where(or_(c.owner_ref.in_(some), c.applicant_ref.in_(some))))
        for some in _chunks(numbers):
            found.update(self._keys_where(c.service_number_key.in_(some)))
        return tuple(found)

    def _keys_where(self, wanted: ColumnElement[bool]) -> dict[SourceKey, None]:
        query = select(ticket.c.source, ticket.c.source_type, ticket.c.source_id).where(wanted)
        return {SourceKey(*row): None for row in self._connection.execute(query)}

    def gaps(self, keys: Iterable[SourceKey]) -> tuple[int, int]:
        """How many of these tickets have no owner, and how many no service number."""
        without_owner = without_number = 0
        for chunk in _chunks(list(keys)):
            mine = BY_KEY.in_(chunk) & ticket.c.awaited.is_(False)
            query = select(ticket.c.owner_id, ticket.c.service_number_key).where(mine)
            for owner_id, key in self._connection.execute(query):
                without_owner += owner_id is None
                without_number += not key
        return without_owner, without_number

    def _ids(self, keys: Iterable[SourceKey]) -> dict[SourceKey, int]:
        query = select(ticket.c.source, ticket.c.source_type, ticket.c.source_id, ticket.c.id)
        found = self._connection.execute(query.where(BY_KEY.in_(list(keys))))
        return {SourceKey(*row[:3]): int(row[3]) for row in found}

    def _known(self, keys: Iterable[SourceKey]) -> dict[SourceKey, _Known]:
        found = self._connection.execute(select(ticket).where(BY_KEY.in_(list(keys)))).mappings().all()
        ids = [row["id"] for row in found]
        items, events = self._items_of(ids), self._events_of(ids)
        known = {}
        for row in found:
            state = _state({str(k): v for k, v in row.items()}, items.get(row["id"], ()), events.get(row["id"], ()))
            audiences = {fingerprint(record): record.audience for record in state.record.events}
            known[state.record.key] = _Known(row["id"], in_order(state), audiences)
        return known

    def _items_of(self, ids: Sequence[int]) -> dict[int, tuple[ItemRecord, ...]]:
        c = ticket_item.c
        query = select(c.ticket_id, c.item_id, c.action, c.name, c.raw_status).where(c.ticket_id.in_(ids))
        found: dict[int, tuple[ItemRecord, ...]] = {}
        for ticket_id, *fields in self._connection.execute(query.order_by(c.ticket_id, c.item_id)):
            found[ticket_id] = (*found.get(ticket_id, ()), ItemRecord(*fields))
        return found

    def _events_of(self, ids: Sequence[int]) -> dict[int, list[EventRecord]]:
        c = event.c
        query = select(
            c.ticket_id, c.at, c.text, c.raw_status, c.step, c.department, c.author, c.channel, c.audience
        ).where(c.ticket_id.in_(ids) & c.action_id.is_(None))
        found: dict[int, list[EventRecord]] = {}
        for ticket_id, *fields in self._connection.execute(query):
            found.setdefault(ticket_id, []).append(EventRecord(*fields))
        return found

    def _write_items(self, saved: Sequence[tuple[int, TicketState]]) -> None:
        rows = [
            {
                "ticket_id": ticket_id, "item_id": item.item_id, "action": item.action, "name": item.name,
                "status": statuses.recognise(item.status or ""), "raw_status": item.status,
            }
            for ticket_id, state in saved
            for item in state.record.items
        ]  # fmt: skip
        if not rows:
            return
        dialect = postgresql if self._connection.dialect.name == "postgresql" else sqlite
        made = dialect.insert(ticket_item)
        changed = {name: made.excluded[name] for name in ("action", "name", "status", "raw_status")}
        self._connection.execute(made.on_conflict_do_update(index_elements=["ticket_id", "item_id"], set_=changed), rows)

    def _write_events(
        self, states: Sequence[TicketState], ids: dict[SourceKey, int], known: dict[SourceKey, _Known]
    ) -> None:
        last = self._last_seq([ids[state.record.key] for state in states])
        rows = []
        for state in states:
            ticket_id = ids[state.record.key]
            have = known[state.record.key].audiences if state.record.key in known else {}
            seq = last.get(ticket_id, 0)
            for record in state.record.events:
                key = fingerprint(record)
                if key not in have:
                    seq += 1
                    rows.append(self._event_row(ticket_id, seq, key, record))
                elif have[key] != record.audience:
                    mine = (event.c.ticket_id == ticket_id) & (event.c.source_key == key)
                    self._connection.execute(update(event).where(mine).values(audience=record.audience))
        if rows:
            self._connection.execute(insert(event), rows)

    def _last_seq(self, ids: Sequence[int]) -> dict[int, int]:
        query = select(event.c.ticket_id, func.max(event.c.seq)).where(event.c.ticket_id.in_(ids))
        return {row[0]: int(row[1]) for row in self._connection.execute(query.group_by(event.c.ticket_id))}

    def _event_row(self, ticket_id: int, seq: int, key: str, record: EventRecord) -> dict[str, object]:
        return {
            "ticket_id": ticket_id, "seq": seq, "source_key": key, "at": record.at, "recorded_at": self._now,
            "channel": record.channel, "department": record.department, "author": record.author,
            "audience": record.audience, "step": record.step, "text": record.text, "raw_status": record.status,
            "status": statuses.recognise(record.status) if record.status else "",
        }  # fmt: skip


def _chunks(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _columns(state: TicketState) -> dict[str, object]:
    """The ticket's row for a merged state: what sources said, and what follows from it."""
    record = state.record
    row: dict[str, object] = {}
    for name, column in FIELDS.items():
        value = getattr(record, name)
        row[column] = value if name in TIMES else ("" if value is None else str(value))
    number = record.number or record.key.id
    status = statuses.status(statuses.recognise(record.status or ""))
    row |= {
        "source": record.key.source, "source_type": record.key.type, "source_id": record.key.id,
        "awaited": record.named, "number": number, "number_key": ticket_key(number),
        "kind": kinds.recognise(record.kind or ""), "status": status.code, "closed": status.closed,
        "service_number_key": number_key(record.service_number or ""),
        "contact_number_key": number_key(record.contact_number or ""), "closed_at": _closed_at(record, status),
        "moved_at": max((e.at for e in record.events), default=record.opened_at), "step": _step(record.events),
        "source_moment": record.moment, "owner_basis": "",
        "field_moments": json.dumps(dict(state.moments), separators=(",", ":")),
    }  # fmt: skip
    return row


def _closed_at(record: TicketRecord, status: statuses.Status) -> datetime | None:
    if not status.closed:
        return None
    said = record.completed_at if status.category == statuses.COMPLETED else record.cancelled_at
    told = [e.at for e in record.events if e.status and statuses.recognise(e.status) == status.code]
    return said or max(told, default=None) or record.completed_at or record.cancelled_at or record.moment


def _step(events: Sequence[EventRecord]) -> str:
    with_step = [e for e in events if e.step]
    return max(with_step, key=_at).step if with_step else ""


def _at(record: EventRecord) -> datetime:
    return record.at


def _state(row: _Said, items: Sequence[ItemRecord], events: Sequence[EventRecord]) -> TicketState:
    """The merged state read back from its row: a field without a moment was never said."""
    moments: dict[str, int] = json.loads(str(row["field_moments"]))

    def text(name: str) -> str | None:
        return str(row[FIELDS[name]]) if name in moments else None

    def time(name: str) -> datetime | None:
        value = row[FIELDS[name]]
        return value if isinstance(value, datetime) else None

    fee, moment = text("fee"), row["source_moment"]
    record = TicketRecord(
        key=SourceKey(str(row["source"]), str(row["source_type"]), str(row["source_id"])),
        moment=moment if isinstance(moment, datetime) else None, named=bool(row["awaited"]), number=text("number"),
        kind=text("kind"), status=text("status"), reason=text("reason"), title=text("title"),
        opened_at=time("opened_at"), expected_at=time("expected_at"), completed_at=time("completed_at"),
        cancelled_at=time("cancelled_at"), pick_up_at=time("pick_up_at"), service_number=text("service_number"),
        contact_number=text("contact_number"), owner_ref=text("owner_ref"), applicant_ref=text("applicant_ref"),
        account=text("account"), site=text("site"), fee=None if fee is None else Decimal(fee),
        channel=text("channel"), items=tuple(items), events=tuple(events),
    )  # fmt: skip
    return TicketState(record=record, moments=tuple(sorted(moments.items())))
