"""How the demo's ordinary tickets stand: one row each, and which of them befall which kinds."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from counter_app.demo_days import HALL_HOURS, PEOPLE_UP, Days, Span
from counter_app.demo_work import KindRow

FRESH, ON_TIME, LATE, STUCK, OVER = "fresh", "on_time", "late", "stuck", "over"
FIRST, SECOND, MIDDLE, NEAR_END, LAST = "first", "second", "middle", "near_end", "last"


class Outcome(NamedTuple):
    """How a ticket stands: its state, its age (``clock``), how far it came (``reached``), how often it is met.

    ``words`` is its row in ``remarks.toml``; "" if it is simply on its way.
    """

    name: str
    state: str
    clock: str
    reached: str
    words: str
    share: int


OUTCOMES = (
    Outcome("new", "acknowledged", FRESH, FIRST, "", 16),
    Outcome("moving", "in_progress", ON_TIME, MIDDLE, "", 26),
    Outcome("late", "in_progress", LATE, MIDDLE, "", 10),
    Outcome("stuck", "in_progress", STUCK, MIDDLE, "", 6),
    Outcome("waiting", "pending", ON_TIME, MIDDLE, "waiting", 10),
    Outcome("waiting_long", "pending", STUCK, MIDDLE, "waiting", 4),
    Outcome("held", "held", LATE, MIDDLE, "held", 7),
    Outcome("assessing", "assessing_cancellation", ON_TIME, SECOND, "assessing", 4),
    Outcome("cancelling", "pending_cancellation", ON_TIME, SECOND, "cancelling", 4),
    Outcome("resolved", "resolved", ON_TIME, NEAR_END, "resolved", 8),
    Outcome("reopened", "in_progress", LATE, NEAR_END, "reopened", 6),
    Outcome("done", "completed", OVER, LAST, "done", 60),
    Outcome("archived", "closed", OVER, LAST, "done", 30),
    Outcome("partial", "partial", OVER, LAST, "partial", 4),
    Outcome("failed", "failed", OVER, NEAR_END, "failed", 6),
    Outcome("rejected", "rejected", OVER, SECOND, "rejected", 6),
    Outcome("arrears", "cancelled", OVER, SECOND, "arrears", 8),
    Outcome("withdrawn", "cancelled", OVER, MIDDLE, "withdrawn", 8),
    Outcome("unknown", "unrecognised", STUCK, MIDDLE, "unknown", 5),
)


class Dates(NamedTuple):
    """When a ticket was opened, when its last event is at the latest, and when it is expected to be done."""

    opened: datetime
    last: datetime
    expected: datetime


def due(opened: datetime, kind: KindRow, days: Days) -> datetime:
    """When a ticket opened then has to be done."""
    if kind.get("calendar"):
        return opened + timedelta(days=kind["limit_days"])
    return days.workdays_after(opened, kind["limit_days"])


def dates_of(outcome: Outcome, kind: KindRow, days: Days, rng: Random) -> Dates:
    """Dates that fit the outcome: nothing after now; late ones late, the others not, stuck ones still for 11 days."""
    limit = kind["limit_days"]
    longest = limit * 1.4 + 3  # calendar days that so many weekdays take at most
    ago = {
        FRESH: min(rng.uniform(0.02, 0.3) * limit, 1.5),
        ON_TIME: min(rng.uniform(0.2, 0.85) * limit, limit - 0.7),  # the rest is room for moving to a decent hour
        LATE: longest + rng.uniform(0, 6),
        STUCK: longest + rng.uniform(15, 50),
        OVER: longest + 3 + 700 * rng.random() ** 2,
    }[outcome.clock]
    opened = days.decent_hour(days.now - timedelta(days=ago), rng, HALL_HOURS if kind.get("in_hall") else PEOPLE_UP)
    last = {
        FRESH: opened,
        ON_TIME: days.now,
        LATE: days.now - timedelta(days=rng.uniform(0, 2)),
        STUCK: days.now - timedelta(days=rng.uniform(11, 14)),
        OVER: days.workdays_after(opened, max(1, round(limit * rng.uniform(0.4, 1.2)))),
    }[outcome.clock]
    return Dates(opened, last, due(opened, kind, days))


def reached_step(outcome: Outcome, steps: int, rng: Random) -> int:
    """The index of the step a ticket with so many steps came to."""
    return {
        FIRST: 0,
        SECOND: 1,
        MIDDLE: rng.randrange(1, max(2, steps - 1)),
        NEAR_END: max(1, steps - 2),
        LAST: steps - 1,
    }[outcome.reached]


def span_of(dates: Dates) -> Span:
    """The time the ticket's later events fall in."""
    return Span(dates.opened, dates.last)
