"""The timeline: what its rows say, that only what is in sight is painted, and that it forgets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from counter_app.domain.timeline import DONE, NOW, TO_COME, Timeline
from counter_app.texts import Texts
from tests.ui.widgets.samples import NOW_AT, SECRET, at, event, step, stopped, timeline
from tests.ui.widgets.traces import traces
from ui.theme import Theme
from ui.widgets.timeline_view import TimelineView
from ui.widgets.timeline_words import event_words, step_words


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, texts: Texts) -> TimelineView:
    """A timeline on show, 998 px wide."""
    made = TimelineView(theme, texts)
    qtbot.addWidget(made)
    made.show_timeline(timeline(), texts, NOW_AT)
    made.resize(998, 320)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


def test_a_timeline_is_as_high_as_its_rows_and_no_higher(view: TimelineView) -> None:
    assert view.maximumHeight() == view.content_height() == view.sizeHint().height()
    assert view.content_height() <= 300


def test_each_row_is_said_whole(view: TimelineView) -> None:
    assert view.said_rows()[0] == "第 1 步 受理登记, 已办完, 3月9日 12:14 办完, 8 分钟, 城东营业厅, 3月10日 15:00, 已收申请"
    assert view.said_rows()[2].startswith("第 3 步 线路调配, 现在在这里, 3月10日 09:40 起, 8 天 4 小时, 比预计多 6 天 4 小时, 线路维护中心")
    assert view.said_rows()[3] == "第 4 步 预约上门, 还没到, 预计 3月20日"
    assert view.accessibleDescription().split("\n") == list(view.said_rows())


def test_of_300_events_only_those_in_sight_are_painted(view: TimelineView, texts: Texts) -> None:
    view.show_timeline(timeline(300), texts, NOW_AT)
    view.show_all(True)
    assert len(view.said_rows()) == 4 + 301
    view.grab()
    at_top = view.painted_events
    assert 0 < at_top < 15
    view.verticalScrollBar().setValue(4000)
    view.grab()
    assert 0 < view.painted_events < 15
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.grab()
    assert 0 < view.painted_events < 15


def test_a_small_exposed_strip_paints_only_its_rows(view: TimelineView, texts: Texts) -> None:
    view.show_timeline(timeline(300), texts, NOW_AT)
    view.show_all(True)
    view.viewport().grab(QRect(0, 200, 998, 30))
    assert 0 < view.painted_events <= 2


def test_the_now_row_shows_its_three_newest_events_and_counts_the_rest(texts: Texts) -> None:
    words = step_words(texts, step(3, NOW, tuple(event(n, f"第 {n} 条") for n in range(10)), started_at=at(3, 10)), NOW_AT)
    assert [one.text for one in words.events] == ["第 7 条", "第 8 条", "第 9 条"]
    assert words.earlier[3] == "更早的 7 条：Ctrl+H"


def test_the_newest_event_is_shown_whole_and_older_ones_as_far_as_there_is_room(view: TimelineView, texts: Texts) -> None:
    long = "已过承诺时限，请线路维护中心当天回电说明材料什么时候到，再约上门的日子。"
    steps = (step(3, NOW, tuple(event(n, f"{n}{long}") for n in range(3)), started_at=at(3, 10)),)
    view.show_timeline(Timeline(steps, 1, at(3, 17), 1, 3), texts, NOW_AT)
    view.grab()
    assert view.painted_events == 2
    view.set_compact(True)
    view.grab()
    assert view.painted_events == 1


def test_showing_all_lists_every_event_under_its_step(view: TimelineView, texts: Texts) -> None:
    view.show_timeline(timeline(5), texts, NOW_AT)
    view.show_all(True)
    assert sum("材料已到" in said for said in view.said_rows()[4:]) == 5
    view.show_all(False)
    assert len(view.said_rows()) == 4


def test_expected_dates_are_marked_and_passed_ones_are_no_promise(texts: Texts, english: Texts) -> None:
    coming = step(4, TO_COME, expected_at=at(3, 20))
    passed = step(4, TO_COME, expected_at=at(3, 16))
    assert step_words(texts, coming, NOW_AT).moment == "预计 3月20日"
    assert step_words(texts, passed, NOW_AT).moment == "原定 3月16日"
    assert step_words(english, coming, NOW_AT).moment == "est. 20 Mar"


def test_a_step_that_is_done_never_shows_its_start_as_its_end(texts: Texts) -> None:
    assert step_words(texts, step(1, DONE, started_at=at(3, 9, 12, 6)), NOW_AT).moment == "3月9日 12:06 起"
    assert step_words(texts, step(1, DONE), NOW_AT).moment == "没记时间"


def test_an_expected_date_ahead_is_a_bar_without_red(texts: Texts) -> None:
    dwell = step_words(texts, step(3, NOW, started_at=at(3, 10), expected_at=at(3, 26, 5, 4)), NOW_AT).dwell
    assert (dwell.late, dwell.note) == (False, "预计 3月26日 05:04")
    assert dwell.share == pytest.approx(0.53, abs=0.01)


def test_a_step_without_expected_date_has_no_bar(texts: Texts) -> None:
    assert step_words(texts, step(3, NOW, started_at=at(3, 10)), NOW_AT).dwell.share == 0


def test_an_event_without_text_says_the_state_it_brought(texts: Texts) -> None:
    assert event_words(texts, event(1, "", status="pending"), NOW_AT).text == "状态：待您补充"
    assert event_words(texts, event(1, "", status="unrecognised", raw_status="挂起-07"), NOW_AT).text == "状态：挂起-07"


def test_internal_events_are_marked_as_such(texts: Texts) -> None:
    assert event_words(texts, event(1, audience="internal", channel="热线"), NOW_AT).channel == "热线 · 内部"
    assert event_words(texts, event(1, channel="热线"), NOW_AT).channel == "热线"


def test_a_ticket_that_ended_on_its_way_says_where(view: TimelineView, texts: Texts) -> None:
    view.show_timeline(stopped(), texts, NOW_AT)
    assert view.said_rows()[1] == "第 2 步 资源核查, 到这里结束, 3月10日 09:40 结束"
    assert not view.grab().isNull()


def test_a_step_in_the_senders_own_word_is_not_translated(texts: Texts) -> None:
    assert step_words(texts, step(2, DONE, raw=True, label="Time"), NOW_AT).name == "Time"


def test_arrows_move_from_row_to_row_and_say_it(view: TimelineView, qtbot: QtBot) -> None:
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.current_row() == 2
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.current_row() == 1
    assert "资源核查" in view.accessibleName()
    qtbot.keyClick(view, Qt.Key.Key_End)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.current_row() == 3


def test_arrows_bring_rows_into_view(view: TimelineView, texts: Texts, qtbot: QtBot) -> None:
    view.show_timeline(timeline(300), texts, NOW_AT)
    view.show_all(True)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum() > 0
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0


def test_low_windows_get_lower_rows(view: TimelineView) -> None:
    before = view.content_height()
    view.set_compact(True)
    assert view.content_height() == before - 2 * 4 - 5


def test_a_long_remark_takes_three_lines_and_a_long_department_two(view: TimelineView, texts: Texts) -> None:
    before = view.content_height()
    long = step(1, DONE, (event(1, "新楼道接线箱端口已满，需加装。" * 20),), ended_at=at(3, 9), department="网络资源中心城东分中心第二班组")
    told = timeline()
    view.show_timeline(Timeline((long, *told.steps[1:]), 3, told.moved_at, 1, 3), texts, NOW_AT)
    assert before < view.content_height() <= before + 40


@pytest.mark.parametrize("every", [False, True])
def test_a_forgotten_timeline_holds_nothing(view: TimelineView, texts: Texts, qtbot: QtBot, every: bool) -> None:
    view.show_timeline(timeline(text=SECRET), texts, NOW_AT)
    view.show_all(every)
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert SECRET in traces(view)
    view.forget()
    assert not any(word in traces(view) for word in (SECRET, "城东营业厅", "线路调配"))
    assert view.grab().toImage().size().height() > 0
    assert view.painted_events == 0
