"""The timeline of large views: three columns, the steps that are done in one row, the rest of each in few words."""

from __future__ import annotations

from counter_app.domain.timeline import DONE, NOW, TO_COME
from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.timeline_layout import Columns, Line, PlacedRow, TimelineLayout
from ui.widgets.timeline_words import Dwell, EventWords, StepWords

PAD = 12
WHAT_LINES = 3


def folded_columns(theme: Theme, width: int) -> Columns:
    """Step, what happens (dwell and remark), when; the time stands where other timelines have the remark."""
    step = theme.timeline("column-rail")
    what = step + theme.timeline("column-step")
    when = max(what + theme.timeline("column-step"), width - theme.timeline("column-time"))
    return Columns(step, what, what, what, when, width - 2)


class FoldedTimeline(TimelineLayout):
    """As ``TimelineLayout``; with ``events`` every step has its row."""

    def __init__(self, theme: Theme, places: Columns, texts: Texts) -> None:
        super().__init__(theme, places, compact=False)
        self._texts = texts

    def place(self, steps: list[StepWords], events: list[tuple[EventWords, ...]] | None) -> list[PlacedRow]:
        """The rows from top to bottom; done steps are one row unless all events are asked for."""
        done = [step for step in steps if step.state == DONE] if events is None else []
        if len(done) > 1:
            self._add(self._folded_row(done))
        for at, step in enumerate(steps):
            if step in done and len(done) > 1:
                continue
            self._add(self._row(step, bare=events is not None))
            for event in events[at] if events is not None else ():
                self._add(self._event_row(event, step.state))
        return self._rows

    def _folded_row(self, done: list[StepWords]) -> PlacedRow:
        c, texts = self._columns, self._texts
        title = texts.count("{n} step done", "{n} steps done", len(done))
        names = texts.say(mark(", ")).join(step.name for step in done)
        cells = [
            self._block(c.step, c.time, "body", "text", title, 2),
            self._block(c.time, c.remark, "body", "text", names, WHAT_LINES),
            self._block(c.remark, c.end, "body", "text", done[-1].moment, 2),
        ]
        said = ", ".join((title, names, done[-1].moment))
        return self._placed(DONE, cells, self._theme.timeline("row-folded"), Dwell(), 0, said)

    def _row(self, step: StepWords, *, bare: bool) -> PlacedRow:
        c, is_now = self._columns, step.state == NOW
        role = "text-muted" if step.state == TO_COME else "text"
        what, shown = self._what(step, bare)
        cells = [
            self._block(c.step, c.time, "heading" if is_now else "body", role, step.name, 3),
            what,
            self._block(c.remark, c.end, "body", role, step.moment, 2),
        ]
        least = self._theme.timeline("row-now-min" if is_now else "row-todo")
        return self._placed(step.state, cells, least, Dwell(), shown, step.said)

    def _what(self, step: StepWords, bare: bool) -> tuple[list[Line], int]:
        """How long it has stood here and the newest word about it, or who will do it; how many events that shows."""
        c = self._columns
        if step.state != NOW:
            return self._block(c.time, c.remark, "body", "text-muted" if step.state == TO_COME else "text", step.department, 2), 0
        lines = self._dwell_lines(step.dwell)
        if step.events and not bare:
            newest = self._block(c.time, c.remark, "body", "text", step.events[-1].line, WHAT_LINES)
            return lines + self._below(lines, newest), 1
        return lines + self._below(lines, self._block(c.time, c.remark, "body", "text-muted", step.department, 2)), 0

    def _dwell_lines(self, dwell: Dwell) -> list[Line]:
        c = self._columns
        lines = self._block(c.time, c.remark, "body", "text", dwell.text, 1)
        kind = "body-bold" if dwell.late else "body"
        note = self._block(c.time, c.remark, kind, "bad" if dwell.late else "text-muted", dwell.note, 2)
        gap = self._theme.metrics("body").horizontalAdvance(dwell.text) + PAD
        if lines and len(note) == 1 and c.time + gap + self._theme.metrics(kind).horizontalAdvance(note[0].text) < c.remark:
            return [*lines, note[0]._replace(x=round(c.time + gap))]
        return lines + self._below(lines, note)

    def _below(self, upper: list[Line], lower: list[Line]) -> list[Line]:
        bottom = max((line.y + self._pitch(line.kind) for line in upper), default=0)
        return [line._replace(y=line.y + bottom) for line in lower]

    def _placed(self, state: str, cells: list[list[Line]], least: int, dwell: Dwell, shown: int, said: str) -> PlacedRow:
        tallest = max((line.y + self._pitch(line.kind) for cell in cells for line in cell), default=0)
        height = max(least, round(tallest) + 2 * PAD)
        top = PAD if state == NOW else (height - tallest) / 2
        lines = tuple(line._replace(y=line.y + top) for cell in cells for line in cell)
        first = self._pitch(cells[0][0].kind) if cells[0] else 0
        return PlacedRow(state, 0, height, top + first / 2, lines, dwell, shown, said)

    def _event_row(self, event: EventWords, state: str) -> PlacedRow:
        """One event below its step: who, what, when."""
        c = self._columns
        who = " · ".join(part for part in (event.channel, event.department) if part)
        cells = [
            self._block(c.step, c.time, "small", "text-muted", who, 3),
            self._block(c.time, c.remark, "small", "text", event.text, 99),
            self._block(c.remark, c.end, "small", "text-muted", event.moment, 2),
        ]
        return self._placed(f"event-{state}", cells, 0, Dwell(), 1, event.said)
