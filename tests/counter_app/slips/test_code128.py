"""Code 128, read back by another program's reader."""

from __future__ import annotations

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from counter_app.slips.code128 import QUIET_MODULES, widths

PRINTABLE = "".join(map(chr, range(ord(" "), ord("~") + 1)))


def scanned(text: str) -> list[str]:
    """What a scanner reads of the code, its modules two dots wide."""
    row = [255] * 2 * QUIET_MODULES
    for n, width in enumerate(widths(text)):
        row += [255 if n % 2 else 0] * 2 * width
    row += [255] * 2 * QUIET_MODULES
    picture = Image.new("L", (len(row), 40))
    picture.putdata(row * 40)
    return [one.text for one in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.Code128)]


@given(st.one_of(st.text(PRINTABLE, min_size=1, max_size=24), st.from_regex(r"[A-Z]{0,3}[0-9]{1,20}[A-Z]{0,2}[0-9]{0,9}", fullmatch=True)))
def test_every_text_of_printable_characters_is_read_back(text: str) -> None:
    assert scanned(text) == [text]


def test_every_symbol_is_read_back() -> None:
    for n in range(100):
        assert scanned(f"{n:02}{99 - n:02}") == [f"{n:02}{99 - n:02}"]
    for character in PRINTABLE:
        assert scanned(f"x{character}x") == [f"x{character}x"]


def test_digits_take_half_a_symbol_each() -> None:
    assert sum(widths("20261122000123")) == 11 * 9 + 13  # start, seven pairs, check, stop
    assert sum(widths("GD2603090472")) == 11 * 10 + 13  # start, G, D, the change to pairs, five pairs, check, stop


@pytest.mark.parametrize("text", ["", "工单", "a\nb", "é", "\x7f"])
def test_what_it_cannot_carry_has_no_code(text: str) -> None:
    assert widths(text) == ()
