"""A barcode scanner is a keyboard that types fast: its bursts go to the one box, wherever the focus is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

KEEPS_SCANS = "keepsScans"
"""Dynamic property of a field that takes a scan itself, such as the document number."""
SHORTEST = 6
MEAN_GAP_MS = 35.0
LONGEST_GAP_MS = 150.0
ENDINGS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
WITHIN = (Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock)
"""Keys a scanner may press within a burst."""
NOT_TYPING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def event_ms(event: QKeyEvent) -> float:
    """When the key was pressed: the window system's own time, so that a busy window does not squeeze slow typing."""
    return float(event.timestamp()) or time.monotonic() * 1000


@dataclass(frozen=True, slots=True)
class _Before:
    """A one-line field as it was before the burst."""

    field: QLineEdit
    text: str
    cursor: int

    def restore(self) -> None:
        """Put the field back."""
        self.field.setText(self.text)
        self.field.setCursorPosition(self.cursor)


class Scanner(QObject):
    """Event filter of the application. ``scanned(text)``: a burst for the box. ``kept()``: one that stays in its field.

    A burst: at least 6 characters, on average at most 35 ms apart (none over 150 ms), ended by Enter or Tab.
    Source of the limits: measured with wedge scanners and with clerks typing; single late keys happen under load.
    """

    scanned = Signal(str)
    kept = Signal()

    def __init__(self, stamp_ms: Callable[[QKeyEvent], float] = event_ms, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stamp_ms = stamp_ms
        self._text = ""
        self._first_ms = self._last_ms = 0.0
        self._before: _Before | None = None
        self.is_listening = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at every key press on its way to the widget in focus."""
        if not self.is_listening:
            return False
        if event.type() == QEvent.Type.InputMethod:
            self.forget()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _ends_typing(event):
            self.forget()  # what was typed belongs to its field alone: nothing of it waits here
        if event.type() != QEvent.Type.KeyPress or watched is not QApplication.focusWidget():
            return False
        return isinstance(watched, QWidget) and isinstance(event, QKeyEvent) and self._pressed(watched, event)

    def _pressed(self, widget: QWidget, event: QKeyEvent) -> bool:
        now_ms = self._stamp_ms(event)
        if event.key() in ENDINGS:
            return self._ended(widget, now_ms)
        if _is_no_character(event):
            return False
        if self._text and now_ms - self._last_ms > LONGEST_GAP_MS:
            self.forget()
        is_first = not self._text
        if is_first:
            self._first_ms, self._before = now_ms, _state_of(widget)
        self._text += event.text()
        self._last_ms = now_ms
        # no bare letter is a shortcut: where nothing can be typed it is held back; a first space may press a button
        return not _takes_text(widget) and not (is_first and event.text() == " ")

    def _ended(self, widget: QWidget, now_ms: float) -> bool:
        text, before = self._text, self._before
        gap_ms, mean_ms = now_ms - self._last_ms, (now_ms - self._first_ms) / max(1, len(text))
        self.forget()
        if len(text) < SHORTEST or gap_ms > LONGEST_GAP_MS or mean_ms > MEAN_GAP_MS:
            return False
        if widget.property(KEEPS_SCANS):
            self.kept.emit()
            return False
        if before is not None:
            before.restore()
        self.scanned.emit(text)
        return True

    def forget(self) -> None:
        """Drop what may be the beginning of a scan."""
        self._text, self._before = "", None


def _is_no_character(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & NOT_TYPING) or not event.text() or not event.text().isprintable()


def _ends_typing(event: QKeyEvent) -> bool:
    """Esc, F12, an arrow, Ctrl+A: seen before a shortcut takes it."""
    return _is_no_character(event) and event.key() not in (*WITHIN, *ENDINGS)


def _takes_text(widget: QWidget) -> bool:
    return isinstance(widget, QLineEdit | QAbstractSpinBox | QTextEdit | QPlainTextEdit)


def _state_of(widget: QWidget) -> _Before | None:
    field = widget if isinstance(widget, QLineEdit) else widget.findChild(QLineEdit)
    if not isinstance(field, QLineEdit) or not _takes_text(widget):
        return None
    return _Before(field, field.text(), field.cursorPosition())
