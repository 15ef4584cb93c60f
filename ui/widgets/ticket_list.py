"""The verified customer's tickets, grouped by number; a page at a time."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from counter_app.domain.finding import TicketList
from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.boxes import paint_text
from ui.widgets.line_breaks import break_lines
from ui.widgets.ticket_row_painter import TicketRowPainter
from ui.widgets.ticket_rows import TicketLine, TicketRows

NEAR_END_ROWS = 8
BUSY_MS, BUSY_ROWS = 200, 3


class TicketListView(QListView):
    """Arrows move the focus line, Enter or a click opens: ``chosen`` tells the ticket id (opening is recorded)."""

    chosen = Signal(int)
    wants_more = Signal()

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = TicketRows(self)
        self._more = False
        self._empty_text = ""
        self._shows_busy = False
        self._busy = QTimer(self, singleShot=True, interval=BUSY_MS)
        self._busy.timeout.connect(self._show_busy)
        self.setModel(self._rows)
        self.setItemDelegate(TicketRowPainter(self._rows, theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(theme.height("list-row"))
        self.setAccessibleName(texts.say(mark("Tickets")))
        self.clicked.connect(self._choose)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def rows(self) -> TicketRows:
        """The rows on show, as values."""
        return self._rows

    def show_list(self, page: TicketList, texts: Texts, now: datetime) -> None:
        """Show a first page; the focus line goes to its first ticket, nothing is selected."""
        self.set_busy(False)
        self._rows.replace(page, texts, now)
        self._more = bool(page.after)
        self._focus_first()
        self.scrollToTop()

    def add_page(self, page: TicketList, texts: Texts, now: datetime) -> None:
        """Show a further page below; focus, selection and scroll position stay."""
        opened, focused = self.selected(), self._ticket_at(self.currentIndex())
        place = self.verticalScrollBar().value()
        self._rows.extend(page, texts, now)
        self._more = bool(page.after)
        if opened and opened != self.selected():
            self._mark(opened, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if focused and focused != self._ticket_at(self.currentIndex()):
            self._mark(focused, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(place)

    def more_failed(self) -> None:
        """The page asked for did not come: ask again at the next scroll."""
        self._more = True

    def select(self, ticket_id: int) -> None:
        """Mark a ticket as the one that is open and bring it into view; 0 marks none."""
        if not ticket_id:
            self.selectionModel().clearSelection()
            return
        self._mark(ticket_id, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selected(self) -> int:
        """The ticket marked as open, or 0."""
        chosen = self.selectionModel().selectedIndexes()
        return self._ticket_at(chosen[0]) if chosen else 0

    def neighbour(self, step: int) -> int:
        """The ticket ``step`` rows below (negative: above) the one that is open, or 0: for Ctrl+Up and Ctrl+Down."""
        ids = [row.ticket_id for row in map(self._rows.row, range(self._rows.rowCount())) if isinstance(row, TicketLine)]
        if not ids:
            return 0
        opened = self.selected()
        at = ids.index(opened) + step if opened in ids else 0
        return ids[at] if 0 <= at < len(ids) else 0

    def selected_place(self) -> int:
        """Where the open ticket stands among the tickets (from 1), 0 if none is open."""
        ids = [row.ticket_id for row in map(self._rows.row, range(self._rows.rowCount())) if isinstance(row, TicketLine)]
        opened = self.selected()
        return ids.index(opened) + 1 if opened in ids else 0

    def set_busy(self, busy: bool) -> None:
        """Rows are on their way: after 200 ms three grey lines stand in their place."""
        self._shows_busy = False
        if busy:
            self._busy.start()
        else:
            self._busy.stop()
        self.viewport().update()

    def shows_busy(self) -> bool:
        """Whether the grey lines are on show."""
        return self._shows_busy

    def _show_busy(self) -> None:
        self._shows_busy = True
        self.viewport().update()

    def set_empty_text(self, text: str) -> None:
        """The sentence that stands in an empty list."""
        self._empty_text = text
        self.setAccessibleDescription(text)
        self.viewport().update()

    def forget(self) -> None:
        """Hold nothing of the last customer."""
        self._rows.forget()
        self._more = False
        self.set_busy(False)
        self.set_empty_text("")

    def _mark(self, ticket_id: int, how: QItemSelectionModel.SelectionFlag) -> None:
        at = self._rows.position(ticket_id)
        if at >= 0:
            index = self._rows.index(at)
            self.selectionModel().setCurrentIndex(index, how)
            self.scrollTo(index)

    def _focus_first(self) -> None:
        for at in range(self._rows.rowCount()):
            if isinstance(self._rows.row(at), TicketLine):
                self.selectionModel().setCurrentIndex(self._rows.index(at), QItemSelectionModel.SelectionFlag.NoUpdate)
                return

    def _ticket_at(self, index: QModelIndex | QPersistentModelIndex) -> int:
        if not index.isValid():
            return 0
        row = self._rows.row(index.row())
        return row.ticket_id if isinstance(row, TicketLine) else 0

    def _choose(self, index: QModelIndex) -> None:
        ticket_id = self._ticket_at(index)
        if ticket_id:
            self.select(ticket_id)
            self.chosen.emit(ticket_id)

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Moving about selects nothing: only opening does."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters and digits belong to the one box, never to the list."""

    def _scrolled(self, value: int) -> None:
        near = self.verticalScrollBar().maximum() - NEAR_END_ROWS * self._theme.height("list-row")
        if self._more and value >= near:
            self._more = False
            self.wants_more.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._shows_busy:
            self._paint_busy()
        if self._rows.rowCount() or not self._empty_text:
            return
        painter = QPainter(self.viewport())
        area = QRectF(self.viewport().rect()).adjusted(16, 24, -16, 0)
        y = area.top()
        for line in break_lines(self._empty_text, self._theme.metrics("body"), area.width()):
            paint_text(painter, self._theme, "body", "text-muted", QPointF(area.left(), y), line)
            y += self._theme.line_height("body")
        painter.end()

    def _paint_busy(self) -> None:
        painter = QPainter(self.viewport())
        row, wide = self._theme.height("list-row"), self.viewport().width()
        for at in range(BUSY_ROWS):
            share = (0.62, 0.78, 0.5)[at]
            painter.fillRect(QRectF(16, at * row + row / 2 - 6, (wide - 32) * share, 12), self._theme.colour("line"))
        painter.end()
