"""Slips as text read back from the PDF and as printed dots, kept in ``tests/goldens/slips``.

    python -m tests.builders.golden_slips      writes the files anew; look at the difference before you commit it
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pypdfium2

from counter_app.domain.slip import Slip
from counter_app.slips.layouts import LAYOUTS
from counter_app.slips.papers import PAPERS
from counter_app.slips.pdf import PdfSlips
from counter_app.texts import LANGUAGES
from tests.builders.slip_dots import dots
from tests.builders.slips import FULL, picture_answers

FOLDER = Path(__file__).resolve().parent.parent / "goldens" / "slips"
WISHES = tuple(itertools.product(LAYOUTS, PAPERS, LANGUAGES))


def name_of(layout: str, paper: str, language: str) -> str:
    """The golden's file name, without its end (``.txt``, ``.png``)."""
    return f"{layout}-{paper}-{language}"


def slip_of(layout: str, paper: str, language: str) -> Slip:
    """The fullest slip of the story."""
    return PdfSlips(answers=picture_answers).render(FULL, layout, paper, language)


def text_of(slip: Slip) -> str:
    """A slip as text."""
    return f"{slip.pages} page(s) of {slip.width_mm:g} x {slip.height_mm:g} mm\n" + read_back(slip.pdf)


def read_back(pdf: bytes) -> str:
    """The text of every page, line by line as a reader program finds it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            found = page.get_textpage()
            texts.append(found.get_text_bounded().replace("\r\n", "\n"))
            found.close()
            page.close()
        return "\n\f\n".join(texts) + "\n"
    finally:
        document.close()


def main() -> None:
    """Write all goldens."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for wish in WISHES:
        slip = slip_of(*wish)
        (FOLDER / f"{name_of(*wish)}.txt").write_text(text_of(slip), "utf-8", newline="\n")
        dots(slip.pdf).convert("1").save(FOLDER / f"{name_of(*wish)}.png", optimize=True)


if __name__ == "__main__":
    main()
