"""How long a ticket takes, computed from its events, the standards and the calendar every time; nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import NamedTuple

from counter_app.domain.standards import HOURS, PER_DAY, Limit, Redress, Standards
from counter_app.domain.statuses import status
from counter_app.domain.ticket_life import (
    NOTHING,
    SETTLED,
    WAITS,
    ClockFacts,
    OurTime,
    TicketLife,
    is_known,
    life_of,
)
from counter_app.domain.timeline import FULLY_DONE, Timeline, TimelineStep, trace
from counter_app.domain.work_calendar import DAY, WorkCalendar

OWN_DATE = "ticket"
"""The promise is the date that the ticket itself carries; other promises are named after a limit's standing."""
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class StepClock:
    """The step a ticket stands at, against the step's own limit. ``over_by`` is 0 within the limit."""

    code: str
    since: datetime
    limit: Limit
    amount: int
    spent: timedelta
    over_by: timedelta


@dataclass(frozen=True, slots=True)
class Compensation:
    """What is owed by a rule: for ``days`` whole days, ``amount`` yuan where the rule gives one."""

    rule: str
    days: int
    source: str
    percent: Decimal = Decimal(0)
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TicketClock:
    """The clock of a whole ticket, as facts; ``ticket_…`` is about the ticket, ``step`` about the step it stands at.

    The customer's turns never make a ticket late; closing and reopening it neither adds to its lateness nor takes any.
    """

    promised_at: datetime | None
    """Until when it was promised; midnight in the hall is that whole day. None: no date, or it waits for the customer."""
    promised_by: str
    """OWN_DATE, LAW, CARRIER, or "" for no promise."""
    limit: Limit | None
    """The limit of the whole ticket, also where it is only a local standard, which promises nothing."""
    amount: int
    """How much of the limit's unit holds here; 0 without a limit."""
    area: str
    """"urban", "rural", or "" where it is not known and the longer limit holds."""
    elapsed: timedelta | None
    """Our own time since it was opened; None if nothing says when that was."""
    waited: timedelta
    """How long it waited for what the customer had to bring."""
    remaining: timedelta | None
    """Until the promise is broken; None if late, paused, closed or without a date."""
    ticket_late_by: timedelta
    """Our own time since the promise of an open ticket was broken; 0 if it was not."""
    ended_late_by: timedelta
    """The same for a completed one."""
    is_paused: bool
    """Whether an open ticket waits for the customer."""
    paused_since: datetime | None
    """Since when; None also where no event says so."""
    days_still: int
    step: StepClock | None
    """None where the step has no limit, or where it cannot be said when it was reached, how to count, or what goes on."""
    compensation: Compensation | None
    calendar_unsure: int
    """The year whose holidays are not published yet and would be needed to say a date; 0 if none."""

    @property
    def late_days(self) -> int:
        """Whole days an open ticket is late."""
        return self.ticket_late_by // DAY

    @property
    def is_step_stuck(self) -> bool:
        """Whether the step has taken longer than its limit."""
        return self.step is not None and self.step.over_by > NOTHING


def clock_of(
    facts: ClockFacts, now: datetime, standards: Standards, calendar: WorkCalendar, timeline: Timeline | None = None
) -> TicketClock:
    """The clock of a ticket at ``now``; never fails, whatever its events and dates are.

    Limits in hours end to the minute. Limits of a whole ticket in days start with the day after and end with the last
    day. ``timeline`` saves tracing it again. Source: Civil Code of China, articles 201 and 203.
    """
    route = timeline or trace(facts.kind, facts.status, facts.events, facts.dates, now)
    case = _Case(facts, life_of(facts, now), standards, calendar)
    limit, promise, ours = case.limit, case.promise(), case.ours
    late = ours.since(promise.late_from)
    is_open, is_done = not status(facts.status).closed, facts.status in FULLY_DONE
    waits = is_open and case.life.turn in (WAITS, SETTLED)
    left = promise.late_from - now if promise.late_from is not None else NOTHING
    return TicketClock(
        promised_at=promise.shown_at,
        promised_by=promise.by,
        limit=limit,
        amount=limit.amount_in(case.area) if limit else 0,
        area=case.area,
        elapsed=ours.since(case.life.start) if case.life.start else None,
        waited=case.life.waited_until(now),
        remaining=left if ours.goes_on and left > NOTHING else None,
        ticket_late_by=late if is_open else NOTHING,
        ended_late_by=late if is_done else NOTHING,
        is_paused=waits,
        paused_since=case.life.paused_since if waits else None,
        days_still=route.days_still,
        step=case.step_clock(route.now),
        compensation=case.compensation(promise) if is_open or is_done else None,
        calendar_unsure=promise.unsure_year,
    )


class _Promise(NamedTuple):
    """A promise: how it is shown, from when it is broken, who gave it, the year that stands in the way."""

    shown_at: datetime | None = None
    late_from: datetime | None = None
    by: str = ""
    unsure_year: int = 0


class _Case:
    """A ticket's life beside the limits and the calendar that hold for it."""

    def __init__(self, facts: ClockFacts, life: TicketLife, standards: Standards, calendar: WorkCalendar) -> None:
        self.facts, self.life, self._standards, self._calendar = facts, life, standards, calendar
        self.area = facts.area or standards.area
        self.limit = standards.for_ticket(facts.kind, facts.line)
        self._pauses = self.limit is None or self.limit.waiting_pauses
        self.ours: OurTime = life.our_time(self._pauses)

    @property
    def _is_unrecognised(self) -> bool:
        return status(self.facts.status).code == "unrecognised"

    def promise(self) -> _Promise:
        """The date the ticket carries, else what the standard promises (nothing to a ticket in an unknown state)."""
        return self._own_date() or self._by_standard()

    def _own_date(self) -> _Promise | None:
        own, opened = self.facts.dates.expected_at, self.facts.dates.opened_at
        if own is None or not is_known(own):
            return None
        over = self._calendar.ends(self._calendar.day_of(own)) if self._calendar.is_whole_day(own) else own
        return _Promise(own, over, OWN_DATE) if opened is None or over >= opened else None

    def _by_standard(self) -> _Promise:
        limit, start = self.limit, self.life.start
        if limit is None or not limit.is_promise or start is None or self._is_unrecognised:
            return _Promise()
        due = self.ours.due(limit, limit.amount_in(self.area), start, self._calendar, whole_days=True)
        if due.at is None:
            return _Promise(by=limit.standing, unsure_year=due.unsure_year)
        last_day = self._calendar.starts(self._calendar.day_of(due.at - timedelta.resolution))
        return _Promise(due.at if limit.unit == HOURS else last_day, due.at, limit.standing)

    def step_clock(self, here: TimelineStep | None) -> StepClock | None:
        """The clock of the step the ticket stands at."""
        if here is None or self._is_unrecognised or here.started_at is None or not is_known(here.started_at):
            return None
        limit = self._standards.for_step(self.facts.kind, here.code)
        if limit is None:
            return None
        amount, ours = limit.amount_in(self.area), self.life.our_time(limit.waiting_pauses)
        due = ours.due(limit, amount, here.started_at, self._calendar)
        if due.unsure_year:
            return None
        return StepClock(here.code, here.started_at, limit, amount, ours.since(here.started_at), ours.since(due.at))

    def compensation(self, promise: _Promise) -> Compensation | None:
        """What a rule gives for lateness that is surely ours; None where none does or the fee is not known."""
        rule = self._standards.redress.get(self.facts.kind)
        if rule is None or self._is_unrecognised:
            return None
        return self._share_of_fee(promise, rule) if rule.rule == PER_DAY else self._waived_rent(rule)

    def _share_of_fee(self, promise: _Promise, rule: Redress) -> Compensation | None:
        fee = self.facts.fee
        if promise.late_from is None or fee is None or fee <= 0:
            return None
        late = self.ours.since(promise.late_from)
        if promise.by == OWN_DATE:  # nobody says whether that date already allows for what it had waited until then
            late -= self.life.waited_until(promise.late_from) if self._pauses else NOTHING
        days = max(NOTHING, late) // DAY
        amount = (fee * rule.percent * days / 100).quantize(CENT, ROUND_DOWN)
        return Compensation(rule.rule, days, rule.source, rule.percent, amount) if days else None

    def _waived_rent(self, rule: Redress) -> Compensation | None:
        """The rent of an outage that lasted longer than the law allows, whatever date the ticket carries."""
        limit, start = self._standards.by_law(self.facts.kind, self.facts.line), self.life.start
        if limit is None or start is None:
            return None
        ours = self.life.our_time(limit.waiting_pauses)
        due = ours.due(limit, limit.amount_in(self.area), start, self._calendar, whole_days=True)
        is_over = ours.since(due.at) > NOTHING
        return Compensation(rule.rule, ours.since(start) // DAY, rule.source) if is_over else None
