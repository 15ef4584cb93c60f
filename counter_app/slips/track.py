"""The steps as one drawn line of circles, and in figures below: for large print."""

from __future__ import annotations

from counter_app.domain.timeline import DONE, NOW
from counter_app.slips.blocks import Styles, node, ruled, stacked, text_piece
from counter_app.slips.content import SlipWords
from counter_app.slips.ink import Bar, Ink, Piece
from counter_app.slips.setting import CENTRE, LEFT, RIGHT, Setting, Style

TRACK_STEPS = 24
"""More steps than this are told in figures only: their circles would touch."""


def _radius(setting: Setting, styles: Styles) -> float:
    return setting.u(styles.step.size * 0.71)


def track(setting: Setting, styles: Styles, words: SlipWords) -> list[Piece]:
    """The route as circles on one line, and in figures below."""
    if not words.steps:
        return []
    pieces = [ruled(setting, styles)]
    if 1 < len(words.steps) <= TRACK_STEPS:
        pieces.append(_drawn_track(setting, words, _radius(setting, styles), setting.u(styles.pad * 1.5)))
    pieces.append(_track_words(setting, styles, words))
    return pieces


def _drawn_track(setting: Setting, words: SlipWords, wanted: float, gap: float) -> Piece:
    apart = (setting.width - 2 * wanted) / (len(words.steps) - 1)
    radius = min(wanted, apart * 0.36)
    middle, line = wanted, wanted * 0.16
    ink: list[Ink] = []
    for n, step in enumerate(words.steps):
        x = setting.left + wanted + n * apart
        ink.extend(node(x, middle, radius, step.state))
        if n + 1 < len(words.steps):
            solid = step.state == DONE
            ink.extend(_rail(x + radius, middle - line / 2, apart - 2 * radius, line, solid))
    return Piece(2 * wanted, tuple(ink), gap)


def _rail(x: float, top: float, length: float, line: float, solid: bool) -> tuple[Ink, ...]:
    if solid:
        return (Bar(x, top, length, line),)
    dash = line * 2.2
    count = max(1, int((length / dash + 1) / 2))
    gap = (length - count * dash) / (count + 1)
    return tuple(Bar(x + gap + n * (dash + gap), top, dash, line) for n in range(count)) if gap > 0 else ()


def _track_words(setting: Setting, styles: Styles, words: SlipWords) -> Piece:
    style = styles.label
    strong = style._replace(bold=True)
    placed = [
        (words.steps_done, style, LEFT, (setting.left, setting.right)),
        (words.step_now, strong, CENTRE, _under_now(setting, styles, words)),
        (words.steps_to_come, style, RIGHT, (setting.left, setting.right)),
    ]
    said = [(text, look, align, box) for text, look, align, box in placed if text]
    space = setting.u(style.size)
    if sum(setting.measure(text, look) + space for text, look, _, _ in said) - space <= setting.width:
        ink = tuple(setting.placed(text, look, 0, align, box) for text, look, align, box in _apart(setting, said, space))
        return Piece(setting.u(style.leading), ink, setting.u(4))
    lines = [text_piece(setting, look, setting.lines(text, look, setting.width)) for text, look, _, _ in said]
    return stacked(lines)._replace(gap=setting.u(4))


Placed = tuple[str, Style, str, tuple[float, float]]


def _apart(setting: Setting, said: list[Placed], space: float) -> list[Placed]:
    """The words under "now" moved aside where they would touch their neighbours."""
    left, right = setting.left, setting.right
    for text, look, align, _ in said:
        if align == LEFT:
            left += setting.measure(text, look) + space
        elif align == RIGHT:
            right -= setting.measure(text, look) + space
    moved: list[Placed] = []
    for text, look, align, box in said:
        if align == CENTRE:
            width = setting.measure(text, look)
            middle = min(max((box[0] + box[1]) / 2, left + width / 2), right - width / 2)
            moved.append((text, look, align, (middle - width / 2, middle + width / 2)))
        else:
            moved.append((text, look, align, box))
    return moved


def _under_now(setting: Setting, styles: Styles, words: SlipWords) -> tuple[float, float]:
    states = [step.state for step in words.steps]
    if NOW not in states or len(states) == 1:
        return (setting.left, setting.right)
    radius = _radius(setting, styles)
    x = setting.left + radius + states.index(NOW) * (setting.width - 2 * radius) / (len(states) - 1)
    half = setting.measure(words.step_now, styles.label._replace(bold=True)) / 2
    return (x - half, x + half)
