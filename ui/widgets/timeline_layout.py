"""Where everything of the timeline stands: rows with their lines of text, measured once for a width."""

from __future__ import annotations

from typing import NamedTuple

from counter_app.domain.timeline import NOW, TO_COME
from ui.theme import Theme
from ui.widgets.line_breaks import first_lines, tidy_lines
from ui.widgets.timeline_words import Dwell, EventWords, StepWords

COLUMN_PAD = 8
REMARK_LINES = 3
NOW_LINES = 4
"""Lines of remarks beside the step it stands at; one less in a low window."""
NAME_LINES = 2
LEAST_PITCH = 20
NOW_TOP = 10
BAR_GAP = 7
EVENT_DATE = 96
EVENT_ROW_PAD = 8


class Line(NamedTuple):
    """One line of text: where its line box begins (from the row's top left), kind and colour role of the text."""

    x: int
    y: float
    kind: str
    role: str
    text: str


class PlacedRow(NamedTuple):
    """A row as it will be painted. ``events`` counts the events whose words it holds; ``node_y`` from the row's top."""

    state: str
    y: int
    height: int
    node_y: float
    lines: tuple[Line, ...]
    dwell: Dwell
    events: int
    said: str
    bar_y: int = 0


class Columns(NamedTuple):
    """Left edges of the columns, px, and the right end."""

    step: int
    time: int
    dwell: int
    department: int
    remark: int
    end: int


def columns(theme: Theme, width: int, chinese: bool) -> Columns:
    """The columns for a width; other languages write longer names and shorter dates than Chinese."""
    prefix = "column-" if chinese else "wide-column-"
    step = theme.timeline(f"{prefix}rail")
    time = step + theme.timeline(f"{prefix}step")
    dwell = time + theme.timeline(f"{prefix}time")
    department = dwell + theme.timeline(f"{prefix}dwell")
    return Columns(step, time, dwell, department, department + theme.timeline(f"{prefix}department"), width - 2)


class TimelineLayout:
    """Places step rows, and event rows below them when all are asked for."""

    def __init__(self, theme: Theme, places: Columns, compact: bool) -> None:
        self._theme = theme
        self._columns = places
        self._compact = compact
        self._rows: list[PlacedRow] = []
        self._y = 0

    def place(self, steps: list[StepWords], events: list[tuple[EventWords, ...]] | None) -> list[PlacedRow]:
        """The rows from top to bottom; ``events`` (one tuple per step) puts every event below its step."""
        for at, step in enumerate(steps):
            bare = events is not None
            self._add(self._now_row(step, bare) if step.state == NOW else self._quiet_row(step, bare))
            for event in events[at] if events is not None else ():
                self._add(self._event_row(event, step.state))
        return self._rows

    def _add(self, row: PlacedRow) -> None:
        self._rows.append(row._replace(y=self._y))
        self._y += row.height

    def _block(self, x: int, right: int, kind: str, role: str, text: str, most: int) -> list[Line]:
        """Lines of one cell, the first at y 0."""
        pitch = self._pitch(kind)
        found = first_lines(text, self._theme.metrics(kind), max(40, right - x - COLUMN_PAD), most) if text else []
        return [Line(x, n * pitch, kind, role, line) for n, line in enumerate(found)]

    def _pitch(self, kind: str) -> int:
        return max(LEAST_PITCH if kind in ("small", "body") else 0, round(self._theme.line_height(kind)))

    def _quiet_row(self, step: StepWords, bare: bool) -> PlacedRow:
        """A step that is done or still to come: everything centred on one line where it fits."""
        c, done = self._columns, step.state != TO_COME
        role = "text" if done else "text-muted"
        cells = [
            self._block(c.step, c.time, "body", role, step.name, NAME_LINES),
            self._block(c.time, c.dwell, "body", role, step.moment, NAME_LINES),
            self._block(c.dwell, c.department, "body", role, step.dwell.text, NAME_LINES),
            self._block(c.department, c.remark, "body", role, step.department, NAME_LINES),
        ]
        if not bare and step.events:
            cells.append(self._block(c.remark, c.end, "small", "text-muted", step.events[-1].text, REMARK_LINES))
        tallest = max(len(cell) * self._pitch(cell[0].kind) for cell in cells if cell)
        height = max(self._row_height(done), tallest + 4)
        lines = [line._replace(y=line.y + (height - len(cell) * self._pitch(line.kind)) / 2) for cell in cells for line in cell]
        shown = 0 if bare else len(step.events)
        return PlacedRow(step.state, 0, height, height / 2, tuple(lines), step.dwell, shown, step.said)

    def _row_height(self, done: bool) -> int:
        """36 and 33 px in windows under 720 px."""
        height = self._theme.timeline("row-done" if done else "row-todo")
        return height - (4 if done else 5) if self._compact and self._theme.view == "normal" else height

    def _now_row(self, step: StepWords, bare: bool) -> PlacedRow:
        """The step it stands at: name and place, since when, how long, and what happened here."""
        c = self._columns
        cells = [
            self._block(c.step, c.time, "heading", "text", step.name, NAME_LINES),
            self._block(c.time, c.dwell, "body", "text", step.moment, NAME_LINES),
            self._block(c.dwell, c.department, "body-bold", "bad" if step.dwell.late else "text", step.dwell.text, 1),
            self._block(c.department, c.remark, "body", "text", step.department, NAME_LINES),
        ]
        name_end = len(cells[0]) * self._pitch("heading")
        place = self._block(c.step, c.time, "chip-bold", "accent-text", step.place, NAME_LINES)
        cells.append([line._replace(y=line.y + name_end + 3) for line in place])
        note = self._block(c.dwell, c.department, "caption", "bad" if step.dwell.late else "text-muted", step.dwell.note, NAME_LINES)
        cells.append([line._replace(y=line.y + self._note_top(step.dwell)) for line in note])
        here, shown = ([], 0) if bare else self._events_here(step)
        cells.append(here)
        lines = tuple(line._replace(y=line.y + NOW_TOP) for cell in cells for line in cell)
        bottom = max((line.y + self._pitch(line.kind) for line in lines), default=0)
        height = max(self._theme.timeline("row-now-min"), round(bottom) + NOW_TOP)
        node, bar = NOW_TOP + self._pitch("heading") / 2, NOW_TOP + self._pitch("body-bold") + BAR_GAP
        return PlacedRow(step.state, 0, height, node, lines, step.dwell, shown, step.said, bar)

    def _note_top(self, dwell: Dwell) -> int:
        return self._pitch("body-bold") + (2 * BAR_GAP if dwell.share else 0)

    def _events_here(self, step: StepWords) -> tuple[list[Line], int]:
        """Dates and words of the newest events that find room, how many are not shown; and how many are."""
        c, pitch = self._columns, self._pitch("small")
        room = NOW_LINES - 1 if self._compact else NOW_LINES
        blocks: list[list[Line]] = []
        for event in reversed(step.events):
            words = self._event_words(event, REMARK_LINES)
            if blocks and len(words) > room:
                break
            blocks.append([Line(c.remark, 0, "small", "text", event.moment), *words])
            room -= max(1, len(words))
        lines: list[Line] = []
        y = 0.0
        for block in reversed(blocks):
            lines.extend(line._replace(y=line.y + y) for line in block)
            y += max(1, len(block) - 1) * pitch
        if step.earlier[len(blocks)]:
            lines.append(Line(c.remark, y, "caption", "text-muted", step.earlier[len(blocks)]))
        return lines, len(blocks)

    def _event_words(self, event: EventWords, most: int) -> list[Line]:
        """The words of an event right of its date."""
        metrics = self._theme.metrics("small")
        indent = max(EVENT_DATE, round(metrics.horizontalAdvance(event.moment)) + 12)
        return self._block(self._columns.remark + indent, self._columns.end, "small", "text", event.line, most)

    def _event_row(self, event: EventWords, state: str) -> PlacedRow:
        """One event below its step, in the same columns, its whole text."""
        c = self._columns
        words = tidy_lines(event.text, self._theme.metrics("small"), max(80, c.end - c.remark - COLUMN_PAD))
        cells = [
            self._block(c.step + 12, c.time, "small", "text-muted", event.channel, NAME_LINES),
            self._block(c.time, c.department, "small", "text-muted", event.moment, NAME_LINES),
            self._block(c.department, c.remark, "small", "text-muted", event.department, NAME_LINES),
            [Line(c.remark, n * self._pitch("small"), "small", "text", line) for n, line in enumerate(words)],
        ]
        tallest = max((len(cell) for cell in cells), default=1)
        lines = tuple(line._replace(y=line.y + EVENT_ROW_PAD / 2) for cell in cells for line in cell)
        height = max(1, tallest) * self._pitch("small") + EVENT_ROW_PAD
        return PlacedRow(f"event-{state}", 0, height, EVENT_ROW_PAD / 2 + self._pitch("small") / 2, lines, Dwell(), 1, event.said)
