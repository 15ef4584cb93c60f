"""Questions about finished pages: what stands where, what sticks out, what lies on what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from counter_app.slips.fonts import SlipFonts
from counter_app.slips.ink import Code, Page, Stripes, Words

SLACK_MM = 0.05


def words_on(page: Page) -> list[Words]:
    """All text of a page with its places."""
    return [ink for ink in page.ink if isinstance(ink, Words)]


def code_on(page: Page) -> Code | None:
    """The QR code of a page."""
    return next((ink for ink in page.ink if isinstance(ink, Code)), None)


def stripes_on(page: Page) -> Stripes | None:
    """The line code of a page."""
    return next((ink for ink in page.ink if isinstance(ink, Stripes)), None)


def sticking_out(page: Page, fonts: SlipFonts, margin_mm: float) -> list[str]:
    """Texts that cross the side margins or come nearer than 3 mm to the upper or lower edge."""
    return [
        word.text
        for word in words_on(page)
        if word.x < margin_mm - SLACK_MM
        or word.x + fonts.width(word.text, word.bold) * word.size_mm > page.width_mm - margin_mm + SLACK_MM
        or word.y - 0.88 * word.size_mm < 2.5
        or word.y + 0.12 * word.size_mm > page.height_mm - 2.5
    ]


def overlapping(page: Page, fonts: SlipFonts) -> Iterator[tuple[str, str]]:
    """Pairs of texts that touch, and texts inside the white edge of the QR code or beside the line code."""
    boxes = [(word.text, *_box(word, fonts)) for word in words_on(page)]
    code, stripes = code_on(page), stripes_on(page)
    if stripes:
        quiet = 10 * stripes.module
        right = stripes.x + stripes.width + quiet
        boxes.append(("line code", stripes.x - quiet, stripes.y, right, stripes.y + stripes.height))
    if code:
        side, quiet = len(code.rows) * code.module, 3.9 * code.module
        boxes.append(("QR", code.x - quiet, code.y - quiet, code.x + side + quiet, code.y + side + quiet))
    for one, other in combinations(boxes, 2):
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]:
            yield one[0], other[0]


def _box(word: Words, fonts: SlipFonts) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of where ink can be: a 汉字 keeps a little off the edges of its square."""
    right = word.x + fonts.width(word.text, word.bold) * word.size_mm
    return word.x, word.y - 0.8 * word.size_mm, right, word.y + 0.06 * word.size_mm
