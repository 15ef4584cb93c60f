"""PySide6 6.12 on Python 3.10 and 3.11 loses a reference to None with every call: after some thousands Python aborts."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 2_000


def test_calls_into_qt_do_not_use_up_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for n in range(CALLS):
        label.setText(str(n))
    assert sys.getrefcount(None) > before - CALLS / 2
