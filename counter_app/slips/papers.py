"""The papers a slip can be printed on: one row each."""

from __future__ import annotations

from typing import NamedTuple

from counter_app.texts import mark

SHEET, ROLL = "sheet", "roll"
DOT_MM = 25.4 / 203.2
"""A dot of a thermal head with 203 dots an inch (8 a millimetre), in mm."""
PIXEL_MM = 25.4 / 96
"""The unit the sheets are drawn in, in mm."""


class Paper(NamedTuple):
    """A paper: its size in mm (``height_mm`` 0: as long as the slip needs), its margins at the sides, above and below.

    ``form`` is SHEET (pages with a foot) or ROLL (one strip, black dots only). ``media``: how a print system calls
    the size, with the slot ``{height}`` (whole mm) for a roll. ``label`` is a catalogue key.
    """

    code: str
    label: str
    form: str
    width_mm: float
    height_mm: float
    margin_mm: float
    top_mm: float
    bottom_mm: float
    unit_mm: float
    media: str


PAPERS: dict[str, Paper] = {
    row.code: row
    for row in (
        Paper("a5", mark("A5 sheet"), SHEET, 148, 210, 10.5, 9, 7.4, PIXEL_MM, "A5"),
        # 640 dots wide; the head prints the 576 (72 mm) in the middle, text keeps 16 dots from its edges
        Paper("roll80", mark("80 mm roll"), ROLL, 80, 0, 6, 3, 3, DOT_MM, "Custom.80x{height}mm"),
    )
}
