"""The side sheet: covers what lies below, keeps Tab inside, gives the focus back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter_app.texts import Texts
from tests.ui.widgets.samples import SECRET
from tests.ui.widgets.traces import traces
from ui.theme import Theme
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.key_button import KeyButton
from ui.widgets.sheet import SideSheet


class Desk(NamedTuple):
    """A window with a field and a button behind a sheet with two choices and a button."""

    window: QWidget
    field: QLineEdit
    behind: QPushButton
    sheet: SideSheet
    choices: tuple[ChoiceRow, ChoiceRow]
    print_button: KeyButton


@pytest.fixture
def desk(qtbot: QtBot, theme: Theme, texts: Texts) -> Iterator[Desk]:
    """The window on show, the field focused, the sheet closed."""
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1000, 600)
    column = QVBoxLayout(window)
    field, behind = QLineEdit(), QPushButton("behind")
    column.addWidget(field)
    column.addWidget(behind)
    sheet = SideSheet("打印凭条", 804, theme, texts, window)
    body = QWidget()
    rows = QVBoxLayout(body)
    choices = (ChoiceRow("A5 凭条", "1 张纸", "Alt+1", theme), ChoiceRow("A5 大字", "给老人看", "Alt+2", theme))
    for choice in choices:
        rows.addWidget(choice)
    sheet.body.addWidget(body)
    button = KeyButton("打印", "F8", theme=theme)
    sheet.foot.addWidget(button)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field.setFocus()
    yield Desk(window, field, behind, sheet, choices, button)


def test_an_open_sheet_covers_its_parent_and_takes_the_focus(desk: Desk) -> None:
    desk.sheet.open_sheet()
    assert desk.sheet.geometry() == desk.window.rect()
    assert desk.sheet.isAncestorOf(QApplication.focusWidget())
    assert QApplication.focusWidget() is not desk.sheet.close_button()


def test_tab_stays_inside_both_ways(desk: Desk, qtbot: QtBot) -> None:
    desk.sheet.open_sheet()
    for key in [Qt.Key.Key_Tab] * 9 + [Qt.Key.Key_Backtab] * 9:
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert desk.sheet.isAncestorOf(QApplication.focusWidget()), key


def test_tab_reaches_every_control_and_arrows_the_other_choices(desk: Desk, qtbot: QtBot) -> None:
    desk.choices[0].setChecked(True)
    desk.sheet.open_sheet()
    met = set()
    for _ in range(8):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        met.add(QApplication.focusWidget())
    assert met == {desk.print_button, desk.sheet.close_button(), desk.choices[0]}
    desk.choices[0].setFocus()
    qtbot.keyClick(desk.choices[0], Qt.Key.Key_Down)
    assert desk.choices[1].hasFocus()
    assert desk.choices[1].isChecked()


def test_escape_closes_it_and_gives_the_focus_back(desk: Desk, qtbot: QtBot) -> None:
    desk.sheet.open_sheet()
    with qtbot.waitSignal(desk.sheet.closed):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not desk.sheet.is_open()
    assert QApplication.focusWidget() is desk.field


def test_a_field_may_be_named_that_gets_the_focus(desk: Desk) -> None:
    desk.sheet.open_sheet(desk.print_button)
    assert desk.print_button.hasFocus()


def test_clicks_on_the_veil_reach_nothing_below(desk: Desk, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    desk.behind.clicked.connect(lambda: pressed.append(True))
    desk.sheet.open_sheet()
    below = desk.behind.mapTo(desk.window, QPoint(20, 5))
    assert desk.window.childAt(below) is desk.sheet
    qtbot.mouseClick(desk.sheet, Qt.MouseButton.LeftButton, pos=below)
    assert pressed == []
    assert desk.sheet.is_open()


def test_the_sheet_follows_the_size_of_its_window(desk: Desk) -> None:
    desk.sheet.open_sheet()
    desk.window.resize(700, 500)
    assert desk.sheet.geometry() == desk.window.rect()


def test_closing_a_closed_sheet_tells_nobody(desk: Desk) -> None:
    told: list[bool] = []
    desk.sheet.closed.connect(lambda: told.append(True))
    desk.sheet.close_sheet()
    assert told == []


def test_a_forgotten_sheet_is_closed_and_says_nothing_of_the_ticket(desk: Desk) -> None:
    desk.sheet.set_title("打印凭条", SECRET)
    desk.sheet.open_sheet()
    assert SECRET in traces(desk.sheet)
    desk.sheet.forget()
    assert not desk.sheet.is_open()
    assert SECRET not in traces(desk.sheet)


def test_only_one_choice_is_taken_by_space(desk: Desk, qtbot: QtBot) -> None:
    desk.sheet.open_sheet()
    for choice in reversed(desk.choices):
        choice.setFocus()
        qtbot.keyClick(choice, Qt.Key.Key_Space)
    assert [choice.isChecked() for choice in desk.choices] == [True, False]
    assert desk.choices[0].accessibleDescription() == "1 张纸 Alt+1"
