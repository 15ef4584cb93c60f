"""The demo's content: complete, plausible, invented, and hung on one day."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from counter_app.build import build
from counter_app.demo import Demo, make_demo
from counter_app.demo_days import Days, Span
from counter_app.domain import documents, kinds, statuses
from counter_app.domain.deadlines import late_days
from counter_app.domain.ticket import TicketRecord
from counter_app.settings import Settings

CHINA = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 18, 14, 32, tzinfo=CHINA)
"""The moment of the pictures, a Wednesday."""
MOMENTS = [
    NOW,
    datetime(2026, 11, 22, 8, 5, tzinfo=CHINA),  # a Sunday morning
    datetime(2026, 11, 23, 8, 31, tzinfo=CHINA),  # Monday, the first minute of work
    datetime(2028, 2, 29, 0, 0, tzinfo=CHINA),
    datetime(2027, 1, 1, 12, 6, tzinfo=CHINA),
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=CHINA),
    datetime(2026, 6, 1, 4, 5, 59, tzinfo=UTC),  # 12:05:59 in the hall, seconds before the story turns
]


@pytest.fixture(scope="module")
def content() -> Demo:
    return make_demo(NOW)


def state_of(ticket: TicketRecord) -> statuses.Status:
    return statuses.status(statuses.recognise(ticket.status or ""))


def tickets_of(content: Demo, party: str) -> list[TicketRecord]:
    return [ticket for ticket in content.tickets if ticket.owner_ref == party]


def numbers_of(content: Demo, party: str) -> set[str]:
    return {p.holding.number for p in content.parties if p.party_id == party and p.holding}


# how much there is


def test_has_three_hundred_tickets_of_sixty_parties(content: Demo) -> None:
    assert len(content.tickets) == 300
    assert len({(p.source, p.party_id) for p in content.parties}) == 60


def test_widens_to_two_thousand_tickets_with_customers_in_proportion() -> None:
    wide = make_demo(NOW, tickets=2000)
    assert len(wide.tickets) == 2000
    assert len({p.party_id for p in wide.parties}) > 300
    macs = [documents.from_record(p.document).number for p in wide.parties if p.document]
    assert len(macs) == len(set(macs))
    assert len({t.key for t in wide.tickets}) == 2000


def test_every_kind_and_every_state_occurs(content: Demo) -> None:
    assert {kinds.recognise(t.kind or "") for t in content.tickets} == set(kinds.KINDS)
    assert {state_of(t).code for t in content.tickets} == set(statuses.STATUSES)


def test_each_kind_has_a_late_one_one_on_its_way_and_one_done(content: Demo) -> None:
    for code in kinds.KINDS:
        of_kind = [t for t in content.tickets if kinds.recognise(t.kind or "") == code]
        states = {state_of(t).code for t in of_kind}
        assert states >= {"in_progress", "completed"}, code
        assert any(late_days(state_of(t).code, t.expected_at, NOW) for t in of_kind), code


def test_kinds_are_known_to_the_table_except_one_that_is_meant_not_to_be(content: Demo) -> None:
    other = {t.kind for t in content.tickets if kinds.recognise(t.kind or "") == "other"}
    assert other == {"亲情号设置"}


def test_every_step_named_is_a_step_of_its_kind(content: Demo) -> None:
    for ticket in content.tickets:
        route = kinds.kind(kinds.recognise(ticket.kind or ""))
        for event in ticket.events:
            assert not event.step or kinds.step_of(route, event.step), (ticket.number, event.step)


def test_remarks_are_many_and_differ(content: Demo) -> None:
    without_figures = {re.sub(r"\d+", "", event.text) for ticket in content.tickets for event in ticket.events}
    assert len(without_figures) >= 150


def test_one_ticket_has_three_hundred_events_each_of_them_different(content: Demo) -> None:
    (long,) = [t for t in content.tickets if len(t.events) >= 100]
    assert len(long.events) == 300 == len({(e.at, e.text) for e in long.events})


# the same again, and another day


def test_the_same_day_and_seed_make_the_same_demo(content: Demo) -> None:
    assert make_demo(NOW) == content
    assert make_demo(NOW, seed=1) != content


def test_a_week_later_every_date_is_a_week_later(content: Demo) -> None:
    week = timedelta(days=7)
    later = make_demo(NOW + week)
    for old, new in zip(content.tickets, later.tickets, strict=True):
        for field in ("opened_at", "expected_at", "completed_at", "cancelled_at", "pick_up_at", "moment"):
            before, after = getattr(old, field), getattr(new, field)
            assert (before is None) == (after is None)
            assert before is None or after - before == week, (old.number, field)
        assert [e.at + week for e in old.events] == [e.at for e in new.events]
    for old_party, new_party in zip(content.parties, later.parties, strict=True):
        assert old_party.holding and new_party.holding and old_party.holding.held_from and new_party.holding.held_from
        assert new_party.holding.held_from - old_party.holding.held_from == week


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_whenever_it_is_made_its_histories_hold_together(now: datetime) -> None:
    content = make_demo(now)
    assert len({t.key for t in content.tickets}) == 300
    for ticket in content.tickets:
        row, moments = state_of(ticket), [event.at for event in ticket.events]
        assert moments == sorted(moments), ticket.number
        assert moments[-1] <= now and ticket.moment == moments[-1], ticket.number
        assert ticket.opened_at and ticket.opened_at <= moments[0], ticket.number
        assert ticket.expected_at is None or ticket.expected_at > ticket.opened_at, ticket.number
        assert [e.status for e in ticket.events if e.status][-1] == ticket.status, ticket.number
        ended = ticket.completed_at if row.category == "completed" else ticket.cancelled_at
        assert row.closed == (ended is not None), ticket.number
        assert (ticket.number or "")[2:8] == f"{ticket.opened_at.astimezone(CHINA):%y%m%d}"


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_whenever_it_is_made_the_storys_ticket_is_two_days_late(now: datetime) -> None:
    (story,) = [t for t in make_demo(now).tickets if t.kind == "宽带移机" and t.owner_ref == "wang"]
    assert late_days(state_of(story).code, story.expected_at, now) == 2


def test_departments_write_on_working_days_in_working_hours(content: Demo) -> None:
    at_work = Counter[bool]()
    for ticket in content.tickets:
        for event in ticket.events[1:]:
            local = event.at.astimezone(CHINA)
            at_work[local.weekday() < 5 and 8 <= local.hour < 18] += 1
    assert at_work[True] > 20 * at_work[False]


@pytest.mark.parametrize(
    "end",
    ["2026-11-22T08:05", "2026-11-23T08:29", "2026-11-20T19:00"],
    ids=["Sunday", "early Monday", "Friday evening"],
)
def test_moments_are_spread_to_the_end_of_the_last_working_day_and_no_further(end: str) -> None:
    days = Days(NOW, CHINA)
    span = Span(datetime(2026, 11, 19, 20, 0, tzinfo=CHINA), datetime.fromisoformat(f"{end}+08:00"))
    moments = days.spread(span, 540, Random(1))  # as many as Friday has minutes
    friday = datetime(2026, 11, 20, 8, 30, tzinfo=CHINA)
    assert moments == [friday + timedelta(minutes=i) for i in range(540)]


def test_nobody_files_in_the_hall_while_it_is_closed(content: Demo) -> None:
    for ticket in content.tickets:
        if ticket.channel == "营业厅":
            assert ticket.opened_at and 9 <= ticket.opened_at.astimezone(CHINA).hour < 18, ticket.number


# the cases worth showing


def test_the_story_is_the_one_of_the_pictures(content: Demo) -> None:
    tickets = tickets_of(content, "wang")
    assert [state_of(t).closed for t in tickets].count(False) == 4
    assert len(tickets) == 7
    assert sorted(Counter(t.service_number or "" for t in tickets).values()) == [1, 3, 3]
    move = tickets[0]
    assert (move.number, move.status) == ("GD2603090472", "处理中")
    assert move.opened_at == datetime(2026, 3, 9, 12, 6, tzinfo=CHINA)
    assert move.expected_at == datetime(2026, 3, 16, 12, 6, tzinfo=CHINA)
    assert len(move.events) == 12
    step = next(e for e in move.events if e.step == "线路调配")
    assert step.at == datetime(2026, 3, 10, 9, 40, tzinfo=CHINA)
    assert "回复：材料已到，3月19日 上午加装" in [e.text for e in move.events]


def test_some_are_stuck_and_some_cancelled_for_arrears(content: Demo) -> None:
    still = [t for t in content.tickets if not state_of(t).closed and t.moment and NOW - t.moment > timedelta(days=10)]
    assert len(still) >= 10
    unknown = [t for t in content.tickets if state_of(t).code == "unrecognised"]
    assert len(unknown) >= 5 and set(unknown) <= set(still)
    assert len([t for t in content.tickets if t.status == "已取消" and "欠费" in (t.reason or "")]) >= 2


def test_a_repair_is_ready_for_pick_up(content: Demo) -> None:
    ready = [t for t in tickets_of(content, "zhou") if t.pick_up_at]
    assert ready and ready[0].events[-1].step == "待取机" and state_of(ready[0]).waits_for_customer


def test_some_were_reopened_after_they_were_dealt_with(content: Demo) -> None:
    def codes(ticket: TicketRecord) -> list[str]:
        return [statuses.recognise(event.status) for event in ticket.events if event.status]

    assert len([t for t in content.tickets if "resolved" in codes(t) and codes(t)[-1] == "in_progress"]) >= 2


def test_an_order_done_in_part_has_lines_of_different_states(content: Demo) -> None:
    parts = [t for t in content.tickets if state_of(t).code == "partial"]
    assert parts
    for ticket in parts:
        states = {statuses.recognise(item.status or "") for item in ticket.items}
        assert states == {"completed", "failed"}, ticket.number


def test_unknown_words_for_a_state_stay_as_they_are(content: Demo) -> None:
    assert {t.status for t in content.tickets if state_of(t).code == "unrecognised"} >= {"挂起-07", "待核-2"}


def test_two_systems_use_one_number_once(content: Demo) -> None:
    twice = [number for number, n in Counter(t.number for t in content.tickets).items() if n > 1]
    assert len(twice) == 1
    first, second = (t for t in content.tickets if t.number == twice[0])
    assert first.key.source != second.key.source
    assert {first.service_number, second.service_number} <= numbers_of(content, "ouyang")


def test_a_number_changed_hands_and_no_ticket_falls_into_both_or_neither(content: Demo) -> None:
    holders = [p for p in content.parties if p.holding and p.holding.number == "13800601888"]
    assert len({p.party_id for p in holders}) == 2
    tickets = [t for t in content.tickets if t.service_number == "13800601888"]
    by_holder: Counter[str] = Counter()
    for ticket in tickets:
        assert ticket.owner_ref is None and ticket.opened_at
        day = ticket.opened_at.astimezone(CHINA).date()
        held = [p.party_id for p in holders if p.holding and _held(p.holding.held_from, p.holding.held_to, day)]
        assert len(held) == 1, ticket.number
        by_holder.update(held)
    assert by_holder == {"qianli": 2, "heyutong": 2}


def _held(start: date | None, end: date | None, day: date) -> bool:
    return (start is None or start <= day) and (end is None or day <= end)


def test_a_few_tickets_have_no_owner_because_nobody_holds_their_number(content: Demo) -> None:
    held = {p.holding.number for p in content.parties if p.holding}
    orphans = [t for t in content.tickets if t.owner_ref is None and (t.service_number or "") not in held]
    assert len(orphans) == 3


def test_every_other_ticket_is_owned_by_a_party_or_the_holder_of_its_number_that_day(content: Demo) -> None:
    ids = {p.party_id for p in content.parties}
    for ticket in content.tickets:
        if ticket.owner_ref:
            assert ticket.owner_ref in ids
            assert ticket.service_number in numbers_of(content, ticket.owner_ref), ticket.number


def test_a_household_shares_one_address(content: Demo) -> None:
    assert {"ma", "bai", "machao"} <= {p.party_id for p in content.parties}
    filed_for_father = [t for t in tickets_of(content, "ma") if t.applicant_ref == "machao"]
    assert filed_for_father


def test_the_shop_has_sixty_tickets_on_one_line(content: Demo) -> None:
    assert Counter(t.service_number for t in content.tickets)["ZX05714410"] == 60


def test_names_are_of_every_sort(content: Demo) -> None:
    names = {p.name or "" for p in content.parties}
    assert any("·" in name for name in names)
    assert any("䶮" in name for name in names)
    assert any("𠮷" in name for name in names)
    assert any(name[:2] in ("欧阳", "司马", "诸葛", "上官", "慕容") for name in names)
    assert any(len(name) == 2 for name in names)
    assert any(name.isascii() for name in names)
    assert any(p.organisation for p in content.parties)


# into a store


def test_a_store_takes_all_of_it_in_and_a_second_time_finds_nothing_new(content: Demo, tmp_path: Path) -> None:
    settings = Settings(f"sqlite:///{tmp_path / 'counter.db'}", tmp_path, content.hall, keyring=False)
    counter = build(settings)
    try:
        records = (*content.parties, *content.tickets)
        first = counter.importing.take("demo", records)
        assert (first.refused, first.new, first.without_owner) == ((), 360, 3)
        assert counter.importing.take("demo", records).unchanged == 360
    finally:
        counter.close()
