"""Where a ticket is on its kind's route, as values computed from its events."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from counter_app.domain.kinds import GENERAL_ROUTE, Kind, Step, kind, step_of
from counter_app.domain.statuses import ACCEPTED, COMPLETED, IN_PROGRESS, Status, status

DONE, NOW, TO_COME = "done", "now", "to_come"
STOPPED = "stopped"
"""The step at which a ticket ended without being completed (cancelled, not done): it is neither done nor to come."""


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One stored event of a ticket. ``text`` has its number patterns masked; ``status`` is a status code or ""."""

    seq: int
    at: datetime
    text: str
    status: str
    raw_status: str
    step: str
    department: str
    channel: str
    audience: str


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One stop of the route as shown.

    ``no`` counts from 1 along the route. ``label`` is a catalogue key, or the source's own word when ``raw``.
    ``dwell`` is how long the ticket stood (or stands) here. ``events`` are oldest first.
    """

    no: int
    code: str
    label: str
    raw: bool
    state: str
    started_at: datetime | None
    ended_at: datetime | None
    expected_at: datetime | None
    dwell: timedelta | None
    department: str
    events: tuple[TicketEvent, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole route. ``now_no`` is the step the ticket stands at (0: none, the ticket is closed or not recognised)."""

    steps: tuple[TimelineStep, ...]
    now_no: int
    moved_at: datetime | None
    days_still: int
    """Whole days since the last movement of an open ticket; 0 for a closed one."""
    records: int
    """How many events the ticket has in all."""

    @property
    def now(self) -> TimelineStep | None:
        """The step the ticket stands at, None if it is closed or not recognised."""
        return self.steps[self.now_no - 1] if self.now_no else None


FULLY_DONE = frozenset({"completed", "closed"})
"""States in which every step of the route was done; the other closed ones ended on the way."""


class TicketDates(NamedTuple):
    """The dates of a ticket as its source gives them; any may be missing or make no sense."""

    opened_at: datetime | None
    expected_at: datetime | None
    closed_at: datetime | None


@dataclass(slots=True)
class _Stop:
    """A stop while the route is put together: ``at`` is when it was reached, None if nothing was recorded of it."""

    step: Step
    index: int
    """Its place on the kind's route, -1 for a word that is not on it."""
    at: datetime | None = None
    state: str = DONE
    ended: datetime | None = None
    events: list[TicketEvent] = field(default_factory=list)


def trace(
    kind_code: str, status_code: str, events: Sequence[TicketEvent], dates: TicketDates, now: datetime
) -> Timeline:
    """The route of a ticket from its events; never fails, whatever the events and dates are.

    An event that names a step means that the ticket has reached it; the last one decides where it is now. Steps repeat
    when a ticket goes back. A step passed over without a record counts as done, without times. A ticket whose events
    name no step takes the general route by its states. Of a ticket that ended without being completed, the steps it did
    not reach are left out, and the one where it ended is STOPPED.
    """
    ordered, row, route = sorted(events, key=_in_time), status(status_code), kind(kind_code).route
    early, stops = _reached(ordered, _step_reader(kind(kind_code)))
    if not stops:
        early, stops = _reached(ordered, _state_stop)
        known = bool(stops) or row.code != "unrecognised"
        stops = _up_to_state(stops, row)
        if row.category != ACCEPTED or stops[-1].index:
            route = GENERAL_ROUTE
    else:
        known = True
    stops = _with_gaps(stops, route)
    stops[0].events[:0] = early
    _date(stops, dates.opened_at)
    stops += _finish(stops, row, known, route, _closing(ordered, row, dates))
    return _shown(stops, row, dates, ordered, now)


def _in_time(event: TicketEvent) -> tuple[datetime, int]:
    return event.at, event.seq


def _reached(
    ordered: Sequence[TicketEvent], stop_of: Callable[[TicketEvent], _Stop | None]
) -> tuple[list[TicketEvent], list[_Stop]]:
    """The stops in the order they were reached, each with what happened there, and what happened before the first."""
    early: list[TicketEvent] = []
    stops: list[_Stop] = []
    for event in ordered:
        stop = stop_of(event)
        if stop is not None and (not stops or stops[-1].step != stop.step):
            stops.append(stop)
        (stops[-1].events if stops else early).append(event)
    return early, stops


def _step_reader(row: Kind) -> Callable[[TicketEvent], _Stop | None]:
    """Reads the step an event names; a word that is not on the route becomes a stop of its own."""

    def stop_of(event: TicketEvent) -> _Stop | None:
        word = event.step.strip()
        if not word:
            return None
        step = step_of(row, word)
        return _Stop(Step("", word), -1, event.at) if step is None else _Stop(step, row.route.index(step), event.at)

    return stop_of


def _state_stop(event: TicketEvent) -> _Stop | None:
    """The stop of the general route that a change of state stands for."""
    row = status(event.status)
    if row.category == ACCEPTED:
        return _Stop(GENERAL_ROUTE[0], 0, event.at)
    if row.category == IN_PROGRESS:
        return _Stop(GENERAL_ROUTE[1], 1, event.at)
    return _Stop(GENERAL_ROUTE[2], 2, event.at) if row.code in FULLY_DONE else None


def _up_to_state(stops: list[_Stop], row: Status) -> list[_Stop]:
    """The stops by states, ending where the ticket's own state says it is."""
    wanted = {IN_PROGRESS: 1, COMPLETED: 1}.get(row.category, 0)
    if stops:
        last = stops[-1].index
        if row.closed or row.code == "unrecognised" or not (last == 2 or wanted > last):
            return stops
    return [*stops, _Stop(GENERAL_ROUTE[wanted], wanted)]


def _with_gaps(stops: list[_Stop], route: Sequence[Step]) -> list[_Stop]:
    """The stops with those of the route put in that were passed over without a record; the first is always there."""
    whole: list[_Stop] = []
    reached = -1
    for stop in stops:
        upto = stop.index if stop.index >= 0 else max(reached + 1, 1)
        whole += [_Stop(route[n], n) for n in range(reached + 1, upto)]
        whole.append(stop)
        reached = stop.index if stop.index >= 0 else max(reached, 0)
    return whole


def _date(stops: list[_Stop], opened_at: datetime | None) -> None:
    """The first stop starts when the ticket was opened; each recorded one ends when the next recorded one starts."""
    first = stops[0]
    later = next((stop.at for stop in stops[1:] if stop.at is not None), None)
    if opened_at is not None and (later is None or opened_at <= later):
        first.at = opened_at if first.at is None else min(opened_at, first.at)
    for stop, after in pairwise(stops):
        stop.ended = after.at if stop.at is not None else None


def _finish(stops: list[_Stop], row: Status, known: bool, route: Sequence[Step], end: datetime | None) -> list[_Stop]:
    """Give the last stop its state and end, and return the stops that follow it. ``known``: it is known where it is."""
    reached = next(stop.index for stop in reversed(stops) if stop.index >= 0)
    rest = [_Stop(route[n], n, state=TO_COME) for n in range(reached + 1, len(route))]
    if row.code in FULLY_DONE:
        for stop in rest:
            stop.state = DONE
        _end(rest[-1] if rest else stops[-1], end)
        return rest
    if row.closed:
        stops[-1].state = STOPPED
        _end(stops[-1], end)
        return []
    if not known:
        return []
    stops[-1].state = NOW
    return rest


def _end(stop: _Stop, end: datetime | None) -> None:
    stop.ended = end if end is not None and (stop.at is None or end >= stop.at) else None


def _closing(ordered: Sequence[TicketEvent], row: Status, dates: TicketDates) -> datetime | None:
    """When a closed ticket ended: the date it gives, else its last event with a closing state."""
    if not row.closed or dates.closed_at is not None:
        return dates.closed_at
    return next((e.at for e in reversed(ordered) if e.status and status(e.status).closed), None)


def _shown(
    stops: list[_Stop], row: Status, dates: TicketDates, ordered: Sequence[TicketEvent], now: datetime
) -> Timeline:
    expected = dates.expected_at
    if expected is not None and dates.opened_at is not None and expected < dates.opened_at:
        expected = None
    steps = tuple(_step(no, stop, now) for no, stop in enumerate(stops, 1))
    if steps[-1].state in (NOW, TO_COME):
        steps = (*steps[:-1], replace(steps[-1], expected_at=expected))
    moves = [e.at for e in ordered] + [at for at in (dates.opened_at, dates.closed_at) if at is not None]
    moved_at = max(moves, default=None)
    still = 0 if row.closed or moved_at is None else max(0, (now - moved_at) // timedelta(days=1))
    now_no = next((step.no for step in steps if step.state == NOW), 0)
    return Timeline(steps, now_no, moved_at, still, len(ordered))


def _step(no: int, stop: _Stop, now: datetime) -> TimelineStep:
    until = now if stop.state == NOW else stop.ended
    dwell = max(timedelta(0), until - stop.at) if until is not None and stop.at is not None else None
    return TimelineStep(
        no=no,
        code=stop.step.code,
        label=stop.step.label,
        raw=stop.index < 0,
        state=stop.state,
        started_at=stop.at,
        ended_at=stop.ended,
        expected_at=None,
        dwell=dwell,
        department=_department(stop.events),
        events=tuple(stop.events),
    )


def _department(events: Sequence[TicketEvent]) -> str:
    """Whose step it is: of the event that names the step, else of the first event that names a department."""
    named = [e for e in events if e.department]
    return next((e.department for e in named if e.step), named[0].department if named else "")
