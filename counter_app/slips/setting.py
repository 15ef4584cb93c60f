"""Setting words on a paper: styles, lines that fit, and where they stand."""

from __future__ import annotations

import math
from typing import NamedTuple

import segno

from counter_app.slips import code128
from counter_app.slips.fonts import ASCENT, SlipFonts
from counter_app.slips.ink import Bar, Code, Ink, Stripes, Words
from counter_app.slips.line_breaks import balanced, shortened, wrapped, wrapped_by_phrase
from counter_app.slips.papers import DOT_MM, Paper

NARROWEST = 0.2
"""Less than the width of any character of the fonts that is printed, in em."""
LEFT, CENTRE, RIGHT = "left", "centre", "right"


class Style(NamedTuple):
    """How a text looks: its em and the height of its lines, both in the paper's unit."""

    size: float
    leading: float
    bold: bool = False

    def scaled(self, by: float) -> Style:
        """The style ``by`` times as large."""
        return self._replace(size=self.size * by, leading=self.leading * by)


class Setting:
    """A paper with the fonts: measures, breaks and places text. Lengths are mm, styles and ``u`` the paper's unit."""

    def __init__(self, paper: Paper, fonts: SlipFonts) -> None:
        self.paper = paper
        self.fonts = fonts
        self.left = paper.margin_mm
        self.width = paper.width_mm - 2 * paper.margin_mm
        self.right = self.left + self.width

    def u(self, units: float) -> float:
        """A length of the drawings (pixels on sheets, dots on rolls) in mm."""
        return units * self.paper.unit_mm

    def measure(self, text: str, style: Style) -> float:
        """How wide the text is."""
        return self.fonts.width(text, style.bold) * self.u(style.size)

    def lines(self, text: str, style: Style, width: float, most: int = 0) -> list[str]:
        """The text in lines that fit ``width``; with ``most`` the rest is left out, visibly."""
        measure = self._measure_in(style)
        found = wrapped(self._enough(text, style, width, most), width, measure)
        return shortened(found, most, width, measure) if most else found

    def balanced(self, text: str, style: Style, width: float, most: int = 0) -> list[str]:
        """The text in as few lines as fit ``width``, all about as long: no single 汉字 or word on a last line."""
        measure = self._measure_in(style)
        found = wrapped(self._enough(text, style, width, most), width, measure)
        return shortened(found, most, width, measure) if 0 < most < len(found) else balanced(text, width, measure)

    def phrases(self, text: str, style: Style, width: float, most: int = 0) -> list[str]:
        """The text in lines that end with a phrase where they can: for headlines."""
        measure = self._measure_in(style)
        enough = self._enough(text, style, width, most)
        found = wrapped_by_phrase(enough, width, measure)
        if 0 < most < len(found) and len(wrapped(enough, width, measure)) <= most:
            found = balanced(enough, width, measure)  # rather all of it, with less regard to where its lines end
        return shortened(found, most, width, measure) if most else found

    def fitted(self, text: str, style: Style, width: float) -> Style:
        """The style, smaller where the text would be wider than ``width``: for what must never be broken."""
        wide = self.measure(text, style)
        return style._replace(size=style.size * width / wide * 0.999) if wide > width else style

    def placed(self, text: str, style: Style, top: float, align: str = LEFT, box: tuple[float, float] = (0, 0)) -> Words:
        """One line in a line box that begins at ``top``, aligned in ``box`` (left and right end; none: the margins)."""
        left, right = box if box != (0, 0) else (self.left, self.right)
        x = left
        if align != LEFT:
            free = right - left - self.measure(text, style)
            x = left + (free / 2 if align == CENTRE else free)
        size = self.u(style.size)
        baseline = top + (self.u(style.leading) - size) / 2 + ASCENT * size
        return Words(self.whole(x), self.whole(baseline), text, size, style.bold)

    def rule(self, top: float) -> tuple[Ink, ...]:
        """A line from margin to margin: hairline on sheets, dashes of whole dots on rolls."""
        if not self.paper.is_roll:
            return (Bar(self.left, top, self.width, self.u(1)),)
        dash, step = self.u(6), self.u(9)
        count = int((self.width + step - dash) / step)
        dashes = [Bar(self.left + n * step, top, dash, self.u(3)) for n in range(count)]
        rest = self.left + count * step
        return (*dashes, Bar(rest, top, self.right - rest, self.u(3))) if rest < self.right else tuple(dashes)

    def code(self, text: str, side: float, x: float, top: float) -> Code:
        """The QR code of ``text``, at most ``side`` wide; its modules are whole units (5 to 7 dots on a roll)."""
        made = segno.make(text, error="m", micro=False)
        rows = tuple(tuple(bool(cell) for cell in row) for row in made.matrix)
        largest = 7 if self.paper.is_roll else 4
        units = min(largest, int(side / self.paper.unit_mm / len(rows) + 1e-6))
        return Code(x, top, self.u(max(units, 1)), rows)

    def stripes(self, text: str, room: float, height: float) -> Stripes | None:
        """The line code of ``text`` in the upper left corner, its modules 3 or 2 dots at 203 dots an inch.

        None where it does not fit ``room`` together with the white it needs at both sides.
        """
        widths = code128.widths(text)
        for dots in (3, 2) if widths else ():
            if (sum(widths) + 2 * code128.QUIET_MODULES) * dots * DOT_MM <= room + 1e-6:
                return Stripes(0, 0, dots * DOT_MM, height, widths)
        return None

    def _enough(self, text: str, style: Style, width: float, most: int) -> str:
        """As much of a very long text as is sure to fill ``most`` lines and one more, were it all thin letters."""
        return text[: int((most + 1) * width / (self.u(style.size) * NARROWEST)) + 1] if most else text

    def whole(self, at: float) -> float:
        """On rolls everything begins on a whole dot: a thermal head has nothing in between."""
        unit = self.paper.unit_mm
        return math.floor(at / unit + 1e-6) * unit if self.paper.is_roll else at

    def _measure_in(self, style: Style) -> _Measure:
        return _Measure(self, style)


class _Measure:
    """The width of a text in one style."""

    def __init__(self, setting: Setting, style: Style) -> None:
        self._setting = setting
        self._style = style

    def __call__(self, text: str) -> float:
        return self._setting.measure(text, self._style)
