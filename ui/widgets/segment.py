"""A few choices side by side, one of them taken: the list filter, the slip's language."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.boxes import paint_box
from ui.widgets.focus_ring import RING_REASONS

PAD = {"tool": 10, "control": 18}


class Segment(QWidget):
    """Left and Right move the choice; a click takes one. ``changed`` tells its index, ``refused`` why not while locked."""

    changed = Signal(int)
    refused = Signal(str)

    def __init__(
        self, choices: tuple[str, ...], theme: Theme, name: str = "", height: str = "tool", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choices = choices
        self._name = name
        self._height = theme.height(height)
        self._pad = PAD["tool" if height == "tool" else "control"]
        self._kind = "small" if height == "tool" else "control-plain"
        self._current = 0
        self._keyed = False
        self._reason = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()

    def current(self) -> int:
        """The index of the choice taken."""
        return self._current

    def set_current(self, index: int) -> None:
        """Take a choice without telling anybody."""
        self._current = max(0, min(index, len(self._choices) - 1))
        self._say()
        self.update()

    def set_choices(self, choices: tuple[str, ...]) -> None:
        """Other words for the choices (their counts change)."""
        self._choices = choices
        self.set_current(self._current)
        self.updateGeometry()

    def choices(self) -> tuple[str, ...]:
        """The words on show."""
        return self._choices

    def set_reason(self, text: str) -> None:
        """Lock the choice and say why; "" unlocks it."""
        self._reason = text
        self.setToolTip(text)
        self._say()
        self.update()

    def _say(self) -> None:
        taken = self._choices[self._current] if self._choices else ""
        self.setAccessibleName(f"{self._name} {taken}".strip())
        self.setAccessibleDescription(self._reason or " / ".join(self._choices))

    def _widths(self) -> list[int]:
        bold = self._theme.metrics(f"{self._kind}-bold")
        return [round(bold.horizontalAdvance(word)) + 2 * self._pad for word in self._choices]

    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + 2, self._height)

    def _choose(self, index: int) -> None:
        if self._reason:
            self.refused.emit(self._reason)
        elif 0 <= index < len(self._choices) and index != self._current:
            self.set_current(index)
            self.changed.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._choose(self._current + step)
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        edge = 0
        for index, width in enumerate(self._widths()):
            edge += width
            if x < edge + 1:
                self._choose(index)
                return

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyed = event.reason() in RING_REASONS
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        rect = QRectF(self.rect())
        radius = theme.radius("control")
        paint_box(painter, rect, radius, theme.colour("surface-raised"), theme.colour("line-strong"), theme.border("control"))
        left = 1.0
        for index, width in enumerate(self._widths()):
            self._paint_choice(painter, QRectF(left, 1, width, rect.height() - 2), index)
            left += width
        if self.hasFocus() and self._keyed:
            paint_box(painter, rect, radius, None, theme.colour("focus"), theme.border("focus"))
        painter.end()

    def _paint_choice(self, painter: QPainter, cell: QRectF, index: int) -> None:
        theme, taken = self._theme, index == self._current
        if taken or self._reason:
            paint_box(painter, cell, theme.radius("chip"), theme.colour("disabled-fill" if self._reason else "surface-selected"))
        if index:
            painter.setPen(theme.colour("line-strong"))
            painter.drawLine(QPointF(cell.left() - 0.5, cell.top()), QPointF(cell.left() - 0.5, cell.bottom()))
        painter.setFont(theme.font(f"{self._kind}-bold" if taken else self._kind))
        painter.setPen(theme.colour("text-disabled" if self._reason else "accent-text" if taken else "text-muted"))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, self._choices[index])
