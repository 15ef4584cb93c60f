"""How records of one ticket become one ticket, whatever order they come in.

Every field is a register that the later moment wins, so joining is commutative, associative and idempotent: a ticket
is the same whichever file came first, and a second run of any set of files changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from counter_app.domain import statuses
from counter_app.domain.ticket import (
    CUSTOMER,
    INTERNAL,
    EventRecord,
    ItemRecord,
    TicketRecord,
    Value,
    filled,
    said,
)

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NO_MOMENT = -1
"""The moment of a record that has none: it only fills what nothing else says."""
ITEM_FIELDS = ("action", "name", "status")
FIRST_SAID = frozenset({"owner_ref", "opened_at"})
"""Fields of which the earliest word stands: whose a ticket is does not move with what is said of it later."""
LAST_MOMENT = 1 << 62

Registers = dict[str, tuple[int, Value]]
Plain = TypeVar("Plain", str, bool)


@dataclass(frozen=True, slots=True)
class TicketState:
    """A ticket as all its records so far make it.

    ``record`` holds the merged values; its ``moment`` is the newest seen, ``named`` stays true only while nothing but
    events named it. ``moments`` is sorted: field name → µs since 1970 of the record whose value stands (-1: a record
    without a moment); a field of an item is called ``item:<id>:<field>``.
    """

    record: TicketRecord
    moments: tuple[tuple[str, int], ...]


def merged(state: TicketState | None, record: TicketRecord) -> TicketState:
    """The ticket after one more record; equal to ``state`` if the record brings nothing new.

    A value yields only to one of a later moment. At equal moments a status yields to one further along its life (of
    two words for one state, and of any other two values, the last in code point order stands, only so that the order
    of files does not matter; a word not known is the least far along). Events are united by date and content.
    Raises: ValueError if the record is of another ticket.
    """
    arriving = _state_of(record)
    if state is None:
        return arriving
    if state.record.key != record.key:
        raise ValueError("records of two tickets cannot be merged")
    return _joined(state, arriving)


def microseconds(at: datetime) -> int:
    """A moment as whole µs since 1970 UTC; anything before 1970 counts as 1970, so that it never ranks as no moment."""
    return max(0, (at - EPOCH) // timedelta(microseconds=1))


def fingerprint(event: EventRecord) -> str:
    """64 hex digits, equal for events that are the same (date and content; whom it is written for is not content)."""
    parts = [str(microseconds(event.at)), event.text, event.status, event.step]
    parts += [event.department, event.author, event.channel]
    return hashlib.sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).hexdigest()


def settled(one: Plain | None, other: Plain | None) -> Plain | None:
    """Of two values without a moment (a party's name, say) the one that stands, whichever came first."""
    if one is None or other is None:
        return other if one is None else one
    return max(one, other)


def _state_of(record: TicketRecord) -> TicketState:
    us = NO_MOMENT if record.moment is None else microseconds(record.moment)
    registers: Registers = {name: (us, value) for name, value in said(record).items()}
    for item in record.items:
        registers = _later(registers, {name: (us, word) for name, word in _item_words(item)})
    return _built(record, registers, {item.item_id for item in record.items}, _united(record.events))


def _joined(one: TicketState, other: TicketState) -> TicketState:
    registers = _later(_registers(one), _registers(other))
    items = {item.item_id for state in (one, other) for item in state.record.items}
    moments = [state.record.moment for state in (one, other) if state.record.moment is not None]
    blank = TicketRecord(
        key=one.record.key,
        moment=max(moments, default=None),
        named=one.record.named and other.record.named,
    )
    return _built(blank, registers, items, _united((*one.record.events, *other.record.events)))


def _built(
    record: TicketRecord, registers: Registers, item_ids: Iterable[str], events: tuple[EventRecord, ...]
) -> TicketState:
    items = tuple(_item(item_id, registers) for item_id in sorted(item_ids, key=lambda name: (len(name), name)))
    own = {name: value for name, (_us, value) in registers.items() if not name.startswith("item:")}
    return TicketState(
        record=replace(filled(record, own), items=items, events=events),
        moments=tuple(sorted((name, us) for name, (us, _value) in registers.items())),
    )


def _registers(state: TicketState) -> Registers:
    values = said(state.record)
    for item in state.record.items:
        values.update(_item_words(item))
    return {name: (us, values[name]) for name, us in state.moments if name in values}


def _later(one: Registers, other: Registers) -> Registers:
    result = dict(one)
    for name, register in other.items():
        if name not in result or _standing(name, register) > _standing(name, result[name]):
            result[name] = register
    return result


def _standing(name: str, register: tuple[int, Value]) -> tuple[int, int, str]:
    """What decides between two values of a field: the greater stands."""
    us, value = register
    if name in FIRST_SAID and us != NO_MOMENT:
        us = LAST_MOMENT - us
    is_status = name == "status" or (name.startswith("item:") and name.endswith(":status"))
    if isinstance(value, datetime):
        return us, 0, value.astimezone(UTC).isoformat()
    return us, _rank(value) if is_status and isinstance(value, str) else 0, str(value)


def _rank(raw_status: str) -> int:
    return statuses.status(statuses.recognise(raw_status)).rank


def _item_words(item: ItemRecord) -> list[tuple[str, str]]:
    words = [(name, getattr(item, name)) for name in ITEM_FIELDS]
    return [(f"item:{item.item_id}:{name}", word) for name, word in words if word is not None]


def _item(item_id: str, registers: Registers) -> ItemRecord:
    words = {name: registers.get(f"item:{item_id}:{name}") for name in ITEM_FIELDS}
    return ItemRecord(item_id, **{name: None if word is None else str(word[1]) for name, word in words.items()})


def _united(events: Iterable[EventRecord]) -> tuple[EventRecord, ...]:
    """Each event once. Written for the customer only where every source that tells it says so."""
    audiences: dict[EventRecord, str] = {}
    for event in events:
        content = replace(event, audience=INTERNAL)
        audiences[content] = CUSTOMER if {audiences.get(content, CUSTOMER), event.audience} == {CUSTOMER} else INTERNAL
    return tuple(sorted((replace(event, audience=audience) for event, audience in audiences.items()), key=_event_order))


def _event_order(event: EventRecord) -> tuple[datetime, int, str, str, str, str, str, str]:
    rank = _rank(event.status) if event.status else -1
    return event.at, rank, event.status, event.step, event.text, event.department, event.author, event.channel




def in_order(state: TicketState) -> TicketState:
    """The same state with items and events in the one order that ``merged`` gives them (a store may keep another)."""
    return _joined(state, state)
