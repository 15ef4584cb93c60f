"""The timeline: the route of a ticket as rows along a rail; only what is in sight is painted."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from counter_app.domain.timeline import NOW, Timeline
from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.timeline_folded import FoldedTimeline, folded_columns
from ui.widgets.timeline_layout import Columns, PlacedRow, TimelineLayout, columns
from ui.widgets.timeline_painter import TimelinePainter
from ui.widgets.timeline_words import EventWords, StepWords, event_words, step_words

TITLES = (mark("Step"), mark("Time"), mark("Time here"), mark("Department"), mark("Remark"))
LEAST_HEIGHT = 140
EDGE = 1


class TimelineView(QAbstractScrollArea):
    """Arrows move from row to row. ``painted_events`` counts the events painted by the last paint.

    In large views it never scrolls by itself: what it lies in does.
    """

    row_changed = Signal(int)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painter = TimelinePainter(theme)
        self._titles = tuple(texts.say(title) for title in TITLES)
        self._name = texts.say(mark("Progress of the ticket"))
        self._texts = texts
        self._steps: list[StepWords] = []
        self._events: list[tuple[EventWords, ...]] = []
        self._rows: list[PlacedRow] = []
        self._tops: list[int] = []
        self._all = False
        self._compact = False
        self._current = -1
        self.painted_events = 0
        self._lay_out()

    def _lay_out(self) -> None:
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(self._theme.timeline("row-done"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._settle()

    def show_timeline(self, timeline: Timeline, texts: Texts, now: datetime) -> None:
        """Show a ticket's route; the row it stands at comes into view."""
        self._steps = [step_words(texts, step, now) for step in timeline.steps]
        self._events = [tuple(event_words(texts, event, now) for event in step.events) for step in timeline.steps]
        self._current = -1
        self._settle()
        self.verticalScrollBar().setValue(0)
        here = next((at for at, row in enumerate(self._rows) if row.state == NOW), -1)
        if here >= 0:
            self._bring(here)

    def show_all(self, every: bool) -> None:
        """Every event below its step, or only the newest beside it."""
        if every != self._all:
            self._all = every
            self._current = -1
            self._settle()

    def shows_all(self) -> bool:
        """Whether every event is listed."""
        return self._all

    def set_compact(self, compact: bool) -> None:
        """Lower rows for windows under 720 px."""
        if compact != self._compact:
            self._compact = compact
            self._settle()

    def forget(self) -> None:
        """Hold nothing of the last customer."""
        self._steps, self._events = [], []
        self._all = False
        self._current = -1
        self.painted_events = 0
        self._settle()

    def said_rows(self) -> tuple[str, ...]:
        """Every row as it is said to a screen reader."""
        return tuple(row.said for row in self._rows)

    def content_height(self) -> int:
        """What it takes to show everything without scrolling, px."""
        rows = self._rows[-1].y + self._rows[-1].height if self._rows else 0
        return self._head_height() + rows + 2 * EDGE

    def _head_height(self) -> int:
        return 0 if self._theme.is_large else self._theme.height("table-head")

    def _settle(self) -> None:
        """Measure the rows for the width there is."""
        if self._theme.is_large:
            layout: TimelineLayout = FoldedTimeline(self._theme, self._columns(), self._texts)
        else:
            layout = TimelineLayout(self._theme, self._columns(), self._compact)
        self._rows = layout.place(self._steps, self._events if self._all else None)
        self._tops = [row.y for row in self._rows]
        self.setMaximumHeight(self.content_height())
        self._set_range()
        self.setAccessibleDescription("\n".join(self.said_rows()))
        self._say_current()
        self.updateGeometry()
        self.viewport().update()

    def _row_width(self) -> int:
        return max(400, self.viewport().width())

    def _set_range(self) -> None:
        sight = self.viewport().height() - self._head_height()
        whole = self.content_height() - self._head_height() - 2 * EDGE
        self.verticalScrollBar().setRange(0, max(0, whole - sight))
        self.verticalScrollBar().setPageStep(max(1, sight - self._theme.timeline("row-done")))

    def sizeHint(self) -> QSize:
        return QSize(700, self.content_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(400, self.content_height() if self._theme.is_large else min(LEAST_HEIGHT, self.content_height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settle()
        self._set_range()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        sight = QRectF(self.viewport().rect())
        outline = QPainterPath()
        radius = self._theme.radius("panel") - EDGE
        outline.addRoundedRect(sight, radius, radius)
        painter.setClipPath(outline)
        head = self._head_height()
        below = sight.adjusted(0, head, 0, 0)
        painter.save()
        painter.setClipRect(below, Qt.ClipOperation.IntersectClip)
        self._paint_rows(painter, QRectF(event.rect()).intersected(below))
        painter.restore()
        if head:
            self._painter.paint_head(painter, QRectF(0, 0, sight.width(), head), self._columns(), self._titles)
        painter.end()

    def _columns(self) -> Columns:
        if self._theme.is_large:
            return folded_columns(self._theme, self._row_width())
        return columns(self._theme, self._row_width(), self._texts.is_chinese)

    def _paint_rows(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the rows that cut ``exposed``, and nothing else."""
        self.painted_events = 0
        if not self._rows or exposed.isEmpty():
            return
        shift = self._head_height() - self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, exposed.top() - shift) - 1)
        last = max(first, bisect_right(self._tops, exposed.bottom() - shift - 0.01) - 1)
        dwell_x = self._columns().dwell
        shown: list[tuple[PlacedRow, float]] = []
        for at in range(first, last + 1):
            row = self._rows[at]
            rect = QRectF(0, row.y + shift, self.viewport().width(), row.height)
            self._painter.paint_row(painter, row, rect, dwell_x, self.hasFocus() and at == self._current)
            shown.append((row, rect.top()))
            self.painted_events += row.events
        before = self._rows[first - 1] if first else None
        after = self._rows[last + 1] if last + 1 < len(self._rows) else None
        self._painter.paint_rail(painter, shown, before, after)

    def current_row(self) -> int:
        """The row the arrows stand at, -1 if none."""
        return self._current

    def set_current_row(self, at: int) -> None:
        """Put the focus line on a row and bring it into view."""
        if not self._rows:
            return
        self._current = max(0, min(at, len(self._rows) - 1))
        self._bring(self._current)
        self._say_current()
        self.viewport().update()
        self.row_changed.emit(self._current)

    def current_rect(self) -> QRect:
        """Where the row with the focus line stands, in this widget; empty if none has it."""
        if not 0 <= self._current < len(self._rows):
            return QRect()
        row = self._rows[self._current]
        top = self._head_height() + row.y - self.verticalScrollBar().value()
        return QRect(0, top, self.width(), row.height)

    def _bring(self, at: int) -> None:
        row, bar = self._rows[at], self.verticalScrollBar()
        sight = self.viewport().height() - self._head_height()
        if row.y < bar.value():
            bar.setValue(row.y)
        elif row.y + row.height > bar.value() + sight:
            bar.setValue(row.y + row.height - sight)

    def _say_current(self) -> None:
        said = self._rows[self._current].said if 0 <= self._current < len(self._rows) else ""
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)
        if said and self.hasFocus():  # a screen reader hears a row as it is reached
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -len(self._rows), Qt.Key.Key_End: len(self._rows)}
        key = Qt.Key(event.key())
        if key in steps and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_current_row(self._current + steps[key])
            return
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and self.verticalScrollBar().maximum():
            way = 1 if key == Qt.Key.Key_PageDown else -1
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + way * self.verticalScrollBar().pageStep())
            return
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._current < 0 and self._rows and event.reason() != Qt.FocusReason.MouseFocusReason:
            here = next((at for at, row in enumerate(self._rows) if row.state == NOW), 0)
            self.set_current_row(here)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
