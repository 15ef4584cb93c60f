"""The focus ring around buttons: two pixels with a gap of one, only after Tab or a shortcut."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets.boxes import paint_box

RING_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class FocusRing(QWidget):
    """A transparent sibling of the focused widget that paints the ring outside of it."""

    def __init__(self, theme: Theme, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def surround(self, widget: QWidget) -> None:
        """Stand around ``widget``, above its siblings."""
        parent = widget.parentWidget()
        if parent is None:
            return
        if self.parentWidget() is not parent:
            self.setParent(parent)
        out = self._theme.border("focus") + self._theme.border("focus-gap")
        self.setGeometry(widget.geometry().adjusted(-out, -out, out, out))
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        out = self._theme.border("focus") + self._theme.border("focus-gap")
        paint_box(
            painter, QRectF(self.rect()), self._theme.radius("control") + out, None,
            self._theme.colour("focus"), self._theme.border("focus"),
        )
        painter.end()
