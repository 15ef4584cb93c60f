"""From words to finished pages: parts are set, squeezed a little where that saves a page, and cut into pages."""

from __future__ import annotations

import math
from dataclasses import replace

from counter_app.slips.blocks import lowered
from counter_app.slips.content import SlipWords
from counter_app.slips.ink import Ink, Page, Piece
from counter_app.slips.layouts import Form
from counter_app.slips.setting import Setting

REMARK_LINES, ROLL_REMARK_LINES = 3, 8
LEAST_GAP = 0.5
"""How far the spaces of a sheet may shrink so that all stands on one page."""


def pages(setting: Setting, form: Form, words: SlipWords) -> tuple[Page, ...]:
    """The slip's pages: one of its own length on a roll, on sheets as few as hold it."""
    if setting.paper.is_roll:
        return (_strip(setting, form, words),)
    for scale in form.scales:
        scaled = form._replace(styles=form.styles.scaled(scale))
        page = _one_sheet(setting, scaled, words)
        if page:
            return (page,)
    return _several(setting, form, words)


def _one_sheet(setting: Setting, form: Form, words: SlipWords) -> Page | None:
    """All on one page, spaces squeezed where needed, remarks cut back as far as that takes; None if it does not go."""
    room = _room(setting, form, words, "")
    shown = len(words.remarks) if form.remarks else 0
    for count, most in [*((n, REMARK_LINES) for n in range(shown, 0, -1)), (min(shown, 1), 2), (min(shown, 1), 1), (0, 0)]:
        body = _body(setting, form, replace(words, remarks=words.remarks[:count]), most)
        gaps = sum(piece.gap for piece in body)
        solid = sum(piece.height for piece in body)
        squeeze = min(1.0, (room - solid) / gaps) if gaps else 1.0
        if solid <= room and squeeze >= LEAST_GAP:
            return _sheet(setting, form, words, body, squeeze)
    return None


def _room(setting: Setting, form: Form, words: SlipWords, page: str) -> float:
    """The height between the upper margin and the foot."""
    foot = form.foot(setting, form.styles, words, page).height + setting.u(form.styles.pad)
    return setting.paper.height_mm - setting.paper.top_mm - setting.paper.bottom_mm - foot


def _body(setting: Setting, form: Form, words: SlipWords, most: int = REMARK_LINES) -> list[Piece]:
    body = [piece for part in form.parts for piece in part(setting, form.styles, words)]
    return body + (form.remarks(setting, form.styles, words, most) if form.remarks else [])


def _strip(setting: Setting, form: Form, words: SlipWords) -> Page:
    foot = form.foot(setting, form.styles, words, "")
    ink, bottom = _run(setting, [*_body(setting, form, words, ROLL_REMARK_LINES), foot], 1.0)
    height = math.ceil(bottom + setting.paper.bottom_mm)  # whole mm are whole dots
    return Page(setting.paper.width_mm, height, ink)


def _run(setting: Setting, body: list[Piece], squeeze: float) -> tuple[tuple[Ink, ...], float]:
    """Pieces one below the other from the upper margin: all ink, and where the last one ends."""
    at = setting.paper.top_mm
    ink: list[Ink] = []
    for n, piece in enumerate(body):
        at += piece.gap * squeeze if n else 0
        at = _whole(setting, at)
        ink.extend(lowered(piece.ink, at))
        at += piece.height
    return tuple(ink), at


def _whole(setting: Setting, at: float) -> float:
    """On rolls every piece begins on a whole dot, so that the bars of a QR code do."""
    unit = setting.paper.unit_mm
    return math.ceil(at / unit - 1e-6) * unit if setting.paper.is_roll else at


def _sheet(setting: Setting, form: Form, words: SlipWords, body: list[Piece], squeeze: float, page: str = "") -> Page:
    ink, _ = _run(setting, body, squeeze)
    foot = form.foot(setting, form.styles, words, page)
    top = setting.paper.height_mm - setting.paper.bottom_mm - foot.height
    return Page(setting.paper.width_mm, setting.paper.height_mm, ink + lowered(foot.ink, top))


def _several(setting: Setting, form: Form, words: SlipWords) -> tuple[Page, ...]:
    widest = words.page.format(n=99, m=99)
    room = _room(setting, form, words, widest)
    again = form.again(setting, form.styles, words)
    bodies: list[list[Piece]] = [[]]
    for piece in _body(setting, form, words):
        if bodies[-1] and _length([*bodies[-1], piece]) > room:
            bodies.append(list(again))
            if piece.rule:  # the repeated head ends with one
                continue
        bodies[-1].append(piece)
    bodies = [_without_last_rule(body) for body in bodies]
    return tuple(
        _sheet(setting, form, words, body, 1.0, words.page.format(n=n, m=len(bodies))) for n, body in enumerate(bodies, 1)
    )


def _length(body: list[Piece]) -> float:
    return sum(piece.height + (piece.gap if n else 0) for n, piece in enumerate(body))


def _without_last_rule(body: list[Piece]) -> list[Piece]:
    return body[:-1] if body and body[-1].rule else body
