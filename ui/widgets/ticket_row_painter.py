"""The one delegate of the ticket list: it paints straight from the row's values."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import Theme
from ui.widgets.boxes import paint_box, paint_text
from ui.widgets.chips import chip_size, paint_chip
from ui.widgets.line_breaks import ELLIPSIS, elided
from ui.widgets.ticket_rows import GroupRow, TicketLine, TicketRows

LEFT_PAD = 16
RIGHT_PAD = 12
BAR = 4
GAP = 8
Advance = Callable[[str], float]


class TicketRowPainter(QStyledItemDelegate):
    """Rows 58 px high (groups 30): kind and state above, summary and flag or date below."""

    def __init__(self, rows: TicketRows, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        is_group = isinstance(self._rows.row(index.row()), GroupRow)
        return QSize(100, self._theme.height("group-row" if is_group else "list-row"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = self._rows.row(index.row())
        rect = QRectF(option.rect)
        painter.save()
        if isinstance(row, GroupRow):
            self._paint_group(painter, rect, row)
        else:
            self._paint_ticket(painter, rect, row, option.state)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRectF, row: GroupRow) -> None:
        theme = self._theme
        painter.fillRect(rect, theme.colour("surface-sunken"))
        metrics = theme.metrics("caption")
        y = rect.center().y() - metrics.height() / 2
        count = metrics.horizontalAdvance(row.size)
        room = rect.width() - LEFT_PAD - RIGHT_PAD - GAP - count - 4
        title = elided(row.title, metrics, room)
        paint_text(painter, theme, "caption", "text-muted", QPointF(rect.left() + LEFT_PAD, y), title)
        paint_text(painter, theme, "caption", "text-muted", QPointF(rect.right() - RIGHT_PAD - 4 - count, y), row.size)

    def _paint_ticket(self, painter: QPainter, rect: QRectF, row: TicketLine, state: QStyle.StateFlag) -> None:
        theme = self._theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        fill = "surface-selected" if selected else "surface-hover" if hover else "surface-raised"
        painter.fillRect(rect, theme.colour(fill))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        if selected:
            painter.fillRect(QRectF(rect.left(), rect.top(), BAR, rect.height() - 1), theme.colour("accent"))
        if selected and theme.is_high_contrast:  # a fill alone tells nothing there
            paint_box(painter, rect.adjusted(0, 0, 0, -1), 0, None, theme.colour("accent"), theme.border("focus"))
        middle = rect.height() / 2
        upper = QRectF(rect.left() + LEFT_PAD, rect.top() + 5, rect.width() - LEFT_PAD - RIGHT_PAD, middle - 5)
        lower = QRectF(upper.left(), rect.top() + middle + 1, upper.width(), middle - 5)
        self._paint_upper(painter, upper, row, selected)
        self._paint_lower(painter, lower, row, selected)
        if state & QStyle.StateFlag.State_HasFocus:
            paint_box(painter, rect.adjusted(0, 0, 0, -1), 0, None, theme.colour("focus"), theme.border("focus"))

    def _paint_upper(self, painter: QPainter, area: QRectF, row: TicketLine, selected: bool) -> None:
        theme = self._theme
        chip = chip_size(row.state, theme)
        at = QPointF(area.right() - chip.width(), area.center().y() - chip.height() / 2)
        paint_chip(painter, QPointF(round(at.x()), round(at.y())), row.state, theme, on_selected=selected)
        metrics = theme.metrics("body-bold")
        title = elided(row.title, metrics, area.width() - chip.width() - GAP)
        paint_text(painter, theme, "body-bold", "text", QPointF(area.left(), area.center().y() - metrics.height() / 2), title)

    def _paint_lower(self, painter: QPainter, area: QRectF, row: TicketLine, selected: bool) -> None:
        theme = self._theme
        right = area.right()
        for flag in reversed(row.flags):
            chip = chip_size(flag, theme)
            right -= chip.width()
            paint_chip(painter, QPointF(round(right), round(area.center().y() - chip.height() / 2)), flag, theme, on_selected=selected)
            right -= GAP
        metrics = theme.metrics("caption")
        y = area.center().y() - metrics.height() / 2
        room = right - area.left()
        head, tail, date = fitting(row, metrics.horizontalAdvance, room)
        if date:
            paint_text(painter, theme, "caption", "text-muted", QPointF(right - metrics.horizontalAdvance(date), y), date)
        text = elided(head, metrics, room - metrics.horizontalAdvance(tail)) + tail
        painter.save()
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        paint_text(painter, theme, "caption", "text-muted", QPointF(area.left(), y), text)
        painter.restore()


def fitting(row: TicketLine, width_of: Advance, room: float) -> tuple[str, str, str]:
    """Summary, its tail with figures, and date, as far as they fit: the date goes first, then the tail, whole.

    A row with flags shows no date: the flag stands in its place.
    """
    date = "" if row.flags else row.date
    whole = width_of(row.head + row.tail)
    if date and whole and whole + GAP + width_of(date) > room:
        date = ""
    tail = row.tail
    if whole > room and width_of(tail) + 4 * width_of(ELLIPSIS) > room:
        tail = ""
    return row.head, tail, date
