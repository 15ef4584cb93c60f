"""What is put on a page, as values: lengths in mm from the page's upper left corner, everything black or white."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; ``x`` is its left end, ``y`` its baseline, ``size_mm`` its em."""

    x: float
    y: float
    text: str
    size_mm: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle; ``x``, ``y`` is its upper left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Disc:
    """A filled circle around ``x``, ``y``."""

    x: float
    y: float
    radius: float
    white: bool = False


@dataclass(frozen=True, slots=True)
class Ring:
    """An open circle around ``x``, ``y``; ``radius`` to the middle of its line."""

    x: float
    y: float
    radius: float
    line: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A white tick inside a disc of ``radius`` around ``x``, ``y``."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code without its quiet zone: rows of dark (True) modules from the upper left corner ``x``, ``y``."""

    x: float
    y: float
    module: float
    rows: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Stripes:
    """A line code without its quiet zones: bar, space, bar … in modules, from the upper left corner ``x``, ``y``."""

    x: float
    y: float
    module: float
    height: float
    widths: tuple[int, ...]

    @property
    def width(self) -> float:
        """From the first bar to the last, in mm."""
        return self.module * sum(self.widths)


Ink = Words | Bar | Disc | Ring | Tick | Code | Stripes


def lower(ink: Ink, by: float) -> Ink:
    """The same, ``by`` mm further down."""
    return replace(ink, y=ink.y + by)


class Piece(NamedTuple):
    """A part of a slip that is never cut by a page's end: its height, its ink from its own top, the space above it.

    The space above (``gap``) may be squeezed so that a slip fits its page. ``rule``: a line between parts, of no use
    at a page's end.
    """

    height: float
    ink: tuple[Ink, ...]
    gap: float = 0
    rule: bool = False


class Page(NamedTuple):
    """A finished page: its size in mm and all that stands on it."""

    width_mm: float
    height_mm: float
    ink: tuple[Ink, ...]
