"""The parts of a slip that look their own way on a sheet: head, facts in two columns, remarks, foot."""

from __future__ import annotations

import math
from dataclasses import replace

from counter_app.slips.blocks import ASK_LINES, FACT_LINES, TITLE_LINES, Styles, ruled, stacked, text_piece
from counter_app.slips.content import Fact, SlipWords
from counter_app.slips.ink import Ink, Piece
from counter_app.slips.papers import DOT_MM
from counter_app.slips.safe_text import WIDE_SPACE
from counter_app.slips.setting import CENTRE, LEFT, RIGHT, Setting

_STRIPES_UNITS = 26
_QUIET_MODULES = 4
"""White around a QR code, in modules. Source: ISO/IEC 18004."""


def status_head(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    """Hall, title, kind and ticket number; the QR code at the right."""
    return _head(setting, styles, words, f"{words.kind}{WIDE_SPACE}{words.number_label}")


def large_head(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    """The same where the title already names the kind."""
    return _head(setting, styles, words, words.number_label)


def _head(setting: Setting, styles: Styles, words: SlipWords, above_number: str) -> list[Piece]:
    code, code_width, code_height = _code(setting, styles, words)
    width = setting.width - code_width - (setting.u(24) if code_width else 0)
    number = setting.fitted(words.number, styles.number, width)
    rows = [
        text_piece(setting, styles.hall, setting.lines(words.hall, styles.hall, width, TITLE_LINES)),
        text_piece(setting, styles.title, setting.phrases(words.title, styles.title, width, TITLE_LINES)),
        text_piece(setting, styles.hall, setting.lines(above_number, styles.hall, width, TITLE_LINES), 3),
        text_piece(setting, number, [words.number]),
    ]
    left = stacked([row for row in [*rows, _line_code(setting, words, width)] if row.ink])
    return [Piece(max(left.height, code_height), left.ink + code)]


def _line_code(setting: Setting, words: SlipWords, width: float) -> Piece:
    """The number as a line code at the left margin; nothing where it does not fit."""
    height = setting.u(_STRIPES_UNITS)
    stripes = setting.stripes(words.line_code, width, height)
    if stripes is None:
        return Piece(0, ())
    placed = replace(stripes, x=math.ceil(setting.left / DOT_MM - 1e-6) * DOT_MM)  # whole dots, as its bars are
    return Piece(height, (placed,), setting.u(5))


def _code(setting: Setting, styles: Styles, words: SlipWords) -> tuple[tuple[Ink, ...], float, float]:
    """The QR code with its caption; how wide and how high both are."""
    if not words.code:
        return (), 0, 0
    side = setting.u(styles.code)
    caption = styles.caption
    code = setting.code(words.code, side, 0, 0)
    drawn = code.module * len(code.rows)
    lines = setting.balanced(words.scan_here, caption, side * 1.25)
    wide = max(drawn, *(setting.measure(line, caption) for line in lines))
    middle = setting.right - wide / 2
    top = drawn + _QUIET_MODULES * code.module - setting.u((caption.leading - caption.size) / 2)
    box = (middle - wide / 2, middle + wide / 2)
    leading = setting.u(caption.leading)
    said = [setting.placed(line, caption, top + n * leading, CENTRE, box) for n, line in enumerate(lines)]
    placed = setting.code(words.code, side, middle - drawn / 2, 0)
    return (placed, *said), wide, top + len(lines) * leading


def facts(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    """Label and value, two pairs a row where both are short, else one."""
    grid = _Grid(setting, styles, words.facts)
    rows: list[list[Fact]] = []
    for fact in words.facts:
        paired = bool(rows) and len(rows[-1]) == 1 and grid.is_short(rows[-1][0], 0) and grid.is_short(fact, 1)
        if paired:
            rows[-1].append(fact)
        else:
            rows.append([fact])
    pieces = [grid.row(row) for row in rows]
    return [pieces[0]._replace(gap=setting.u(8)), *pieces[1:]] if pieces else []


class _Grid:
    """Two columns of label and value; the labels' columns are as wide as the widest label."""

    def __init__(self, setting: Setting, styles: Styles, shown: tuple[Fact, ...]) -> None:
        self._setting = setting
        self._styles = styles
        widest = max((setting.measure(fact.label, styles.label) for fact in shown), default=0.0)
        self._label_width = min(max(setting.u(72), widest + setting.u(12)), setting.width * 0.3)
        self._starts = (setting.left, setting.left + setting.width * 0.446)

    def is_short(self, fact: Fact, column: int) -> bool:
        """Whether the value fits one line of the column."""
        end = self._starts[1] - self._setting.u(10) if column == 0 else self._setting.right
        return self._setting.measure(fact.value, self._styles.fact) <= end - self._starts[column] - self._label_width

    def row(self, row: list[Fact]) -> Piece:
        """One row of one or two facts."""
        setting, styles = self._setting, self._styles
        leading = setting.u(styles.fact.leading)
        ink: list[Ink] = []
        most = 1
        for column, fact in enumerate(row):
            left = self._starts[column]
            labels = setting.lines(fact.label, styles.label, self._label_width - setting.u(6))
            values = setting.lines(fact.value, styles.fact, setting.right - left - self._label_width, FACT_LINES)
            for n, line in enumerate(labels):
                label = styles.label._replace(leading=styles.fact.leading)
                ink.append(setting.placed(line, label, n * leading, LEFT, (left, setting.right)))
            for n, line in enumerate(values):
                ink.append(setting.placed(line, styles.fact, n * leading, LEFT, (left + self._label_width, setting.right)))
            most = max(most, len(labels), len(values))
        return Piece(most * leading, tuple(ink), setting.u(4))


def remarks(setting: Setting, styles: Styles, words: SlipWords, most: int) -> list[Piece]:
    """The remarks given to it, newest first, beside their label, each cut after ``most`` lines, visibly."""
    pieces: list[Piece] = []
    style = styles.label._replace(leading=styles.foot.leading + 1)
    label_width = min(setting.measure(words.remarks_label, style) + setting.u(14), setting.width * 0.3)
    box = (setting.left + label_width, setting.right)
    leading = setting.u(style.leading)
    for n, remark in enumerate(words.remarks):
        text = f"{remark.day}{WIDE_SPACE}{remark.text}"
        lines = setting.lines(text, style, box[1] - box[0], most)
        ink: list[Ink] = [setting.placed(line, style, at * leading, LEFT, box) for at, line in enumerate(lines)]
        if n == 0:
            pieces.append(ruled(setting, styles))
            ink.append(setting.placed(words.remarks_label, setting.fitted(words.remarks_label, style, label_width), 0))
        pieces.append(Piece(len(lines) * leading, tuple(ink), setting.u(styles.pad if n == 0 else 2)))
    return pieces


def foot(setting: Setting, styles: Styles, words: SlipWords, page: str) -> Piece:
    """The lines at the end of a page; ``page`` is "" on a slip of one page."""
    advice = words.between.join(said for said in (words.come_back, words.no_passwords, words.no_business) if said)
    style = styles.foot
    parts = [ruled(setting, styles), text_piece(setting, style, setting.lines(advice, style, setting.width), styles.pad)]
    asked = [line for said in words.ask for line in setting.lines(said, style, setting.width, ASK_LINES)]
    if asked:
        parts.append(text_piece(setting, style, asked))
    parts.append(_last_line(setting, styles, words, page))
    return stacked(parts)


def _last_line(setting: Setting, styles: Styles, words: SlipWords, page: str) -> Piece:
    style = styles.foot
    left = WIDE_SPACE.join(part for part in (words.printed, words.desk, page) if part)
    leading = setting.u(style.leading)
    together = setting.measure(left, style) + setting.measure(words.copy, style) + setting.u(style.size)
    lines = [left] if together <= setting.width else setting.lines(left, style, setting.width, ASK_LINES + 1)
    ink = [setting.placed(line, style, n * leading) for n, line in enumerate(lines)]
    last = len(lines) - 1 if together <= setting.width else len(lines)
    ink.append(setting.placed(words.copy, style, last * leading, RIGHT))
    return Piece((last + 1) * leading, tuple(ink), setting.u(5))


def again(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    """The head of every further page: whose slip it is, without the QR code."""
    number = setting.fitted(words.number, styles.number, setting.width)
    rows = [
        text_piece(setting, styles.hall, setting.lines(f"{words.hall}{WIDE_SPACE}{words.title}".strip(), styles.hall, setting.width, 1)),
        text_piece(setting, number, [words.number]),
    ]
    return [stacked(rows), ruled(setting, styles)]
