"""TM Forum trouble tickets and product orders as ticket records: objects, lists, events that nest partial objects.

The same ticket is one ticket whether it comes as an object, in a list or nested in an event, so its source is the API
(``tmf621``, ``tmf622``) and never the system that reported it: lists and objects do not name one.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from counter_app.domain.ticket import EventRecord, SourceKey, TicketRecord
from counter_app.errors import BadInput
from counter_app.exchange import mapping
from counter_app.exchange.json_records import Json
from counter_app.exchange.mapping import FAMILIES, Family
from counter_app.exchange.places import text_at
from counter_app.exchange.tmf_ticket import BAD_VALUE, NO_ID, JsonObject, Taken, TicketObject, id_at
from counter_app.exchange.values import NAME, BadDate, clean, read_moment
from counter_app.texts import mark

SPECIFICATION = "Specification"


class TmfReader:
    """Turns JSON records into ticket records. Dates without a zone are the hall's."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone

    def read(self, record: Json) -> Taken:
        """The ticket record that one object or event brings, with what had to be left out of it.

        A date that cannot be read leaves its field unsaid, an entry of a history without a date is left out, an empty
        text says nothing. Raises: BadInput with the reason, if the record as a whole is not taken in.
        """
        if not isinstance(record, dict):
            raise BadInput(mark("It is not a JSON object."))
        event = record.get("event")
        if isinstance(event, dict):
            return self._event(record, event)
        if _type_of(record) == mapping.CANCEL_TYPE:
            return self._cancel_task(record, "")
        return TicketObject(_family_of(record), record, self._zone).taken()

    def _event(self, record: JsonObject, event: JsonObject) -> Taken:
        task = event.get(mapping.CANCEL_INSIDE)
        if isinstance(task, dict):
            return self._cancel_task(task, text_at(record, mapping.EVENT_TIME))
        for family in FAMILIES:
            ticket = event.get(family.inside)
            if isinstance(ticket, dict):
                return TicketObject(family, ticket, self._zone, record).taken()
        raise _not_a_ticket(next((name for name, value in event.items() if isinstance(value, dict)), ""))

    def _cancel_task(self, task: JsonObject, event_time: str) -> Taken:
        """A request to cancel is an event of its order. Whatever becomes of it, only the order itself says how the
        order stands: a task that is ``done`` completes nothing.

        It is dated by when it was made; how it stands by when it took effect or the event that says so.
        """
        if not id_at(task, "id"):
            raise BadInput(NO_ID)
        order_id = id_at(task, mapping.CANCEL_OF)
        if not order_id:
            raise BadInput(mark("It names no order to cancel."))
        state, stands = clean(text_at(task, "state")), event_time or text_at(task, mapping.CANCEL_STANDS)
        dated = ((stands, state), (text_at(task, *mapping.CANCEL_MADE), "" if stands else state))
        events, left_out = self._task_events(dated, clean(text_at(task, "cancellationReason")))
        if not events:
            raise BadInput(mark("A cancel request without a date has no place in the history of its order."))
        order = next(family for family in FAMILIES if family.source == mapping.ORDER)
        key = SourceKey(order.source, order.type, order_id)
        return Taken(TicketRecord(key, events[0].at, named=True, events=events), left_out)

    def _task_events(
        self, dated: tuple[tuple[str, str], ...], reason: str
    ) -> tuple[tuple[EventRecord, ...], tuple[BadInput, ...]]:
        events, left_out = [], []
        for at, state in dated:
            try:
                if at:
                    text = " · ".join(word for word in (mapping.CANCEL_TYPE, state, reason) if word)
                    events.append(EventRecord(at=read_moment(at, self._zone), text=text))
            except BadDate:
                left_out.append(BadInput(BAD_VALUE, place=mapping.CANCEL_TYPE))
        return tuple(events), tuple(left_out)


def is_patch(record: Json) -> bool:
    """Whether it is a step of a JSON Patch (RFC 6902): a change to something, not something."""
    return isinstance(record, dict) and isinstance(record.get("op"), str) and "path" in record and "id" not in record


def _family_of(record: JsonObject) -> Family:
    """The API whose ticket this is, by its type, the address it gives itself, or the fields only that API has.

    Raises: BadInput if it is none.
    """
    named = _type_of(record)
    for family in FAMILIES:
        if named == family.type or (not named and family.telling & record.keys()):
            return family
    raise _not_a_ticket(named)


def _type_of(record: JsonObject) -> str:
    """The type the record gives itself (``@type``, else ``@baseType``, else by its address); "" if none is told."""
    known = {family.type for family in FAMILIES} | {mapping.CANCEL_TYPE}
    told = [text_at(record, "@type"), text_at(record, "@baseType")]
    href = text_at(record, "href").split("?")[0].split("/")
    told += [name for name in known if len(href) > 1 and href[-2].casefold() == name.casefold()]
    return next((name for name in told if name in known), next((name for name in told if name), ""))


def _not_a_ticket(name: str) -> BadInput:
    if SPECIFICATION.casefold() in name.casefold():
        return BadInput(mark("A specification describes tickets; it is not one."))
    if not NAME.fullmatch(name):
        return BadInput(mark("It is not a ticket, an order or an event of one."))
    return BadInput(mark("{type} is not read here: only trouble tickets, product orders and their events."), type=name)


