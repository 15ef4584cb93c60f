"""Records of one ticket make one ticket, whatever order they come in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain import statuses
from counter_app.domain.merging import NO_MOMENT, TicketState, fingerprint, merged, microseconds, settled
from counter_app.domain.ticket import (
    CUSTOMER,
    INTERNAL,
    SAID_FIELDS,
    EventRecord,
    ItemRecord,
    SourceKey,
    TicketRecord,
    said,
)

KEY = SourceKey("crm", "ticket", "BM1")
MORNING = datetime(2026, 3, 18, 1, 12, tzinfo=UTC)
NOON, EVENING = MORNING + timedelta(hours=3), MORNING + timedelta(hours=9)

moments = st.sampled_from((None, MORNING, NOON, EVENING, NOON.astimezone(timezone(timedelta(hours=8)))))
words = st.sampled_from((None, "a", "b", "宽带移机"))
status_words = st.sampled_from(
    (None, "acknowledged", "inProgress", "处理中", "pending", "closed", "已办结", "completed", "cancelled", "ongoing", "Z1")
)
fees = st.sampled_from((None, Decimal("9.00"), Decimal("10.00"), Decimal("10.0")))
events = st.builds(
    EventRecord,
    at=st.sampled_from((MORNING, NOON)),
    text=st.sampled_from(("", "端口已预留")),
    status=st.sampled_from(("", "inProgress", "acknowledged")),
    audience=st.sampled_from((CUSTOMER, INTERNAL)),
)
items = st.builds(
    ItemRecord, item_id=st.sampled_from(("1", "2", "10", "a:status")), action=words, name=words, status=status_words
)
records = st.builds(
    TicketRecord,
    key=st.just(KEY),
    moment=moments,
    named=st.booleans(),
    number=words,
    kind=words,
    status=status_words,
    reason=words,
    expected_at=st.sampled_from((None, MORNING, EVENING)),
    service_number=words,
    fee=fees,
    items=st.lists(items, max_size=3).map(tuple),
    events=st.lists(events, max_size=3).map(tuple),
)


def ticket_of(told: Iterable[TicketRecord]) -> TicketState:
    """The ticket that the records make, one after the other."""
    state: TicketState | None = None
    for record in told:
        state = merged(state, record)
    assert state is not None
    return state


def record(moment: datetime | None = NOON, **values: object) -> TicketRecord:
    """A record of the one ticket of these tests."""
    return replace(TicketRecord(KEY, moment), **values)  # type: ignore[arg-type]


@given(st.lists(records, min_size=1, max_size=6).flatmap(lambda told: st.tuples(st.just(told), st.permutations(told))))
def test_any_order_makes_the_same_ticket(both: tuple[list[TicketRecord], list[TicketRecord]]) -> None:
    one, other = both
    assert ticket_of(one) == ticket_of(other)


@given(st.lists(records, min_size=1, max_size=6), st.data())
def test_a_second_run_in_any_order_changes_nothing(told: list[TicketRecord], data: st.DataObject) -> None:
    state = ticket_of(told)
    for again in data.draw(st.permutations(told)):
        assert merged(state, again) == state


@given(st.lists(records, min_size=1, max_size=6))
def test_a_ticket_told_as_one_record_of_its_own_values_stays_as_it_is(told: list[TicketRecord]) -> None:
    state = ticket_of(told)
    bare = replace(state.record, moment=None, named=True)
    assert merged(state, bare).record == state.record


@given(st.lists(records, min_size=1, max_size=6))
def test_the_state_of_a_ticket_never_goes_back(told: list[TicketRecord]) -> None:
    state: TicketState | None = None
    stood = (NO_MOMENT - 1, 0)
    for one in told:
        state = merged(state, one)
        stands = standing(state)
        assert stands >= stood
        stood = stands


def standing(state: TicketState) -> tuple[int, int]:
    """When the status was true and how far along the ticket's life it is."""
    raw = state.record.status
    return (NO_MOMENT - 1, 0) if raw is None else (
        dict(state.moments)["status"],
        statuses.status(statuses.recognise(raw)).rank,
    )


@given(st.lists(records, min_size=1, max_size=6))
def test_every_value_stands_at_the_latest_moment_that_says_it(told: list[TicketRecord]) -> None:
    state = ticket_of(told)
    for name in SAID_FIELDS:
        saying = [one for one in told if getattr(one, name) is not None]
        latest = max((NO_MOMENT if one.moment is None else microseconds(one.moment) for one in saying), default=None)
        assert dict(state.moments).get(name) == latest
        assert (getattr(state.record, name) is None) == (not saying)


def test_a_state_yields_to_a_later_moment_even_if_that_is_less_far_along() -> None:
    state = ticket_of([record(NOON, status="resolved"), record(EVENING, status="inProgress")])
    assert state.record.status == "inProgress"


def test_at_equal_moments_the_state_further_along_its_life_stands() -> None:
    told = [record(NOON, status="inProgress"), record(NOON, status="Closed"), record(NOON, status="pending")]
    assert ticket_of(told).record.status == "Closed"


def test_at_equal_moments_a_known_state_stands_before_a_word_nobody_knows() -> None:
    assert ticket_of([record(NOON, status="zzz"), record(NOON, status="acknowledged")]).record.status == "acknowledged"


def test_a_later_word_that_nobody_knows_is_kept_as_it_was_written() -> None:
    state = ticket_of([record(NOON, status="completed"), record(EVENING, status="In Abstimmung")])
    assert state.record.status == "In Abstimmung"


def test_dates_are_compared_as_moments_whatever_zone_they_are_written_in() -> None:
    before_noon = (NOON - timedelta(hours=1)).astimezone(timezone(timedelta(hours=8)))
    state = ticket_of([record(expected_at=NOON), record(expected_at=before_noon)])
    assert state.record.expected_at == NOON


def test_a_record_without_a_moment_only_fills_what_is_empty() -> None:
    told = [record(None, status="closed", kind="宽带移机"), record(MORNING, status="acknowledged")]
    state = ticket_of(told)
    assert (state.record.status, state.record.kind) == ("acknowledged", "宽带移机")
    assert state.moments == (("kind", NO_MOMENT), ("status", microseconds(MORNING)))
    assert state.record.moment == MORNING


def test_what_a_partial_record_leaves_out_is_not_erased() -> None:
    whole = record(NOON, kind="宽带移机", fee=Decimal("100.00"), items=(ItemRecord("1", "add", "宽带", "inProgress"),))
    state = ticket_of([whole, record(EVENING, status="completed", items=(ItemRecord("1", status="completed"),))])
    assert state.record == replace(
        whole, moment=EVENING, status="completed", items=(ItemRecord("1", "add", "宽带", "completed"),)
    )


def test_moments_before_1970_still_count_as_moments() -> None:
    old = datetime(1960, 1, 1, tzinfo=UTC)
    state = ticket_of([record(None, kind="b"), record(old, kind="a")])
    assert (state.record.kind, dict(state.moments)["kind"]) == ("a", 0)


def test_the_same_event_told_twice_is_one_event() -> None:
    event = EventRecord(NOON, "端口已预留", status="inProgress", department="装维中心")
    other_zone = replace(event, at=NOON.astimezone(timezone(timedelta(hours=8))))
    state = ticket_of([record(NOON, events=(event, event)), record(EVENING, events=(other_zone,))])
    assert state.record.events == (event,)
    assert fingerprint(event) == fingerprint(other_zone)


def test_an_event_is_for_the_customer_only_if_every_source_says_so() -> None:
    event = EventRecord(NOON, "将于周五上门", audience=CUSTOMER)
    strict = replace(event, audience=INTERNAL)
    assert ticket_of([record(events=(event,))]).record.events == (event,)
    assert ticket_of([record(events=(event,)), record(events=(strict,))]).record.events == (strict,)
    assert ticket_of([record(events=(strict,)), record(events=(event,))]).record.events == (strict,)
    assert fingerprint(event) == fingerprint(strict)


def test_events_stand_by_date_and_at_one_date_along_the_life_of_the_ticket() -> None:
    closed, resolved, note = EventRecord(NOON, status="closed"), EventRecord(NOON, status="resolved"), EventRecord(NOON, "z")
    early = EventRecord(MORNING, "a", status="completed")
    told = ticket_of([record(events=(closed, note, resolved, early))])
    assert told.record.events == (early, note, resolved, closed)


@pytest.mark.parametrize("change", ["text", "status", "step", "department", "author", "channel"])
def test_events_of_other_content_are_other_events(change: str) -> None:
    event = EventRecord(NOON, "a", "b", "c", "d", "e", "f")
    other = replace(event, **{change: "g"})  # type: ignore[arg-type]
    assert fingerprint(event) != fingerprint(other)
    assert len(ticket_of([record(events=(event, other))]).record.events) == 2


def test_content_that_moves_from_one_field_to_the_next_is_another_event() -> None:
    assert fingerprint(EventRecord(NOON, "ab", "c")) != fingerprint(EventRecord(NOON, "a", "bc"))


def test_items_stand_by_their_ids_and_each_has_its_own_state() -> None:
    told = [
        record(NOON, items=(ItemRecord("10", status="completed"), ItemRecord("2", status="failed"))),
        record(MORNING, items=(ItemRecord("2", status="inProgress", name="宽带"), ItemRecord("3"))),
    ]
    assert ticket_of(told).record.items == (
        ItemRecord("2", name="宽带", status="failed"),
        ItemRecord("3"),
        ItemRecord("10", status="completed"),
    )


def test_a_ticket_only_events_named_waits_until_a_record_brings_it() -> None:
    waiting = merged(None, replace(record(EVENING, events=(EventRecord(EVENING, "alert"),)), named=True))
    assert waiting.record.named
    come = merged(waiting, record(NOON, status="inProgress"))
    assert not come.record.named
    assert (come.record.status, come.record.moment, len(come.record.events)) == ("inProgress", EVENING, 1)
    assert not merged(come, replace(record(), named=True)).record.named


def test_records_of_two_tickets_are_never_merged() -> None:
    with pytest.raises(ValueError, match="two tickets"):
        merged(merged(None, record()), TicketRecord(SourceKey("crm", "ticket", "BM2")))


def test_a_state_read_back_from_its_columns_goes_on_as_before() -> None:
    state = ticket_of([record(NOON, status="处理中", items=(ItemRecord("a:status", "add"),)), record(None, kind="x")])
    read_back = TicketState(replace(state.record), tuple(sorted(state.moments)))
    later = record(EVENING, status="已办结")
    assert merged(read_back, later) == merged(state, later)
    assert set(said(read_back.record)) == {"status", "kind"}


def test_two_names_for_one_party_settle_the_same_way_in_any_order() -> None:
    assert settled("王小明", "王晓明") == settled("王晓明", "王小明")
    assert settled(None, "王晓明") == settled("王晓明", None) == "王晓明"
    assert settled(False, None) is False
    assert settled(None, None) is None
