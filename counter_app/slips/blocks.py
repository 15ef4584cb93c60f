"""The parts every paper shares: the three answers, the steps as rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from counter_app.domain.timeline import DONE, NOW
from counter_app.slips.content import SaidAnswer, SaidStep, SlipWords
from counter_app.slips.ink import Bar, Disc, Ink, Piece, Ring, Tick, lower
from counter_app.slips.setting import LEFT, RIGHT, Setting, Style


class Styles(NamedTuple):
    """The styles of one layout on one form of paper, in the paper's unit; ``code`` is the QR code's longest side."""

    hall: Style
    title: Style
    number: Style
    label: Style
    fact: Style
    headline: Style
    support: Style
    step: Style
    foot: Style
    caption: Style
    code: float
    pad: float
    """Space above and below a rule."""


    def scaled(self, by: float) -> Styles:
        """All sizes times ``by``; the QR code and the spaces stay."""
        return Styles(
            hall=self.hall.scaled(by),
            title=self.title.scaled(by),
            number=self.number.scaled(by),
            label=self.label.scaled(by),
            fact=self.fact.scaled(by),
            headline=self.headline.scaled(by),
            support=self.support.scaled(by),
            step=self.step.scaled(by),
            foot=self.foot.scaled(by),
            caption=self.caption.scaled(by),
            code=self.code,
            pad=self.pad,
        )


TITLE_LINES, FACT_LINES, ANSWER_LINES, STEP_LINES, ASK_LINES = 2, 8, 3, 3, 2
"""How many lines a text of another system's or the hall's may take on a sheet; what is left out is seen to be."""
ROLL_TITLE_LINES, ROLL_ANSWER_LINES, ROLL_ASK_LINES = 4, 7, 4
"""The same on a roll, which is narrow and has no end."""
Block = Callable[[Setting, Styles, SlipWords], list[Piece]]


def text_piece(setting: Setting, style: Style, lines: list[str], gap: float = 0) -> Piece:
    """Lines one under the other from the left margin; ``gap`` in the paper's unit."""
    leading = setting.u(style.leading)
    ink = tuple(setting.placed(line, style, n * leading) for n, line in enumerate(lines))
    return Piece(len(lines) * leading, ink, setting.u(gap))


def stacked(pieces: list[Piece]) -> Piece:
    """Pieces that must stay on one page, as one; the gap of the first is kept as the gap of all."""
    ink: list[Ink] = []
    top = 0.0
    for n, piece in enumerate(pieces):
        top += piece.gap if n else 0
        ink.extend(lowered(piece.ink, top))
        top += piece.height
    return Piece(top, tuple(ink), pieces[0].gap if pieces else 0)


def lowered(ink: tuple[Ink, ...], by: float) -> tuple[Ink, ...]:
    """All of it ``by`` mm further down."""
    return tuple(lower(one, by) for one in ink)


def ruled(setting: Setting, styles: Styles) -> Piece:
    """A line between two parts."""
    ink = setting.rule(0)
    return Piece(max((bar.height for bar in ink if isinstance(bar, Bar)), default=0), ink, setting.u(styles.pad), rule=True)


def answers(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    """The three answers, each under a rule."""
    pieces: list[Piece] = []
    for said in words.answers:
        if said.headline:
            pieces += [ruled(setting, styles), answer(setting, styles, said, styles.pad)]
    return pieces


def answer(setting: Setting, styles: Styles, said: SaidAnswer, gap: float) -> Piece:
    """One answer: question, headline, support line."""
    most = ROLL_ANSWER_LINES if setting.paper.is_roll else ANSWER_LINES
    headline = setting.phrases(said.headline, styles.headline, setting.width, most)
    support = setting.balanced(said.support, styles.support, setting.width, most)
    parts = [
        text_piece(setting, styles.label, [said.label], gap),
        text_piece(setting, styles.headline, headline),
        text_piece(setting, styles.support, support),
    ]
    return stacked(parts)


def steps(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    """The route, a row a step, under a rule."""
    if not words.steps:
        return []
    rows = [_step_row(setting, styles, step) for step in words.steps]
    first = rows[0]._replace(gap=setting.u(styles.pad * 1.3))
    return [ruled(setting, styles), first, *rows[1:]]


def _step_row(setting: Setting, styles: Styles, step: SaidStep) -> Piece:
    style = styles.step._replace(bold=step.state == NOW)
    radius = setting.u(styles.step.size * 0.535)
    name_left = setting.left + radius * 3.6
    whole = setting.right - name_left
    note_lines = setting.lines(step.note, style, whole * 0.6, STEP_LINES)
    note_width = max((setting.measure(line, style) for line in note_lines), default=0.0)
    name_lines = setting.lines(step.name, style, whole - note_width - (setting.u(style.size) if note_width else 0), STEP_LINES)
    below = 0
    if len(name_lines) > 1 and note_lines:  # both have the whole width, one below the other
        name_lines = setting.lines(step.name, style, whole, STEP_LINES)
        below = len(name_lines)
    leading = setting.u(style.leading)
    ink: list[Ink] = list(node(setting.left + radius, leading / 2, radius, step.state))
    for n, line in enumerate(name_lines):
        ink.append(setting.placed(line, style, n * leading, LEFT, (name_left, setting.right)))
    for n, line in enumerate(note_lines):
        ink.append(setting.placed(line, style, (below + n) * leading, RIGHT))
    return Piece(max(len(name_lines), below + len(note_lines), 1) * leading, tuple(ink), setting.u(styles.step.leading * 0.3))


def node(x: float, y: float, radius: float, state: str) -> tuple[Ink, ...]:
    """Form before colour: a tick is done, a dot is now, an open circle is to come."""
    if state == DONE:
        return (Disc(x, y, radius), Tick(x, y, radius))
    if state == NOW:
        return (Disc(x, y, radius), Disc(x, y, radius * 0.36, white=True))
    line = radius * 0.24
    return (Ring(x, y, radius - line / 2, line),)
