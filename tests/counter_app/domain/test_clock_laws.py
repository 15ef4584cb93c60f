"""What holds of every ticket's clock, whatever happened to the ticket and whoever edits the calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from counter_app.domain.clocks import TicketClock, clock_of
from counter_app.domain.kinds import KINDS
from counter_app.domain.standards import CARRIER, LAW, LOCAL, PER_DAY, RENT_WAIVED, UNITS, Limit, Redress, Standards
from counter_app.domain.statuses import STATUSES, status
from counter_app.domain.ticket_life import ClockFacts, life_of
from counter_app.domain.timeline import TicketDates, TicketEvent
from counter_app.domain.work_calendar import WorkCalendar
from tests.builders.clocks import CALENDAR, DUE, FEE, NOW, OPENED

NOTHING = timedelta(0)
NEAR = st.integers(-90_000, 90_000).map(lambda minutes: NOW + timedelta(minutes=minutes))
FAR = st.sampled_from([(1, 1, 1), (1970, 1, 1), (1986, 5, 4), (9999, 12, 31, 23, 59, 59)]).map(
    lambda parts: datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]
)
MOMENTS = NEAR | FAR
STATES = st.sampled_from(["", *STATUSES, "from_tomorrow"])
EVENTS = st.lists(
    st.builds(
        TicketEvent,
        seq=st.integers(1, 300),
        at=MOMENTS,
        text=st.just(""),
        status=STATES,
        raw_status=st.just(""),
        step=st.sampled_from(["", "", "taken", "checked", "assigned", "installed", "ready", "送上天"]),
        department=st.just(""),
        channel=st.just(""),
        audience=st.just("customer"),
    ),
    max_size=12,
    unique_by=lambda event: (event.at, event.seq),
)
DATES = st.builds(TicketDates, MOMENTS | st.none(), MOMENTS | st.none(), MOMENTS | st.none())
KIND_CODES = st.sampled_from([*KINDS, "from_tomorrow"])
LIMITS = st.builds(
    Limit,
    amount=st.integers(1, 60),
    unit=st.sampled_from(UNITS),
    standing=st.sampled_from([LAW, CARRIER, LOCAL]),
    source=st.just(""),
    waiting_pauses=st.booleans(),
    rural=st.sampled_from([0, 90]),
)
STANDARDS = st.builds(
    lambda ticket, step, law, rule: Standards(
        {**{(kind, "ticket"): ticket for kind in KINDS}, ("any", "checked"): step, ("any", "handled"): step},
        {kind: Redress(rule, "") for kind in KINDS},
        dict.fromkeys(KINDS, law),
    ),
    LIMITS, LIMITS, LIMITS, st.sampled_from([PER_DAY, RENT_WAIVED]),
)  # fmt: skip
FACTS = st.builds(ClockFacts, KIND_CODES, STATES, EVENTS, DATES, st.just(FEE), st.just(""), st.sampled_from(["", "rural"]))
WAITING = [code for code, row in STATUSES.items() if row.waits_for_customer]


def at(facts: ClockFacts, now: datetime, standards: Standards, calendar: WorkCalendar = CALENDAR) -> TicketClock:
    """The clock; shorter."""
    return clock_of(facts, now, standards, calendar)


@given(FACTS, NEAR, STANDARDS)
def test_every_clock_holds_together(facts: ClockFacts, now: datetime, standards: Standards) -> None:
    clock, row = at(facts, now, standards), status(facts.status)
    spans = [clock.waited, clock.ticket_late_by, clock.ended_late_by, clock.elapsed or NOTHING, clock.remaining or NOTHING]
    assert min(spans) >= NOTHING
    assert not (clock.ticket_late_by and clock.ended_late_by)
    assert not (clock.ticket_late_by and clock.remaining)
    assert not clock.ticket_late_by or not row.closed
    assert not clock.ended_late_by or row.code in ("completed", "closed")
    assert not (clock.is_paused and row.closed)
    assert clock.paused_since is None or (clock.is_paused and clock.paused_since <= now)
    assert clock.promised_at is not None or clock.late_days == 0
    assert (clock.promised_at is None) or clock.promised_by
    assert not clock.calendar_unsure or clock.promised_at is None
    assert clock.promised_by != LOCAL
    assert clock.step is None or NOTHING <= clock.step.over_by <= clock.step.spent
    assert clock.compensation is None or clock.compensation.days >= 0
    if facts.dates.opened_at is not None and clock.elapsed is not None and 1970 < facts.dates.opened_at.year < 9000:
        assert clock.elapsed + (clock.waited if limit_pauses(clock) else NOTHING) <= max(NOTHING, now - facts.dates.opened_at)


def limit_pauses(clock: TicketClock) -> bool:
    """Whether the customer's waits are out of the time that counts."""
    return clock.limit is None or clock.limit.waiting_pauses


@given(FACTS, NEAR, STANDARDS, st.randoms())
def test_the_order_in_which_events_arrive_does_not_matter(
    facts: ClockFacts, now: datetime, standards: Standards, chance: Random
) -> None:
    shuffled = list(facts.events)
    chance.shuffle(shuffled)
    assert at(facts, now, standards) == at(facts._replace(events=shuffled), now, standards)


@given(FACTS, NEAR, STANDARDS, st.integers(0, 90_000))
def test_as_time_passes_nothing_gets_less_late_and_nothing_grows_faster_than_the_time(
    facts: ClockFacts, now: datetime, standards: Standards, minutes: int
) -> None:
    past = [event for event in facts.events if event.at <= now]
    facts = facts._replace(events=past)
    before, after = at(facts, now, standards), at(facts, now + timedelta(minutes=minutes), standards)
    grown = after.ticket_late_by - before.ticket_late_by
    if facts.dates.closed_at is None or facts.dates.closed_at <= now:
        assert NOTHING <= grown <= timedelta(minutes=minutes)


@given(FACTS, NEAR, STANDARDS, st.sampled_from(WAITING), st.integers(0, 90_000))
def test_a_wait_for_the_customer_makes_no_ticket_later_unless_the_law_counts_it(
    facts: ClockFacts, now: datetime, standards: Standards, state: str, minutes: int
) -> None:
    waits = TicketEvent(999, now, "", state, "", "", "", "", "customer")
    facts = facts._replace(events=[*(e for e in facts.events if e.at < now), waits], status=state)
    before, after = at(facts, now, standards), at(facts, now + timedelta(minutes=minutes), standards)
    if limit_pauses(after) or state == "resolved":
        assert after.ticket_late_by == before.ticket_late_by
    assert after.remaining is None or not limit_pauses(after)


@given(FACTS, NEAR, STANDARDS, st.sampled_from(["completed", "closed"]), st.integers(0, 90_000))
@example(
    ClockFacts("fault", "in_progress", (), TicketDates(OPENED, DUE, None)), NOW,
    Standards({("fault", "ticket"): Limit(48, "hours", LAW, "")}), "completed", 60,
)  # fmt: skip
def test_closing_and_reopening_takes_no_lateness_away_and_adds_none(
    facts: ClockFacts, now: datetime, standards: Standards, closing: str, minutes: int
) -> None:
    again = now + timedelta(minutes=minutes)
    told = [*(e for e in facts.events if e.at < now), TicketEvent(998, now, "", "in_progress", "", "taken", "", "", "")]
    open_facts = facts._replace(events=told, status="in_progress")
    closed = TicketEvent(999, now, "", closing, "", "", "", "", "")
    reopened = TicketEvent(1000, again, "", "in_progress", "", "", "", "", "")
    before = at(open_facts, now, standards)
    after = at(open_facts._replace(events=[*told, closed, reopened]), again, standards)
    assert after.ticket_late_by == before.ticket_late_by
    assert after.elapsed == before.elapsed or before.elapsed is None


@given(FACTS, NEAR, STANDARDS, st.sets(st.integers(-90, 90), max_size=20))
def test_more_days_off_make_no_ticket_later_and_editing_the_calendar_changes_no_elapsed_time(
    facts: ClockFacts, now: datetime, standards: Standards, off: set[int]
) -> None:
    more = CALENDAR.days_off | {(NOW + timedelta(days=n)).date() for n in off}
    before, after = at(facts, now, standards), at(facts, now, standards, replace(CALENDAR, days_off=more))
    assert after.ticket_late_by <= before.ticket_late_by
    assert (after.elapsed, after.waited, after.is_paused) == (before.elapsed, before.waited, before.is_paused)
    if before.promised_at is not None and after.promised_at is not None:
        assert after.promised_at >= before.promised_at


@given(FACTS, NEAR, STANDARDS)
def test_without_any_published_year_no_working_day_is_counted(facts: ClockFacts, now: datetime, standards: Standards) -> None:
    blind = replace(CALENDAR, years=frozenset())
    clock, sure = at(facts, now, standards, blind), at(facts, now, standards)
    if clock.promised_by not in ("", "ticket") and clock.limit is not None and clock.limit.unit == "working_days":
        assert clock.promised_at is None
        assert clock.late_days == 0
    else:
        assert clock.ticket_late_by == sure.ticket_late_by
    assert clock.step is None or clock.step.limit.unit != "working_days"


@given(FACTS, NEAR)
def test_a_life_is_told_without_gaps_and_without_overlaps(facts: ClockFacts, now: datetime) -> None:
    spans: Sequence[tuple[datetime, datetime, str]] = life_of(facts, now).spans
    for one, after in pairwise(spans):
        assert one[1] == after[0]
    if spans:
        assert spans[-1][1] == now
        assert all(start < end for start, end, _ in spans)


@given(FACTS, NEAR, STANDARDS)
def test_an_expected_date_before_the_opening_is_no_date(facts: ClockFacts, now: datetime, standards: Standards) -> None:
    opened = now - timedelta(days=30)
    lost = facts._replace(dates=TicketDates(opened, opened - timedelta(days=800), facts.dates.closed_at))
    none = facts._replace(dates=TicketDates(opened, None, facts.dates.closed_at))
    one, two = at(lost, now, standards), at(none, now, standards)
    assert (one.promised_at, one.ticket_late_by, one.compensation) == (two.promised_at, two.ticket_late_by, two.compensation)
