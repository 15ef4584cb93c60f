"""A document number checked part by part: where, what was typed, and what came of it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.boxes import paint_icon, paint_text

GOOD, BAD, LATER = "good", "bad", "later"
LOOKS = {GOOD: ("check", "good"), BAD: ("x", "bad"), LATER: ("", "text-muted")}
COLUMN_SHARES = (0.0, 0.28, 0.53)
TITLES = (mark("Part by part"), mark("What was typed"), mark("Check"))


class SegmentRow(NamedTuple):
    """One part. ``result`` is good, bad or later (not checked yet); words are already translated."""

    place: str
    typed: str
    result: str
    words: str


class SegmentTable(QWidget):
    """A small table with hairlines on the canvas; hidden while it has no rows."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles = tuple(texts.say(title) for title in TITLES)
        self._rows: tuple[SegmentRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_rows(())

    def show_rows(self, rows: tuple[SegmentRow, ...]) -> None:
        """Show the parts."""
        self._rows = rows
        self.setAccessibleName(self._titles[0] if rows else "")
        self.setAccessibleDescription("; ".join(f"{row.place} {row.typed} {row.words}" for row in rows))
        self.setFixedHeight(self.sizeHint().height())
        self.setVisible(bool(rows))
        self.update()

    def rows(self) -> tuple[SegmentRow, ...]:
        """What is on show."""
        return self._rows

    def forget(self) -> None:
        """Hold nothing of what was typed."""
        self.show_rows(())

    def sizeHint(self) -> QSize:
        rows = len(self._rows) * self._theme.height("table-row")
        return QSize(400, self._theme.height("table-head") + rows + 1 if self._rows else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        head = theme.height("table-head")
        for share, title in zip(COLUMN_SHARES, self._titles, strict=True):
            self._paint_cell(painter, QRectF(share * self.width(), 0, 1, head), "caption", "text-muted", title)
        top = head
        for row in self._rows:
            painter.fillRect(QRectF(0, top, self.width(), 1), theme.colour("line"))
            self._paint_row(painter, row, top)
            top += theme.height("table-row")
        painter.fillRect(QRectF(0, top, self.width(), 1), theme.colour("line"))
        painter.end()

    def _paint_row(self, painter: QPainter, row: SegmentRow, top: int) -> None:
        theme = self._theme
        cells = [QRectF(share * self.width(), top, 1, theme.height("table-row") + 1) for share in COLUMN_SHARES]
        icon, role = LOOKS[row.result]
        wrong = row.result == BAD
        self._paint_cell(painter, cells[0], "body", "text", row.place)
        self._paint_cell(painter, cells[1], "body-bold" if wrong else "body", "text", row.typed)
        left = cells[2].left()
        if icon:
            size = theme.icon_size("body")
            paint_icon(painter, theme, icon, role, QPointF(left, cells[2].center().y() - size / 2), size)
            cells[2].moveLeft(left + size + 4)
        self._paint_cell(painter, cells[2], "body-bold" if wrong else "body", role, row.words)

    def _paint_cell(self, painter: QPainter, cell: QRectF, kind: str, role: str, text: str) -> None:
        y = cell.center().y() - self._theme.metrics(kind).height() / 2
        paint_text(painter, self._theme, kind, role, QPointF(cell.left(), y), text)
