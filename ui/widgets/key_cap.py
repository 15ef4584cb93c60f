"""The key that does the same as a button, drawn as a small cap."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.boxes import paint_box

CAP_PAD = 5
CAP_EXTRA_HEIGHT = 8


def key_cap_size(theme: Theme, key: str) -> QSize:
    """How large the cap of a key name is, px."""
    metrics = theme.metrics("caption")
    height = theme.line_height("caption") + CAP_EXTRA_HEIGHT - 5
    return QSize(max(round(metrics.horizontalAdvance(key)) + 2 * CAP_PAD + 1, height), height)


def paint_key_cap(painter: QPainter, theme: Theme, at: QPointF, key: str, role: str, line_role: str = "") -> None:
    """Paint the cap with its top left corner at ``at``; text in ``role``, border in ``line_role`` (else ``role``)."""
    size = key_cap_size(theme, key)
    rect = QRectF(at.x(), at.y(), size.width(), size.height())
    paint_box(painter, rect, theme.radius("chip"), None, theme.colour(line_role or role))
    painter.setFont(theme.font("caption"))
    painter.setPen(theme.colour(role))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)


class KeyCap(QWidget):
    """A key cap standing alone beside a text."""

    def __init__(self, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._theme = theme
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return key_cap_size(self._theme, self._key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_key_cap(painter, self._theme, QPointF(0, 0), self._key, "text-muted", "line-strong")
        painter.end()
