"""A clerk at the real window: types, scans, presses keys, and looks."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from counter_app.build import Parts, build
from counter_app.service.counter import Counter
from tests.builders.desk import PASSWORD, PaperPrinter, TestClock, cheap_hasher, settings_of
from tests.doubles.weather import Weather
from ui.app import CounterApp, application_of
from ui.visit_page import VisitPage

TYPING_MS, SCANNING_MS = 120.0, 8.0
PATIENCE_MS = 20_000


class Clerk:
    """Drives one window by key presses only; every key goes to whatever has the focus."""

    def __init__(
        self, qtbot: QtBot, url: str, folder: Path, language: str = "zh_CN", counter: str = "3", reader: str = ""
    ) -> None:
        self.qtbot = qtbot
        self.clock, self.printer = TestClock(), PaperPrinter()
        settings = dataclasses.replace(settings_of(url, folder, counter), language=language, reader=reader)
        application_of(["counter"])
        self._now_ms, self._gap_ms, self.seconds = 0.0, TYPING_MS, 0.0
        self.parts, self.weather = Parts(self.clock, self.printer, cheap_hasher()), Weather()
        self.app = CounterApp(
            settings, lambda: self.weather.over(build(settings, self.parts)), clock=self.clock, stamp_ms=self._stamp, seconds=lambda: self.seconds
        )
        self.app.start()
        # the window of the test before may still hold the focus
        self.until(lambda: self.app.window.isActiveWindow() and self.app.window.isAncestorOf(QApplication.focusWidget()))
        self.keys = 0

    def _stamp(self, _event: QKeyEvent) -> float:
        self._now_ms += self._gap_ms
        return self._now_ms

    @property
    def page(self) -> VisitPage:
        """The page of the customer at the counter."""
        assert self.app.main is not None
        return self.app.main.page

    @property
    def counter(self) -> Counter:
        """The real use cases."""
        assert self.app.counter is not None
        return self.app.counter

    def sign_in(self, number: str = "3107", password: str = PASSWORD) -> None:
        """Sign in and stand at the box."""
        self.type(number)
        self.press("Return")
        self.type(password)
        self.press("Return")
        self.until(lambda: self.app.main is not None)

    def press(self, keys: str) -> None:
        """Press a key as the key map writes it: "F2", "Ctrl+Up"."""
        pressed = QKeySequence(keys)[0]
        self._now_ms += 1000
        QTest.keyClick(self.focused(), pressed.key(), pressed.keyboardModifiers())
        self.keys += 1

    def type(self, text: str) -> None:
        """Type with human gaps."""
        self._now_ms += 1000
        for character in text:
            self._key(character)
            self.keys += 1

    def scan(self, text: str) -> None:
        """What a scanner sends: the text and Enter, fast."""
        self._now_ms += 1000
        self._gap_ms = SCANNING_MS
        for character in text:
            self._key(character)
        QTest.keyClick(self.focused(), Qt.Key.Key_Return)
        self._gap_ms = TYPING_MS

    def present(self, number: str) -> None:
        """Check a document by its number."""
        self.press("F2")
        self.type(number)
        self.press("Return")

    def look_up(self, text: str) -> None:
        """Type a number into the box and press Enter."""
        self.press("F3")
        self.type(text)
        self.press("Return")

    def until(self, seen: Callable[[], object]) -> None:
        """Wait for something to come true; a hang is a failure."""
        self.qtbot.waitUntil(lambda: bool(seen()), timeout=PATIENCE_MS)

    def until_idle(self) -> None:
        """Wait until no answer is on its way."""
        self.until(lambda: not self.app.tasks.is_busy())

    def sees(self, text: str) -> bool:
        """Whether a text stands on a label, a button or a painted part that can be seen now."""
        return any(text in shown for shown in self.shown())

    def until_seen(self, text: str) -> None:
        """Wait for a text to be seen."""
        try:
            self.until(lambda: self.sees(text))
        except Exception as error:
            raise AssertionError(f"{text!r} is not on show: {sorted(self.shown())}") from error

    def shown(self) -> set[str]:
        """What can be seen now: texts of labels, and what painted parts say of themselves."""
        found: set[str] = set()
        for widget in self.app.window.findChildren(QWidget):
            if widget.isVisible():
                found.add(widget.text() if isinstance(widget, QLabel) else widget.accessibleName())
                found.add(widget.accessibleDescription())
                if hasattr(widget, "said_rows"):
                    found.update(widget.said_rows())
        return found - {""}

    def state(self) -> str:
        """none, ok or no: the identity block."""
        return self.page.identity.state()

    def opened(self) -> str:
        """The number of the ticket on show, "" if none."""
        ticket = self.page.ticket.ticket()
        return ticket.number if ticket is not None and self.page.ticket.isVisible() else ""

    def settle(self) -> None:
        """Let widgets that were given up go."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _key(self, character: str) -> None:
        if character.isascii():
            QTest.keyClick(self.focused(), character)
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # QTest knows Latin-1 only
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
            QApplication.sendEvent(self.focused(), event)

    def focused(self) -> QWidget:
        """What the keyboard speaks to."""
        focused = QApplication.focusWidget()
        assert focused is not None, "nothing has the focus: the keyboard is dead"
        return focused

    def leave(self) -> None:
        """Close the counter."""
        assert self.app.close()
        self.app.window.close()
        self.app.window.deleteLater()
        self.app.deleteLater()
        self.settle()
