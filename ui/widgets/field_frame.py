"""The frame of every field: one border that says at rest, pointed at, focused, wrong or locked, without moving the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.boxes import paint_box


class FieldFrame(QFrame):
    """Holds a borderless input and paints the border for it; text never shifts between states."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._input: QWidget | None = None
        self._wrong = self._is_locked = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def hold(self, field: QWidget) -> None:
        """Paint the border for ``field``, whose focus is watched."""
        self._input = field
        field.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, False)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        field.installEventFilter(self)
        self.setFocusProxy(field)

    def set_wrong(self, wrong: bool) -> None:
        """Show the two pixel border of an error."""
        self._wrong = wrong
        self.update()

    def show_locked(self, locked: bool) -> None:
        """Look like a field that cannot be changed now, though it keeps the focus."""
        self._is_locked = locked
        self.update()

    def is_wrong(self) -> bool:
        """Whether it shows an error."""
        return self._wrong

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut, QEvent.Type.EnabledChange):
            self.update()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def _border(self) -> tuple[str, int]:
        focused = self._input is not None and self._input.hasFocus()
        if self._wrong:
            return "bad", self._theme.border("focus")
        if focused:
            return "focus", self._theme.border("focus")
        return ("text" if self.underMouse() else "line-strong"), self._theme.border("control")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, radius = QRectF(self.rect()), self._theme.radius("control")
        locked = self._is_locked or (self._input is not None and not self._input.isEnabled())
        if locked:
            paint_box(painter, rect, radius, self._theme.colour("surface-sunken"), self._theme.colour("line"))
        else:
            role, width = self._border()
            paint_box(painter, rect, radius, self._theme.colour("surface-raised"), self._theme.colour(role), width)
        painter.end()
