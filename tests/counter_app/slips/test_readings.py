"""What stands in the place of a character no font has."""

from __future__ import annotations

import pytest

from counter_app.slips.fonts import registered
from counter_app.slips.readings import Readings


@pytest.fixture
def readings() -> Readings:
    """For one slip."""
    return Readings(registered())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("王𪚥", "王(zhé)"),
        ("𪚥**", "(zhé)**"),
        ("𪚥A𠀝B", "(zhé)A(kōng)B"),
        ("\uf8ff*", "＿*"),
        ("䶮𠮷𰻞王五", "䶮𠮷𰻞王五"),
        ("", ""),
    ],
)
def test_a_character_gives_way_to_its_reading_or_to_a_blank(readings: Readings, text: str, written: str) -> None:
    assert readings.written(text) == written


def test_a_reading_whose_own_letters_are_missing_loses_its_tone(readings: Readings) -> None:
    from pypinyin.pinyin_dict import pinyin_dict

    assert pinyin_dict[ord("𠮾")].startswith("ǹ")
    assert readings.written("𠮾") == "(n)"


def test_no_reading_is_itself_printed_as_a_box(readings: Readings) -> None:
    from pypinyin.pinyin_dict import pinyin_dict

    written = readings.written("".join(map(chr, pinyin_dict)))
    assert registered().missing([written]) == ()


def test_only_what_reached_paper_is_reported(readings: Readings) -> None:
    readings.written("𪚥\uf8ff")
    assert readings.replaced(["王(zhé)", "李"]) == (("𪚥", "(zhé)"),)
    assert readings.replaced(["王＿"]) == (("\uf8ff", "＿"),)
    assert readings.replaced([]) == ()
