"""This visit's slips in a few lines: when, which, what became of it, and printing it again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.key_button import KeyButton
from ui.widgets.text_label import TextLabel

MOST = 5


class PrintWords(NamedTuple):
    """One print in words; ``trouble``: it failed, ``what`` says why."""

    print_id: str
    what: str
    trouble: bool


class PrintLines(QWidget):
    """Hidden while there is nothing. ``again(print id)`` from a line's button."""

    again = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._texts = theme, texts
        self._rows: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(TextLabel(texts.say(mark("Printed in this visit")), theme, "small", "muted"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        column.addLayout(self._grid)
        self.hide()

    def show_lines(self, lines: tuple[PrintWords, ...]) -> None:
        """Show the newest prints."""
        self.forget()
        for at, line in enumerate(lines[:MOST]):
            label = TextLabel(line.what, self._theme, "small", "bad" if line.trouble else "", self).wrapped()
            button = KeyButton(self._texts.say(mark("Again")), icon="printer", role="tool", theme=self._theme, parent=self)
            button.setAccessibleDescription(line.what)
            tell: Callable[[], None] = partial(self.again.emit, line.print_id)
            button.clicked.connect(tell)
            self._grid.addWidget(label, at, 0)
            self._grid.addWidget(button, at, 1, Qt.AlignmentFlag.AlignTop)
            self._rows += [label, button]
        self.setVisible(bool(lines))

    def forget(self) -> None:
        """Hold nothing of the last customer."""
        for widget in self._rows:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        self._rows = []
        self.hide()
