"""A line of typing that knows when an input method is composing and can forget what was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget


class TypedLine(QLineEdit):
    """Enter and Esc are ours only when nothing is being composed. ``entered`` carries the whole text."""

    entered = Signal(str)
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._composing = False
        self.setFrame(False)

    def is_composing(self) -> bool:
        """Whether an input method holds text that is not committed yet."""
        return self._composing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing:
            super().keyPressEvent(event)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.entered.emit(self.text())
            event.accept()
            return
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def forget(self) -> None:
        """Drop the text, what could be undone, and anything half composed."""
        if self._composing and self.hasFocus():
            QGuiApplication.inputMethod().reset()
        self._composing = False
        self.setText("")  # unlike clear(), this drops the undo history too
