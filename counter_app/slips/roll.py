"""The parts of a slip that look their own way on a roll: one narrow column, QR code near the end."""

from __future__ import annotations

from dataclasses import replace

from counter_app.slips.blocks import (
    FACT_LINES,
    ROLL_ASK_LINES,
    ROLL_TITLE_LINES,
    TITLE_LINES,
    Styles,
    answer,
    ruled,
    stacked,
    text_piece,
)
from counter_app.slips.content import CONTACT, OWNER, Fact, SlipWords
from counter_app.slips.ink import Code, Ink, Piece
from counter_app.slips.safe_text import WIDE_SPACE
from counter_app.slips.setting import CENTRE, LEFT, RIGHT, Setting, Style

_QUIET_DOTS = 28
_BESIDE_EMS = 9
"""How many 汉字 must fit beside the QR code for words to stand there; else they stand below it."""
_STRIPES_DOTS = 64


def status_head(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    """Hall and title in the middle, then kind, ticket number and the facts a line each."""
    kind = _row(setting, styles, Fact("", words.kind_label, words.kind), styles.fact._replace(bold=True))
    rows = [kind, _number_row(setting, styles, words), *facts(setting, styles, words)]
    return [*_title(setting, styles, words), ruled(setting, styles), rows[0]._replace(gap=setting.u(styles.pad)), *rows[1:]]


def large_head(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    """Hall, title (it names the kind) and ticket number, in the middle."""
    number = setting.fitted(words.number, styles.number, setting.width)
    label = _centred(setting, styles.label, [words.number_label], 8)
    return [*_title(setting, styles, words), label, _centred(setting, number, [words.number])]


def _title(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    hall = _centred(setting, styles.hall, setting.lines(words.hall, styles.hall, setting.width, TITLE_LINES))
    return [hall, _centred(setting, styles.title, setting.phrases(words.title, styles.title, setting.width, ROLL_TITLE_LINES))]


def _centred(setting: Setting, style: Style, lines: list[str], gap: float = 0) -> Piece:
    leading = setting.u(style.leading)
    ink = tuple(setting.placed(line, style, n * leading, CENTRE) for n, line in enumerate(lines))
    return Piece(len(lines) * leading, ink, setting.u(gap))


def _number_row(setting: Setting, styles: Styles, words: SlipWords) -> Piece:
    """The number beside its label, or below it where it would have to be small; it is never broken."""
    label = setting.measure(words.number_label, styles.label) + setting.u(16)
    beside = setting.fitted(words.number, styles.number, setting.width - label)
    if beside.size >= styles.number.size * 0.8:
        return _beside(setting, styles, words.number_label, [words.number], beside)
    below = setting.fitted(words.number, styles.number, setting.width)
    leading = setting.u(styles.label.leading)
    ink: tuple[Ink, ...] = (setting.placed(words.number_label, styles.label, 0),)
    return Piece(leading + setting.u(below.leading), (*ink, setting.placed(words.number, below, leading, RIGHT)))


def facts(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    """Label at the left, value at the right; the customer's phone on the name's line where both fit."""
    state = styles.fact._replace(bold=True)
    return [
        _row(setting, styles, fact, state if fact.key == "state" else styles.fact)
        for fact in _owner_with_phone(setting, styles, words.facts)
    ]


def _owner_with_phone(setting: Setting, styles: Styles, shown: tuple[Fact, ...]) -> list[Fact]:
    values = {fact.key: fact for fact in shown}
    owner, contact = values.get(OWNER), values.get(CONTACT)
    if not owner or not contact:
        return list(shown)
    both = Fact(OWNER, owner.label, f"{owner.value}{WIDE_SPACE}{contact.value}")
    wide = setting.measure(both.value, styles.fact) + setting.measure(both.label, styles.label) + setting.u(16)
    if wide > setting.width:
        return list(shown)
    return [both if fact is owner else fact for fact in shown if fact is not contact]


def _row(setting: Setting, styles: Styles, fact: Fact, style: Style) -> Piece:
    room = setting.width - setting.measure(fact.label, styles.label) - setting.u(16)
    if room >= setting.width * 0.35:
        return _beside(setting, styles, fact.label, setting.lines(fact.value, style, room, FACT_LINES), style)
    label = text_piece(setting, styles.label, setting.lines(fact.label, styles.label, setting.width))
    return stacked([label, text_piece(setting, style, setting.lines(fact.value, style, setting.width, FACT_LINES))])


def _beside(setting: Setting, styles: Styles, label: str, values: list[str], style: Style) -> Piece:
    leading = setting.u(style.leading)
    shown = styles.label._replace(leading=style.leading)
    ink: list[Ink] = [setting.placed(label, shown, 0, LEFT)]
    ink += [setting.placed(line, style, n * leading, RIGHT) for n, line in enumerate(values)]
    return Piece(max(len(values), 1) * leading, tuple(ink))


def answers(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    """The three answers under one rule, a small space between them."""
    shown = [said for said in words.answers if said.headline]
    pieces = [answer(setting, styles, said, styles.pad if n == 0 else styles.pad * 0.9) for n, said in enumerate(shown)]
    return [ruled(setting, styles), *pieces] if pieces else []


def remarks(setting: Setting, styles: Styles, words: SlipWords, most: int) -> list[Piece]:
    """The remarks given to it, newest first, each cut after ``most`` lines, visibly."""
    if not words.remarks:
        return []
    pieces = [ruled(setting, styles), text_piece(setting, styles.label, [words.remarks_label], styles.pad)]
    for remark in words.remarks:
        lines = setting.lines(f"{remark.day}{WIDE_SPACE}{remark.text}", styles.fact, setting.width, most)
        pieces.append(text_piece(setting, styles.fact, lines, 4))
    return pieces


def foot(setting: Setting, styles: Styles, words: SlipWords, page: str) -> Piece:
    """QR code with what to do with it, where to ask, and when and where it was printed. A roll has no pages."""
    parts = [
        *_code(setting, styles, words),
        *_line_code(setting, styles, words),
        *_asked(setting, styles, words),
        ruled(setting, styles),
    ]
    pairs = [(words.printed, words.desk), (words.no_business, words.copy)]
    if not all(_go_together(setting, styles.foot, left, right) for left, right in pairs):
        pairs = [(words.no_business, ""), (words.printed, ""), (words.desk, words.copy)]
    for n, (left, right) in enumerate(pairs):
        parts.append(_ends(setting, styles.foot, left, right)._replace(gap=setting.u(styles.pad if n == 0 else 0)))
    return stacked(parts)


def _code(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    sentences = [said for said in (words.scan_next_time if words.code else "", words.no_passwords, words.come_back) if said]
    style = styles.foot
    code = setting.code(words.code, setting.u(styles.code), setting.left, 0) if words.code else None
    if code and setting.width - code.module * len(code.rows) < setting.u(_QUIET_DOTS + _BESIDE_EMS * style.size):
        return _code_above(setting, styles, code, sentences)
    side = code.module * len(code.rows) if code else 0.0
    left = setting.left + side + (setting.u(_QUIET_DOTS) if code else 0)
    lines = [line for said in sentences for line in setting.balanced(said, style, setting.right - left)]
    leading = setting.u(style.leading)
    top = max(0.0, (side - len(lines) * leading) / 2)
    ink: list[Ink] = [code] if code else []
    ink += [setting.placed(line, style, top + n * leading, LEFT, (left, setting.right)) for n, line in enumerate(lines)]
    gap = setting.u(_QUIET_DOTS if code else styles.pad)
    # half a line below an em: the next rule keeps the code's white edge too
    return [ruled(setting, styles), Piece(max(side, len(lines) * leading) + gap - setting.u(styles.pad), tuple(ink), gap)]


def _code_above(setting: Setting, styles: Styles, code: Code, sentences: list[str]) -> list[Piece]:
    """The QR code in the middle and the sentences below it: for a roll too narrow for both side by side."""
    side = code.module * len(code.rows)
    placed = replace(code, x=setting.whole(setting.left + (setting.width - side) / 2))
    lines = [line for said in sentences for line in setting.balanced(said, styles.foot, setting.width)]
    below = text_piece(setting, styles.foot, lines, _QUIET_DOTS)
    return [ruled(setting, styles), stacked([Piece(side, (placed,), setting.u(_QUIET_DOTS)), below])]


def _line_code(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    """The number as a line code in the middle, its characters below; nothing where it does not fit."""
    height = setting.u(_STRIPES_DOTS)
    stripes = setting.stripes(words.line_code, setting.u(setting.paper.head_dots), height)
    if stripes is None:
        return []
    placed = replace(stripes, x=setting.whole(setting.left + (setting.width - stripes.width) / 2))
    number = _centred(setting, setting.fitted(words.line_code, styles.foot, setting.width), [words.line_code])
    return [ruled(setting, styles), stacked([Piece(height, (placed,), setting.u(styles.pad)), number])]


def _asked(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    lines = [line for said in words.ask for line in setting.phrases(said, styles.foot, setting.width, ROLL_ASK_LINES)]
    return [ruled(setting, styles), text_piece(setting, styles.foot, lines, styles.pad)] if lines else []


def _go_together(setting: Setting, style: Style, left: str, right: str) -> bool:
    return setting.measure(left, style) + setting.measure(right, style) + setting.u(style.size) <= setting.width


def _ends(setting: Setting, style: Style, left: str, right: str) -> Piece:
    """One text at the left and one at the right end of a line; below each other where both do not fit."""
    leading = setting.u(style.leading)
    together = _go_together(setting, style, left, right)
    lines = [left] if together else [*setting.lines(left, style, setting.width), *setting.lines(right, style, setting.width)]
    ink: list[Ink] = [setting.placed(line, style, n * leading) for n, line in enumerate(lines)]
    if together and right:
        ink.append(setting.placed(right, style, 0, RIGHT))
    return Piece(len(lines) * leading, tuple(ink))
