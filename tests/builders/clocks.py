"""Tickets told in a few words for the tests of clocks: the move of the pictures, its standards and its calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from counter_app.domain.clocks import TicketClock, clock_of
from counter_app.domain.standards import Standards
from counter_app.domain.ticket_life import ClockFacts
from counter_app.domain.timeline import TicketDates, TicketEvent
from counter_app.service_standards import read_standards
from counter_app.working_days import work_calendar

NOW = datetime(2026, 3, 18, 6, 32, tzinfo=UTC)
OPENED = datetime(2026, 3, 9, 4, 6, tzinfo=UTC)
DUE = datetime(2026, 3, 16, 4, 6, tzinfo=UTC)
CALENDAR = work_calendar()
STANDARDS = read_standards()
MOVE_DATES = TicketDates(OPENED, DUE, None)
FEE = Decimal("100.00")


def hall(text: str) -> datetime:
    """A moment on the hall's clock: "03-10 09:40" of 2026, or with another year before it."""
    whole = text if text[4] == "-" else f"2026-{text}"
    return datetime.strptime(f"{whole} +0800", "%Y-%m-%d %H:%M %z").astimezone(UTC)


def events(*told: str) -> tuple[TicketEvent, ...]:
    """Events from lines: when | state | step."""
    rows = []
    for seq, line in enumerate(told, 1):
        when, state, step = (f"{line}||".split("|"))[:3]
        rows.append(TicketEvent(seq, hall(when.strip()), "", state.strip(), "", step.strip(), "", "", "customer"))
    return tuple(rows)


def clock(
    *told: str,
    kind: str = "broadband_move",
    status: str = "in_progress",
    dates: TicketDates = MOVE_DATES,
    now: datetime = NOW,
    standards: Standards = STANDARDS,
    **more: str,
) -> TicketClock:
    """The clock of a ticket with these events; the move of the pictures unless told otherwise."""
    facts = ClockFacts(kind, status, events(*told), dates, FEE, more.get("line", ""), more.get("area", ""))
    return clock_of(facts, now, standards, CALENDAR)


def days(n: float) -> timedelta:
    """So many times 24 hours."""
    return timedelta(days=n)


def hours(n: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=n)
