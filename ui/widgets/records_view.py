"""Every record of a ticket, the newest first, below the timeline of a window with room for it (picture d3)."""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from counter_app.domain.timeline import TicketEvent
from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.boxes import paint_box, paint_text
from ui.widgets.line_breaks import elided, tidy_lines
from ui.widgets.timeline_words import EventWords, event_words

TIME_SHARE, WHO_SHARE = 0.14, 0.28
"""Where who and what begin, as parts of the width."""
PAD, ROW_PAD, EDGE = 20, 6, 1
LEAST_HEIGHT = 120


class RecordLine(NamedTuple):
    """A record measured for the width there is."""

    y: int
    height: int
    words: EventWords
    lines: tuple[str, ...]


class RecordsView(QAbstractScrollArea):
    """Only the rows in sight are painted: ``painted_rows`` counts those of the last paint. Arrows and pages scroll."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._texts = theme, texts
        self._words: tuple[EventWords, ...] = ()
        self._rows: list[RecordLine] = []
        self.painted_rows = 0
        self.setProperty("role", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(texts.say(mark("All records of the ticket")))

    def show_events(self, events: tuple[TicketEvent, ...], now: datetime) -> None:
        """Show the records (given oldest first)."""
        told = (event for event in reversed(events) if event.text or event.status)
        self._words = tuple(event_words(self._texts, event, now) for event in told)
        self.verticalScrollBar().setValue(0)
        self._settle()

    def forget(self) -> None:
        """Hold nothing of the last customer."""
        self._words = ()
        self._settle()

    def said_rows(self) -> tuple[str, ...]:
        """Every record as it is announced."""
        return tuple(words.said for words in self._words)

    def content_height(self) -> int:
        """What it takes to show everything without scrolling, px."""
        return self._head() + (self._rows[-1].y + self._rows[-1].height if self._rows else 0) + 2 * EDGE

    def _head(self) -> int:
        return self._theme.height("status-line")

    def _settle(self) -> None:
        pitch, width = self._theme.line_height("body"), max(400, self.viewport().width())
        room = width * (1 - WHO_SHARE) - PAD
        self._rows, y = [], 0
        for words in self._words:
            lines = tuple(tidy_lines(words.text, self._theme.metrics("body"), room)) or ("",)
            height = max(1, len(lines)) * pitch + 2 * ROW_PAD
            self._rows.append(RecordLine(y, height, words, lines))
            y += height
        self.setMaximumHeight(self.content_height())
        self._set_range()
        self.setAccessibleDescription("\n".join(self.said_rows()))
        self.updateGeometry()
        self.viewport().update()

    def _set_range(self) -> None:
        sight = self.viewport().height() - self._head()
        whole = self.content_height() - self._head() - 2 * EDGE
        self.verticalScrollBar().setRange(0, max(0, whole - sight))
        self.verticalScrollBar().setPageStep(max(1, sight))
        self.verticalScrollBar().setSingleStep(self._theme.line_height("body") + 2 * ROW_PAD)

    def sizeHint(self) -> QSize:
        return QSize(700, self.content_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(400, min(LEAST_HEIGHT, self.content_height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settle()
        self._set_range()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep(), Qt.Key.Key_Up: -bar.singleStep(), Qt.Key.Key_PageDown: bar.pageStep(),
            Qt.Key.Key_PageUp: -bar.pageStep(), Qt.Key.Key_Home: -bar.maximum(), Qt.Key.Key_End: bar.maximum(),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            bar.setValue(bar.value() + steps[key])
            return
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        sight, head = QRectF(self.viewport().rect()), self._head()
        self._paint_head(painter, sight)
        below = sight.adjusted(0, head, 0, 0)
        painter.save()
        painter.setClipRect(below, Qt.ClipOperation.IntersectClip)
        self._paint_rows(painter, QRectF(event.rect()).intersected(below))
        painter.restore()
        if self.hasFocus():
            paint_box(painter, sight, 0, None, self._theme.colour("focus"), self._theme.border("focus"))
        painter.end()

    def _paint_head(self, painter: QPainter, sight: QRectF) -> None:
        theme, head = self._theme, self._head()
        title = self._texts.say(mark("All records of the ticket"))
        count = self._texts.count("{n} record, the newest first", "{n} records, the newest first", len(self._words))
        y = (head - theme.metrics("body-bold").height()) / 2
        paint_text(painter, theme, "body-bold", "text", QPointF(PAD, y), title)
        left = PAD + theme.metrics("body-bold").horizontalAdvance(title) + PAD
        paint_text(painter, theme, "body", "text-muted", QPointF(left, y), count)
        painter.fillRect(QRectF(0, head - 1, sight.width(), 1), theme.colour("line"))

    def _paint_rows(self, painter: QPainter, exposed: QRectF) -> None:
        self.painted_rows = 0
        if not self._rows or exposed.isEmpty():
            return
        shift, tops = self._head() - self.verticalScrollBar().value(), [row.y for row in self._rows]
        first = max(0, bisect_right(tops, exposed.top() - shift) - 1)
        last = max(first, bisect_right(tops, exposed.bottom() - shift - 0.01) - 1)
        for row in self._rows[first : last + 1]:
            self._paint_row(painter, row, row.y + shift)
            self.painted_rows += 1

    def _paint_row(self, painter: QPainter, row: RecordLine, top: int) -> None:
        theme, width = self._theme, self.viewport().width()
        pitch, y = theme.line_height("body"), top + ROW_PAD
        who = row.words.department or row.words.channel
        metrics = theme.metrics("body")
        paint_text(painter, theme, "body", "text", QPointF(PAD, y), row.words.moment)
        shown = elided(who, metrics, width * (WHO_SHARE - TIME_SHARE) - PAD)
        paint_text(painter, theme, "body", "text-muted", QPointF(width * TIME_SHARE, y), shown)
        for line in row.lines:
            paint_text(painter, theme, "body", "text", QPointF(width * WHO_SHARE, y), line)
            y += pitch
        painter.fillRect(QRectF(0, top + row.height - 1, width, 1), theme.colour("line"))
