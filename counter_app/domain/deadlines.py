"""Whether a ticket is late, computed every time and never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from counter_app.domain.clocks import TicketClock, clock_of
from counter_app.domain.standards import Standards
from counter_app.domain.statuses import status
from counter_app.domain.ticket_life import ClockFacts
from counter_app.domain.timeline import Timeline
from counter_app.domain.work_calendar import WorkCalendar


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The standards and the calendar of a hall, read once, which every ticket's clock is computed from."""

    standards: Standards
    calendar: WorkCalendar

    def clock(self, facts: ClockFacts, now: datetime, timeline: Timeline | None = None) -> TicketClock:
        """A ticket's clock at ``now``, see :func:`clock_of`; ``timeline`` saves tracing it again."""
        return clock_of(facts, now, self.standards, self.calendar, timeline)


def late_days(code: str, expected_at: datetime | None, now: datetime, opened_at: datetime | None = None) -> int:
    """Whole days an open ticket is past its expected date, where only its dates are at hand (else ``Deadlines.clock``).

    0 if it is closed, dealt with and waiting for the customer's word, has no date, or a date before it was opened.
    """
    row = status(code)
    if expected_at is None or row.closed or row.code == "resolved":
        return 0
    if opened_at is not None and expected_at < opened_at:
        return 0
    return max(0, (now - expected_at) // timedelta(days=1))
