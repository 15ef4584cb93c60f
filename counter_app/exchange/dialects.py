"""Which API and dialect a TM Forum record is in, told by its shape alone, and old spellings brought to one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from counter_app.domain.statuses import fold
from counter_app.errors import BadInput
from counter_app.exchange import mapping
from counter_app.exchange.json_records import Json
from counter_app.exchange.mapping import FAMILIES, TASKS, Family, Task
from counter_app.exchange.places import objects_at, text_at
from counter_app.exchange.values import NAME
from counter_app.texts import mark

JsonObject = dict[str, Json]

SPECIFICATION = "specification"
APPOINTMENTS = "appointments"
Shape = Family | Task | str
"""What a record is: a ticket of a family, a task, or APPOINTMENTS."""


class Nested(NamedTuple):
    """What an event is about: the shape of the partial object in it, and the object."""

    shape: Shape
    record: JsonObject


def unwrapped(record: Json) -> Iterator[tuple[str, Json]]:
    """A record with its place "", or each record of a page of search results (R14) with its number in the page."""
    page = record.get("_embedded") if isinstance(record, dict) else None
    if not isinstance(page, dict):
        yield "", record
        return
    for no, one in enumerate(objects_at(record, mapping.PAGE), start=1):
        yield str(no), one


def is_patch(record: Json) -> bool:
    """Whether it is a step of a JSON Patch (RFC 6902): a change to something, not something."""
    return isinstance(record, dict) and isinstance(record.get("op"), str) and "path" in record and "id" not in record


def shape_of(record: JsonObject) -> Shape:
    """What a record is: by its type, the address it gives itself, or the fields that only one API has.

    Raises: BadInput if it is nothing that is read here, or could be two things.
    """
    named = _type_of(record)
    if named:
        known = _shapes().get(named.casefold())
        if known is None:
            raise not_a_ticket(named)
        return known
    found = list(_shapes_by_fields(record))
    if len(found) > 1:
        first, second = sorted(_name(shape) for shape in found)[:2]
        raise BadInput(mark("It could be {first} or {second}: it does not say which."), first=first, second=second)
    if found:
        return found[0]
    if any(_has(record, place) for place in mapping.ANY_ORDER):
        first, second = mapping.PRODUCT_ORDERS.type, mapping.SERVICE_ORDERS.type
        raise BadInput(mark("It could be {first} or {second}: it does not say which."), first=first, second=second)
    raise not_a_ticket("")


def nested_in(event: JsonObject) -> Nested:
    """What the content of an event is about: under the name of its API, else the content itself.

    Raises: BadInput if it is nothing that is read here, or two things.
    """
    inside = {name: value for name, value in event.items() if isinstance(value, dict)}
    found = [Nested(shape, inside[name]) for name, shape in _insides().items() if name in inside]
    if len(found) > 1:
        first, second = sorted(_name(one.shape) for one in found)[:2]
        raise BadInput(mark("It could be {first} or {second}: it does not say which."), first=first, second=second)
    if found:
        return found[0]
    if _type_of(event).casefold() in _shapes():
        return Nested(shape_of(event), event)
    raise not_a_ticket(next(iter(inside), ""))


def family_of_type(name: str) -> Family | None:
    """The family whose tickets are called so, or None."""
    return next((family for family in FAMILIES if family.type.casefold() == name.casefold()), None)


def address_parts(href: str) -> tuple[str, str]:
    """The collection and id at the end of an address (``…/troubleTicket/58``, ``/customer/1234``); "" if it has none."""
    parts = href.split("?")[0].rstrip("/").split("/")
    return (parts[-2], parts[-1]) if len(parts) > 1 else ("", "")


def modern(record: JsonObject) -> JsonObject:
    """The record with what R14 and v4 spell in a way of their own spelled as the table of places knows it.

    Parties and objects known by their address alone get id and type from it; the one party that is a customer by its
    type becomes the customer where no role says who is.
    """
    parties = [_party(one) for one in objects_at(record, "relatedParty")]
    told = {"relatedParty": [*parties, *_customer(parties)]} if parties else {}
    entities: list[Json] = [_entity(one) for one in objects_at(record, "relatedObject")]
    if entities:
        told["relatedEntity"] = [*objects_at(record, "relatedEntity"), *entities]
    return {**record, **told}


def not_a_ticket(name: str) -> BadInput:
    """Why something of this type or name is not taken in."""
    if SPECIFICATION in name.casefold():
        return BadInput(mark("A specification describes tickets; it is not one."))
    if not NAME.fullmatch(name):
        return BadInput(mark("It is not a ticket, an order, an appointment or an event of one."))
    return BadInput(
        mark("{type} is not read here: only trouble tickets, orders, appointments and their events."), type=name
    )


def _party(party: JsonObject) -> Json:
    kind, party_id = address_parts(text_at(party, "href"))
    if not kind:
        return party
    known = {"id": party_id, "@referredType": kind}
    return {**known, **party} if "partyOrPartyRole" not in party else party


def _customer(parties: list[Json]) -> list[Json]:
    """The customer, told by type: only where no party has that role, and no two could be it."""
    if any(True for _one in objects_at({"party": parties}, f"party[role={mapping.OWNERS}]")):
        return []
    of_type: dict[str, Json] = {}
    for party in parties:
        inner = next(objects_at(party, "partyOrPartyRole"), party)
        is_customer = fold(text_at(inner, "@referredType")) == mapping.CUSTOMER_TYPE
        if is_customer and fold(text_at(party, "role")) in mapping.FILING_ROLES and isinstance(party, dict):
            of_type[text_at(inner, "id")] = {**party, "role": mapping.CUSTOMER_TYPE}
    return list(of_type.values()) if len(of_type) == 1 and "" not in of_type else []


def _entity(entity: JsonObject) -> Json:
    kind, entity_id = address_parts(text_at(entity, "reference"))
    return {"id": entity_id, "@referredType": kind, "role": text_at(entity, "involvement")}


def _type_of(record: JsonObject) -> str:
    """The type the record gives itself (``@type``, else ``@baseType``, else by its address); "" if none is told."""
    told = [text_at(record, "@type"), text_at(record, "@baseType"), address_parts(text_at(record, "href"))[0]]
    known = next((name for name in told if name.casefold() in _shapes()), "")
    return known or next((name for name in told[:2] if name), "")


def _shapes_by_fields(record: JsonObject) -> Iterator[Shape]:
    yield from (family for family in FAMILIES if any(_has(record, place) for place in family.telling))
    if any(_has(record, place) for place in mapping.CANCEL_TELLING):
        yield from (task for task in TASKS if _has(record, task.order))
    if any(all(_has(record, place) for place in places) for places in mapping.APPOINTMENT_TELLING):
        yield APPOINTMENTS


def _has(record: JsonObject, place: str) -> bool:
    """Whether the record has the field, empty or not; a field further in only where something is there."""
    if "." not in place:
        return place in record
    return bool(text_at(record, place)) or any(True for _one in objects_at(record, place))


def _shapes() -> dict[str, Shape]:
    """Type, folded → what is so called."""
    tickets: dict[str, Shape] = {family.type.casefold(): family for family in FAMILIES}
    tasks: dict[str, Shape] = {task.type.casefold(): task for task in TASKS}
    return {**tickets, **tasks, mapping.APPOINTMENT_TYPE.casefold(): APPOINTMENTS}


def _insides() -> dict[str, Shape]:
    """Name within an event → what stands there."""
    tickets: dict[str, Shape] = {name: family for family in FAMILIES for name in family.inside}
    tasks: dict[str, Shape] = {task.inside: task for task in TASKS}
    return {**tickets, **tasks, mapping.APPOINTMENT_INSIDE: APPOINTMENTS}


def _name(shape: Shape) -> str:
    return mapping.APPOINTMENT_TYPE if isinstance(shape, str) else shape.type
