"""Rounded boxes, rings and icons painted sharply on the pixel grid."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintDevice, QPainter, QPen

from ui.theme import Theme


def paint_box(
    painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, line: QColor | None = None, width: float = 1.0
) -> None:
    """A box with a fill and a border that lies wholly inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if line is not None else 0.0
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), max(0.0, radius - inset), max(0.0, radius - inset))
    painter.restore()


def paint_dashed_box(painter: QPainter, rect: QRectF, radius: float, fill: QColor | None, line: QColor) -> None:
    """A box with a dashed one pixel border."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(line, 1)
    pen.setDashPattern([3.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.restore()


def paint_icon(painter: QPainter, theme: Theme, icon: str, role: str, at: QPointF, size: int) -> None:
    """An icon with its top left corner at ``at`` (moved to whole pixels)."""
    device: QPaintDevice = painter.device()
    pixmap = theme.pixmap(icon, role, size, device.devicePixelRatioF())
    painter.drawPixmap(QPointF(round(at.x()), round(at.y())), pixmap)


def paint_text(painter: QPainter, theme: Theme, kind: str, role: str, at: QPointF, text: str) -> None:
    """One line of text whose line box (as high as the font) begins at ``at``."""
    painter.setFont(theme.font(kind))
    painter.setPen(theme.colour(role))
    painter.drawText(QPointF(at.x(), at.y() + theme.metrics(kind).ascent()), text)
