"""Which API and dialect a record is in, told by its shape; what older spellings become."""

from __future__ import annotations

import random
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from counter_app.domain.merging import TicketState, merged
from counter_app.domain.ticket import SourceKey, TicketRecord
from counter_app.errors import BadInput
from counter_app.exchange.files import TicketFiles
from counter_app.exchange.json_records import Json
from counter_app.exchange.tmf import TmfReader

EXAMPLES = Path(__file__).parents[2] / "data"
READER = TmfReader(ZoneInfo("Asia/Shanghai"))
AMBIGUOUS = "It could be ProductOrder or ServiceOrder: it does not say which."
PERMUTATIONS = 1_000


def taken(**fields: Json) -> TicketRecord:
    """The record of an object with these fields."""
    return READER.read(fields).record


def refused(**fields: Json) -> str:
    """Why an object with these fields is refused."""
    with pytest.raises(BadInput) as fault:
        READER.read(fields)
    return str(fault.value)


@pytest.mark.parametrize(
    ("fields", "source"),
    [
        ({"severity": "Minor"}, "tmf621"),
        ({"targetResolutionDate": "2017-07-30"}, "tmf621"),
        ({"href": "http://host/api/troubleTicketManagement/v2/hal/troubleTicket/58"}, "tmf621"),
        ({"@type": "troubleticket"}, "tmf621"),
        ({"productOrderItem": []}, "tmf622"),
        ({"orderItem": [{"product": {"id": "1"}}]}, "tmf622"),
        ({"orderItem": [{"productOffering": {"name": "x"}}]}, "tmf622"),
        ({"serviceOrderItem": []}, "tmf641"),
        ({"orderItem": [{"service": {"name": "x"}}]}, "tmf641"),
        ({"href": "/serviceOrdering/v4/serviceOrder/1?fields=id"}, "tmf641"),
        ({"@type": "FibreOrder", "@baseType": "ServiceOrder"}, "tmf641"),
        ({"milestone": []}, "tmf641"),
    ],
)
def test_a_record_is_known_by_its_type_its_address_or_its_own_fields(fields: dict[str, Json], source: str) -> None:
    assert taken(id="1", **fields).key.source == source


@pytest.mark.parametrize(
    "fields",
    [
        {"orderDate": "2017-03-01"},
        {"orderItem": []},
        {"orderItem": [{"id": "1", "action": "add"}]},
        {"orderItem": [{"product": {"id": "1"}}, {"service": {"id": "2"}}]},
        {"productOrderItem": [], "serviceOrderItem": []},
        {"event": {"productOrder": {"id": "1"}, "serviceOrder": {"id": "1"}}},
        {"event": {"productOrder": {"id": "1"}, "serviceOrder": {"id": "2"}}, "eventType": "ProductOrderStateChangeEvent"},
    ],
)
def test_a_record_that_could_be_two_things_is_refused_by_both_names(fields: dict[str, Json]) -> None:
    assert refused(id="1", **fields) == AMBIGUOUS


def test_the_type_a_record_gives_itself_settles_what_its_fields_leave_open() -> None:
    assert taken(**{"id": "1", "@type": "ServiceOrder", "orderItem": []}).key == SourceKey("tmf641", "ServiceOrder", "1")


def test_an_order_in_the_spelling_of_version_4_and_of_version_5_is_one_ticket() -> None:
    four: dict[str, Json] = {
        "id": "30001", "orderDate": "2019-04-30T08:13:59Z", "state": "Acknowledged",
        "productOrderItem": [{"id": "1", "action": "add", "state": "acknowledged"}],
        "relatedParty": [{"id": "ff55", "role": "customer"}],
        "note": [{"date": "2019-04-30T09:00:00Z", "text": "加急", "author": "店员"}],
    }  # fmt: skip
    five: dict[str, Json] = {
        "@type": "ProductOrder", "id": "30001", "creationDate": "2019-04-30T08:13:59Z", "state": "completed",
        "completionDate": "2019-05-02T08:00:00Z", "productOrderItem": [{"id": "1", "state": "completed"}],
        "relatedParty": [{"role": "customer", "partyOrPartyRole": {"id": "ff55"}}],
        "note": [{"date": "2019-04-30T09:00:00Z", "text": "加急", "author": "店员", "@type": "Note"}],
    }  # fmt: skip
    both = [merged(merged(None, taken(**one)), taken(**other)).record for one, other in ((four, five), (five, four))]
    assert both[0] == both[1]
    assert (both[0].status, both[0].owner_ref, len(both[0].items), len(both[0].events)) == ("completed", "ff55", 1, 1)


def test_a_history_told_in_two_dialects_has_each_change_once() -> None:
    four = taken(id="1", statusChange=[{"changeDate": "2026-03-01T00:00:00Z", "changeReason": "x", "status": "Pending"}])
    five = taken(**{"@type": "TroubleTicket", "id": "1", "statusChangeHistory": [
        {"statusChangeDate": "2026-03-01T00:00:00Z", "statusChangeReason": "x", "status": "pending"}]})  # fmt: skip
    assert merged(merged(None, four), five).record.events == five.events


def test_the_party_that_is_a_customer_by_its_type_is_the_owner_where_no_role_says_so() -> None:
    clerk: Json = {"id": "7", "role": "Seller", "@referredType": "Individual"}
    customer: Json = {"id": "9", "@referredType": "Customer"}
    nested: Json = {"partyOrPartyRole": {"id": "9", "@referredType": "Customer"}}
    other: Json = {"href": "/customer/10", "role": "Originator"}
    said: Json = {"id": "11", "role": "customer"}
    def owner(*parties: Json) -> str | None:
        return taken(id="1", severity="Low", relatedParty=list(parties)).owner_ref

    assert owner(clerk, customer) == "9"
    assert owner(nested) == "9"
    assert owner(other) == "10"
    assert owner(customer, other) is None  # two could be it: nobody's ticket is guessed
    assert owner(customer, said) == "11"
    assert owner({"id": "9", "role": "technician", "@referredType": "Customer"}) is None


@pytest.mark.parametrize("party", [{"id": "77", "role": "owner"}, {"href": "/operator/77", "role": "Owner"}])
def test_who_deals_with_a_trouble_ticket_is_not_its_owner(party: Json) -> None:
    assert taken(id="1", severity="Low", relatedParty=[party]).owner_ref is None


def test_events_in_events_are_opened() -> None:
    inside: Json = {"event": {"event": {"serviceOrder": {"id": "9", "state": "held"}}, "eventTime": "2026-03-02T00:00:00Z"}}
    record = taken(eventType="ServiceOrderStateChangeEvent", **inside)
    assert (record.key.id, record.status, record.events[0].at.day) == ("9", "held", 2)


def test_an_event_that_is_the_ticket_itself_is_read() -> None:
    assert taken(eventTime="2026-03-02", event={"@type": "TroubleTicket", "id": "9", "status": "held"}).status == "held"


@pytest.mark.parametrize("end", ["RemoveEvent", "DeleteNotification"])
def test_a_ticket_that_its_source_no_longer_keeps_is_noted_in_every_dialect(end: str) -> None:
    record = taken(eventTime="2026-03-02", eventType=f"ServiceOrder{end}", event={"serviceOrder": {"id": "9", "state": "held"}})
    assert (record.named, record.status, record.events[0].text) == (True, None, f"ServiceOrder{end}")


def test_a_page_without_records_brings_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.json").write_text('{"_links": {}, "_embedded": {"item": []}, "page": 1}', "utf-8")
    assert list(TicketFiles().read(tmp_path / "page.json")) == []


@pytest.mark.parametrize(
    ("entity", "key"),
    [
        ({"id": "5", "@referredType": "ProductOrder"}, SourceKey("tmf622", "ProductOrder", "5")),
        ({"href": "https://host/serviceOrdering/v4/serviceOrder/6"}, SourceKey("tmf641", "ServiceOrder", "6")),
        ({"role": "x", "entity": {"id": "7", "@referredType": "troubleTicket"}}, SourceKey("tmf621", "TroubleTicket", "7")),
    ],
)
def test_an_appointment_names_its_ticket_by_type_or_address(entity: Json, key: SourceKey) -> None:
    record = taken(**{"@type": "Appointment", "id": "1", "status": "confirmed", "lastUpdate": "2026-03-01", "relatedEntity": [entity]})
    assert (record.key, record.named, record.status) == (key, True, None)


def test_an_appointment_is_not_told_apart_by_the_words_of_its_roles() -> None:
    entity: Json = {"id": "5", "role": "TroubleTicket", "name": "TroubleTicket 5"}
    assert refused(**{"@type": "Appointment", "id": "1", "lastUpdate": "2026-03-01", "relatedEntity": [entity]}) == (
        "The appointment names no ticket."
    )


@pytest.mark.parametrize(
    ("window", "text"),
    [
        ({"startDateTime": "2026-03-20T01:00:00Z", "endDateTime": "2026-03-21T01:00:00Z"}, " · 2026-03-20 09:00 - 2026-03-21 09:00"),
        ({"startDateTime": "2026-03-20T01:00:00Z", "endDateTime": "2026-03-19T01:00:00Z"}, " · 2026-03-20 09:00"),
        ({"startDateTime": "", "endDateTime": "2026-03-19T01:00:00Z"}, ""),
        ({}, ""),
    ],
)
def test_the_hours_of_an_appointment_are_the_halls(window: Json, text: str) -> None:
    record = taken(**{"@type": "Appointment", "id": "1", "creationDate": "2026-03-01", "validFor": window,
                      "relatedEntity": {"id": "5", "@referredType": "TroubleTicket"}})  # fmt: skip
    assert record.events[0].text == f"Appointment{text}"


def test_a_thousand_orders_of_all_dialects_records_make_one_final_state() -> None:
    records = [one for path in sorted(EXAMPLES.glob("*/*/*.json")) for one in TicketFiles().read(path)
               if isinstance(one, TicketRecord) and one.key.id in ("TT-3180", "42", "78")]  # fmt: skip
    expected = made(records)
    dice = random.Random(68)
    for _ in range(PERMUTATIONS):
        dice.shuffle(records)
        assert made(records) == expected


def made(records: list[TicketRecord]) -> dict[SourceKey, TicketState]:
    """The tickets that the records make."""
    states: dict[SourceKey, TicketState] = {}
    for record in records:
        states[record.key] = merged(states.get(record.key), record)
    return states
