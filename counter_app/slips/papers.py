"""The papers a slip can be printed on: one row each."""

from __future__ import annotations

from typing import NamedTuple

from counter_app.texts import mark

SHEET, ROLL, NARROW = "sheet", "roll", "narrow"
DOT_MM = 25.4 / 203.2
"""A dot of a thermal head with 203 dots an inch (8 a millimetre), in mm."""
PIXEL_MM = 25.4 / 96
"""The unit the sheets are drawn in, in mm. A larger sheet is drawn in a larger unit."""


class Paper(NamedTuple):
    """A paper: its size in mm (``height_mm`` 0: as long as the slip needs), its margins at the sides, above and below.

    ``form`` is SHEET (pages with a foot), ROLL (one strip, black dots only) or NARROW (a roll with half the room).
    ``head_dots``: what the head of a thermal printer prints in the middle of it, 0 for sheets. ``media``: how a print
    system calls the size, with the slot ``{height}`` (whole mm) for a roll. ``label`` is a catalogue key.
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
    head_dots: int = 0

    @property
    def is_roll(self) -> bool:
        """Whether this is one strip of whole dots."""
        return self.head_dots > 0


PAPERS: dict[str, Paper] = {
    row.code: row
    for row in (
        Paper("a5", mark("A5 sheet"), SHEET, 148, 210, 10.5, 9, 7.4, PIXEL_MM, "A5"),
        # 640 dots wide; the head prints the 576 (72 mm) in the middle, text keeps 16 dots from its edges
        Paper("roll80", mark("80 mm roll"), ROLL, 80, 0, 6, 3, 3, DOT_MM, "Custom.80x{height}mm", 576),
        Paper("a4", mark("A4 sheet"), SHEET, 210, 297, 15, 13, 10.5, PIXEL_MM * 1.25, "A4"),
        # 464 dots wide; the head prints the 384 (48 mm) in the middle
        Paper("roll58", mark("58 mm roll"), NARROW, 58, 0, 5.5, 3, 3, DOT_MM, "Custom.58x{height}mm", 384),
    )
}
