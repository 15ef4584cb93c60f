"""Facts of a ticket: the grey line under its title, and the table of label and value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.boxes import paint_box, paint_icon, paint_text
from ui.widgets.line_breaks import break_lines

PAIR_GAP = 18
LABEL_GAP = 3
LINE_PAD = 2
PAD, GAP = 10, 12
LEAST_VALUE_EMS = 8
"""Narrower than so many letters a value goes below its label."""


class Fact(NamedTuple):
    """A label and its value, both as shown (masked where they must be)."""

    label: str
    value: str


class FactLine(QWidget):
    """Pairs in a row, label grey and value dark; a pair goes to the next line whole, unless it is longer than a line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._facts: tuple[Fact, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show the facts (label, value) that have a value."""
        self._facts = tuple(Fact(label, value) for label, value in facts if value)
        self.setAccessibleName("; ".join(f"{fact.label} {fact.value}" for fact in self._facts))
        self._fit()
        self.update()

    def facts(self) -> tuple[Fact, ...]:
        """What is on show."""
        return self._facts

    def forget(self) -> None:
        """Show nothing."""
        self.show_facts(())

    def _places(self, width: float) -> list[tuple[float, int, Fact]]:
        """x, line and words of each pair; a value that goes on has no label there."""
        metrics = self._theme.metrics("small")
        places: list[tuple[float, int, Fact]] = []
        x, line = 0.0, 0
        for fact in self._facts:
            label = metrics.horizontalAdvance(fact.label) + LABEL_GAP
            wide = label + metrics.horizontalAdvance(fact.value)
            if x and x + wide > width:
                x, line = 0.0, line + 1
            first, *more = break_lines(fact.value, metrics, max(80.0, width - label)) or [""]
            places.append((x, line, Fact(fact.label, first)))
            for words in more:
                line += 1
                places.append((label - LABEL_GAP, line, Fact("", words)))
            x += wide + PAIR_GAP if not more else width
        return places

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        places = self._places(width)
        lines = places[-1][1] + 1 if places else 1
        return lines * (self._theme.line_height("small") + LINE_PAD)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = self.heightForWidth(self.width())
        if self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        pitch = theme.line_height("small") + LINE_PAD
        metrics = theme.metrics("small")
        for x, line, fact in self._places(self.width()):
            top = line * pitch + (pitch - metrics.height()) / 2
            paint_text(painter, theme, "small", "text-muted", QPointF(x, top), fact.label)
            after = x + metrics.horizontalAdvance(fact.label) + LABEL_GAP
            paint_text(painter, theme, "small", "text", QPointF(after, top), fact.value)
        painter.end()


class FactRow(NamedTuple):
    """A row of the table. ``icon`` with its ``tone`` stands left, ``tail`` (in the tone) at the right end."""

    label: str
    value: str
    bold: bool = False
    icon: str = ""
    tone: str = ""
    tail: str = ""


class FactTable(QWidget):
    """Rows with hairlines in a raised panel. Values wrap, below their labels where the table is narrow; nothing is elided."""

    def __init__(self, theme: Theme, label_width: int = 110, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._least_label = theme.scaled(label_width)
        self._rows: tuple[FactRow, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show plain facts (label, value), the first one bold."""
        self.show_rows(tuple(FactRow(label, value, bold=not index) for index, (label, value) in enumerate(facts)))

    def show_rows(self, rows: tuple[FactRow, ...]) -> None:
        """Show the rows that have a value."""
        self._rows = tuple(row for row in rows if row.value or row.tail)
        self.setAccessibleName("; ".join(" ".join(part for part in (r.label, r.value, r.tail) if part) for r in self._rows))
        self._fit()
        self.update()

    def rows(self) -> tuple[FactRow, ...]:
        """What is on show."""
        return self._rows

    def forget(self) -> None:
        """Show nothing."""
        self.show_rows(())

    def _label_left(self, row: FactRow) -> float:
        return 2 * PAD + self._theme.icon_size("control") + GAP if row.icon else PAD

    def _value_left(self, row: FactRow) -> float:
        """Where values begin beside the labels: all of them below one another."""
        labels = (self._theme.metrics("body-bold" if one.icon else "body").horizontalAdvance(one.label) for one in self._rows)
        return self._label_left(row) + max((*labels, self._least_label)) + GAP

    def _tail_width(self, row: FactRow) -> float:
        return self._theme.metrics("body-bold").horizontalAdvance(row.tail) + GAP if row.tail else 0

    def _is_stacked(self) -> bool:
        """Whether there is no room for values beside labels and tails."""
        room = (self.width() - self._value_left(row) - self._tail_width(row) - PAD for row in self._rows)
        return min(room, default=0) < LEAST_VALUE_EMS * self._theme.line_height("body") / 1.4

    def _lines(self, row: FactRow) -> list[str]:
        left, tail = (self._label_left(row), 0.0) if self._is_stacked() else (self._value_left(row), self._tail_width(row))
        room = self.width() - left - tail - PAD
        return break_lines(row.value, self._theme.metrics("body-bold" if row.bold else "body"), max(60.0, room))

    def _row_height(self, row: FactRow) -> int:
        beside = 0 if self._is_stacked() else 1
        return self._theme.height("status-line") + max(0, len(self._lines(row)) - beside) * self._theme.line_height("body")

    def sizeHint(self) -> QSize:
        return QSize(400, sum(self._row_height(row) for row in self._rows) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = self.sizeHint().height()
        if self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)
        self.setVisible(bool(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        paint_box(painter, QRectF(self.rect()), theme.radius("panel"), theme.colour("surface-raised"), theme.colour("line"))
        top = 0.0
        for index, row in enumerate(self._rows):
            if index:
                painter.fillRect(QRectF(1, top, self.width() - 2, 1), theme.colour("line"))
            self._paint_row(painter, row, QRectF(0, top, self.width(), theme.height("status-line") + 1))
            top += self._row_height(row)
        painter.end()

    def _paint_row(self, painter: QPainter, row: FactRow, first: QRectF) -> None:
        """``first`` is the row's first line."""
        theme, role = self._theme, row.tone or "text-muted"
        if row.icon:
            size = theme.icon_size("control")
            paint_icon(painter, theme, row.icon, role, QPointF(PAD, first.center().y() - size / 2), size)
        label_kind, value_kind = "body-bold" if row.icon else "body", "body-bold" if row.bold else "body"
        y = first.center().y() - theme.metrics("body").height() / 2
        paint_text(painter, theme, label_kind, "text" if row.icon else "text-muted", QPointF(self._label_left(row), y), row.label)
        tail = theme.metrics("body-bold").horizontalAdvance(row.tail)
        paint_text(painter, theme, "body-bold", role, QPointF(first.right() - PAD - tail, y), row.tail)
        stacked = self._is_stacked()
        left = self._label_left(row) if stacked else self._value_left(row)
        if stacked:
            y += theme.line_height("body")
        for line in self._lines(row):
            paint_text(painter, theme, value_kind, "text-muted" if row.icon else "text", QPointF(left, y), line)
            y += theme.line_height("body")
