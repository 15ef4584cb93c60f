"""What TM Forum records say, beyond the official examples."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counter_app.domain.merging import TicketState, merged
from counter_app.domain.ticket import EventRecord, ItemRecord, TicketRecord
from counter_app.errors import BadInput
from counter_app.exchange.files import TicketFiles
from counter_app.exchange.json_records import Json
from counter_app.exchange.tmf import TmfReader

EXAMPLES = Path(__file__).parents[2] / "data" / "tmf"
READER = TmfReader(ZoneInfo("Asia/Shanghai"))


def taken(**fields: Json) -> TicketRecord:
    """The record of an object with these fields."""
    return READER.read(fields).record


def order(**fields: Json) -> TicketRecord:
    """The record of an order with these fields beside its id."""
    return taken(**{"@type": "ProductOrder", "id": "30001", **fields})


def ticket(**fields: Json) -> TicketRecord:
    """The record of a trouble ticket with these fields beside its id."""
    return taken(**{"@type": "TroubleTicket", "id": "3180", **fields})


def at(day: int, hour: int = 0) -> datetime:
    """A moment of March 2026, UTC."""
    return datetime(2026, 3, day, hour, tzinfo=UTC)


def records_of_all_examples() -> list[TicketRecord]:
    """Every record that the official examples bring."""
    files = sorted(EXAMPLES.glob("*/*.json"))
    return [brought for path in files for brought in TicketFiles().read(path) if isinstance(brought, TicketRecord)]


def merged_by_id(records: list[TicketRecord]) -> dict[str, TicketState]:
    """The tickets that records make, by their id."""
    states: dict[str, TicketState] = {}
    for record in records:
        states[record.key.id] = merged(states.get(record.key.id), record)
    return states


ALL = records_of_all_examples()
MADE = merged_by_id(ALL)


@settings(max_examples=30, deadline=None)
@given(st.permutations(ALL))
def test_all_official_examples_make_the_same_tickets_in_any_order(records: list[TicketRecord]) -> None:
    assert merged_by_id(records) == MADE


def test_the_same_ticket_in_an_object_a_list_and_an_event_is_one_ticket() -> None:
    assert set(MADE) == {"3180", "3256", "4563", "WLIAH", "30001", "30002", "3774", "9693", "45f-98f-ss45", "6987",
                         "7412", "3214", "6547"}  # fmt: skip
    state = MADE["3180"].record
    assert (state.status, state.reason, state.number) == ("resolved", "A refund was issued", "3180")
    assert state.kind == "Bill Dispute"


def test_a_cancel_task_that_is_done_and_a_milestone_that_is_completed_complete_nothing() -> None:
    cancelled = MADE["45f-98f-ss45"].record
    assert (cancelled.named, cancelled.status, cancelled.number) == (True, None, None)
    assert any("done" in event.text for event in cancelled.events)
    assert all(not event.status for event in cancelled.events)
    come = merged(MADE["45f-98f-ss45"], taken(**{"@type": "ProductOrder", "id": "45f-98f-ss45", "state": "inProgress"}))
    assert (come.record.named, come.record.status) == (False, "inProgress")
    milestone = next(event for event in MADE["30001"].record.events if "ready to be submitted" in event.text)
    assert (milestone.text, milestone.status) == ("ready to be submitted · Completed", "")


def test_a_cancel_task_is_dated_by_when_it_was_made_and_stands_as_of_its_event() -> None:
    task: Json = {"id": "c1", "productOrder": {"id": "1"}, "state": "inProgress", "cancellationReason": "重复下单",
                  "creationDate": "2026-03-01T00:00:00Z"}  # fmt: skip
    record = taken(eventTime="2026-03-04T00:00:00Z", event={"cancelProductOrder": task})
    assert [(event.at, event.text) for event in record.events] == [
        (at(4), "CancelProductOrder · inProgress · 重复下单"),
        (at(1), "CancelProductOrder · 重复下单"),
    ]
    unread = READER.read({**task, "@type": "CancelProductOrder", "effectiveCancellationDate": "2026-03-00"})
    assert [event.at for event in unread.record.events] == [at(1)]
    assert [fault.values["place"] for fault in unread.left_out] == ["CancelProductOrder"]


def test_orders_keep_the_state_of_the_latest_moment_and_their_items_their_own() -> None:
    completed = merged_by_id([record for record in ALL if record.status != "acknowledged"])["30001"].record
    assert (completed.status, {item.status for item in completed.items}) == ("completed", {"completed"})
    assert MADE["30001"].record.status == "acknowledged"  # the create event says so, two years later
    assert MADE["9693"].record.items == (ItemRecord("1", status="inProgress"), ItemRecord("2", status="inProgress"))


def test_a_deleted_ticket_is_noted_and_neither_done_nor_cancelled() -> None:
    record = MADE["9693"].record
    assert record.status == "inProgress"
    assert [event.text for event in record.events if event.text] == ["ProductOrderDeleteEvent"]


def test_the_moment_is_the_last_update_before_anything_else() -> None:
    event = {
        "eventTime": "2026-03-09T00:00:00Z",
        "event": {"troubleTicket": {"id": "1", "lastUpdate": "2026-03-02T00:00:00Z", "status": "held"}},
    }
    assert taken(**event).moment == at(2)


def test_without_a_last_update_the_moment_is_the_events_time() -> None:
    inside: Json = {"id": "1", "status": "held", "resolutionDate": "2026-03-20"}
    assert taken(eventTime="2026-03-09T00:00:00Z", event={"troubleTicket": inside}).moment == at(9)


@pytest.mark.parametrize(
    "newest",
    [
        {"statusChangeHistory": [{"statusChangeDate": "2026-03-07T00:00:00Z", "status": "held"}]},
        {"statusChangeDate": "2026-03-07T00:00:00Z"},
        {"note": {"date": "2026-03-07T00:00:00Z", "text": "one note, not in a list"}},
        {"resolutionDate": "2026-03-07T00:00:00Z"},
    ],
)
def test_without_both_the_moment_is_the_newest_date_told(newest: dict[str, Json]) -> None:
    assert ticket(creationDate="2026-03-01T00:00:00Z", **newest).moment == at(7)


@pytest.mark.parametrize("newest", ["completionDate", "cancellationDate"])
def test_the_end_of_an_order_dates_its_record(newest: str) -> None:
    assert order(creationDate="2026-03-01T00:00:00Z", **{newest: "2026-03-07T00:00:00Z"}).moment == at(7)


def test_a_milestone_dates_its_record_and_an_expected_date_does_not() -> None:
    milestone: Json = [{"milestoneDate": "2026-03-05T00:00:00Z", "message": "x"}]
    record = order(orderDate="2026-03-01T00:00:00Z", expectedCompletionDate="2026-03-30", productOrderMilestone=milestone)
    assert record.moment == at(5)


def test_with_nothing_else_the_moment_is_when_it_was_opened_and_else_there_is_none() -> None:
    assert order(orderDate="2026-03-01T00:00:00Z").moment == at(1)
    assert order(description="x").moment is None


def test_a_milestone_reached_is_a_step_where_a_route_knows_the_word() -> None:
    milestones: Json = [
        {"milestoneDate": "2026-03-05T00:00:00Z", "message": "上门安装", "status": "completed"},
        {"milestoneDate": "2026-03-08T00:00:00Z", "message": "开通测速", "status": "planned"},
    ]
    assert [(event.step, event.status) for event in order(productOrderMilestone=milestones).events] == [
        ("上门安装", ""),
        ("", ""),
    ]


def test_numbers_owner_and_the_rest_come_from_their_places() -> None:
    record = ticket(
        ticketType="incident",
        relatedParty=[
            {"role": "Customer", "partyOrPartyRole": {"id": "9176"}},
            {"role": "reporter", "partyOrPartyRole": {"id": "9877", "contactMedium": [{"phoneNumber": "138 0000 1234"}]}},
        ],
        relatedEntity=[
            {"role": "bill", "entity": {"id": "3472123456", "@referredType": "CustomerBill"}},
            {"role": "line", "entity": {"id": "p-1", "name": "010-5555 0123", "@referredType": "Product"}},
        ],
        troubleTicketCharacteristic=[{"name": "费用", "value": Decimal("30.5")}, {"name": "装机地址", "value": "示例路 1 号"}],
        channel={"name": "self service"},
    )
    assert (record.service_number, record.contact_number) == ("010-5555 0123", "138 0000 1234")
    assert (record.owner_ref, record.applicant_ref, record.kind) == ("9176", "9877", "incident")
    assert (record.fee, record.site, record.channel) == (Decimal("30.50"), "示例路 1 号", "self service")


def test_the_flat_spellings_of_version_4_are_read_too() -> None:
    record = ticket(
        status="Pending",
        statusChange=[{"changeDate": "2026-03-03T00:00Z", "changeReason": "parts", "status": "held"}],
        relatedParty=[{"role": "customer", "id": "77"}],
    )
    assert (record.status, record.owner_ref) == ("Pending", "77")
    assert record.events == (EventRecord(at(3), "parts", "held"),)


def test_a_fee_is_only_taken_in_yuan() -> None:
    def priced(unit: str) -> Decimal | None:
        price: Json = {"taxIncludedAmount": {"unit": unit, "value": Decimal("99.9")}}
        return order(orderTotalPrice=[{"priceType": "nonRecurring", "price": price}]).fee

    assert (priced("CNY"), priced("EUR")) == (Decimal("99.90"), None)


def test_unknown_words_for_a_state_stay_raw() -> None:
    assert ticket(state="active").status == "active"


def test_empty_texts_and_null_say_nothing() -> None:
    record = order(state="", completionDate="", description=None, cancellationReason="  ", productOrderItem=[])
    assert record == TicketRecord(record.key, number="30001")


def test_a_date_that_cannot_be_read_leaves_its_field_unsaid_and_is_reported() -> None:
    brought = READER.read({"@type": "ProductOrder", "id": "1", "state": "held", "completionDate": "2021-03-00T00:00:00Z"})
    assert (brought.record.completed_at, brought.record.status) == (None, "held")
    assert [str(fault) for fault in brought.left_out] == [
        "The value in completionDate cannot be read; it was left out, the rest was taken in."
    ]


def test_a_note_without_a_date_is_left_out_and_reported() -> None:
    brought = READER.read({"@type": "TroubleTicket", "id": "1", "note": [{"text": "no date"}, {"author": "nobody"}]})
    assert brought.record.events == ()
    assert [fault.values["place"] for fault in brought.left_out] == ["note"]


def test_a_change_of_state_without_a_list_is_an_event_of_its_date() -> None:
    record = ticket(status="held", statusChangeDate="2026-03-03T00:00:00Z", statusChangeReason="parts")
    assert record.events == (EventRecord(at(3), "parts", "held"),)
    inside: Json = {"id": "9", "state": "completed"}
    event = taken(eventType="ProductOrderStateChangeEvent", eventTime="2026-03-04T00:00:00Z", event={"productOrder": inside})
    assert event.events == (EventRecord(at(4), status="completed"),)


def test_what_an_event_asks_for_stands_in_the_history() -> None:
    asking: Json = {"troubleTicket": {"id": "1"}, "informationRequired": {"op": "add", "path": "/attachment"}}
    record = taken(eventTime="2026-03-04T00:00:00Z", event=asking)
    assert record.events == (EventRecord(at(4), "informationRequired · /attachment"),)
    assert record.named


def test_remarks_from_elsewhere_are_never_for_the_customer() -> None:
    assert {event.audience for record in ALL for event in record.events} == {"internal"}


def test_every_order_of_the_files_of_one_cancelled_order_ends_the_same() -> None:
    told = [
        order(state="inProgress", creationDate="2026-03-01T00:00:00Z"),
        order(state="cancelled", cancellationDate="2026-03-09T00:00:00Z", cancellationReason="欠费"),
        order(state="assessingCancellation", lastUpdate="2026-03-08T00:00:00Z"),
        order(state="acknowledged"),
    ]
    made = {merged_by_id(list(records))["30001"] for records in permutations(told)}
    assert [(state.record.status, state.record.reason) for state in made] == [("cancelled", "欠费")]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"@type": "TroubleTicket", "description": "x", "severity": "Major"}, "without an id"),
        ({"description": "x", "severity": "Major"}, "without an id"),
        ({"@type": "TroubleTicket", "id": " "}, "without an id"),
        ({"@type": "TroubleTicket", "id": True}, "without an id"),
        ({"@type": "ProductOrder", "id": "1", "state": "draft"}, "draft"),
        ({"@type": "TroubleTicketSpecification", "id": "1"}, "specification"),
        ({"event": {"troubleTicketSpecification": {"id": "3180"}}}, "specification"),
        ({"event": {"resourceOrder": {"id": "1"}}}, "resourceOrder is not read here"),
        ({"@type": "ResourceOrder", "id": "1"}, "ResourceOrder is not read here"),
        ({"@type": "<b>{x}", "id": "1"}, "not a ticket"),
        ({"id": "1"}, "not a ticket"),
        ({}, "not a ticket"),
        ([], "not a JSON object"),
        ("x", "not a JSON object"),
        ({"@type": "TroubleTicket", "id": "1", "name": "a\0"}, "NUL"),
        ({"@type": "TroubleTicket", "id": "x" * 201}, "longer than 200"),
        ({"@type": "CancelProductOrder", "id": "1", "creationDate": "2026-03-01"}, "no order"),
        ({"eventType": "TroubleTicketDeleteEvent", "event": {"troubleTicket": {"id": "1"}}}, "without a date"),
    ],
)
def test_what_is_no_ticket_is_refused_by_name(record: Json, reason: str) -> None:
    with pytest.raises(BadInput) as refused:
        READER.read(record)
    assert reason in str(refused.value)


def test_a_type_is_also_known_by_its_base_its_address_or_its_fields() -> None:
    ways: list[dict[str, Json]] = [
        {"@type": "FibreOrder", "@baseType": "ProductOrder"},
        {"href": "https://host/productOrderingManagement/v5/productOrder/1"},
        {"productOrderItem": []},
    ]
    assert {taken(id="1", **way).key.source for way in ways} == {"tmf622"}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4) | st.sampled_from(("2026-03-01", "held", "1")),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from((
        "id", "@type", "event", "troubleTicket", "productOrder", "cancelProductOrder", "state", "status", "note", "date",
        "text", "productOrderItem", "relatedParty", "role", "partyOrPartyRole", "statusChangeHistory", "lastUpdate",
        "creationDate", "eventTime", "eventType", "troubleTicketCharacteristic", "name", "value", "productOrderMilestone",
    )), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(json_values, st.sampled_from(("TroubleTicket", "ProductOrder", "CancelProductOrder", "")))
def test_any_json_brings_a_record_or_a_reason(record: Json, kind: str) -> None:
    if isinstance(record, dict):
        record = {"@type": kind, "id": "1", **record}
    try:
        assert READER.read(record).record.key.id
    except BadInput as fault:
        assert str(fault)
    json.dumps(str(record))
