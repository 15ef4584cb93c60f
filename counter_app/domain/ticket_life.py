"""Whose turn it was in a ticket's life, from its events, and how much of a limit our own turns have used up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from counter_app.domain.kinds import READY, kind, step_of
from counter_app.domain.standards import HOURS, WORKING_DAYS, Limit
from counter_app.domain.statuses import status
from counter_app.domain.timeline import TicketDates, TicketEvent
from counter_app.domain.work_calendar import DAY, WorkCalendar

RUNS, WAITS, SETTLED, OVER = "runs", "waits", "settled", "over"
"""Whose turn it is: ours; the customer's, as something is missing; hers, to confirm or to fetch; nobody's, it is closed."""
NOTHING = timedelta(0)
NEVER = 9000
"""Years from here on are how sources write *never*, the first one how they write *not known*."""
LONGEST_WALK = 4000
"""Days that counting a limit may cross before it is given up."""
_END_OF_TIME = datetime(NEVER, 1, 1, tzinfo=UTC)


class ClockFacts(NamedTuple):
    """What a ticket's clock is computed from. ``line``: the kind of its service number; ``area``: "urban", "rural", ""."""

    kind: str
    status: str
    events: Sequence[TicketEvent]
    dates: TicketDates
    fee: Decimal | None = None
    line: str = ""
    area: str = ""


class Span(NamedTuple):
    """A stretch of a ticket's life during which it was one side's turn."""

    start: datetime
    end: datetime
    turn: str


class Due(NamedTuple):
    """When a limit is used up: None if, as things stand, it never is, or if ``unsure_year`` is not published yet."""

    at: datetime | None = None
    unsure_year: int = 0


@dataclass(frozen=True, slots=True)
class TicketLife:
    """A ticket's life up to ``now``. ``start``: None if nothing says when it was opened."""

    spans: tuple[Span, ...]
    now: datetime
    turn: str
    start: datetime | None
    paused_since: datetime | None
    """Since when it waits for the customer; None if it does not, or if no event says since when."""

    def our_time(self, waiting_pauses: bool) -> OurTime:
        """Our own turns; time that it waits for what the customer has to bring is among them unless it pauses."""
        turns = (RUNS,) if waiting_pauses else (RUNS, WAITS)
        return OurTime(tuple(s for s in self.spans if s.turn in turns), self.now, self.turn in turns)

    def waited_until(self, moment: datetime) -> timedelta:
        """How long it waited for what the customer had to bring, up to ``moment``."""
        spans = (s for s in self.spans if s.turn == WAITS and s.start < moment)
        return sum((min(s.end, moment) - s.start for s in spans), NOTHING)


@dataclass(frozen=True, slots=True)
class OurTime:
    """The stretches of a ticket's life that count against us. ``goes_on``: the last one lasts on after now."""

    spans: tuple[Span, ...]
    now: datetime
    goes_on: bool

    def since(self, moment: datetime | None) -> timedelta:
        """How much of it lies between ``moment`` and now; 0 for None."""
        if moment is None:
            return NOTHING
        return sum((s.end - max(s.start, moment) for s in self.spans if s.end > moment), NOTHING)

    def due(self, limit: Limit, amount: int, start: datetime, calendar: WorkCalendar, whole_days: bool = False) -> Due:
        """When ``amount`` of the limit's unit is used up, counted from ``start``.

        ``whole_days``: limits in days start with the day after ``start`` and end with the last day.
        """
        begin = _counted_from(start, calendar, whole_days and limit.unit != HOURS)
        ours = [(max(s.start, begin), s.end) for s in self.spans if s.end > begin]
        if self.goes_on:
            ours.append((max(self.now, begin), _END_OF_TIME))
        if limit.unit == HOURS:
            return Due(_used_up(ours, timedelta(hours=amount)))
        found = _counted_days(ours, amount * DAY, calendar, limit.unit == WORKING_DAYS)
        if not whole_days or found.at is None or calendar.is_whole_day(found.at):
            return found
        return Due(calendar.ends(calendar.day_of(found.at)))


def is_known(at: datetime | None) -> bool:
    """Whether a date means a day, not *never* or *not known*."""
    return at is not None and 1 < at.year < NEVER


def life_of(facts: ClockFacts, now: datetime) -> TicketLife:
    """A ticket's life up to ``now``, whatever its events and dates are; what lies after ``now`` has not happened yet."""
    opened = facts.dates.opened_at if is_known(facts.dates.opened_at) else None
    past = sorted((e for e in facts.events if e.at <= now and is_known(e.at)), key=_in_time)
    start = opened if opened is not None else next((e.at for e in past), None)
    turns = _turns(facts.kind, past)
    here = _turn(facts.status, _lies_ready(facts.kind, past))
    if start is None or start >= now:
        return TicketLife((), now, here, start, None)
    recorded = turns[-1].turn if turns else RUNS
    if here == OVER or here != recorded:
        at = _closed_at(facts, turns, past, start) if here == OVER else _turned_at(here, turns, past, start)
        turns = [*(turn for turn in turns if turn.at < at), _Turn(at, here)]
    marks = [_Turn(start, RUNS), *turns, _Turn(now, OVER)]
    within = [_Turn(min(max(mark.at, start), now), mark.turn) for mark in marks]
    spans = tuple(Span(one.at, after.at, one.turn) for one, after in pairwise(within) if one.at < after.at)
    return TicketLife(spans, now, here, start, _paused_since(turns) if here == recorded else None)


class _Turn(NamedTuple):
    """From when it was whose turn."""

    at: datetime
    turn: str


def _in_time(event: TicketEvent) -> tuple[datetime, int]:
    return event.at, event.seq


def _turn(code: str, lies_ready: bool) -> str:
    row = status(code)
    if row.closed:
        return OVER
    if row.code == "resolved" or (lies_ready and row.code != "held"):
        return SETTLED
    return WAITS if row.waits_for_customer else RUNS


def _turns(kind_code: str, past: Sequence[TicketEvent]) -> list[_Turn]:
    """The recorded states in time, each as whose turn it was."""
    turns: list[_Turn] = []
    code, ready = "acknowledged", False
    for event in past:
        was_ready, ready = ready, _is_ready(kind_code, event) if event.step.strip() else ready
        if event.status or ready != was_ready:
            code = event.status or code
            turns.append(_Turn(event.at, _turn(code, ready)))
    return turns


def _lies_ready(kind_code: str, past: Sequence[TicketEvent]) -> bool:
    """Whether a repair lies ready for the customer, by the last step that an event names."""
    return next((_is_ready(kind_code, event) for event in reversed(past) if event.step.strip()), False)


def _is_ready(kind_code: str, event: TicketEvent) -> bool:
    return kind(kind_code).repair and step_of(kind(kind_code), event.step.strip()) == READY


def _paused_since(turns: Sequence[_Turn]) -> datetime | None:
    """The start of the wait that the last turns are; None if they are none."""
    since = None
    for turn in reversed(turns):
        if turn.turn not in (WAITS, SETTLED) or turn.turn != turns[-1].turn:
            break
        since = turn.at
    return since


def _closed_at(facts: ClockFacts, turns: Sequence[_Turn], past: Sequence[TicketEvent], start: datetime) -> datetime:
    """When a closed ticket was closed: the date it carries, else the event that says so, else its last record."""
    told = facts.dates.closed_at
    if told is not None and told >= start:
        return told
    if turns and turns[-1].turn == OVER:
        return turns[-1].at
    return max((e.at for e in past), default=start)


def _turned_at(here: str, turns: Sequence[_Turn], past: Sequence[TicketEvent], start: datetime) -> datetime:
    """When an open ticket came into the state it carries, where no event says so.

    A wait for the customer may have begun right after the last recorded state and counts from there, so that nothing
    is called late that may not be; our work goes on with the first record after a wait.
    """
    last = turns[-1].at if turns else start
    return next((e.at for e in past if e.at > last), last) if here == RUNS else last


def _counted_from(start: datetime, calendar: WorkCalendar, next_day: bool) -> datetime:
    """Where counting starts: a start of which only the day is known counts from the end of that day."""
    whole = next_day or calendar.is_whole_day(start)
    return calendar.ends(calendar.day_of(start)) if whole else start


def _used_up(ours: Sequence[tuple[datetime, datetime]], allowed: timedelta) -> datetime | None:
    for start, end in ours:
        if end - start >= allowed:
            return start + allowed
        allowed -= end - start
    return None


def _counted_days(
    ours: Sequence[tuple[datetime, datetime]], left: timedelta, calendar: WorkCalendar, only_worked: bool
) -> Due:
    """When ``left`` is used up, walking day by day; a day on which the clocks are changed counts as one day too."""
    walked = 0
    for start, end in ours:
        while start < end and walked < LONGEST_WALK:
            day = calendar.day_of(start)
            counts = calendar.is_worked(day) if only_worked else True
            if counts is None:
                return Due(None, day.year)
            begins, over = calendar.starts(day), calendar.ends(day)
            until = min(over, end)
            share = _scaled(until - start, DAY, over - begins) if counts else NOTHING
            if counts and share >= left:
                return Due(start + _scaled(left, over - begins, DAY))
            left, start, walked = left - share, until, walked + 1
    return Due()


def _scaled(length: timedelta, to: timedelta, of: timedelta) -> timedelta:
    """``length`` as a part of ``of``, carried over to ``to``."""
    if to == of:
        return length
    tick = timedelta.resolution
    return tick * (length // tick * (to // tick) // (of // tick))
