"""Slips as a printer with 203 dots an inch makes them: black and white dots, nothing between."""

from __future__ import annotations

import pypdfium2
from PIL import Image, ImageChops

DOTS_IN_A_POINT = 203.2 / 72


def dots(pdf: bytes, page: int = 0) -> Image.Image:
    """A page of the slip as dots, 8 a millimetre."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        one = document[page]
        grey = one.render(scale=DOTS_IN_A_POINT, grayscale=True).to_pil()
        one.close()
        return grey.point([0] * 128 + [255] * 128)
    finally:
        document.close()


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The part of the dots in which two pictures differ, 1 if they differ in size."""
    if one.size != other.size:
        return 1.0
    apart = ImageChops.difference(one.convert("L"), other.convert("L"))
    return sum(apart.histogram()[1:]) / (one.width * one.height)
