"""The ticket list: heads by number, opening only on purpose, pages, and what gives way first."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from counter_app.domain.finding import TicketRow
from counter_app.texts import Texts
from tests.ui.widgets.samples import NOW_AT, SECRET, at, page, row, us
from tests.ui.widgets.traces import traces
from ui.theme import Theme
from ui.widgets.ticket_list import TicketListView
from ui.widgets.ticket_row_painter import fitting
from ui.widgets.ticket_rows import GroupRow, TicketLine, kind_title, ticket_line


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, texts: Texts) -> TicketListView:
    """A list 320 px wide on show, active."""
    made = TicketListView(theme, texts)
    qtbot.addWidget(made)
    made.resize(320, 500)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.setFocus()
    return made


def line_of(texts: Texts, told: TicketRow) -> TicketLine:
    return ticket_line(texts, told, NOW_AT)


def test_tickets_stand_under_the_head_of_their_number(view: TicketListView, texts: Texts) -> None:
    view.show_list(page((row(1), row(2), row(3, group=1))), texts, NOW_AT)
    rows = [view.rows().row(n) for n in range(view.rows().rowCount())]
    assert [type(one) for one in rows] == [GroupRow, TicketLine, TicketLine, GroupRow, TicketLine]
    heads = [one.title for one in rows if isinstance(one, GroupRow)]
    assert heads == ["手机 138****6621", "固话 0571****21"]


def test_rows_are_58_high_and_heads_30(view: TicketListView, texts: Texts) -> None:
    view.show_list(page((row(1),)), texts, NOW_AT)
    assert [view.sizeHintForRow(n) for n in (0, 1)] == [30, 58]


def test_arrows_pass_over_heads_and_open_nothing(view: TicketListView, texts: Texts, qtbot: QtBot) -> None:
    opened: list[int] = []
    view.chosen.connect(opened.append)
    view.show_list(page((row(1), row(2, group=1))), texts, NOW_AT)
    assert view.currentIndex().row() == 1
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 3
    assert (opened, view.selected()) == ([], 0)


def test_enter_opens_the_ticket_under_the_focus_line(view: TicketListView, texts: Texts, qtbot: QtBot) -> None:
    view.show_list(page((row(1), row(2))), texts, NOW_AT)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.chosen) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [2]
    assert view.selected() == 2


def test_a_click_opens_a_ticket_and_not_a_head(view: TicketListView, texts: Texts, qtbot: QtBot) -> None:
    opened: list[int] = []
    view.chosen.connect(opened.append)
    view.show_list(page((row(7),)), texts, NOW_AT)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 15))
    assert opened == []
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    assert opened == [7]


def test_letters_and_digits_are_left_to_the_box(view: TicketListView, texts: Texts, qtbot: QtBot) -> None:
    view.show_list(page((row(1), row(2))), texts, NOW_AT)
    before = view.currentIndex().row()
    qtbot.keyClicks(view, "gd2")
    assert view.currentIndex().row() == before


def test_selecting_marks_the_open_ticket_and_shows_it(view: TicketListView, texts: Texts) -> None:
    view.show_list(page(tuple(row(n) for n in range(1, 60))), texts, NOW_AT)
    view.select(55)
    assert view.selected() == 55
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
    view.select(0)
    assert view.selected() == 0


def test_the_neighbours_of_the_open_ticket_are_found_across_heads(view: TicketListView, texts: Texts) -> None:
    view.show_list(page((row(1), row(2), row(3, group=1))), texts, NOW_AT)
    view.select(2)
    assert (view.neighbour(1), view.neighbour(-1)) == (3, 1)
    view.select(3)
    assert view.neighbour(1) == 0


def test_the_next_page_is_asked_for_once_near_the_end(view: TicketListView, texts: Texts, qtbot: QtBot) -> None:
    asked: list[bool] = []
    view.wants_more.connect(lambda: asked.append(True))
    view.show_list(page(tuple(row(n) for n in range(1, 51)), after="key"), texts, NOW_AT)
    assert asked == []
    view.scrollToBottom()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() - 1)
    assert asked == [True]
    view.add_page(page(tuple(row(n) for n in range(51, 60))), texts, NOW_AT)
    view.scrollToBottom()
    assert asked == [True]


def test_a_further_page_keeps_place_focus_and_selection(view: TicketListView, texts: Texts) -> None:
    view.show_list(page((row(1), row(2, group=1)), after="key"), texts, NOW_AT)
    view.select(2)
    view.add_page(page((row(3, group=1), row(4, group=2)), groups=3), texts, NOW_AT)
    assert view.selected() == 2
    assert view.rows().rowCount() == 7
    view.add_page(page((row(5, group=0),)), texts, NOW_AT)  # belongs higher up: the list is put together anew
    assert view.selected() == 2
    assert view.rows().position(5) == 2


def test_the_open_filter_leaves_no_empty_heads(view: TicketListView, texts: Texts) -> None:
    view.show_list(page((row(1),)), texts, NOW_AT)
    assert view.rows().rowCount() == 2


def test_a_row_says_everything_to_a_screen_reader(texts: Texts) -> None:
    said = line_of(texts, row(1, late_days=2, summary="Line assignment", moved_us=us(at(3, 10, 9, 40)))).said
    assert said == "宽带移机, 处理中, 已超时 2 天, 线路调配，8 天没有动静, 3月9日, GD2603090401"


def test_days_without_news_are_rounded_down_and_only_for_open_tickets(texts: Texts) -> None:
    assert line_of(texts, row(1, moved_us=us(at(3, 16, 14, 33)))).tail == ""
    assert line_of(texts, row(1, moved_us=us(at(3, 16, 14, 32)))).tail == "2 天没有动静"
    assert line_of(texts, row(1, "closed", moved_us=us(at(1, 1)))).tail == ""


def test_an_unknown_state_shows_the_senders_word(texts: Texts, english: Texts) -> None:
    told = row(1, "unrecognised", raw_status="挂起-07")
    assert line_of(texts, told).head == "来件写的是「挂起-07」"
    assert line_of(english, told).head == "Sender wrote 挂起-07"


def test_a_kind_we_do_not_know_keeps_its_own_word(texts: Texts) -> None:
    assert kind_title(texts, "other", "电视缴费") == "电视缴费"
    assert kind_title(texts, "other", "") == "其他业务"
    assert kind_title(texts, "fault", "宽带报修") == "故障报修"


def test_the_date_gives_way_first_then_the_days_whole(texts: Texts, theme: Theme) -> None:
    width_of = theme.metrics("caption").horizontalAdvance
    told = line_of(texts, row(1, summary="Line assignment", moved_us=us(at(3, 10))))
    assert fitting(told, width_of, 280)[1:] == ("，8 天没有动静", "3月9日")
    assert fitting(told, width_of, 160)[1:] == ("，8 天没有动静", "")
    assert fitting(told, width_of, 100)[1:] == ("", "")


def test_a_flag_stands_in_the_place_of_the_date(texts: Texts, theme: Theme) -> None:
    told = line_of(texts, row(1, late_days=2))
    assert fitting(told, theme.metrics("caption").horizontalAdvance, 280)[2] == ""


def test_the_focus_line_runs_around_the_row_the_arrows_stand_at(view: TicketListView, texts: Texts, theme: Theme) -> None:
    view.show_list(page((row(1), row(2))), texts, NOW_AT)
    image = view.viewport().grab().toImage()
    right = image.width() - 1
    assert image.pixelColor(right, 50) == image.pixelColor(60, 31) == theme.colour("focus")
    assert image.pixelColor(right, 110) != theme.colour("focus")


def test_a_forgotten_list_holds_nothing(view: TicketListView, texts: Texts) -> None:
    view.show_list(page((row(1, kind="other", raw_kind=SECRET, summary=SECRET), row(2, "unrecognised", raw_status=SECRET))), texts, NOW_AT)
    view.set_empty_text("这位客户近两年没有工单。")
    view.select(1)
    assert SECRET in traces(view)
    view.forget()
    assert not any(word in traces(view) for word in (SECRET, "6621", "GD26", "近两年"))
    assert view.selected() == 0


def test_every_row_paints_in_every_state(view: TicketListView, texts: Texts) -> None:
    told = (row(1, late_days=3, summary="Line assignment"), row(2, "pending"), row(3, "closed", closed_us=us(at(3, 1))), row(4, "unrecognised", group=2))
    view.show_list(page(told, groups=3), texts, NOW_AT)
    view.select(1)
    image = view.grab().toImage()
    assert len({image.pixelColor(x, y).rgb() for x in range(0, 320, 4) for y in range(0, 300, 2)}) > 20
