"""What came from this window is taken off the clipboard; what others copied stays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from ui.clipboard import OwnClipboard


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    yield QGuiApplication.clipboard()
    QGuiApplication.clipboard().clear()


def test_what_was_copied_here_is_taken_back(clipboard: QClipboard) -> None:
    own = OwnClipboard(clipboard)
    own.copy("GD2603090472")
    assert clipboard.text() == "GD2603090472"
    own.clear_if_ours()
    assert clipboard.text() == ""


def test_what_was_copied_elsewhere_since_stays(clipboard: QClipboard) -> None:
    own = OwnClipboard(clipboard)
    own.copy("GD2603090472")
    clipboard.setText("a shopping list")  # somebody else's, if no window of ours is in front
    is_ours = clipboard.ownsClipboard() or QApplication.activeWindow() is not None
    own.clear_if_ours()
    assert clipboard.text() == ("" if is_ours else "a shopping list")


def test_a_copy_out_of_a_field_is_ours_too(clipboard: QClipboard, qtbot: QtBot) -> None:
    own, field = OwnClipboard(clipboard), QLineEdit("13800136621")
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    qtbot.waitUntil(field.isActiveWindow)
    field.selectAll()
    field.copy()
    own.clear_if_ours()
    assert clipboard.text() == ""


def test_the_text_itself_is_not_remembered(clipboard: QClipboard) -> None:
    own = OwnClipboard(clipboard)
    own.copy("GD2603090472")
    assert "GD2603090472" not in repr(vars(own))
