"""What an ESC/POS receipt printer is sent and answers, as bytes. Pictures only: printers differ in their code pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from counter_app.pdf_pictures import Picture, pictures

DOTS_IN_A_POINT = 203.2 / 72
BAND_ROWS = 128
"""Rows of dots in one command: the buffers of small printers hold no more."""
INITIALISE = b"\x1b@"
CUT = b"\x1dVB\x00"
"""Feed to the cutter and cut."""
FEED = b"\x1bd\x06"
"""Six lines further, for whoever tears the paper off by hand."""
ASK_OFFLINE, ASK_PAPER = b"\x10\x04\x02", b"\x10\x04\x04"
_DARK = bytes(ord("1") if level < 128 else ord("0") for level in range(256))
_REAL_TIME = ((b"\x10\x04", b"\x18\x04"), (b"\x10\x05", b"\x18\x05"), (b"\x10\x14", b"\x18\x14"))
"""Commands a printer obeys wherever they stand, also in a picture: one dot more makes them none."""


class Answers(NamedTuple):
    """What the printer says of itself when it is asked."""

    cover_open: bool = False
    fault: bool = False
    paper_out: bool = False
    paper_near_end: bool = False


def is_answer(came: bytes) -> bool:
    """Whether the first byte is the answer to a status question: two bits are always set and two never."""
    return bool(came) and came[0] & 0x93 == 0x12


def answers(offline: int, paper: int) -> Answers:
    """The two status bytes in words. Source: ESC/POS, DLE EOT 2 and 4."""
    return Answers(
        cover_open=bool(offline & 0x04),
        fault=bool(offline & 0x40),
        paper_out=bool(offline & 0x20 or paper & 0x60),
        paper_near_end=bool(paper & 0x0C),
    )


def job(pdf: bytes, head_dots: int, cuts: bool) -> Iterator[bytes]:
    """One copy of the slip as commands to be sent in order; ``head_dots`` of the middle of each page are printed."""
    yield INITIALISE
    for page in pictures(pdf, _dots_in_a_point, grey=True):
        rows = _rows(page, head_dots)
        for start in range(0, len(rows), BAND_ROWS):
            yield _band(rows[start : start + BAND_ROWS])
    yield CUT if cuts else FEED


def _dots_in_a_point(_width: float, _height: float) -> float:
    return DOTS_IN_A_POINT


def _rows(page: Picture, head_dots: int) -> list[bytes]:
    """Each row of dots, eight to a byte, the leftmost in the highest bit; 1 is black. ``head_dots`` is a multiple of 8."""
    left = max(0, (page.width - head_dots) // 2)
    rows = []
    for at in range(0, page.height * page.stride, page.stride):
        dots = page.pixels[at + left : at + min(left + head_dots, page.width)].translate(_DARK)
        rows.append(int(dots.ljust(head_dots, b"0"), 2).to_bytes(head_dots // 8, "big"))
    return rows


def _band(rows: list[bytes]) -> bytes:
    """The command GS v 0: rows printed one dot below the other, in single width and height."""
    width, height = len(rows[0]).to_bytes(2, "little"), len(rows).to_bytes(2, "little")
    dots = b"".join(rows)
    for command, harmless in _REAL_TIME:
        dots = dots.replace(command, harmless)
    return b"\x1dv0\x00" + width + height + dots
