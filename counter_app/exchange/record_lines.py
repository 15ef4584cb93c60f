"""Records as lines of JSON and back: what passes from the process that reads a file to the one that keeps it.

Nothing but the values of records can pass: a line that says anything else is no record.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeAlias, Union

from counter_app.domain.ticket import (
    SAID_FIELDS,
    DocumentRecord,
    EventRecord,
    HoldingRecord,
    ItemRecord,
    PartyRecord,
    Record,
    Refusal,
    SourceKey,
    TicketRecord,
    Value,
    filled,
    said,
)

Plain: TypeAlias = Union[str, int, bool, "list[Plain]", "dict[str, Plain]", None]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
TICKET, PARTY, REFUSAL = "ticket", "party", "refusal"
END, UNREADABLE, FAULT, NO_MEMORY = "end", "unreadable", "fault", "memory"
"""What the last line says, after all records: how the reading ended. Without it the reading was ended from outside."""
MONEY_FIELD = "fee"
EVENT_WORDS = tuple(row.name for row in fields(EventRecord) if row.name != "at")


class NotARecord(Exception):
    """A line that is not one of ours."""


def to_line(record: Record | Refusal) -> str:
    """The record as one line of JSON without its end."""
    if isinstance(record, TicketRecord):
        told: list[Plain] = [TICKET, *_from_ticket(record)]
    elif isinstance(record, PartyRecord):
        told = [PARTY, *_from_party(record)]
    else:
        pairs: list[Plain] = [[name, value] for name, value in record.values]
        told = [REFUSAL, record.file, record.position, record.reason, pairs, record.is_note]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def from_line(line: str | bytes) -> Record | Refusal:
    """The record that a line of :func:`to_line` tells. Raises: NotARecord."""
    try:
        told = json.loads(line)
        kind = _list(told)[0]
        read = READERS[kind] if isinstance(kind, str) else None
        if read is None:
            raise NotARecord
        return read(_list(told)[1:])
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError, InvalidOperation):
        raise NotARecord from None


def _from_ticket(record: TicketRecord) -> list[Plain]:
    values: dict[str, Plain] = {name: _plain(value) for name, value in said(record).items()}
    items: list[Plain] = [[item.item_id, item.action, item.name, item.status] for item in record.items]
    events: list[Plain] = [
        [_microseconds(event.at), *(getattr(event, name) for name in EVENT_WORDS)] for event in record.events
    ]
    moment = None if record.moment is None else _microseconds(record.moment)
    return [list(record.key), moment, record.named, values, items, events]


def _to_ticket(told: list[Plain]) -> Record:
    key, moment, named, values, items, events = told
    record = TicketRecord(
        SourceKey(*_words(key, 3)),
        None if moment is None else _moment(moment),
        _flag(named),
        items=tuple(_item(item) for item in _list(items)),
        events=tuple(_event(event) for event in _list(events)),
    )
    if not isinstance(values, dict) or not values.keys() <= set(SAID_FIELDS):
        raise NotARecord
    return filled(record, {name: _value(name, value) for name, value in values.items()})


def _item(told: Plain) -> ItemRecord:
    item_id, *words = _list(told)
    action, name, status = (_word_or_none(word) for word in words)
    return ItemRecord(_word(item_id), action, name, status)


def _event(told: Plain) -> EventRecord:
    at, *words = _list(told)
    return EventRecord(_moment(at), *_words(words, len(EVENT_WORDS)))


def _from_party(record: PartyRecord) -> list[Plain]:
    document: list[Plain] | None = None
    if record.document is not None:
        shown = record.document
        document = [shown.type, shown.number, shown.country, _day_text(shown.valid_to)]
    holding: list[Plain] | None = None
    if record.holding is not None:
        holding = [record.holding.number, _day_text(record.holding.held_from), _day_text(record.holding.held_to)]
    return [record.source, record.party_id, record.name, record.organisation, document, holding]


def _to_party(told: list[Plain]) -> Record:
    source, party_id, name, organisation, document, holding = told
    return PartyRecord(
        _word(source),
        _word(party_id),
        _word_or_none(name),
        None if organisation is None else _flag(organisation),
        None if document is None else _to_document(_list(document)),
        None if holding is None else _to_holding(_list(holding)),
    )


def _to_document(told: list[Plain]) -> DocumentRecord:
    kind, number, country, valid_to = told
    return DocumentRecord(_word(kind), _word(number), _word(country), _day(valid_to))


def _to_holding(told: list[Plain]) -> HoldingRecord:
    number, held_from, held_to = told
    return HoldingRecord(_word(number), _day(held_from), _day(held_to))


def _to_refusal(told: list[Plain]) -> Refusal:
    file, position, reason, pairs, is_note = told
    values: list[tuple[str, str | int]] = []
    for pair in _list(pairs):
        name, value = _list(pair)
        values.append((_word(name), value if isinstance(value, int) else _word(value)))
    return Refusal(_word(file), _word(position), _word(reason), tuple(values), _flag(is_note))


READERS: dict[str, Callable[[list[Plain]], Record | Refusal]] = {
    TICKET: _to_ticket,
    PARTY: _to_party,
    REFUSAL: _to_refusal,
}


def _plain(value: Value) -> Plain:
    if isinstance(value, datetime):
        return _microseconds(value)
    return str(value) if isinstance(value, Decimal) else value


def _value(name: str, told: Plain) -> Value:
    if name.endswith("_at"):
        return _moment(told)
    return Decimal(_word(told)) if name == MONEY_FIELD else _word(told)


def _microseconds(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def _moment(told: Plain) -> datetime:
    if not isinstance(told, int) or isinstance(told, bool):
        raise NotARecord
    return EPOCH + told * MICROSECOND


def _day_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(told: Plain) -> date | None:
    return None if told is None else date.fromisoformat(_word(told))


def _list(told: Plain) -> list[Plain]:
    if not isinstance(told, list):
        raise NotARecord
    return told


def _word(told: Plain) -> str:
    if not isinstance(told, str):
        raise NotARecord
    return told


def _word_or_none(told: Plain) -> str | None:
    return None if told is None else _word(told)


def _words(told: Plain, count: int) -> list[str]:
    words = [_word(word) for word in _list(told)]
    if len(words) != count:
        raise NotARecord
    return words


def _flag(told: Plain) -> bool:
    if not isinstance(told, bool):
        raise NotARecord
    return told
