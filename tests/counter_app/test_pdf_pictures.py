"""Pages of a PDF as pictures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from counter_app.pdf_pictures import Picture, pictures
from counter_app.slips.pdf import PdfSlips
from tests.builders.slip_dots import dots
from tests.builders.slips import FULL, picture_answers, remark, step, timeline


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """An A5 slip."""
    return PdfSlips(answers=picture_answers).render(FULL, "status", "a5", "zh_CN").pdf


def one_and_a_half(wide: float, high: float) -> float:
    """A zoom that looks at the size."""
    assert (round(wide), round(high)) == (420, 595)
    return 1.5


def as_image(picture: Picture) -> Image.Image:
    """The picture for looking at."""
    mode = "L" if picture.grey else "RGB"
    return Image.frombuffer(mode, (picture.width, picture.height), picture.pixels, "raw", mode, picture.stride, 1)


def test_a_page_becomes_as_many_pixels_as_asked(pdf: bytes) -> None:
    (grey,) = pictures(pdf, one_and_a_half, grey=True)
    (coloured,) = pictures(pdf, one_and_a_half)
    assert (grey.width, grey.height) == (coloured.width, coloured.height) == (630, 893)
    assert len(coloured.pixels) == coloured.stride * coloured.height
    assert as_image(grey).getextrema() == (0, 255)
    assert as_image(coloured).convert("L").getextrema() == (0, 255)


def test_the_grey_picture_is_what_a_receipt_printer_prints(pdf: bytes) -> None:
    (grey,) = pictures(pdf, lambda _wide, _high: 203.2 / 72, grey=True)
    assert as_image(grey).point([0] * 128 + [255] * 128).tobytes() == dots(pdf).tobytes()


def test_every_page_is_there() -> None:
    steps = tuple(step(n, "Resource check", "done", 9) for n in range(1, 46))
    long = replace(FULL, timeline=timeline(steps), remarks=(remark("x"),))
    slip = PdfSlips(answers=picture_answers).render(long, "status", "a5", "zh_CN")
    assert len(pictures(slip.pdf, one_and_a_half)) == slip.pages == 3


def test_many_at_once_wait_for_one_another(pdf: bytes) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = [pool.submit(pictures, pdf, one_and_a_half) for _ in range(40)]
        assert len({one.result()[0].pixels for one in made}) == 1


def test_what_is_no_pdf_is_no_picture() -> None:
    with pytest.raises(pypdfium2.PdfiumError):
        pictures(b"not a PDF", one_and_a_half)
