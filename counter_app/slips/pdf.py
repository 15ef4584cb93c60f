"""Slips as PDF: the only place where ink becomes a file. Nothing is ever parsed, so no text can be markup."""

from __future__ import annotations

import io
import math
import threading
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas

from counter_app.domain.slip import Slip, SlipChoice, SlipFacts
from counter_app.errors import BadInput
from counter_app.plain_words import answer_card
from counter_app.slips.content import Answers, rewritten, slip_words
from counter_app.slips.fonts import REGULAR, SlipFonts, registered
from counter_app.slips.ink import Bar, Code, Disc, Ink, Page, Ring, Stripes, Tick, Words
from counter_app.slips.layouts import LAYOUTS
from counter_app.slips.pages import pages
from counter_app.slips.papers import PAPERS
from counter_app.slips.readings import Readings
from counter_app.slips.setting import Setting
from counter_app.texts import HALL_ZONE, Texts, mark

POINTS = 72 / 25.4
"""Points in a millimetre."""
_REPORTLAB = threading.Lock()
"""reportlab reads its fonts from one table of the process, and a font is read at one place at a time."""


class PdfSlips:
    """Renders slips. The same facts give the same bytes."""

    def __init__(self, zone: str = HALL_ZONE, answers: Answers = answer_card) -> None:
        """``zone``: the hall's time zone. ``answers`` makes the answer card of the slip's own language."""
        self._zone = zone
        self._answers = answers

    def render(self, facts: SlipFacts, layout: str, paper: str, language: str) -> Slip:
        """The slip as PDF, with its size and the characters no bundled font has.

        ``layout``, ``paper``: rows of their tables. ``language``: ``zh_CN`` or ``en``; another gives English.

        Raises: BadInput for a layout or paper that does not exist.
        """
        with _REPORTLAB:
            fonts = registered()
            readings = Readings(fonts)
            made = self._composed(readings, facts, (layout, paper), language)
            replaced = readings.replaced(ink.text for page in made for ink in page.ink if isinstance(ink, Words))
            pdf = _written(made, fonts)
        row, height = PAPERS[paper], made[0].height_mm
        return Slip(
            pdf, made[0].width_mm, height, len(made), tuple(one.character for one in replaced),
            row.media.format(height=round(height)), replaced, row.code, row.head_dots,
        )  # fmt: skip

    def pages(self, facts: SlipFacts, layout: str, paper: str, language: str) -> tuple[Page, ...]:
        """The same slip as ink with its places, for whoever measures it. Raises: BadInput, as render."""
        with _REPORTLAB:
            return self._composed(Readings(registered()), facts, (layout, paper), language)

    def _composed(self, readings: Readings, facts: SlipFacts, wish: tuple[str, str], language: str) -> tuple[Page, ...]:
        layout, paper = wish
        if layout not in LAYOUTS:
            raise BadInput(mark("There is no slip layout {name}."), field="layout", name=layout)
        if paper not in PAPERS:
            raise BadInput(mark("There is no paper {name} for slips."), field="paper", name=paper)
        row = LAYOUTS[layout]
        words = slip_words(facts, Texts(language, self._zone), self._answers, row.title)
        words = rewritten(words, readings.written)
        return pages(Setting(PAPERS[paper], readings.fonts), row.forms[PAPERS[paper].form], words)

    def layouts(self) -> tuple[SlipChoice, ...]:
        """The layouts to choose from."""
        return tuple(SlipChoice(row.code, row.label, row.hint) for row in LAYOUTS.values())

    def papers(self) -> tuple[SlipChoice, ...]:
        """The papers to choose from."""
        return tuple(SlipChoice(row.code, row.label, "") for row in PAPERS.values())

    def rolls(self) -> tuple[str, ...]:
        """The codes of the papers a receipt printer may hold."""
        return tuple(row.code for row in PAPERS.values() if row.is_roll)


def _written(made: tuple[Page, ...], fonts: SlipFonts) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1, initialFontName=REGULAR)  # else each page names Helvetica
    canvas.setTitle("Slip")
    canvas.setAuthor("")
    canvas.setCreator("")
    canvas.setProducer("")
    for page in made:
        canvas.setPageSize((_below(page.width_mm), _below(page.height_mm)))
        pen = _Pen(canvas, page.height_mm, fonts)
        for ink in page.ink:
            pen.draw(ink)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _below(mm: float) -> float:
    """Points, cut off where reportlab would round: a page a hair too wide gets one more dot and is stretched over it."""
    return math.floor(mm * POINTS * 1000) / 1000


class _Pen:
    """Draws ink on one page; turns mm from the upper left into points from the lower left."""

    def __init__(self, canvas: Canvas, height_mm: float, fonts: SlipFonts) -> None:
        self._canvas = canvas
        self._height = height_mm
        self._fonts = fonts

    def draw(self, ink: Ink) -> None:
        """Put one thing on the page."""
        match ink:
            case Words():
                self._words(ink)
            case Bar():
                self._rectangles([(ink.x, ink.y, ink.width, ink.height)])
            case Code():
                self._rectangles(_bars(ink))
            case Stripes():
                self._rectangles(_stripes(ink))
            case Disc():
                self._circle(ink.x, ink.y, ink.radius, white=ink.white)
            case Ring():
                self._ring(ink)
            case Tick():
                self._tick(ink)

    def _words(self, words: Words) -> None:
        """One text object whatever the fonts: readers then find one line."""
        line = self._canvas.beginText(words.x * POINTS, self._up(words.y))
        for run in self._fonts.runs(words.text, words.bold):
            line.setFont(run.font, words.size_mm * POINTS)
            line.textOut(run.text)
        self._canvas.drawText(line)

    def _rectangles(self, bars: list[tuple[float, float, float, float]]) -> None:
        """All in one path: filled at once, neighbours leave no seam."""
        path = self._canvas.beginPath()
        for x, y, width, height in bars:
            path.rect(x * POINTS, self._up(y + height), width * POINTS, height * POINTS)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def _circle(self, x: float, y: float, radius: float, white: bool) -> None:
        self._canvas.setFillGray(1 if white else 0)
        self._canvas.circle(x * POINTS, self._up(y), radius * POINTS, stroke=0, fill=1)
        self._canvas.setFillGray(0)

    def _ring(self, ring: Ring) -> None:
        self._canvas.setLineWidth(ring.line * POINTS)
        self._canvas.circle(ring.x * POINTS, self._up(ring.y), ring.radius * POINTS, stroke=1, fill=0)

    def _tick(self, tick: Tick) -> None:
        self._canvas.saveState()
        self._canvas.setStrokeGray(1)
        self._canvas.setLineWidth(tick.radius * 0.24 * POINTS)
        self._canvas.setLineCap(1)
        self._canvas.setLineJoin(1)
        path = self._canvas.beginPath()
        for n, (right, down) in enumerate(((-0.42, 0.04), (-0.12, 0.34), (0.44, -0.3))):
            point = ((tick.x + right * tick.radius) * POINTS, self._up(tick.y + down * tick.radius))
            (path.lineTo if n else path.moveTo)(*point)
        self._canvas.drawPath(path, stroke=1, fill=0)
        self._canvas.restoreState()

    def _up(self, y: float) -> float:
        return (self._height - y) * POINTS


def _stripes(code: Stripes) -> list[tuple[float, float, float, float]]:
    """The dark stripes: every other one, from the first."""
    ends = [0, *accumulate(code.widths)]
    return [
        (code.x + ends[n] * code.module, code.y, width * code.module, code.height)
        for n, width in enumerate(code.widths)
        if n % 2 == 0
    ]


def _bars(code: Code) -> list[tuple[float, float, float, float]]:
    """Dark modules, neighbours in a row as one bar."""
    bars: list[tuple[float, float, float, float]] = []
    for n, row in enumerate(code.rows):
        start = None
        for column, dark in enumerate((*row, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                bars.append((code.x + start * code.module, code.y + n * code.module, (column - start) * code.module, code.module))
                start = None
    return bars
