"""Scans go to the box wherever the focus is; typing stays typing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QListWidget, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from ui.scanner import KEEPS_SCANS, Scanner

CODE = "GD2603090472"


class Stamps:
    """The times of key presses, as the test sets them."""

    def __init__(self) -> None:
        self.now_ms = 1000.0

    def __call__(self, _event: QKeyEvent) -> float:
        return self.now_ms


class Desk(QWidget):
    """A window with one of everything that can have the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button, self.list, self.spin = QLineEdit(), QPushButton("x"), QListWidget(), QSpinBox()
        self.list.addItems(["a", "Gd", "0"])
        self.entered: list[str] = []
        self.field.returnPressed.connect(self._note)
        row = QHBoxLayout(self)
        for widget in (self.field, self.button, self.list, self.spin):
            row.addWidget(widget)

    def _note(self) -> None:
        self.entered.append(self.field.text())


@pytest.fixture
def stamps() -> Stamps:
    return Stamps()


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    qtbot.waitExposed(desk)
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    return desk


@pytest.fixture
def scanner(qapp: QApplication, stamps: Stamps) -> Iterator[Scanner]:
    scanner = Scanner(stamps)
    scanner.is_listening = True
    scanner.heard = []  # type: ignore[attr-defined]
    scanner.scanned.connect(scanner.heard.append)  # type: ignore[attr-defined]
    qapp.installEventFilter(scanner)
    yield scanner
    qapp.removeEventFilter(scanner)


def press(stamps: Stamps, text: str, gaps_ms: list[float] | float, ending: Qt.Key = Qt.Key.Key_Return) -> None:
    """Type into whatever has the focus, each key after its gap."""
    gaps = gaps_ms if isinstance(gaps_ms, list) else [gaps_ms] * (len(text) + 1)
    for character, gap in zip(text, gaps, strict=False):
        stamps.now_ms += gap
        QTest.keyClick(QApplication.focusWidget(), character)
    stamps.now_ms += gaps[-1]
    QTest.keyClick(QApplication.focusWidget(), ending)


@pytest.mark.parametrize("gap_ms", [1, 5, 10, 15, 20, 30])
@pytest.mark.parametrize("ending", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
@pytest.mark.parametrize("place", ["field", "button", "list", "spin"])
def test_a_scan_is_heard_wherever_the_focus_is_and_leaves_nothing_there(
    desk: Desk, scanner: Scanner, stamps: Stamps, gap_ms: float, ending: Qt.Key, place: str
) -> None:
    desk.field.setText("kept")
    desk.list.setCurrentRow(0)
    getattr(desk, place).setFocus()
    press(stamps, CODE, gap_ms, ending)
    assert scanner.heard == [CODE]  # type: ignore[attr-defined]
    assert (desk.field.text(), desk.spin.value(), desk.list.currentRow()) == ("kept", 0, 0)
    assert desk.entered == []


@pytest.mark.parametrize("gap_ms", [60, 80, 100, 120, 200])
def test_typing_is_never_taken_for_a_scan(desk: Desk, scanner: Scanner, stamps: Stamps, gap_ms: float) -> None:
    desk.field.setFocus()
    press(stamps, CODE, gap_ms)
    assert scanner.heard == []  # type: ignore[attr-defined]
    assert desk.entered == [CODE]


def test_one_late_key_under_load_is_still_a_scan(desk: Desk, scanner: Scanner, stamps: Stamps) -> None:
    desk.field.setFocus()
    press(stamps, CODE, [10.0] * 5 + [120.0] + [10.0] * 7)
    assert scanner.heard == [CODE]  # type: ignore[attr-defined]


def test_what_was_typed_before_the_scan_stays_with_its_cursor(desk: Desk, scanner: Scanner, stamps: Stamps) -> None:
    desk.field.setFocus()
    press(stamps, "138", 90, Qt.Key.Key_Left)
    stamps.now_ms += 400
    press(stamps, CODE, 8)
    assert scanner.heard == [CODE]  # type: ignore[attr-defined]
    assert (desk.field.text(), desk.field.cursorPosition()) == ("138", 2)


def test_five_fast_characters_are_typing(desk: Desk, scanner: Scanner, stamps: Stamps) -> None:
    desk.field.setFocus()
    press(stamps, "12345", 5)
    assert scanner.heard == []  # type: ignore[attr-defined]
    assert desk.entered == ["12345"]


def test_an_enter_long_after_fast_typing_is_typing(desk: Desk, scanner: Scanner, stamps: Stamps) -> None:
    desk.field.setFocus()
    press(stamps, CODE, [5.0] * len(CODE) + [400.0])
    assert scanner.heard == []  # type: ignore[attr-defined]
    assert desk.entered == [CODE]


def test_a_field_that_keeps_scans_gets_it_whole_and_its_enter(desk: Desk, scanner: Scanner, stamps: Stamps) -> None:
    kept: list[bool] = []
    scanner.kept.connect(lambda: kept.append(True))
    desk.field.setProperty(KEEPS_SCANS, True)
    desk.field.setFocus()
    press(stamps, CODE, 5)
    assert scanner.heard == []  # type: ignore[attr-defined]
    assert (desk.entered, kept) == ([CODE], [True])


def test_a_space_still_presses_a_button(desk: Desk, scanner: Scanner, stamps: Stamps, qtbot: QtBot) -> None:
    desk.button.setFocus()
    with qtbot.waitSignal(desk.button.clicked):
        QTest.keyClick(desk.button, Qt.Key.Key_Space)


def test_a_scanner_that_does_not_listen_takes_nothing(desk: Desk, scanner: Scanner, stamps: Stamps) -> None:
    scanner.is_listening = False
    desk.field.setFocus()
    press(stamps, CODE, 5)
    assert desk.entered == [CODE]
