"""Buttons: key cap, reason, busy, and a ring only for the keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.key_button import KeyButton


@pytest.fixture
def button(qtbot: QtBot, theme: Theme) -> Iterator[KeyButton]:
    """A primary button on a shown, active parent, without focus."""
    parent = QWidget()
    qtbot.addWidget(parent)
    row = QHBoxLayout(parent)
    first = QWidget()
    first.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made = KeyButton("打印凭条", "F8", "printer", "primary", theme=theme)
    row.addWidget(first)
    row.addWidget(made)
    with qtbot.waitExposed(parent):
        parent.show()
    parent.activateWindow()
    first.setFocus()
    yield made


def test_a_reason_locks_the_button_and_says_why_everywhere(button: KeyButton) -> None:
    button.set_reason("打印机缺纸。")
    assert not button.isEnabled()
    assert button.toolTip() == button.accessibleDescription() == button.reason() == "打印机缺纸。"
    button.set_reason("")
    assert button.isEnabled()
    assert button.toolTip() == ""


def test_a_busy_button_keeps_its_width_and_takes_no_second_press(button: KeyButton, qtbot: QtBot) -> None:
    presses: list[bool] = []
    button.clicked.connect(lambda: presses.append(True))
    width = button.sizeHint().width()
    button.set_busy("正在打印")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert presses == []
    assert button.sizeHint().width() == width
    assert button.accessibleName() == "正在打印"
    button.set_busy("")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(presses) == 1


def test_a_long_busy_word_widens_a_small_button(qtbot: QtBot, theme: Theme) -> None:
    small = KeyButton("催", theme=theme)
    qtbot.addWidget(small)
    width = small.sizeHint().width()
    small.set_busy("正在提交，请稍等一会儿")
    assert small.sizeHint().width() > width


@pytest.mark.parametrize(
    ("reason", "shown"),
    [
        (Qt.FocusReason.TabFocusReason, True),
        (Qt.FocusReason.ShortcutFocusReason, True),
        (Qt.FocusReason.MouseFocusReason, False),
    ],
)
def test_the_ring_shows_for_keys_and_not_for_the_mouse(button: KeyButton, reason: Qt.FocusReason, shown: bool) -> None:
    button.setFocus(reason)
    assert button.hasFocus()
    assert button.shows_ring() is shown
    button.clearFocus()
    assert not button.shows_ring()


def test_the_button_is_as_wide_as_its_text_and_key_need(qtbot: QtBot, theme: Theme) -> None:
    short = KeyButton("打印", "F8", theme=theme)
    long = KeyButton("提交并打印上报单", "Ctrl+Enter", theme=theme)
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    text = theme.metrics("control").horizontalAdvance("提交并打印上报单")
    assert long.sizeHint().width() > text + theme.metrics("caption").horizontalAdvance("Ctrl+Enter")
    assert long.minimumSizeHint() == long.sizeHint()
    assert short.sizeHint().width() < long.sizeHint().width()
