"""Eight threads in which users of another help desk found its stored timers wrong, retold with our tickets.

Each is told by what its users saw go wrong and what they expected; of pull request 14937 only that it belongs to this
list is known, so what stands for it here is the neighbouring complaint of a ticket that leaves its wait for a new state.
"""

from __future__ import annotations

from dataclasses import replace

from counter_app.domain.clocks import TicketClock
from counter_app.domain.standards import CARRIER, HOURS, WORKING_DAYS, Limit, Standards
from counter_app.domain.timeline import TicketDates
from tests.builders.clocks import NOW, OPENED, clock, days, hall, hours

NO_DATE = TicketDates(OPENED, None, None)


def promised(amount: int, unit: str = HOURS) -> Standards:
    """A carrier's promise for a whole move."""
    return Standards({("broadband_move", "ticket"): Limit(amount, unit, CARRIER, "")})


def move(*told: str, status: str = "in_progress", now: str = "03-18 14:32", limit: Standards | None = None) -> TicketClock:
    """A move without a date of its own, under a promise of 48 hours unless told otherwise."""
    return clock(*told, status=status, dates=NO_DATE, now=hall(now), standards=limit or promised(48))


def test_687_the_calendar_of_the_standard_is_used_also_for_a_ticket_taken_outside_it() -> None:
    saturday = TicketDates(hall("03-14 21:00"), None, None)
    found = clock(dates=saturday, standards=promised(1, WORKING_DAYS), now=hall("03-16 12:00"))
    assert found.promised_at == hall("03-16 00:00")  # Monday, the whole day; not at once, and not never
    assert found.ticket_late_by == days(0)
    assert clock(dates=saturday, standards=promised(1, WORKING_DAYS), now=hall("03-17 01:00")).ticket_late_by == hours(1)


def test_1912_time_in_which_it_waited_for_the_customer_is_not_in_the_total() -> None:
    found = move("03-09 12:06 | in_progress", "03-10 12:06 | pending", "03-12 12:06 | in_progress", now="03-12 18:06")
    assert found.elapsed == hours(30)
    assert found.waited == days(2)
    assert (found.ticket_late_by, found.remaining) == (hours(0), hours(18))


def test_6902_another_standard_put_on_during_a_wait_still_leaves_the_wait_out() -> None:
    told = ("03-09 12:06 | in_progress", "03-09 18:06 | pending")
    before = move(*told, status="pending", now="03-12 18:06")
    after = move(*told, status="pending", now="03-12 18:06", limit=promised(8))
    assert (before.ticket_late_by, after.ticket_late_by) == (hours(0), hours(0))
    assert before.elapsed == after.elapsed == hours(6)


def test_10594_a_wait_over_a_weekend_puts_a_limit_in_working_days_off_by_no_more_than_the_working_days_in_it() -> None:
    friday = TicketDates(hall("03-13 00:30"), None, None)
    told = ("03-13 00:30 | in_progress", "03-13 23:00 | pending", "03-16 09:00 | in_progress")
    found = clock(*told, dates=friday, standards=promised(1, WORKING_DAYS), now=hall("03-16 10:00"))
    # one working day after Friday is Monday, of which nine hours were waited: the rest of it falls on Tuesday
    assert found.promised_at == hall("03-17 00:00")
    unpaused = clock(dates=friday, standards=promised(1, WORKING_DAYS), now=hall("03-16 10:00"))
    assert unpaused.promised_at == hall("03-16 00:00")


def test_15605_a_standard_changed_after_a_wait_of_days_does_not_start_from_the_opening_again() -> None:
    told = ("03-09 12:06 | in_progress", "03-09 14:06 | pending", "03-14 14:06 | in_progress")
    found = move(*told, now="03-14 16:06", limit=promised(24))
    assert found.elapsed == hours(4)
    assert found.promised_at == hall("03-15 12:06")
    assert found.ticket_late_by == hours(0)


def test_14937_a_ticket_that_leaves_its_wait_for_another_state_than_the_one_before_keeps_what_it_waited() -> None:
    for state in ("acknowledged", "held", "assessing_cancellation"):
        told = ("03-09 12:06 | in_progress", "03-09 14:06 | pending", f"03-14 14:06 | {state}")
        found = move(*told, status=state, now="03-14 16:06")
        assert found.ticket_late_by == hours(0), state
        assert found.waited == days(5)
        assert found.promised_at == hall("03-16 12:06")


def test_23359_time_in_which_it_was_dealt_with_is_no_wait_for_papers_and_no_work_either() -> None:
    told = ("03-09 12:06 | in_progress", "03-09 22:06 | resolved", "03-13 22:06 | in_progress")
    found = move(*told, now="03-14 00:06")
    assert found.waited == days(0)  # the statistics of waits hold waits for papers only
    assert found.elapsed == hours(12)  # and the clock goes on from the hour at which it had been dealt with
    assert found.remaining == hours(36)


def test_24481_a_ticket_that_waits_for_the_customer_does_not_become_late() -> None:
    told = ("03-09 12:06 | in_progress", "03-10 12:06 | pending")
    for now in ("03-11 12:05", "03-12 12:06", "05-30 12:06"):
        found = move(*told, status="pending", now=now)
        assert (found.ticket_late_by, found.is_paused, found.remaining) == (hours(0), True, None)
    own_date = clock(*told, status="pending", dates=TicketDates(OPENED, hall("03-12 12:06"), None), now=NOW)
    assert own_date.ticket_late_by == hours(0)


def test_of_all_eight_the_same_facts_give_the_same_clock_however_often_it_is_asked() -> None:
    told = ("03-09 12:06 | in_progress", "03-10 12:06 | pending", "03-12 12:06 | in_progress")
    assert len({repr(move(*told)) for _ in range(5)}) == 1
    assert replace(move(*told), days_still=9) != move(*told)
