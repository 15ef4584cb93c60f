"""One trouble ticket or order, whole or partial, as a ticket record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from counter_app.domain import kinds, statuses
from counter_app.domain.ticket import EventRecord, ItemRecord, SourceKey, TicketRecord, Value, filled
from counter_app.errors import BadInput
from counter_app.exchange import mapping
from counter_app.exchange.dialects import JsonObject
from counter_app.exchange.mapping import PLACES, TRAILS, Family, Trail
from counter_app.exchange.places import objects_at, text_at, texts_at
from counter_app.exchange.values import MOMENT, MONEY, READINGS, WORD_LIMIT, clean, read_moment
from counter_app.texts import mark

NO_ID = mark("A request without an id is not a ticket yet.")
NO_DATE = mark("An entry in {place} has no date; it was left out, the rest was taken in.")
BAD_VALUE = mark("The value in {place} cannot be read; it was left out, the rest was taken in.")


@dataclass(frozen=True, slots=True)
class Taken:
    """What one JSON record brought: a ticket record, the reasons for what was left out of it, and further tickets."""

    record: TicketRecord
    left_out: tuple[BadInput, ...] = ()
    also: tuple[TicketRecord, ...] = ()


class TicketObject:
    """A ticket object on its way to a record, with the event that nests it where there is one."""

    def __init__(self, family: Family, ticket: JsonObject, zone: ZoneInfo, event: JsonObject | None = None) -> None:
        self._family = family
        self._ticket = ticket
        self._zone = zone
        self._event = event
        self._left_out: list[BadInput] = []
        self._event_name = text_at(event, "eventType", "@type")
        self._event_at = self._date(event, mapping.EVENT_TIME)
        self._updated_at = self._date(ticket, mapping.LAST_UPDATE)
        self._changed_at = self._date(ticket, mapping.OWN_CHANGE_AT)
        self._dated: list[datetime] = [] if self._changed_at is None else [self._changed_at]

    def taken(self) -> Taken:
        """The record. ``named`` if an event tells nothing of the ticket but its id.

        Raises: BadInput for what has no id or is a draft, and for texts that cannot be kept.
        """
        ticket_id = id_at(self._ticket, "id")
        if not ticket_id:
            raise BadInput(NO_ID)
        key = SourceKey(self._family.source, self._family.type, ticket_id)
        if self._event_name.endswith(mapping.DELETE_EVENTS):
            return self._deleted(key)
        values, items = dict(self._values()), tuple(self._items())
        if statuses.fold(str(values.get("status", ""))) in statuses.NOT_TAKEN_IN:
            raise BadInput(mark("A draft is not a ticket yet."))
        history = list(self._trails())
        history += [*self._own_change(values, history), *self._asked(), *self._opening_words(values)]
        named = self._event is not None and not values and not items
        record = TicketRecord(key, self._moment(values), named, items=items, events=tuple(history))
        if not named:
            record = replace(filled(record, values), number=ticket_id)
        return Taken(record, tuple(self._left_out))

    def _deleted(self, key: SourceKey) -> Taken:
        """That its source no longer keeps a ticket says neither that it was done nor that it was cancelled: it is
        noted in the history, nothing else changes, and nothing is deleted here."""
        if self._event_at is None:
            raise BadInput(mark("An event without a date has no place in the history of its ticket."))
        event = EventRecord(at=self._event_at, text=clean(self._event_name, WORD_LIMIT))
        return Taken(TicketRecord(key, self._event_at, named=True, events=(event,)))

    def _values(self) -> Iterator[tuple[str, Value]]:
        """The first thing said for each field, in the order of the table of places."""
        found: set[str] = set()
        for row in PLACES:
            if row.source == self._family.source and row.field not in found:
                value = self._first_value(row.place, row.reading)
                if value is not None:
                    found.add(row.field)
                    yield row.field, value

    def _first_value(self, place: str, reading: str) -> Value | None:
        for text in texts_at(self._ticket, place):
            try:
                value = READINGS[reading](text, self._zone)
            except BadInput:
                if reading not in (MOMENT, MONEY):
                    raise
                self._left_out.append(BadInput(BAD_VALUE, place=place.split("[")[0]))
                continue
            if value is not None:
                return value
        return None

    def _items(self) -> Iterator[ItemRecord]:
        for place in mapping.ITEM_PLACES.get(self._family.source, ()):
            for item in objects_at(self._ticket, place):
                item_id = id_at(item, *mapping.ITEM_ID)
                if item_id:
                    yield ItemRecord(
                        item_id,
                        action=clean(text_at(item, *mapping.ITEM_ACTION), WORD_LIMIT) or None,
                        name=clean(text_at(item, *mapping.ITEM_NAME)) or None,
                        status=clean(text_at(item, *mapping.ITEM_STATUS), WORD_LIMIT) or None,
                    )

    def _trails(self) -> Iterator[EventRecord]:
        for trail in TRAILS:
            if trail.source == self._family.source:
                for entry in objects_at(self._ticket, trail.place):
                    yield from self._entry(trail, entry)

    def _entry(self, trail: Trail, entry: JsonObject) -> Iterator[EventRecord]:
        words = [clean(text_at(entry, place)) for place in trail.texts]
        state = clean(text_at(entry, trail.state), WORD_LIMIT)
        status = _in_one_spelling(clean(text_at(entry, *trail.status), WORD_LIMIT))
        at = self._date(entry, *trail.at)
        if at is None:
            if any((*words, state, status)):
                self._left_out.append(BadInput(NO_DATE, place=trail.place))
            return
        if trail.dates_the_record:
            self._dated.append(at)
        yield EventRecord(
            at=at,
            text=" · ".join(dict.fromkeys(word for word in (*words, state) if word)),
            status=status,
            step=_step_reached(words, state),
            author=clean(text_at(entry, *trail.author), WORD_LIMIT),
        )

    def _own_change(self, values: dict[str, Value], history: Iterable[EventRecord]) -> Iterator[EventRecord]:
        """The change of state that the record tells beside its lists, if they do not tell it."""
        at, status = self._changed_at, _in_one_spelling(str(values.get("status", "")))
        if at is None and self._event_name.endswith(mapping.STATE_EVENTS):
            at = self._event_at
        told = {(event.at, statuses.fold(event.status)) for event in history}
        if at is not None and status and (at, statuses.fold(status)) not in told:
            yield EventRecord(at=at, text=str(values.get("reason", "")), status=status)

    def _asked(self) -> Iterator[EventRecord]:
        """What an event says that the ticket still needs."""
        wanted = clean(text_at(self._event, mapping.INFORMATION_REQUIRED))
        if wanted and self._event_at is not None:
            yield EventRecord(at=self._event_at, text=f"informationRequired · {wanted}")

    def _opening_words(self, values: dict[str, Value]) -> Iterator[EventRecord]:
        """What the customer said, kept as the first entry of the history; the title stays short."""
        words, opened = clean(text_at(self._ticket, mapping.DESCRIPTION[self._family.source])), values.get("opened_at")
        if not isinstance(opened, datetime):
            return
        if words:
            yield EventRecord(at=opened, text=words)
        for name in mapping.OTHER_IDS:
            other_id = id_at(self._ticket, name)
            if other_id:
                yield EventRecord(at=opened, text=f"{name} · {other_id}")

    def _moment(self, values: dict[str, Value]) -> datetime | None:
        """When the source says this was true: its last update, else the event's time, else the newest date among its
        changes, end, milestones and notes, else when it was opened."""
        ends = (values.get(field) for field in ("completed_at", "cancelled_at"))
        newest = max([*self._dated, *(at for at in ends if isinstance(at, datetime))], default=None)
        opened = values.get("opened_at")
        return self._updated_at or self._event_at or newest or (opened if isinstance(opened, datetime) else None)

    def _date(self, record: JsonObject | None, *places: str) -> datetime | None:
        text = text_at(record, *places)
        try:
            return read_moment(text, self._zone) if text else None
        except BadInput:
            self._left_out.append(BadInput(BAD_VALUE, place=places[0]))
            return None


def id_at(record: JsonObject, *places: str) -> str:
    """The id at the first place that has one, "" if none. Raises: BadInput if it cannot be kept."""
    return clean(text_at(record, *places), WORD_LIMIT)


def _in_one_spelling(status: str) -> str:
    """A state as version 5 writes it; a word that is no state of TM Forum stays as it is."""
    return mapping.STATE_SPELLINGS.get(statuses.fold(status), status)


def _step_reached(words: Iterable[str], state: str) -> str:
    """A milestone that is reached and that some route knows as a step; else its words only stand in the history."""
    if statuses.fold(state) not in mapping.DONE_WORDS:
        return ""
    return next((word for word in words if any(kinds.step_of(kind, word) for kind in kinds.KINDS.values())), "")
