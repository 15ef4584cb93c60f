"""TM Forum trouble tickets, orders, cancel requests and appointments as ticket records, whole or nested in events.

The same ticket is one ticket whether it comes as an object, in a list or nested in an event, and whatever the version
of the API: its source is the API (``tmf621``, ``tmf622``, ``tmf641``) and never the system that reported it, for lists
and objects do not name one.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from counter_app.domain.ticket import EventRecord, SourceKey, TicketRecord
from counter_app.errors import BadInput
from counter_app.exchange import mapping
from counter_app.exchange.appointments import Appointment
from counter_app.exchange.dialects import JsonObject, Nested, Shape, is_patch, modern, nested_in, shape_of, unwrapped
from counter_app.exchange.json_records import Json
from counter_app.exchange.mapping import Family, Task
from counter_app.exchange.places import text_at
from counter_app.exchange.tmf_ticket import BAD_VALUE, NO_ID, Taken, TicketObject, id_at
from counter_app.exchange.values import BadDate, clean, read_moment
from counter_app.texts import mark

__all__ = ["TmfReader", "is_patch", "unwrapped"]


class TmfReader:
    """Turns JSON records into ticket records. Dates without a zone are the hall's."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def read(self, record: Json) -> Taken:
        """The ticket records that one object or event brings, with what had to be left out of them.

        A date that cannot be read leaves its field unsaid, an entry of a history without a date is left out, an empty
        text says nothing. Raises: BadInput with the reason, if the record as a whole is not taken in.
        """
        if not isinstance(record, dict):
            raise BadInput(mark("It is not a JSON object."))
        event = record.get("event")
        while isinstance(event, dict) and isinstance(event.get("event"), dict):
            record, event = {**record, **event}, event["event"]
        if isinstance(event, dict):
            return self._brought(nested_in(event), record)
        return self._brought(Nested(shape_of(record), record), None)

    def _brought(self, nested: Nested, event: JsonObject | None) -> Taken:
        shape: Shape = nested.shape
        if isinstance(shape, Family):
            return TicketObject(shape, modern(nested.record), self._zone, event).taken()
        if isinstance(shape, Task):
            return self._cancel_task(shape, nested.record, text_at(event, mapping.EVENT_TIME))
        return Appointment(nested.record, self._zone, event).taken()

    def _cancel_task(self, kind: Task, task: JsonObject, event_time: str) -> Taken:
        """A request to cancel is an event of its order. Whatever becomes of it, only the order itself says how the
        order stands: a task that is ``done`` completes nothing.

        It is dated by when it was made; how it stands by when it took effect or the event that says so.
        """
        if not id_at(task, "id"):
            raise BadInput(NO_ID)
        order_id = id_at(task, kind.order)
        if not order_id:
            raise BadInput(mark("It names no order to cancel."))
        state, stands = clean(text_at(task, "state")), event_time or text_at(task, mapping.CANCEL_STANDS)
        dated = ((stands, state), (text_at(task, *mapping.CANCEL_MADE), "" if stands else state))
        events, left_out = self._task_events(kind.type, dated, clean(text_at(task, "cancellationReason")))
        if not events:
            raise BadInput(mark("A cancel request without a date has no place in the history of its order."))
        key = SourceKey(kind.family.source, kind.family.type, order_id)
        return Taken(TicketRecord(key, events[0].at, named=True, events=events), left_out)

    def _task_events(
        self, name: str, dated: tuple[tuple[str, str], ...], reason: str
    ) -> tuple[tuple[EventRecord, ...], tuple[BadInput, ...]]:
        events, left_out = [], []
        for at, state in dated:
            try:
                if at:
                    text = " · ".join(word for word in (name, state, reason) if word)
                    events.append(EventRecord(at=read_moment(at, self._zone), text=text))
            except BadDate:
                left_out.append(BadInput(BAD_VALUE, place=name))
        return tuple(events), tuple(left_out)
