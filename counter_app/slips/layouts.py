"""The layouts of a slip: one row each, saying which parts stand on a sheet and on a roll and how large they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from counter_app.slips import roll, sheet
from counter_app.slips.blocks import Block, Styles, answers, steps
from counter_app.slips.content import SlipWords
from counter_app.slips.ink import Piece
from counter_app.slips.papers import NARROW, ROLL, SHEET
from counter_app.slips.setting import Setting, Style
from counter_app.slips.track import track
from counter_app.texts import mark

Remarks = Callable[[Setting, Styles, SlipWords, int], list[Piece]]
"""The last argument is how many lines each remark may take."""
Foot = Callable[[Setting, Styles, SlipWords, str], Piece]


class Form(NamedTuple):
    """A layout on one form of paper: its styles, its parts in order, its foot, and the head of further pages.

    ``remarks``: the part that is left out first where a page is full (None: this layout has no remarks).
    """

    styles: Styles
    parts: tuple[Block, ...]
    foot: Foot
    remarks: Remarks | None = None
    again: Block = sheet.again
    scales: tuple[float, ...] = (1.0,)
    """Sizes to try, as parts of the styles, before a second page is begun."""


class Layout(NamedTuple):
    """A layout: ``label`` and ``hint`` for whoever chooses, ``title`` on the slip (slot ``{kind}``): catalogue keys."""

    code: str
    label: str
    hint: str
    title: str
    forms: dict[str, Form]


_STATUS_SHEET = Form(
    Styles(
        hall=Style(12.5, 19), title=Style(22, 29, True), number=Style(21, 26, True), label=Style(13, 20),
        fact=Style(14.5, 20), headline=Style(20, 27, True), support=Style(14.5, 20), step=Style(14, 20),
        foot=Style(11.5, 17), caption=Style(11.5, 17), code=116, pad=10,
    ),
    (sheet.status_head, sheet.facts, answers, steps),
    sheet.foot,
    sheet.remarks,
)  # fmt: skip
_STATUS_ROLL = Form(
    Styles(
        hall=Style(24, 34), title=Style(40, 56, True), number=Style(32, 44, True), label=Style(24, 34),
        fact=Style(24, 34), headline=Style(36, 45, True), support=Style(24, 34), step=Style(24, 32),
        foot=Style(24, 34), caption=Style(24, 34), code=203, pad=16,
    ),
    (roll.status_head, roll.answers, steps),
    roll.foot,
    roll.remarks,
)  # fmt: skip
_LARGE_SHEET = Form(
    Styles(
        hall=Style(18, 25), title=Style(34, 44, True), number=Style(28.5, 40, True), label=Style(18.5, 28),
        fact=Style(18, 26), headline=Style(29, 38, True), support=Style(21, 31), step=Style(18, 26),
        foot=Style(16, 25), caption=Style(14, 20), code=116, pad=10,
    ),
    (sheet.large_head, answers, track),
    sheet.foot,
    scales=(1.0, 0.93, 0.87, 0.82),  # English sentences are longer; still well over ordinary print
)  # fmt: skip
_LARGE_ROLL = Form(
    Styles(
        hall=Style(28, 40), title=Style(48, 64, True), number=Style(44, 60, True), label=Style(30, 42),
        fact=Style(30, 42), headline=Style(48, 60, True), support=Style(34, 47), step=Style(30, 42),
        foot=Style(28, 39), caption=Style(28, 39), code=203, pad=18,
    ),
    (roll.large_head, roll.answers, track),
    roll.foot,
)  # fmt: skip

_STATUS_NARROW = Form(
    Styles(
        hall=Style(24, 32), title=Style(36, 48, True), number=Style(30, 42, True), label=Style(24, 33),
        fact=Style(24, 33), headline=Style(32, 41, True), support=Style(24, 33), step=Style(24, 31),
        foot=Style(24, 32), caption=Style(24, 32), code=203, pad=14,
    ),
    (roll.status_head, roll.answers, steps),
    roll.foot,
    roll.remarks,
)  # fmt: skip
_LARGE_NARROW = Form(
    Styles(
        hall=Style(26, 36), title=Style(42, 54, True), number=Style(44, 60, True), label=Style(28, 39),
        fact=Style(28, 39), headline=Style(42, 53, True), support=Style(30, 41), step=Style(28, 39),
        foot=Style(26, 35), caption=Style(26, 35), code=203, pad=16,
    ),
    (roll.large_head, roll.answers, track),
    roll.foot,
)  # fmt: skip

LAYOUTS: dict[str, Layout] = {
    row.code: row
    for row in (
        Layout("status", mark("Status slip"), mark("all steps on one paper"), mark("Ticket progress slip"),
               {SHEET: _STATUS_SHEET, ROLL: _STATUS_ROLL, NARROW: _STATUS_NARROW}),
        Layout("large_print", mark("Large-print slip"), mark("easy to read"), mark("{kind}: progress"),
               {SHEET: _LARGE_SHEET, ROLL: _LARGE_ROLL, NARROW: _LARGE_NARROW}),
    )
}  # fmt: skip
