"""By keyboard alone: every control of every screen is reached by Tab and has a name; rows are announced."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.e2e.screens.desk import ScreenDesk
from tests.e2e.screens.screens import SCREENS
from ui.looks import Look
from ui.theme import Theme

MOST_STOPS = 60


@pytest.fixture(params=["normal", "large"])
def desk(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[ScreenDesk]:
    """A window, active."""
    made = ScreenDesk(Look("light", request.param, "zh_CN"))
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.leave()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    Theme().apply(application)


def wanted(desk: ScreenDesk) -> set[QWidget]:
    """The controls on show that take the focus."""
    every = desk.top().findChildren(QWidget)
    return {
        widget for widget in every
        if widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.width() > 0
        and not _within_a_control(widget)
    }  # fmt: skip


def _within_a_control(widget: QWidget) -> bool:
    """The line inside a spin box: it has the box's own focus."""
    parent = widget.parentWidget()
    return (parent is not None and parent.focusProxy() is widget) or type(parent).__name__ == "QSpinBox"


def walked(desk: ScreenDesk) -> list[QWidget]:
    """Where Tab leads, once around."""
    stops: list[QWidget] = []
    for _ in range(MOST_STOPS):
        desk.press("Tab")
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused in stops:
            return stops
        stops.append(focused)
    raise AssertionError("Tab never comes around")


def said(widget: QWidget) -> str:
    """The name a screen reader says."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def test_tab_reaches_every_control_of_every_screen_and_each_has_a_name(desk: ScreenDesk) -> None:
    missed: dict[str, list[str]] = {}
    for screen, make in SCREENS.items():
        desk.begin_anew()
        make(desk)
        desk.settle()
        if desk.app.main is None:
            desk.app.sign_in.take_focus()
        assert QApplication.focusWidget() is not None, f"the keyboard is dead on {screen}"
        stops = walked(desk)
        told = [f"{type(widget).__name__} {said(widget)!r} is not reached" for widget in wanted(desk) - set(stops)]
        told += [f"{type(widget).__name__} has no name" for widget in stops if not said(widget)]
        if told:
            missed[screen] = told
    assert missed == {}


def test_rows_of_the_list_are_announced_one_by_one(desk: ScreenDesk) -> None:
    SCREENS["ticket"](desk)
    desk.page.show_list()
    view = desk.page.list.view
    names = [str(view.model().data(view.model().index(at, 0, QModelIndex()), Qt.ItemDataRole.AccessibleTextRole)) for at in range(3)]
    assert names[1].startswith("宽带移机, 处理中, 已超时 2 天")
    interface = QAccessible.queryAccessibleInterface(view)
    assert [interface.child(at).text(QAccessible.Text.Name) for at in range(3)] == names


def test_rows_of_the_timeline_are_announced_as_the_arrows_reach_them(desk: ScreenDesk) -> None:
    SCREENS["ticket"](desk)
    timeline = desk.page.ticket.timeline
    timeline.setFocus(Qt.FocusReason.TabFocusReason)
    heard = [said(timeline)]
    desk.press("Down")
    heard.append(said(timeline))
    assert "线路调配, 现在在这里" in heard[0]
    assert "预约上门, 还没到" in heard[1]
