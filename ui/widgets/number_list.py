"""The numbers of a pasted list, one row each: what it was taken for and what a look-up of it finds."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.boxes import paint_box, paint_icon, paint_text
from ui.widgets.line_breaks import elided

PAD, GAP = 16, 12
NUMBER_SHARE = 0.34
AnyIndex = QModelIndex | QPersistentModelIndex


class NumberRow(NamedTuple):
    """A row in words. ``icon`` in colour role ``tone`` says the same as ``result``."""

    number: str
    result: str
    icon: str
    tone: str

    @property
    def said(self) -> str:
        """The row as it is announced."""
        return f"{self.number}, {self.result}"


class NumberRows(QAbstractListModel):
    """The rows as a flat list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[NumberRow, ...] = ()

    def replace(self, rows: tuple[NumberRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, at: int) -> NumberRow:
        """The row at a position."""
        return self._rows[at]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - the value Qt's own signature has
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and 0 <= index.row() < len(self._rows):
            return self._rows[index.row()].said
        return None


class NumberRowPainter(QStyledItemDelegate):
    """Number at the left, what was found of it beside."""

    def __init__(self, rows: NumberRows, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._rows, self._theme = rows, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        return QSize(100, self._theme.height("control"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        theme, row, rect = self._theme, self._rows.row(index.row()), QRectF(option.rect)
        painter.save()
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, theme.colour("surface-hover" if hover else "surface-raised"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        metrics, icon = theme.metrics("body"), theme.icon_size("body")
        y = rect.center().y() - metrics.height() / 2
        paint_text(painter, theme, "body-bold", "text", QPointF(rect.left() + PAD, y), row.number)
        left = rect.left() + max(NUMBER_SHARE * rect.width(), PAD + theme.metrics("body-bold").horizontalAdvance(row.number) + GAP)
        paint_icon(painter, theme, row.icon, row.tone, QPointF(left, rect.center().y() - icon / 2), icon)
        left += icon + GAP / 2
        paint_text(painter, theme, "body", "text", QPointF(left, y), elided(row.result, metrics, rect.right() - PAD - left))
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_box(painter, rect.adjusted(0, 0, 0, -1), 0, None, theme.colour("focus"), theme.border("focus"))
        painter.restore()


class NumberListView(QListView):
    """Arrows move, Enter or a click takes one: ``chosen`` tells its place (from 0)."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = NumberRows(self)
        self.setModel(self._rows)
        self.setItemDelegate(NumberRowPainter(self._rows, theme, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setAccessibleName(texts.say(mark("Numbers of the list")))
        self.clicked.connect(self._choose)

    def show_rows(self, rows: tuple[NumberRow, ...]) -> None:
        """Show the numbers, the focus line on the first."""
        self._rows.replace(rows)
        if rows:
            self.selectionModel().setCurrentIndex(self._rows.index(0), QItemSelectionModel.SelectionFlag.NoUpdate)

    def count(self) -> int:
        """How many rows there are."""
        return self._rows.rowCount()

    def forget(self) -> None:
        """Hold nothing."""
        self._rows.replace(())

    def said_rows(self) -> tuple[str, ...]:
        """Every row as it is announced."""
        return tuple(self._rows.row(at).said for at in range(self._rows.rowCount()))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters and digits belong to the one box, never to the list."""
