"""Whether a ticket is late, by how much, and whose turn it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from counter_app.domain.clocks import OWN_DATE, clock_of
from counter_app.domain.standards import (
    CARRIER,
    DAYS,
    HOURS,
    LAW,
    LOCAL,
    PER_DAY,
    RENT_WAIVED,
    WORKING_DAYS,
    Limit,
    Standards,
)
from counter_app.domain.statuses import STATUSES
from counter_app.domain.ticket_life import ClockFacts
from counter_app.domain.timeline import TicketDates
from tests.builders.clocks import CALENDAR, DUE, FEE, NOW, OPENED, STANDARDS, clock, days, events, hall, hours

NO_DATE = TicketDates(OPENED, None, None)
MOVE = ("03-09 12:06 | acknowledged | taken", "03-09 12:14 | in_progress | checked", "03-10 09:40 | | assigned")


def standard(amount: int, unit: str, pauses: bool = True, by: str = CARRIER, rural: int = 0) -> Standards:
    """Standards with one limit for a whole move."""
    return Standards({("broadband_move", "ticket"): Limit(amount, unit, by, "", pauses, rural)})


def test_the_move_of_the_pictures_is_two_days_late_and_six_days_over_its_step() -> None:
    move = clock(*MOVE, "03-17 10:05")
    assert (move.promised_at, move.promised_by) == (DUE, OWN_DATE)
    assert move.late_days == 2
    assert move.ticket_late_by == NOW - DUE
    assert move.elapsed == NOW - OPENED
    assert move.remaining is None
    assert move.step is not None
    assert (move.step.code, move.step.spent, move.step.over_by // days(1)) == ("assigned", days(8) + timedelta(minutes=292), 6)
    assert move.step.limit.standing == LOCAL
    assert move.is_step_stuck
    assert not move.is_paused


def test_a_late_move_is_owed_one_percent_of_its_fee_for_each_whole_day() -> None:
    owed = clock(*MOVE).compensation
    assert owed is not None
    assert (owed.rule, owed.days, owed.percent, owed.amount) == (PER_DAY, 2, Decimal(1), Decimal("2.00"))
    assert "第三十一条" in owed.source


@pytest.mark.parametrize("fee", [None, Decimal(0)])
def test_without_a_known_fee_no_share_of_it_is_promised(fee: Decimal | None) -> None:
    facts = ClockFacts("broadband_move", "in_progress", events(*MOVE), TicketDates(OPENED, DUE, None), fee)
    assert clock_of(facts, NOW, STANDARDS, CALENDAR).compensation is None


def test_a_share_is_cut_to_the_cent_and_never_more_than_the_rule_gives() -> None:
    facts = ClockFacts("broadband_move", "in_progress", events(*MOVE), TicketDates(OPENED, DUE, None), Decimal("33.99"))
    owed = clock_of(facts, NOW, STANDARDS, CALENDAR).compensation
    assert owed is not None
    assert owed.amount == Decimal("0.67")


@pytest.mark.parametrize("status", ["cancelled", "failed", "rejected", "partial", "unrecognised"])
def test_nothing_is_owed_for_what_was_not_done_or_is_not_known(status: str) -> None:
    assert clock(*MOVE, "03-18 12:06", status=status).compensation is None


def test_a_ticket_that_was_completed_late_says_by_how_much_and_is_late_no_more() -> None:
    done = clock(*MOVE, "03-17 13:06 | completed", status="completed", now=NOW + days(30))
    assert done.ticket_late_by == timedelta(0)
    assert done.ended_late_by == days(1) + hours(1)
    assert done.compensation is not None
    assert done.compensation.days == 1
    assert done.remaining is None


def test_only_whole_days_are_owed_and_none_when_the_wait_may_have_been_the_customers() -> None:
    assert clock(*MOVE, now=DUE + hours(23)).compensation is None
    waited = clock(*MOVE, "03-11 08:00 | pending", "03-14 08:00 | in_progress")
    assert waited.ticket_late_by == NOW - DUE  # the date that was given has passed
    assert waited.waited == days(3)
    assert waited.compensation is None  # but nobody says that it allowed for three days of the customer's


def test_the_own_date_of_a_ticket_goes_before_any_standard() -> None:
    assert clock(kind="fault", now=OPENED + hours(60)).promised_by == OWN_DATE
    assert clock(kind="fault", dates=NO_DATE).promised_by == LAW


@pytest.mark.parametrize("day", ["2020-01-01 08:00", "2026-03-09 12:05", "9999-12-31 08:00"])
def test_a_date_before_the_opening_or_never_is_no_promise(day: str) -> None:
    lost = clock(dates=TicketDates(OPENED, hall(day), None))
    assert (lost.promised_at, lost.promised_by, lost.late_days, lost.remaining) == (None, "", 0, None)


def test_a_date_without_a_time_lasts_until_the_end_of_its_day() -> None:
    dates = TicketDates(OPENED, hall("03-16 00:00"), None)
    assert clock(dates=dates, now=hall("03-16 23:59")).ticket_late_by == timedelta(0)
    assert clock(dates=dates, now=hall("03-17 00:01")).ticket_late_by == timedelta(minutes=1)
    assert clock(dates=TicketDates(OPENED, hall("03-09 00:00"), None), now=hall("03-09 20:00")).promised_by == OWN_DATE


def test_what_waits_for_the_customer_grows_no_later() -> None:
    told = (*MOVE, "03-15 12:06 | pending")
    early, later = clock(*told, status="pending"), clock(*told, status="pending", now=NOW + days(90))
    assert early.is_paused
    assert early.paused_since == hall("03-15 12:06")
    assert early.ticket_late_by == later.ticket_late_by == timedelta(0)
    assert early.remaining is None
    assert later.waited == days(90) + (NOW - hall("03-15 12:06"))


def test_a_promise_by_a_standard_has_no_date_while_it_waits_for_the_customer() -> None:
    waits = clock("03-10 12:06 | pending", status="pending", dates=NO_DATE, standards=standard(48, HOURS))
    assert (waits.promised_at, waits.promised_by, waits.elapsed) == (None, CARRIER, days(1))


def test_what_was_late_before_it_waits_stays_as_late_as_it_was() -> None:
    told = (*MOVE, "03-17 12:06 | pending")
    assert clock(*told, status="pending").ticket_late_by == days(1)
    assert clock(*told, status="pending", now=NOW + days(9)).late_days == 1


def test_what_we_hold_ourselves_goes_on_counting() -> None:
    held = clock(*MOVE, "03-10 10:00 | held", status="held")
    assert held.late_days == 2
    assert not held.is_paused


def test_what_is_dealt_with_and_waits_for_a_word_is_as_late_as_when_it_was_dealt_with() -> None:
    told = (*MOVE, "03-17 04:06 | resolved")
    assert clock(*told, status="resolved", now=NOW + days(20)).ticket_late_by == hours(16)


def test_a_repair_that_lies_ready_grows_no_later() -> None:
    told = ("03-09 12:06 | in_progress | taken", "03-17 12:06 | | ready")
    for status in ("in_progress", "pending"):
        ready = clock(*told, kind="phone_repair", status=status, now=NOW + days(20))
        assert ready.ticket_late_by == days(1)
        assert ready.is_paused
    assert clock(*told, "03-18 12:06 | | workshop", kind="phone_repair").is_paused is False
    held = clock(*told, "03-17 12:06 | held", kind="phone_repair", status="held")
    assert (held.is_paused, held.ticket_late_by) == (False, NOW - DUE)


def test_reopening_neither_starts_a_clock_again_nor_counts_the_time_between() -> None:
    told = (*MOVE, "03-17 12:06 | completed", "03-18 12:06 | in_progress")
    assert clock(*told).ticket_late_by == days(1) + (NOW - hall("03-18 12:06"))


def test_a_fault_must_be_repaired_in_48_hours_in_town_and_72_in_the_country() -> None:
    for area, hours_allowed in (("urban", 48), ("rural", 72), ("", 72)):
        fault = clock(kind="fault", dates=NO_DATE, area=area)
        assert fault.promised_at == OPENED + hours(hours_allowed)
        assert fault.amount == hours_allowed
        assert fault.ticket_late_by == NOW - OPENED - hours(hours_allowed)


def test_the_hall_may_say_where_its_customers_live() -> None:
    in_town = replace(STANDARDS, area="urban")
    assert clock(kind="fault", dates=NO_DATE, standards=in_town).amount == 48
    assert clock(kind="fault", dates=NO_DATE, standards=in_town, area="rural").amount == 72


def test_the_rent_of_a_long_outage_is_waived_whatever_date_the_ticket_carries() -> None:
    later = TicketDates(OPENED, NOW + days(5), None)
    owed = clock(kind="fault", dates=later).compensation
    assert owed is not None
    assert (owed.rule, owed.days, owed.amount) == (RENT_WAIVED, 9, None)
    assert clock(kind="fault", dates=later, now=OPENED + hours(72)).compensation is None
    assert clock(kind="fault", dates=later, now=OPENED + hours(60), area="urban").compensation is not None


def test_the_law_gives_its_redress_also_where_the_carrier_promises_something_else() -> None:
    limits = {**STANDARDS.limits, ("fault", "ticket"): Limit(24, HOURS, CARRIER, "")}
    quick = replace(STANDARDS, limits=limits)
    assert clock(kind="fault", dates=NO_DATE, standards=quick).promised_by == CARRIER
    assert clock(kind="fault", dates=NO_DATE, standards=quick, now=OPENED + hours(30)).ticket_late_by == hours(6)
    assert clock(kind="fault", dates=NO_DATE, standards=quick, now=OPENED + hours(30)).compensation is None
    assert clock(kind="fault", dates=NO_DATE, standards=quick).compensation is not None


def test_a_mobiles_limit_is_not_a_landlines() -> None:
    assert clock(kind="transfer", dates=NO_DATE, line="mobile").promised_at == OPENED + hours(24)
    landline = clock(kind="transfer", dates=NO_DATE, line="landline")
    assert (landline.promised_at, landline.limit) == (None, None)


def test_a_complaint_is_answered_by_the_end_of_the_fifteenth_day_after_it_came() -> None:
    complaint = clock(kind="complaint", dates=NO_DATE)
    assert complaint.promised_at == hall("03-24 00:00")  # midnight: the whole of that day
    assert complaint.remaining == hall("03-25 00:00") - NOW
    assert clock(kind="complaint", dates=NO_DATE, now=hall("03-24 23:59")).ticket_late_by == timedelta(0)
    assert clock(kind="complaint", dates=NO_DATE, now=hall("03-25 00:01")).ticket_late_by == timedelta(minutes=1)


def test_a_complaint_goes_on_counting_while_the_customer_is_asked() -> None:
    asked = clock("03-10 12:00 | pending", kind="complaint", status="pending", dates=NO_DATE, now=hall("03-27 00:00"))
    assert asked.is_paused
    assert asked.late_days == 2


def test_a_local_standard_promises_nothing_and_makes_nothing_late() -> None:
    local = clock(dates=NO_DATE, now=NOW + days(200))
    assert local.limit is not None
    assert (local.promised_at, local.promised_by, local.late_days, local.limit.standing) == (None, "", 0, LOCAL)


def test_working_days_leave_weekends_and_holidays_out_and_count_make_up_days() -> None:
    for opened, due in [
        ("03-09 12:06", "03-16 00:00"),  # Monday to Monday
        ("03-13 20:00", "03-20 00:00"),
        ("03-14 10:00", "03-20 00:00"),  # a Saturday counts from Monday
        ("02-12 10:00", "02-26 00:00"),  # Friday and a worked Saturday, nine days of Spring Festival, three more
        ("09-29 10:00", "10-12 00:00"),  # the 30th, then 8, 9 and the worked Saturday, and Monday
    ]:
        dates = TicketDates(hall(opened), None, None)
        found = clock(dates=dates, standards=standard(5, WORKING_DAYS), now=hall(opened) + hours(1))
        assert found.promised_at == hall(due), opened


def test_a_day_of_which_only_the_date_is_known_counts_from_the_next() -> None:
    opened = hall("03-09 00:00")
    dates = TicketDates(opened, None, None)
    assert clock(dates=dates, standards=standard(24, HOURS)).promised_at == hall("03-11 00:00")
    assert clock(dates=dates, standards=standard(2, DAYS)).promised_at == hall("03-11 00:00")


def test_a_year_that_is_not_published_is_said_and_never_guessed() -> None:
    dates = TicketDates(hall("12-28 10:00"), None, None)
    late = clock(dates=dates, standards=standard(5, WORKING_DAYS), now=hall("2027-02-20 10:00"))
    assert (late.calendar_unsure, late.promised_at, late.late_days, late.promised_by) == (2027, None, 0, CARRIER)
    sure = clock(dates=dates, standards=standard(3, WORKING_DAYS), now=hall("12-29 10:00"))
    assert (sure.calendar_unsure, sure.promised_at) == (0, hall("12-31 00:00"))
    assert clock(dates=TicketDates(hall("12-28 10:00"), hall("2027-01-05 10:00"), None)).calendar_unsure == 0


def test_a_step_whose_days_cannot_be_counted_is_not_called_stuck() -> None:
    told = ("12-31 10:00 | in_progress | checked",)
    dates = TicketDates(hall("12-30 10:00"), None, None)
    assert clock(*told, dates=dates, now=hall("2027-03-01 10:00")).step is None


def test_a_step_paused_for_the_customer_uses_up_nothing_of_its_limit() -> None:
    told = (*MOVE, "03-11 09:40 | pending", "03-17 09:40 | in_progress")
    move = clock(*told)
    assert move.step is not None
    assert move.step.spent == days(1) + (NOW - hall("03-17 09:40"))
    assert move.step.over_by == move.step.spent - days(2)


def test_a_step_without_a_limit_or_a_start_has_no_clock() -> None:
    assert clock("03-10 09:40 | in_progress | 送上天").step is None
    assert clock("03-10 09:40 | in_progress | confirmed", kind="plan_change").step is None
    assert clock().step is None


def test_a_step_is_not_called_stuck_when_nobody_knows_what_goes_on() -> None:
    assert clock(*MOVE, status="unrecognised").step is None


def test_a_state_without_an_event_is_believed_and_nothing_is_called_late_that_may_not_be() -> None:
    unsaid = clock(*MOVE, status="pending")
    assert unsaid.is_paused
    assert unsaid.paused_since is None
    assert unsaid.ticket_late_by == timedelta(0)
    again = clock(*MOVE, "03-10 12:00 | pending", "03-12 12:00")
    assert again.waited == days(2)
    assert again.late_days == 2


def test_a_closing_date_that_makes_no_sense_gives_way_to_the_event_and_what_came_after_it_is_no_wait() -> None:
    told = (*MOVE, "03-17 12:06 | completed")
    for closed, late in (("2020-01-01 08:00", days(1)), ("03-17 00:06", hours(12))):
        done = clock(*told, status="completed", dates=TicketDates(OPENED, DUE, hall(closed)))
        assert done.ended_late_by == late
    asked = clock(*MOVE, "03-17 12:06 | pending", status="completed", dates=TicketDates(OPENED, DUE, hall("03-12 12:06")))
    assert asked.waited == days(0)


def test_an_event_ahead_of_the_clock_has_not_happened_yet() -> None:
    ahead = clock(*MOVE, "03-19 12:06 | pending", status="pending")
    assert (ahead.is_paused, ahead.paused_since) == (True, None)
    assert clock(*MOVE, "03-19 12:06 | pending").ticket_late_by == NOW - DUE


def test_an_unrecognised_ticket_is_promised_nothing_by_a_standard() -> None:
    assert clock(kind="fault", status="unrecognised", dates=NO_DATE).promised_by == ""
    assert clock(kind="fault", status="unrecognised").late_days == 2


def test_a_ticket_of_which_nothing_is_known_has_a_clock_without_hands() -> None:
    for kind in ("fault", "other", "from_tomorrow"):
        empty = clock(kind=kind, status="from_tomorrow", dates=TicketDates(None, None, None))
        assert (empty.promised_at, empty.elapsed, empty.remaining, empty.late_days) == (None, None, None, 0)
        assert (empty.step, empty.compensation, empty.calendar_unsure) == (None, None, 0)


@pytest.mark.parametrize("code", STATUSES)
def test_closed_tickets_have_nothing_left_and_nothing_late(code: str) -> None:
    found = clock(*MOVE, f"03-17 04:06 | {code}", status=code)
    if STATUSES[code].closed:
        assert (found.ticket_late_by, found.remaining, found.is_paused, found.step) == (timedelta(0), None, False, None)
    else:
        assert found.ended_late_by == timedelta(0)


def test_a_clock_change_neither_makes_nor_hides_lateness() -> None:
    berlin = replace(CALENDAR, zone=ZoneInfo("Europe/Berlin"))
    opened = datetime(2026, 3, 27, 9, tzinfo=UTC)  # the clocks go forward on 29 March
    facts = ClockFacts("broadband_move", "in_progress", (), TicketDates(opened, None, None), FEE)
    for unit, amount, due in ((HOURS, 72, opened + hours(72)), (DAYS, 3, datetime(2026, 3, 30, 22, tzinfo=UTC))):
        just = clock_of(facts, due, standard(amount, unit), berlin)
        assert just.ticket_late_by == timedelta(0)
        assert clock_of(facts, due + timedelta(seconds=1), standard(amount, unit), berlin).ticket_late_by == timedelta(seconds=1)
