"""The bundled fonts on paper: which one draws a character, how wide it is, and what none of them has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

from counter_app.resource_files import resource
from counter_app.slips.safe_text import BLANK

REGULAR, BOLD, RARE = "SlipRegular", "SlipBold", "SlipRare"
FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf", RARE: "NotoSansJP-Rare.ttf"}
ASCENT = 0.88
"""Height of a 汉字's square above the baseline, in em; the rest hangs below. The same in all three files."""
_BEYOND = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{5,6})>")


class Run(NamedTuple):
    """Neighbouring characters that one font draws."""

    font: str
    text: str


class SlipFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A TrueType font whose characters above U+FFFF come back from the PDF as they went in.

    reportlab 5.1 writes their code points as they are where the PDF wants UTF-16.
    Source: ISO 32000-1, 9.10.3 (ToUnicode CMaps).
    """

    def addObjects(self, doc: PDFDocument) -> None:
        """Add the font to the document as reportlab does, then mend its character maps."""
        state = self.state.get(doc)
        subsets = len(state.subsets) if state else 0
        super().addObjects(doc)
        for n in range(subsets):
            name = (SUBSETN(n) + b"+" + self.face.name + self.face.subfontNameX).decode("latin-1")
            stream = doc.idToObject["toUnicodeCMap:" + name]
            stream.content = _BEYOND.sub(_as_utf16, stream.content)


def _as_utf16(row: re.Match[str]) -> str:
    return f"<{row[1]}> <{chr(int(row[2], 16)).encode('utf-16-be').hex().upper()}>"


def registered() -> SlipFonts:
    """The three fonts, read and made known to reportlab where they are not yet (its table is the process's own).

    Not safe in two threads at once: the caller holds a lock.
    """
    known = frozenset(pdfmetrics.getRegisteredFontNames())
    for name, file in FILES.items():
        if name not in known:
            pdfmetrics.registerFont(SlipFont(name, str(resource("fonts", file))))
    return SlipFonts({name: pdfmetrics.getFont(name) for name in FILES})


class SlipFonts:
    """Measures and splits text by the font that can draw it."""

    def __init__(self, fonts: dict[str, SlipFont]) -> None:
        self._widths: dict[str, dict[int, float]] = {name: _widths(font) for name, font in fonts.items()}
        self._blank = self._widths[REGULAR][ord(BLANK)]

    def runs(self, text: str, bold: bool = False) -> tuple[Run, ...]:
        """``text`` by font, in order; a character no font has is the written blank ＿."""
        drawn = [(self._font_of(c, bold), c) for c in text]
        marked = [(font or REGULAR, c if font else BLANK) for font, c in drawn]
        return tuple(Run(font, "".join(c for _, c in some)) for font, some in groupby(marked, key=_font))

    def width(self, text: str, bold: bool = False) -> float:
        """How wide ``text`` is, in em."""
        regular, first = self._widths[REGULAR], self._widths[BOLD if bold else REGULAR]
        rare, blank = self._widths[RARE], self._blank
        thousandths = 0.0
        for c in map(ord, text):
            width = first.get(c)
            thousandths += regular.get(c, rare.get(c, blank)) if width is None else width
        return thousandths / 1000

    def missing(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The characters of ``texts`` that no bundled font has, each once, in order of their code."""
        used = {c for text in texts for c in text}
        return tuple(sorted(c for c in used if not self._font_of(c, False)))

    def _font_of(self, character: str, bold: bool) -> str:
        order = (BOLD, REGULAR, RARE) if bold else (REGULAR, RARE)
        return next((name for name in order if ord(character) in self._widths[name]), "")


def _widths(font: SlipFont) -> dict[int, float]:
    """The widths of the characters the font has a glyph for."""
    widths: dict[int, float] = font.face.charWidths
    return {code: widths[code] for code in font.face.charToGlyph}


def _font(part: tuple[str, str]) -> str:
    return part[0]
