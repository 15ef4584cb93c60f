"""The standards and the calendar of a hall as one value."""

from __future__ import annotations

from counter_app.domain.deadlines import Deadlines
from counter_app.domain.ticket_life import ClockFacts
from tests.builders.clocks import CALENDAR, FEE, MOVE_DATES, NOW, STANDARDS, clock, events


def test_a_halls_deadlines_give_the_clock_of_a_ticket() -> None:
    told = ("03-09 12:06 | acknowledged | taken", "03-10 09:40 | in_progress | assigned")
    facts = ClockFacts("broadband_move", "in_progress", events(*told), MOVE_DATES, FEE)
    assert Deadlines(STANDARDS, CALENDAR).clock(facts, NOW) == clock(*told)
