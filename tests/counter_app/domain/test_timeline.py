"""Where a ticket is on its route, from its events."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from counter_app.domain.deadlines import late_days
from counter_app.domain.kinds import KINDS, kind
from counter_app.domain.statuses import STATUSES, status
from counter_app.domain.timeline import DONE, NOW, STOPPED, TO_COME, TicketDates, TicketEvent, Timeline, trace

OPENED = datetime(2026, 3, 9, 4, 6, tzinfo=UTC)
PRESENT = datetime(2026, 3, 18, 6, 32, tzinfo=UTC)
DUE = datetime(2026, 3, 20, 10, tzinfo=UTC)
WORDS = [
    "",
    "",
    "taken",
    "受理登记",
    "checked",
    "资源核查",
    "Line assignment",
    "installed",
    "tested",
    "送上天",
    "handled",
    "READY",
    " ",
]
MOMENTS = st.integers(-600_000, 600_000).map(lambda minutes: PRESENT + timedelta(minutes=minutes))
STATES = st.sampled_from(["", *STATUSES, "from_tomorrow"])
EVENTS = st.builds(
    TicketEvent,
    seq=st.integers(1, 300),
    at=MOMENTS,
    text=st.sampled_from(["", "说明"]),
    status=STATES,
    raw_status=st.just(""),
    step=st.sampled_from(WORDS),
    department=st.sampled_from(["", "网络资源中心"]),
    channel=st.just(""),
    audience=st.sampled_from(["customer", "internal"]),
)
DATES = st.builds(TicketDates, MOMENTS | st.none(), MOMENTS | st.none(), MOMENTS | st.none())
KIND_CODES = st.sampled_from([*KINDS, "from_tomorrow"])


def event(seq: int, at: datetime, step: str = "", state: str = "", department: str = "", text: str = "") -> TicketEvent:
    """An event written for the customer."""
    return TicketEvent(seq, at, text, state, "", step, department, "", "customer")


def hours(n: float) -> datetime:
    """So many hours after the ticket was opened."""
    return OPENED + timedelta(hours=n)


def traced(
    events: list[TicketEvent], state: str = "in_progress", closed_at: datetime | None = None, of: str = "broadband_move"
) -> Timeline:
    """The timeline of a broadband move opened on 9 March and due on 20 March."""
    return trace(of, state, events, TicketDates(OPENED, DUE, closed_at), PRESENT)


def states(timeline: Timeline) -> str:
    """The steps in short: d done, N now, s stopped, - to come."""
    return "".join({DONE: "d", NOW: "N", TO_COME: "-", STOPPED: "s"}[step.state] for step in timeline.steps)


@given(KIND_CODES, STATES, st.lists(EVENTS, max_size=30), DATES, MOMENTS)
@example("phone_repair", "unrecognised", [], TicketDates(None, None, None), PRESENT)
def test_any_history_makes_a_timeline_that_holds_together(
    kind_code: str, state: str, events: list[TicketEvent], dates: TicketDates, now: datetime
) -> None:
    timeline = trace(kind_code, state, events, dates, now)
    short, row = states(timeline), status(state)
    assert short.lstrip("d").rstrip("-") in ("", "N", "s")
    assert short.count("N") == (0 if row.closed else 1) or (row.code == "unrecognised" and not row.closed)
    assert ("s" in short) == (row.closed and row.code not in ("completed", "closed"))
    assert not row.closed or "-" not in short
    assert [step.no for step in timeline.steps] == list(range(1, len(timeline.steps) + 1))
    assert timeline.now_no == short.find("N") + 1
    assert Counter(e for step in timeline.steps for e in step.events) == Counter(events)
    assert timeline.records == len(events)
    assert timeline.days_still >= 0
    for step in timeline.steps:
        assert step.label
        assert step.dwell is None or step.dwell >= timedelta(0)
        assert step.started_at is None or step.ended_at is None or step.started_at <= step.ended_at
        assert step.state != TO_COME or (step.started_at, step.ended_at, step.dwell, step.events) == (
            None,
            None,
            None,
            (),
        )
        assert [e.at for e in step.events] == sorted(e.at for e in step.events)
        assert step.expected_at is None or step is timeline.steps[-1]
    known = [step.started_at for step in timeline.steps if step.started_at is not None]
    assert known == sorted(known)


@given(KIND_CODES, STATES, st.lists(EVENTS, max_size=12, unique_by=lambda e: (e.at, e.seq)), DATES, st.randoms())
def test_the_order_in_which_events_arrive_does_not_matter(
    kind_code: str, state: str, events: list[TicketEvent], dates: TicketDates, chance: Random
) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)
    assert trace(kind_code, state, events, dates, PRESENT) == trace(kind_code, state, shuffled, dates, PRESENT)


def test_the_ticket_of_the_picture_stands_at_step_3_of_6() -> None:
    timeline = traced(
        [
            event(1, OPENED, "受理登记", "acknowledged", "城东营业厅"),
            event(2, hours(0.13), "资源核查", "in_progress", "网络资源中心"),
            event(3, hours(21.57), "线路调配", "in_progress", "线路维护中心"),
            event(4, hours(190), text="热线催办"),
        ]
    )
    assert states(timeline) == "ddN---"
    assert timeline.now_no == 3
    here = timeline.now
    assert here is not None
    assert (here.code, here.department, here.started_at, here.ended_at) == (
        "assigned",
        "线路维护中心",
        hours(21.57),
        None,
    )
    assert here.dwell == PRESENT - hours(21.57)
    assert [e.seq for e in here.events] == [3, 4]
    assert timeline.steps[1].dwell == hours(21.57) - hours(0.13)
    assert timeline.steps[-1].expected_at == DUE
    assert all(step.expected_at is None for step in timeline.steps[:-1])
    assert timeline.moved_at == hours(190)
    assert timeline.days_still == (PRESENT - hours(190)).days


def test_what_happened_belongs_to_the_step_during_which_it_happened() -> None:
    timeline = traced(
        [event(3, hours(5), "checked"), event(1, hours(1), text="early"), event(2, hours(6), text="late")]
    )
    assert [[e.seq for e in step.events] for step in timeline.steps[:3]] == [[1], [3, 2], []]


def test_steps_passed_over_are_done_without_times_nobody_recorded() -> None:
    timeline = traced([event(1, hours(1), "taken"), event(2, hours(9), "installed")])
    assert states(timeline) == "ddddN-"
    for step in timeline.steps[1:4]:
        assert (step.started_at, step.ended_at, step.dwell) == (None, None, None)
    assert timeline.steps[0].ended_at is None


def test_a_reopened_ticket_shows_its_steps_again() -> None:
    timeline = traced(
        [
            event(n, hours(n), code)
            for n, code in enumerate(["taken", "checked", "assigned", "booked", "installed", "checked"])
        ]
    )
    assert [step.code for step in timeline.steps[:6]] == [
        "taken",
        "checked",
        "assigned",
        "booked",
        "installed",
        "checked",
    ]
    assert states(timeline) == "dddddN----"
    assert timeline.now_no == 6


def test_the_same_step_said_twice_is_one_step() -> None:
    timeline = traced(
        [event(1, hours(1), "checked"), event(2, hours(2), "资源核查"), event(3, hours(3), "RESOURCE check")]
    )
    assert states(timeline) == "dN----"
    assert timeline.steps[1].started_at == hours(1)


def test_an_unknown_step_word_stands_in_its_place_in_time() -> None:
    timeline = traced([event(1, hours(1), "checked"), event(2, hours(2), "送上天"), event(3, hours(3), "assigned")])
    assert [(s.label, s.raw) for s in timeline.steps[1:4]] == [
        ("Resource check", False),
        ("送上天", True),
        ("Line assignment", False),
    ]
    assert states(timeline) == "dddN---"
    alone = traced([event(1, hours(1), "送上天")])
    assert states(alone) == "dN-----"
    assert alone.now is not None
    assert alone.now.raw


def test_a_ticket_whose_events_name_no_step_claims_none_of_its_kinds_steps() -> None:
    timeline = traced(
        [event(1, OPENED, state="acknowledged"), event(2, hours(5), state="in_progress"), event(3, hours(6))]
    )
    assert [step.code for step in timeline.steps] == ["taken", "handled", "finished"]
    assert states(timeline) == "dN-"
    assert timeline.steps[1].started_at == hours(5)
    assert [e.seq for e in timeline.steps[1].events] == [2, 3]


def test_an_accepted_ticket_stands_at_the_first_step_of_its_kind() -> None:
    timeline = traced([], "acknowledged")
    assert [step.code for step in timeline.steps] == [step.code for step in kind("broadband_move").route]
    assert states(timeline) == "N-----"
    assert timeline.steps[0].started_at == OPENED


def test_a_ticket_in_progress_of_which_nothing_else_is_known_is_being_handled() -> None:
    timeline = traced([])
    assert states(timeline) == "dN-"
    assert (timeline.steps[1].started_at, timeline.steps[1].dwell) == (None, None)


def test_a_ticket_reopened_by_its_state_is_being_handled_again() -> None:
    timeline = traced(
        [
            event(1, hours(1), state="in_progress"),
            event(2, hours(2), state="completed"),
            event(3, hours(3), state="in_progress"),
        ]
    )
    assert [step.code for step in timeline.steps] == ["taken", "handled", "finished", "handled", "finished"]
    assert states(timeline) == "dddN-"


def test_of_a_completed_ticket_every_step_is_done() -> None:
    closed = hours(50)
    timeline = traced([event(1, hours(1), "checked"), event(2, closed, state="completed")], "completed", closed)
    assert states(timeline) == "dddddd"
    assert timeline.now_no == 0
    assert timeline.steps[-1].ended_at == closed
    assert timeline.days_still == 0
    assert all(step.expected_at is None for step in timeline.steps)


def test_of_a_cancelled_ticket_what_was_not_reached_is_left_out_and_the_last_step_is_not_called_done() -> None:
    for state in ("cancelled", "failed", "rejected", "partial"):
        timeline = traced([event(1, hours(1), "checked"), event(2, hours(9), "assigned")], state, hours(20))
        assert states(timeline) == "dds"
        assert timeline.steps[-1].dwell == timedelta(hours=11)
    assert states(traced([], "rejected")) == "s"


def test_the_end_of_a_ticket_without_a_date_is_its_last_closing_event() -> None:
    timeline = traced(
        [event(1, hours(1), "checked"), event(2, hours(9), state="cancelled"), event(3, hours(10))], "cancelled"
    )
    assert timeline.steps[-1].ended_at == hours(9)


def test_an_unrecognised_ticket_without_steps_is_nowhere_for_certain() -> None:
    timeline = traced([], "unrecognised")
    assert (states(timeline), timeline.now_no) == ("d", 0)
    assert states(traced([event(1, hours(1), "checked")], "unrecognised")) == "dN----"


def test_an_expected_date_before_the_opening_is_no_date() -> None:
    dates = TicketDates(OPENED, hours(-30), None)
    assert all(step.expected_at is None for step in trace("fault", "in_progress", [], dates, PRESENT).steps)
    assert late_days("in_progress", hours(-30), PRESENT, OPENED) == 0


def test_an_event_from_before_the_opening_starts_the_ticket_earlier() -> None:
    timeline = traced([event(1, hours(-5), "taken"), event(2, hours(1), "checked")])
    assert timeline.steps[0].started_at == hours(-5)
    assert timeline.steps[0].dwell == timedelta(hours=6)


def test_a_long_history_keeps_every_record() -> None:
    route = ["taken", "checked", "assigned", "booked", "installed", "tested"]
    events = [event(n, hours(n / 2), route[n // 50] if n % 50 == 0 else "", department="热线") for n in range(300)]
    timeline = traced(events)
    assert states(timeline) == "dddddN"
    assert [len(step.events) for step in timeline.steps] == [50] * 6
    assert timeline.records == 300


def test_a_clock_behind_the_last_event_counts_no_time_backwards() -> None:
    timeline = traced([event(1, PRESENT + timedelta(hours=2), "checked")])
    assert timeline.now is not None
    assert timeline.now.dwell == timedelta(0)
    assert timeline.days_still == 0


def test_days_late_are_whole_days_after_the_expected_moment() -> None:
    due = PRESENT - timedelta(days=2)
    assert late_days("in_progress", due, PRESENT) == 2
    assert late_days("in_progress", due + timedelta(seconds=1), PRESENT) == 1
    assert late_days("in_progress", PRESENT + timedelta(days=9), PRESENT) == 0
    assert late_days("in_progress", None, PRESENT) == 0


def test_what_is_closed_or_waits_for_the_customers_word_is_not_late() -> None:
    due = PRESENT - timedelta(days=9)
    for row in STATUSES.values():
        assert late_days(row.code, due, PRESENT) == (0 if row.closed or row.code == "resolved" else 9)
