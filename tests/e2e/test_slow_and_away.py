"""Slow data and no data: the real use cases held back or away, the real window in front of them."""

from __future__ import annotations

import pytest

from tests.builders.desk import LI, WANG
from tests.e2e.clerk import Clerk
from tests.e2e.hall import WANG_MOVE, WANG_REPAIR

AWAY = "工单数据暂时连不上"


@pytest.fixture
def at_the_move(clerk: Clerk) -> Clerk:
    """Wang's move is open."""
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(WANG_MOVE)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)
    clerk.until_idle()
    return clerk


def go_away(clerk: Clerk) -> None:
    """The data goes away; the clerk notices by the next sign of life."""
    clerk.weather.is_away = True
    clerk.seconds += 31
    clerk.press("Shift")
    clerk.until_seen(AWAY)


def test_after_200_ms_a_bar_runs_and_after_3_s_a_sentence_stands_in_the_box(clerk: Clerk) -> None:
    clerk.weather.hold()
    clerk.look_up(WANG_MOVE)
    clerk.until(clerk.page.box.shows_busy)
    clerk.until_seen("Esc 停")
    clerk.until_seen("数据较慢，还在查，Esc 停")
    clerk.weather.release()
    clerk.until_seen("GD26 0309 0472")
    assert not clerk.sees("数据较慢")
    assert not clerk.page.box.shows_busy()


def test_esc_stops_a_slow_look_up_and_its_answer_is_dropped(at_the_move: Clerk) -> None:
    clerk = at_the_move
    clerk.weather.hold()
    clerk.look_up(WANG_REPAIR)
    clerk.until(clerk.page.box.shows_busy)
    clerk.press("Esc")
    assert clerk.sees("已停下")
    assert clerk.opened() == WANG_MOVE  # what stood here before
    clerk.weather.release()
    clerk.until_idle()
    assert clerk.opened() == WANG_MOVE


def test_a_list_on_its_way_is_three_grey_lines(clerk: Clerk) -> None:
    clerk.press("F2")
    clerk.type(WANG)
    clerk.press("Return")
    clerk.until(lambda: "verify" in clerk.weather.asked)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.until_idle()
    clerk.weather.hold()
    clerk.page.list.filter.setFocus()
    clerk.press("Left")
    clerk.until(clerk.page.list.view.shows_busy)
    clerk.weather.release()
    clerk.until(lambda: clerk.page.list.view.rows().rowCount() > 0)
    assert not clerk.page.list.view.shows_busy()


def test_what_is_on_the_screen_stays_with_the_time_it_was_read(at_the_move: Clerk) -> None:
    clerk = at_the_move
    go_away(clerk)
    assert clerk.opened() == WANG_MOVE
    assert clerk.sees("现在看到的是 14:32:00 的内容，可以照着讲给客户听。查询和打印都要留记录，连上才能做。")
    assert clerk.sees("数据连不上，截至 14:32:00")
    assert clerk.sees("秒后再试")
    assert clerk.page.banner.button().role() == "primary"


def test_what_needs_a_record_is_locked_and_says_why_three_times(at_the_move: Clerk) -> None:
    clerk = at_the_move
    go_away(clerk)
    button = clerk.page.ticket.print_button
    assert (button.isEnabled(), button.toolTip(), button.accessibleDescription()) == (False, AWAY, AWAY)
    clerk.press("F8")
    assert not clerk.page.slip.is_open()
    assert clerk.sees(f"现在不能办：{AWAY}")
    clerk.press("F3")
    clerk.type("138")
    assert clerk.page.box.text() == WANG_MOVE
    assert clerk.page.box.line().accessibleDescription() == AWAY
    clerk.press("Ctrl+Down")
    assert clerk.opened() == WANG_MOVE
    clerk.page.list.filter.setFocus()
    clerk.press("Left")
    assert clerk.page.list.filter.current() == 1
    clerk.press("Ctrl+H")
    assert clerk.page.ticket.timeline.shows_all()  # already here: no record needed


def test_f12_works_and_the_next_page_knows_that_the_data_is_away(at_the_move: Clerk) -> None:
    clerk = at_the_move
    go_away(clerk)
    clerk.press("F12")
    assert clerk.state() == "none"
    assert clerk.sees(AWAY)
    assert clerk.page.box.is_locked()
    clerk.until_idle()
    assert clerk.sees(AWAY)
    assert not clerk.sees("可以照着讲给客户听")


def test_when_the_data_is_back_everything_opens_by_itself(at_the_move: Clerk) -> None:
    clerk = at_the_move
    go_away(clerk)
    clerk.until_idle()
    clerk.weather.is_away = False
    for _ in range(10):
        clerk.app.main.watch.tick()
    clerk.until(lambda: not clerk.page.box.is_locked())
    assert not clerk.sees(AWAY)
    assert clerk.page.ticket.print_button.isEnabled()
    assert clerk.sees("数据正常")


def test_a_number_asked_while_away_is_looked_up_once_it_is_back(clerk: Clerk) -> None:
    clerk.until_idle()
    clerk.weather.is_away = True
    clerk.look_up(WANG_MOVE)
    clerk.until_seen(AWAY)
    assert clerk.sees("还没有查")
    clerk.weather.is_away = False
    clerk.press("Ctrl+R")
    clerk.until_seen("GD26 0309 0472")
    assert not clerk.sees(AWAY)


def test_the_old_ticket_comes_back_if_the_next_one_cannot_be_read(at_the_move: Clerk) -> None:
    clerk = at_the_move
    clerk.weather.is_away = True
    clerk.look_up(WANG_REPAIR)
    clerk.until_seen(AWAY)
    assert clerk.opened() == WANG_MOVE
    clerk.weather.is_away = False
    clerk.press("Ctrl+R")
    clerk.until(lambda: clerk.opened() == WANG_REPAIR)


def test_a_customer_who_comes_while_it_is_away_is_served_once_it_is_back(clerk: Clerk) -> None:
    clerk.until_idle()
    clerk.weather.is_away = True
    clerk.present(LI)
    clerk.until_seen(AWAY)
    clerk.weather.is_away = False
    clerk.press("Ctrl+R")
    clerk.until(lambda: clerk.state() == "ok")
