"""The pages of a PDF as pictures: the only place that touches PDFium, which can do but one thing at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import NamedTuple

_PDFIUM = threading.Lock()
"""Two threads in PDFium at once crash the process, whatever documents they have."""

Zoom = Callable[[float, float], float]
"""A page's width and height in points → how many pixels a point becomes."""


class Picture(NamedTuple):
    """A page: ``pixels`` row by row, ``stride`` bytes a row, one byte a pixel if ``grey``, else red, green, blue."""

    width: int
    height: int
    stride: int
    grey: bool
    pixels: bytes


def pictures(pdf: bytes, zoom: Zoom, grey: bool = False) -> tuple[Picture, ...]:
    """Every page of the file on white. Raises: what pypdfium2 raises for a file that is none."""
    import pypdfium2  # not needed before the first preview or print: it is slow to load

    with _PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        try:
            made = []
            for page in document:
                bitmap = page.render(scale=zoom(*page.get_size()), grayscale=grey, rev_byteorder=not grey)
                made.append(Picture(bitmap.width, bitmap.height, bitmap.stride, grey, bytes(bitmap.buffer)))
                bitmap.close()
                page.close()
            return tuple(made)
        finally:
            document.close()
