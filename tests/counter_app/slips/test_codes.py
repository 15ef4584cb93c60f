"""The codes of a slip, read as a scanner does: from the dots of a printer with 203 dots an inch."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
import zxingcpp

from counter_app.domain.slip import SlipFacts
from counter_app.domain.ticket_number import read_slip_code, slip_code
from counter_app.slips.papers import PAPERS
from counter_app.slips.pdf import PdfSlips
from tests.builders.golden_slips import WISHES
from tests.builders.ink import code_on, stripes_on
from tests.builders.slip_dots import dots
from tests.builders.slips import FULL, MOVE, NUMBER, picture_answers

QR, LINE = zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128
CODES = (MOVE.code, slip_code("0", "1", 1), slip_code("ABCDEFGH", "A1B2" * 16, 9_999_999))
ROLLS = ("roll80", "roll58")
EVERY_WISH = pytest.mark.parametrize("wish", WISHES, ids="-".join)
EVERY_ROLL = pytest.mark.parametrize("wish", [(*pair, "zh_CN") for pair in itertools.product(("status", "large_print"), ROLLS)], ids="-".join)


@pytest.fixture(scope="module")
def slips() -> PdfSlips:
    """The renderer with the answers of the pictures."""
    return PdfSlips(answers=picture_answers)


def read(slips: PdfSlips, facts: SlipFacts, wish: tuple[str, str, str]) -> dict[zxingcpp.BarcodeFormat, str]:
    """What a scanner reads from the first page."""
    found = zxingcpp.read_barcodes(dots(slips.render(facts, *wish).pdf))
    said = {one.format: one.text for one in found}
    assert len(said) == len(found)
    return said


@EVERY_WISH
@pytest.mark.parametrize("code", CODES, ids=len)
def test_both_codes_are_read_from_the_printed_dots(slips: PdfSlips, wish: tuple[str, str, str], code: str) -> None:
    assert read(slips, replace(FULL, code=code), wish) == {QR: code, LINE: NUMBER}
    assert read_slip_code(code) is not None


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("number", ["20261122000123", "0571-88776655", "wx/2026-3 7", "7"])
def test_numbers_of_every_form_are_read_as_they_are_written(slips: PdfSlips, paper: str, number: str) -> None:
    assert read(slips, replace(FULL, number=number), ("status", paper, "en"))[LINE] == number


@pytest.mark.parametrize(
    ("number", "papers"),
    [
        ("GD2603090472AB", {"a4", "a5", "roll80", "roll58"}),
        ("A1B2C3D4E5F6G", {"a4", "a5", "roll80"}),  # its stripes would fit 58 mm, the white beside them would not
        ("A1B2C3D4E5F6G7H8", {"a4", "a5", "roll80"}),  # 211 modules
        ("8c1f0d2e-6f0a-4c53-9a3e-2b1d7c9e5f10", {"a4"}),
        ("工单0472", set()),
    ],
)
def test_a_number_that_does_not_fit_at_two_dots_leaves_the_qr_code_alone(
    slips: PdfSlips, number: str, papers: set[str]
) -> None:
    for layout, paper in itertools.product(("status", "large_print"), PAPERS):
        wanted = {QR: FULL.code} | ({LINE: number} if paper in papers else {})
        assert read(slips, replace(FULL, number=number), (layout, paper, "zh_CN")) == wanted, (layout, paper)


@EVERY_WISH
@pytest.mark.parametrize("number", [NUMBER, "20261122000123", "GD2603090472AB"])
def test_every_stripe_is_two_or_three_whole_dots_a_module(
    slips: PdfSlips, wish: tuple[str, str, str], number: str
) -> None:
    facts = replace(FULL, number=number)
    stripes = stripes_on(slips.pages(facts, *wish)[0])
    assert stripes is not None
    module = round(stripes.module * 8)
    assert module in (2, 3)
    page = dots(slips.render(facts, *wish).pdf)
    assert stripes.x * 8 == pytest.approx(round(stripes.x * 8))
    at, middle = round(stripes.x * 8), round((stripes.y + stripes.height / 2) * 8)
    for n, width in enumerate(stripes.widths):
        seen = page.crop((at, middle, at + width * module, middle + 1)).getextrema()
        assert seen == ((255, 255) if n % 2 else (0, 0)), n
        at += width * module


@EVERY_ROLL
@pytest.mark.parametrize("code", CODES, ids=len)
def test_on_a_roll_every_module_is_five_to_seven_whole_dots(
    slips: PdfSlips, wish: tuple[str, str, str], code: str
) -> None:
    facts = replace(FULL, code=code)
    drawn = code_on(slips.pages(facts, *wish)[0])
    assert drawn is not None
    module = round(drawn.module * 8)
    assert 5 <= module <= 7
    assert module / 8 == pytest.approx(drawn.module)
    left, top = round(drawn.x * 8), round(drawn.y * 8)
    slip = slips.render(facts, *wish)
    page = dots(slip.pdf)
    assert page.size == (round(slip.width_mm * 8), round(slip.height_mm * 8))
    for row, cells in enumerate(drawn.rows):
        for column, dark in enumerate(cells):
            x, y = left + column * module, top + row * module
            seen = page.crop((x, y, x + module, y + module)).getextrema()
            assert seen == ((0, 0) if dark else (255, 255)), (row, column)


@EVERY_ROLL
def test_nothing_stands_where_the_head_of_the_printer_does_not_reach(slips: PdfSlips, wish: tuple[str, str, str]) -> None:
    slip = slips.render(FULL, *wish)
    page = dots(slip.pdf)
    edge = (page.width - slip.head_dots) // 2
    assert page.crop((0, 0, edge, page.height)).getextrema() == (255, 255)
    assert page.crop((page.width - edge, 0, page.width, page.height)).getextrema() == (255, 255)


def test_on_a_sheet_the_modules_are_four_pixels_of_the_drawing(slips: PdfSlips) -> None:
    drawn = code_on(slips.pages(MOVE, "status", "a5", "zh_CN")[0])
    assert drawn is not None
    assert drawn.module == pytest.approx(4 * 25.4 / 96)
