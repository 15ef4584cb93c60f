"""The text of slips as it is read back from the PDF, kept in ``tests/goldens/slips``.

    python -m tests.builders.golden_slips      writes the files anew; look at the difference before you commit it
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pypdfium2

from counter_app.slips.layouts import LAYOUTS
from counter_app.slips.papers import PAPERS
from counter_app.slips.pdf import PdfSlips
from counter_app.texts import LANGUAGES
from tests.builders.slips import FULL, picture_answers

FOLDER = Path(__file__).resolve().parent.parent / "goldens" / "slips"
WISHES = tuple(itertools.product(LAYOUTS, PAPERS, LANGUAGES))


def name_of(layout: str, paper: str, language: str) -> str:
    """The golden's file name."""
    return f"{layout}-{paper}-{language}.txt"


def text_of(layout: str, paper: str, language: str) -> str:
    """The fullest slip of the story, as text."""
    slip = PdfSlips(answers=picture_answers).render(FULL, layout, paper, language)
    head = f"{slip.pages} page(s) of {slip.width_mm:g} x {slip.height_mm:g} mm\n"
    return head + read_back(slip.pdf)


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
        (FOLDER / name_of(*wish)).write_text(text_of(*wish), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
