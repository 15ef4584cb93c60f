"""TMF646 appointments as entries in the history of the ticket they are made for; they never say how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from counter_app.domain.statuses import fold
from counter_app.domain.ticket import EventRecord, SourceKey, TicketRecord
from counter_app.errors import BadInput
from counter_app.exchange import mapping
from counter_app.exchange.dialects import JsonObject, address_parts, family_of_type
from counter_app.exchange.places import objects_at, text_at
from counter_app.exchange.tmf_ticket import BAD_VALUE, NO_DATE, NO_ID, Taken, id_at
from counter_app.exchange.values import WORD_LIMIT, BadDate, clean, read_moment
from counter_app.texts import mark


class Appointment:
    """One appointment, whole or partial, with the event that nests it where there is one.

    ``confirmed`` is the step of a route where a visit is booked; ``completed`` says that somebody came, not that the
    work is done: no word of an appointment is the state of its ticket.
    """

    def __init__(self, appointment: JsonObject, zone: ZoneInfo, event: JsonObject | None = None) -> None:
        self._appointment = appointment
        self._zone = zone
        self._event = event
        self._left_out: list[BadInput] = []

    def taken(self) -> Taken:
        """The same entries for each ticket it names. Raises: BadInput if it names none or has no date."""
        if not id_at(self._appointment, "id"):
            raise BadInput(NO_ID)
        keys = tuple(dict.fromkeys(self._tickets()))
        if not keys:
            raise BadInput(mark("The appointment names no ticket."))
        at = self._at()
        if at is None:
            raise BadInput(mark("An appointment without a date has no place in the history of its ticket."))
        events = (self._stands(at), *self._notes())
        first, *others = (TicketRecord(key, at, named=True, events=events) for key in keys)
        return Taken(first, tuple(self._left_out), tuple(others))

    def _tickets(self) -> Iterator[SourceKey]:
        for place in mapping.APPOINTMENT_OF:
            for entity in objects_at(self._appointment, place):
                collection, by_address = address_parts(text_at(entity, "href"))
                family = family_of_type(text_at(entity, "@referredType")) or family_of_type(collection)
                ticket_id = id_at(entity, "id") or clean(by_address, WORD_LIMIT)
                if family is not None and ticket_id:
                    yield SourceKey(family.source, family.type, ticket_id)

    def _at(self) -> datetime | None:
        """When this was true of it: its last update, else the event's time, else when it was made."""
        updated, made = mapping.APPOINTMENT_AT
        texts = (text_at(self._appointment, updated), text_at(self._event, mapping.EVENT_TIME),
                 text_at(self._appointment, made))  # fmt: skip
        return next((at for text in texts if (at := self._date(text)) is not None), None)

    def _stands(self, at: datetime) -> EventRecord:
        status = clean(text_at(self._appointment, "status"), WORD_LIMIT)
        name = clean(text_at(self._event, "eventType"), WORD_LIMIT)
        deleted = name if name.endswith(mapping.DELETE_EVENTS) else ""
        words = (deleted or mapping.APPOINTMENT_TYPE, status, self._window(),
                 clean(text_at(self._appointment, "description")))  # fmt: skip
        booked = fold(status) in mapping.APPOINTMENT_BOOKED and not deleted
        return EventRecord(
            at=at, text=" · ".join(word for word in words if word), step=mapping.APPOINTMENT_STEP if booked else ""
        )

    def _window(self) -> str:
        """From when to when, on the hall's clock: ``2026-03-20 09:00 - 11:00``."""
        starts = self._date(text_at(self._appointment, mapping.APPOINTMENT_STARTS))
        ends = self._date(text_at(self._appointment, mapping.APPOINTMENT_ENDS))
        if starts is None:
            return ""
        first = starts.astimezone(self._zone)
        if ends is None or ends <= starts:
            return f"{first:%Y-%m-%d %H:%M}"
        last = ends.astimezone(self._zone)
        return f"{first:%Y-%m-%d %H:%M} - {last:%H:%M}" if first.date() == last.date() else f"{first:%Y-%m-%d %H:%M} - {last:%Y-%m-%d %H:%M}"

    def _notes(self) -> Iterator[EventRecord]:
        for note in objects_at(self._appointment, "note"):
            text, at = clean(text_at(note, "text")), self._date(text_at(note, "date"))
            if text and at is None:
                self._left_out.append(BadInput(NO_DATE, place="note"))
            elif text and at is not None:
                yield EventRecord(at=at, text=text, author=clean(text_at(note, "author"), WORD_LIMIT))

    def _date(self, text: str) -> datetime | None:
        try:
            return read_moment(text, self._zone) if text else None
        except BadDate:
            self._left_out.append(BadInput(BAD_VALUE, place=mapping.APPOINTMENT_TYPE))
            return None
