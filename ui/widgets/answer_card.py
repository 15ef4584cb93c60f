"""The answer card: where it is now, what you need to do, roughly when; the one raised panel of the window."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from counter_app.plain_words import Answer, AnswerCard
from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.boxes import paint_box, paint_icon, paint_text
from ui.widgets.line_breaks import break_lines, tidy_lines

PARTS = (
    ("map-pin", mark("Where it is now")),
    ("hand", mark("What you need to do")),
    ("calendar-clock", mark("Roughly when")),
)
COLUMN_SHARES = (0.36, 0.32, 0.32)
SIDE_PAD = 20
CAPTION_GAP = 30
"""Between caption and answer when they are stacked, px."""
MOST_LINES = 2
WIDE_FROM = 1200
SUPPORT_GAP = 5


class _Measures(NamedTuple):
    headline: str
    top: int
    bottom: int
    stacked: bool
    caption: int = 0
    """Where the answers begin when they are stacked, px from the caption's left."""


class AnswerPart(QWidget):
    """One of the three answers, painted by line breaks of its own."""

    def __init__(self, icon: str, caption: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self._caption = caption
        self._theme = theme
        self._answer = Answer("", "")
        self._chinese = True
        self._measures = _Measures("answer", 12, 17, False)

    def show_answer(self, answer: Answer, chinese: bool) -> None:
        """Show an answer; it is announced with its caption."""
        self._answer = answer
        self._chinese = chinese
        said = " ".join(part for part in (answer.headline, answer.support) if part)
        self.setAccessibleName(f"{self._caption} {said}" if said else "")
        self.update()

    def caption_width(self) -> int:
        """The width of its caption with the icon, px."""
        return round(self._theme.metrics("small").horizontalAdvance(self._caption)) + self._theme.icon_size("body") + 6

    def use(self, measures: _Measures) -> None:
        """The sizes the card has settled on."""
        self._measures = measures
        self.update()

    def headline_lines(self, width: int, kind: str, caption: int) -> list[str]:
        """The headline's lines in a part ``width`` px wide, ``caption`` px of it taken by what stands at the left."""
        return break_lines(self._answer.headline, self._theme.metrics(kind), self._room(width, caption), phrases=True)

    def _room(self, width: int, caption: int) -> float:
        return max(80, width - 2 * SIDE_PAD - caption)

    def _support_lines(self, width: int) -> list[str]:
        room = self._room(width, self._measures.caption) - (self._theme.icon_size("body") + 4 if self._answer.late else 0)
        return tidy_lines(self._answer.support, self._theme.metrics("body"), room)

    def height_for(self, width: int) -> int:
        """The height it needs, px."""
        measures, theme = self._measures, self._theme
        high = measures.top + measures.bottom
        if not measures.stacked:
            high += theme.line_height("small") + 6
        high += len(self.headline_lines(width, measures.headline, measures.caption)) * theme.line_height(measures.headline)
        support = self._support_lines(width)
        return high + (len(support) * theme.line_height("body") + SUPPORT_GAP if support else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        measures, theme = self._measures, self._theme
        painter = QPainter(self)
        x, y = float(SIDE_PAD), float(measures.top)
        caption_high = theme.line_height("small") + 3
        icon = theme.icon_size("body")
        first = theme.line_height(measures.headline) if measures.stacked else caption_high
        paint_icon(painter, theme, self._icon, "text-muted", QPointF(x, y + (first - icon) / 2), icon)
        metrics = theme.metrics("small")
        paint_text(painter, theme, "small", "text-muted", QPointF(x + icon + 6, y + (first - metrics.height()) / 2), self._caption)
        if measures.stacked:
            x += measures.caption
        else:
            y += caption_high + 3
        y = self._paint_lines(painter, QPointF(x, y), self.headline_lines(self.width(), measures.headline, measures.caption), measures.headline, "text")
        y += SUPPORT_GAP
        role = "bad" if self._answer.late else "text-muted"
        support = self._support_lines(self.width())
        if self._answer.late and support:
            paint_icon(painter, theme, "alarm-clock", role, QPointF(x, y + (theme.line_height("body") - icon) / 2), icon)
            x += icon + 4
        self._paint_lines(painter, QPointF(x, y), support, "body", role)
        painter.end()

    def _paint_lines(self, painter: QPainter, at: QPointF, lines: list[str], kind: str, role: str) -> float:
        pitch = self._theme.line_height(kind)
        lead = (pitch - self._theme.metrics(kind).height()) / 2
        y = at.y()
        for line in lines:
            paint_text(painter, self._theme, kind, role, QPointF(at.x(), y + lead), line)
            y += pitch
        return y


class AnswerCardView(QFrame):
    """Three columns; they stack when one headline needs more than two lines."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chinese = texts.is_chinese
        self._compact = False
        self._stacked = False
        self._parts = [AnswerPart(icon, texts.say(caption), theme, self) for icon, caption in PARTS]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(texts.say(mark("Answer for the customer")))

    def show_card(self, card: AnswerCard, texts: Texts) -> None:
        """Show the three answers."""
        self._chinese = texts.is_chinese
        for part, answer in zip(self._parts, (card.where, card.do, card.when), strict=True):
            part.show_answer(answer, self._chinese)
        self._settle()

    def forget(self) -> None:
        """Show nothing."""
        for part in self._parts:
            part.show_answer(Answer("", ""), self._chinese)
        self._settle()

    def set_compact(self, compact: bool) -> None:
        """Less padding for windows under 720 px."""
        if compact != self._compact:
            self._compact = compact
            self._settle()

    def is_stacked(self) -> bool:
        """Whether the answers stand below one another."""
        return self._stacked

    def _kind(self) -> str:
        if self._theme.is_large:
            return "answer"
        if not self._chinese:
            return "title" if self.width() < WIDE_FROM else "answer"
        return "answer" if self.width() < WIDE_FROM else "figure"

    def _column_widths(self) -> list[int]:
        inside = self.width() - 2
        first, second = (round(inside * share) for share in COLUMN_SHARES[:2])
        return [first, second, inside - first - second]

    def _settle(self) -> None:
        """Choose columns or rows for the width there is, and take the height that needs."""
        kind, widths = self._kind(), self._column_widths()
        crowded = (
            len(part.headline_lines(width, kind, 0)) > MOST_LINES
            for part, width in zip(self._parts, widths, strict=True)
        )
        self._stacked = any(crowded)
        top, bottom = (9, 11) if self._compact or self._stacked else (12, 17)
        caption = 0
        if self._stacked:
            widths = [self.width() - 2] * len(PARTS)
            caption = max(part.caption_width() for part in self._parts) + CAPTION_GAP
        for part in self._parts:
            part.use(_Measures(kind, top, bottom, self._stacked, caption))
        heights = [part.height_for(width) for part, width in zip(self._parts, widths, strict=True)]
        self._place(widths, heights)
        wanted = (sum(heights) if self._stacked else max(heights)) + 2
        if self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)
        self.update()

    def _place(self, widths: list[int], heights: list[int]) -> None:
        x = y = 1
        for part, width, height in zip(self._parts, widths, heights, strict=True):
            part.setGeometry(x, y, width, height if self._stacked else max(heights))
            if self._stacked:
                y += height
            else:
                x += width

    def sizeHint(self) -> QSize:
        return QSize(600, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), theme.radius("panel"), theme.colour("surface-raised"), theme.colour("line-strong"), theme.border("control"))
        for part in self._parts[1:]:
            at = part.geometry()
            if self._stacked:
                painter.fillRect(QRectF(1, at.top(), self.width() - 2, 1), theme.colour("line"))
            else:
                painter.fillRect(QRectF(at.left(), 1, 1, self.height() - 2), theme.colour("line"))
        painter.end()
