"""Every example of the older dialects (TMF621 v4 and R14, TMF622, TMF641, TMF646) has a written expectation."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.domain.merging import TicketState, merged
from counter_app.domain.ticket import EventRecord, Record, Refusal, SourceKey, TicketRecord
from counter_app.exchange.files import TicketFiles
from tests.builders.files_read import told

EXAMPLES = Path(__file__).parents[2] / "data" / "dialects"
NO_ID = "A request without an id is not a ticket yet."
WHICH = "It could be ProductOrder or ServiceOrder: it does not say which."

EXPECTED: dict[str, list[str]] = {
    "TMF621-R14/page.json": [
        "tmf621 58, brought, at 2017-07-22 16:00:00.000, status=Submitted, kind=complain, line=13800001234, owner=1234, applicant=1234, events=4",
        "tmf621 78, brought, at 2017-07-25 05:46:25.000, status=InProgressHeld, kind=incident, events=1",
        f"record 1.3: {NO_ID}",
    ],
    "TMF621-R14/status-change-notification.json": ["tmf621 78, brought, at 2017-07-27 05:46:25.000, status=InProgressPending, events=1"],
    "TMF621-v4/list-without-type.json": [
        "tmf621 TT-1, brought, at 2019-05-03 00:00:00.000, status=closed",
        "tmf621 TT-2, brought, at 2019-11-02 06:20:54.000, status=ongoing, kind=complain",
        "record 2: An entry in note has no date; it was left out, the rest was taken in.",
        f"record 3: {NO_ID}",
    ],
    "TMF621-v4/status-change-event.json": ["tmf621 TT-3180, brought, at 2018-06-20 09:00:00.000, status=Resolved, events=1"],
    "TMF621-v4/ticket.json": ["tmf621 TT-3180, brought, at 2018-06-19 07:34:45.968, status=Pending, kind=incident, line=010-5555 0123, owner=9176, events=5"],
    "TMF622-before-v4/orders.json": [
        "tmf622 42, brought, at 2017-03-01 02:00:00.000, status=Acknowledged, kind=add, items=1",
        f"record 2: {WHICH}",
        f"record 3: {WHICH}",
    ],
    "TMF622-v4/cancel-event.json": ["tmf622 30001, named, at 2019-05-03 08:00:00.000, events=2"],
    "TMF622-v4/order.json": [
        "tmf622 30001, brought, at 2019-04-30 08:13:59.509, status=InProgress, kind=add, line=138 0000 4321, owner=ff55, items=2, events=2",
        "record 1: The value in expectedCompletionDate cannot be read; it was left out, the rest was taken in.",
    ],
    "TMF641-before-v4/order.json": ["tmf641 12, brought, at 2016-02-01 08:00:00.000, status=Partial, kind=add, line=13900004321, items=1"],
    "TMF641-v4/cancel-order.json": ["tmf641 42, named, at 2019-04-30 12:58:35.489, events=2"],
    "TMF641-v4/conformance-body.json": ["tmf641 ctk-1, brought, at no moment, status=active, kind=add, items=1"],
    "TMF641-v4/milestone-event.json": ["tmf641 42, named, at 2018-01-26 00:00:00.000, events=1"],
    "TMF641-v4/order.json": [
        "tmf641 42, brought, at 2018-01-20 02:00:00.000, status=acknowledged, kind=专线开通, line=0571-8888 1234, applicant=456, items=2, events=6",
        "record 1: An entry in errorMessage has no date; it was left out, the rest was taken in.",
    ],
    "TMF646-v4/appointment.json": [
        "tmf621 TT-3180, named, at 2018-06-18 02:00:00.000, events=2",
        "record 1: An entry in note has no date; it was left out, the rest was taken in.",
    ],
    "TMF646-v4/appointments-without-type.json": [
        "tmf621 TT-3180, named, at 2018-06-20 03:10:00.000, events=1",
        "tmf641 42, named, at 2018-06-20 03:10:00.000, events=1",
        "record 2: The appointment names no ticket.",
        "record 3: An appointment without a date has no place in the history of its ticket.",
    ],
    "TMF646-v4/state-change-event.json": ["tmf621 TT-3180, named, at 2018-06-19 08:00:00.000, events=1"],
}


def brought(name: str) -> list[Record | Refusal]:
    """What an example brings."""
    return list(TicketFiles().read(EXAMPLES / name))


def events_of(name: str) -> list[EventRecord]:
    """The events of the first ticket of an example."""
    first = brought(name)[0]
    assert isinstance(first, TicketRecord)
    return list(first.events)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_example_of_an_older_dialect_brings_what_is_expected(name: str) -> None:
    assert [told(one) for one in brought(name)] == EXPECTED[name]


def test_no_example_is_without_expectation() -> None:
    assert {path.relative_to(EXAMPLES).as_posix() for path in EXAMPLES.glob("*/*.json")} == set(EXPECTED)


def test_a_history_of_version_4_is_told_in_the_words_of_version_5() -> None:
    changes = [(event.text, event.status) for event in events_of("TMF621-v4/ticket.json") if event.status]
    assert changes == [("派单", "inProgress"), ("等待客户补充门牌号", "pending")]
    assert events_of("TMF621-R14/status-change-notification.json")[0].status == "pending"


def test_what_other_systems_call_a_ticket_stands_at_the_beginning_of_its_history() -> None:
    assert "correlationId · TT53482" in [event.text for event in events_of("TMF621-R14/page.json")]
    assert "externalId · BSS747" in [event.text for event in events_of("TMF641-v4/order.json")]


def test_an_appointment_stands_in_the_history_with_its_hours_and_is_a_step_once_it_is_confirmed() -> None:
    booked = events_of("TMF646-v4/appointment.json")[0]
    assert (booked.text, booked.step) == ("Appointment · confirmed · 2018-06-20 09:00 - 11:00 · 上门查宽带", "appointment")
    assert [event.step for event in events_of("TMF646-v4/state-change-event.json")] == [""]
    told_of_visits = [one for name in EXPECTED if name.startswith("TMF646") for one in brought(name) if isinstance(one, TicketRecord)]
    assert not any(event.status for record in told_of_visits for event in record.events)


def test_no_word_of_an_appointment_a_task_or_a_milestone_changes_how_its_ticket_stands() -> None:
    states: dict[SourceKey, TicketState] = {}
    for name in sorted(EXPECTED):
        for one in brought(name):
            if isinstance(one, TicketRecord):
                states[one.key] = merged(states.get(one.key), one)
    told_states = {(key.source, key.id): state.record.status for key, state in states.items()}
    assert told_states == {
        ("tmf621", "58"): "Submitted", ("tmf621", "78"): "InProgressPending", ("tmf621", "TT-1"): "closed",
        ("tmf621", "TT-2"): "ongoing", ("tmf621", "TT-3180"): "Resolved", ("tmf622", "30001"): "InProgress",
        ("tmf622", "42"): "Acknowledged", ("tmf641", "12"): "Partial", ("tmf641", "42"): "acknowledged",
        ("tmf641", "ctk-1"): "active",
    }  # fmt: skip
    assert not any(state.record.named for state in states.values())
