"""Paints the timeline's rows and its rail."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from counter_app.domain.timeline import DONE, NOW, STOPPED, TO_COME
from ui.theme import Theme
from ui.widgets.boxes import paint_box, paint_icon, paint_text
from ui.widgets.timeline_layout import Columns, PlacedRow

DASH = [2.0, 2.0]
EVENT_DOT = 6
TICK = ((-3.8, 0.3), (-1.0, 3.0), (3.8, -2.6))
"""Corners of the tick in a node of 18 px, from its centre."""


class TimelinePainter:
    """Draws one row at a time; knows nothing of scrolling."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def paint_head(self, painter: QPainter, rect: QRectF, places: Columns, titles: tuple[str, ...]) -> None:
        """The head row: the columns' names."""
        theme = self._theme
        painter.fillRect(rect, theme.colour("surface"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        y = rect.center().y() - theme.metrics("caption").height() / 2
        for x, title in zip(places, titles, strict=False):
            paint_text(painter, theme, "caption", "text-muted", QPointF(x, y), title)

    def paint_row(self, painter: QPainter, row: PlacedRow, rect: QRectF, dwell_x: int, focused: bool) -> None:
        """A row's fill, words and dwell bar; the rail is painted afterwards, over all."""
        theme = self._theme
        if row.state == NOW:
            painter.fillRect(rect, theme.colour("surface-selected"))
            line = theme.colour("line")
            painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), line)
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), line)
        for words in row.lines:
            lead = (theme.line_height(words.kind) - theme.metrics(words.kind).height()) / 2
            at = QPointF(rect.left() + words.x, rect.top() + words.y + lead)
            paint_text(painter, theme, words.kind, words.role, at, words.text)
        if row.dwell.share:
            self._paint_bar(painter, row, QPointF(rect.left() + dwell_x, rect.top() + row.bar_y))
        if focused:
            paint_box(painter, rect, 0, None, theme.colour("focus"), theme.border("focus"))

    def _paint_bar(self, painter: QPainter, row: PlacedRow, at: QPointF) -> None:
        """Up to the expected end in blue, what goes beyond in red with a tick between; else the rest in grey."""
        theme = self._theme
        wide = theme.timeline("dwell-bar-width") + 16
        high = theme.timeline("dwell-bar-height")
        split = wide * min(1.0, row.dwell.share)
        painter.fillRect(QRectF(at.x(), at.y(), wide, high), theme.colour("bad" if row.dwell.late else "line"))
        painter.fillRect(QRectF(at.x(), at.y(), split, high), theme.colour("accent"))
        if row.dwell.late:
            painter.fillRect(QRectF(at.x() + round(split) - 1, at.y() - 3, 2, high + 6), theme.colour("text"))

    def paint_rail(self, painter: QPainter, rows: list[tuple[PlacedRow, float]], before: PlacedRow | None, after: PlacedRow | None) -> None:
        """The rail through ``rows`` (with their tops), joined to the neighbours above and below what is shown."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = float(self._theme.timeline("rail-x"))
        for at, (row, top) in enumerate(rows):
            above = rows[at - 1][0] if at else before
            below = rows[at + 1][0] if at + 1 < len(rows) else after
            node = top + row.node_y
            if above is not None:
                self._segment(painter, x, top, node, _reached(row))
            if below is not None:
                self._segment(painter, x, node, top + row.height, _reached(below))
        for row, top in rows:
            self._paint_node(painter, row, QPointF(x, top + row.node_y))
        painter.restore()

    def _segment(self, painter: QPainter, x: float, top: float, bottom: float, reached: bool) -> None:
        pen = QPen(self._theme.colour("good" if reached else "line-strong"), self._theme.timeline("rail-width"))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if not reached:
            pen.setDashPattern(DASH)
            pen.setDashOffset(top / self._theme.timeline("rail-width"))  # the dashes run on from row to row
        painter.setPen(pen)
        painter.drawLine(QLineF(x, top, x, bottom))

    def _paint_node(self, painter: QPainter, row: PlacedRow, centre: QPointF) -> None:
        theme = self._theme
        if row.state == DONE:
            size = theme.timeline("node")
            self._disc(painter, centre, size, "good", "")
            self._paint_tick(painter, centre, size / 18)
        elif row.state == NOW:
            size = theme.timeline("node-now")
            self._disc(painter, centre, size, "surface-raised", "accent", 3)
            self._disc(painter, centre, size - 14, "accent", "")
        elif row.state == STOPPED:
            size = theme.timeline("node")
            self._disc(painter, centre, size, "surface-raised", "")
            paint_icon(painter, theme, "circle-slash", "neutral", QPointF(centre.x() - size / 2, centre.y() - size / 2), size)
        elif row.state == TO_COME:
            self._disc(painter, centre, theme.timeline("node-todo"), "surface-raised", "line-strong", 2)
        else:
            self._disc(painter, centre, EVENT_DOT, "good" if _reached(row) else "line-strong", "")

    def _paint_tick(self, painter: QPainter, centre: QPointF, scale: float) -> None:
        pen = QPen(self._theme.colour("surface-raised"), 2 * scale)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([centre + QPointF(x, y) * scale for x, y in TICK])

    def _disc(self, painter: QPainter, centre: QPointF, size: int, fill: str, line: str, width: int = 1) -> None:
        rect = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
        paint_box(painter, rect, size / 2, self._theme.colour(fill), self._theme.colour(line) if line else None, width)


def _reached(row: PlacedRow) -> bool:
    """Whether the ticket has come as far as this row."""
    return row.state not in (TO_COME, f"event-{TO_COME}")
