"""Codes of organisations and documents of soldiers."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counter_app.domain.documents import (
    ARMED_POLICE_ID,
    MILITARY_ID,
    ORGANISATION,
    document_type,
    read_document,
    segments,
)
from counter_app.domain.organisation_code import CHARACTERS, check_character
from counter_app.domain.segments import OK
from tests.builders.documents import COMPANY, TODAY, trouble_of, words_of

BODIES = st.text(CHARACTERS, min_size=9, max_size=9)


def test_the_example_of_the_standard_has_its_check_character() -> None:
    assert check_character("91350100M000100Y4") == "3"


@given(BODIES, st.integers(0, 999999))
def test_a_code_with_its_check_character_is_taken(body: str, area: int) -> None:
    code = f"91{area:06}{body}"
    code += check_character(code)
    assert read_document(code, ORGANISATION, today=TODAY).number == code
    assert all(part.verdict == OK for part in segments(code, ORGANISATION, TODAY))


@given(st.integers(0, 16), st.sampled_from(CHARACTERS))
def test_one_misread_character_is_always_found(place: int, char: str) -> None:
    assume(char != COMPANY[place])
    assert trouble_of(COMPANY[:place] + char + COMPANY[place + 1 :], ORGANISATION)


@pytest.mark.parametrize(
    ("code", "words", "places"),
    [
        (COMPANY[:-1] + "D", "末位校验不符，请核对第 18 位。", (17, 18)),
        (COMPANY[:-1], "统一社会信用代码要 18 位，现在是 17 位。", (17, 17)),
        (COMPANY + "1", "统一社会信用代码要 18 位，现在是 19 位。", (18, 19)),
        (COMPANY[:10] + "O" + COMPANY[11:], "第 11 位不会是“O”：这种代码里没有字母 I、O、S、V、Z。", (10, 11)),
        ("9177A100MA00077A0C", "第 5 位要是数字，现在是“A”。", (4, 5)),
        ("917701-Ж0MA00077A", "第 7 位要是字母或数字，现在是“Ж”。", (6, 7)),
        ("MA00077A2", "统一社会信用代码要 18 位，现在是 9 位。", (9, 9)),
        ("330100000012345", "统一社会信用代码要 18 位，现在是 15 位。", (15, 15)),
    ],
)
def test_a_wrong_code_gets_the_exact_reason(code: str, words: str, places: tuple[int, int]) -> None:
    trouble = trouble_of(code, ORGANISATION)
    assert (words_of(trouble), (trouble.start, trouble.end)) == (words, places)


def test_a_wrong_code_with_letters_is_not_blamed_on_a_resident_number() -> None:
    assert words_of(trouble_of("917701009MA123456K")) == "末位校验不符，请核对第 18 位。"
    assert document_type("917701009MA123456K") == ORGANISATION


@pytest.mark.parametrize("typed", ["南字第01234567号", "南 字 第 01234567 号", "南字01234567", "南01234567", "南第01234567号"])
def test_a_soldiers_number_is_one_however_it_is_written(typed: str) -> None:
    document = read_document(typed, today=TODAY)
    assert (document.type, document.number) == (MILITARY_ID, "南01234567")
    assert [part.typed for part in segments("南字第01234567号", today=TODAY)] == ["南字第", "01234567"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("01234567", "号码前面的字没有输。"),
        ("南字第012号", "字后面是 4 到 10 位字母或数字，现在是 3 位。"),
        ("南字第01234567890号", "字后面是 4 到 10 位字母或数字，现在是 11 位。"),
        ("南字第0123Ж5号", "第 8 位要是字母或数字，现在是“Ж”。"),
        ("一二三四五六七字第012345号", "号码前面最多 6 个字。"),
    ],
)
def test_a_wrong_soldiers_number_gets_the_exact_reason(typed: str, words: str) -> None:
    assert words_of(trouble_of(typed, MILITARY_ID)) == words


def test_two_units_with_one_number_are_two_soldiers() -> None:
    assert read_document("南01234567", today=TODAY) != read_document("北01234567", today=TODAY)
    assert read_document("武字第01234567号", today=TODAY).type == ARMED_POLICE_ID
