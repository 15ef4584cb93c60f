"""The QR code of a slip, read as a scanner does: from the dots of a printer with 203 dots an inch."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from counter_app.domain.ticket_number import read_slip_code, slip_code
from counter_app.slips.pdf import PdfSlips
from tests.builders.golden_slips import WISHES
from tests.builders.ink import code_on
from tests.builders.slips import FULL, MOVE, picture_answers

DOTS_IN_A_POINT = 203.2 / 72
CODES = (MOVE.code, slip_code("0", "1", 1), slip_code("ABCDEFGH", "A1B2" * 16, 9_999_999))


@pytest.fixture(scope="module")
def slips() -> PdfSlips:
    """The renderer with the answers of the pictures."""
    return PdfSlips(answers=picture_answers)


def dots(pdf: bytes) -> Image.Image:
    """The first page as black and white dots, nothing between."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        grey = page.render(scale=DOTS_IN_A_POINT).to_pil().convert("L")
        page.close()
        return grey.point([0] * 128 + [255] * 128)
    finally:
        document.close()


@pytest.mark.parametrize("wish", WISHES, ids="-".join)
@pytest.mark.parametrize("code", CODES, ids=len)
def test_the_code_is_read_from_the_printed_dots(slips: PdfSlips, wish: tuple[str, str, str], code: str) -> None:
    read = zxingcpp.read_barcodes(dots(slips.render(replace(FULL, code=code), *wish).pdf))
    assert [one.text for one in read] == [code]
    assert read_slip_code(read[0].text) is not None


@pytest.mark.parametrize("layout", ["status", "large_print"])
@pytest.mark.parametrize("code", CODES, ids=len)
def test_on_a_roll_every_module_is_five_to_seven_whole_dots(slips: PdfSlips, layout: str, code: str) -> None:
    facts = replace(FULL, code=code)
    drawn = code_on(slips.pages(facts, layout, "roll80", "zh_CN")[0])
    assert drawn is not None
    module = round(drawn.module * 8)
    assert 5 <= module <= 7
    assert module / 8 == pytest.approx(drawn.module)
    left, top = round(drawn.x * 8), round(drawn.y * 8)
    page = dots(slips.render(facts, layout, "roll80", "zh_CN").pdf)
    assert page.width == 640
    for row, cells in enumerate(drawn.rows):
        for column, dark in enumerate(cells):
            x, y = left + column * module, top + row * module
            seen = page.crop((x, y, x + module, y + module)).getextrema()
            assert seen == ((0, 0) if dark else (255, 255)), (row, column)


def test_on_a_sheet_the_modules_are_four_pixels_of_the_drawing(slips: PdfSlips) -> None:
    drawn = code_on(slips.pages(MOVE, "status", "a5", "zh_CN")[0])
    assert drawn is not None
    assert drawn.module == pytest.approx(4 * 25.4 / 96)
