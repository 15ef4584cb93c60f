"""A panel's surroundings: a reception on doubles whose tasks run on this thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.doubles import story
from tests.doubles.counter import SESSION, CounterDouble
from tests.doubles.tasks_here import TasksHere
from ui.reception import Reception


class StoryClock:
    """The moment of the story."""

    def now(self) -> object:
        return story.NOW


class Surroundings:
    """What a panel is made with, and a window to show it in."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.counter, self.tasks, self.clock = CounterDouble(), TasksHere(), StoryClock()
        self.reception = Reception(self.counter, SESSION, self.tasks)  # type: ignore[arg-type]
        self.troubles: list[object] = []
        self.reception.troubled.connect(self.troubles.append)
        self.window = QWidget()
        self._column = QVBoxLayout(self.window)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.window.resize(1046, 640)
        qtbot.addWidget(self.window)

    def show(self, panel: QWidget) -> None:
        """Show the panel in the window."""
        if panel.parent() is None:
            self._column.addWidget(panel)
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def press(self, keys: str) -> None:
        """Press a key on whatever has the focus."""
        pressed = QKeySequence(keys)[0]
        QTest.keyClick(QApplication.focusWidget(), pressed.key(), pressed.keyboardModifiers())

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        for character in text:
            QTest.keyClick(QApplication.focusWidget(), character)


@pytest.fixture
def around(qtbot: QtBot, theme: object) -> Iterator[Surroundings]:
    """The surroundings of one panel."""
    made = Surroundings(qtbot)
    yield made
    made.reception.close()


Heard = Callable[[], list[object]]
