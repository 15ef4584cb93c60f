"""Travel permits: the count of re-issues is left out, a wrong number gets the exact reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.documents import HK_MACAO_PERMIT, TAIWAN_PERMIT, read_document, segments
from counter_app.domain.segments import BAD, OK
from tests.builders.documents import TODAY, trouble_of, words_of


@given(st.sampled_from("HM"), st.integers(0, 10**8 - 1), st.integers(0, 99))
def test_a_permit_made_anew_stays_the_same_number(letter: str, number: int, count: int) -> None:
    plain = f"{letter}{number:08}"
    assert read_document(f"{plain}{count:02}", today=TODAY).number == plain
    assert read_document(f"{plain}({count:02})", today=TODAY).number == plain
    assert read_document(plain, HK_MACAO_PERMIT, today=TODAY).number == plain
    taiwan = read_document(f"{number:08}{count:02}", today=TODAY)
    assert (taiwan.type, taiwan.number, taiwan.country) == (TAIWAN_PERMIT, plain[1:], "CHN")


@pytest.mark.parametrize(
    ("number", "code", "words", "places"),
    [
        ("H061234570", "", "字母后面是 8 位数字，带换证次数是 10 位，现在是 9 位。", (9, 10)),
        ("H061234570123", "", "字母后面是 8 位数字，带换证次数是 10 位，现在是 12 位。", (11, 13)),
        ("H0612345", HK_MACAO_PERMIT, "字母后面是 8 位数字，带换证次数是 10 位，现在是 7 位。", (8, 8)),
        ("M0612345O01", "", "第 9 位要是数字，现在是“O”。", (8, 9)),
        ("K06123457", HK_MACAO_PERMIT, "这种通行证号码以 H 或 M 开头，现在是“K”。", (0, 1)),
        ("06123457", HK_MACAO_PERMIT, "这种通行证号码以 H 或 M 开头，现在是“0”。", (0, 1)),
        ("061234570", TAIWAN_PERMIT, "这种通行证号码是 8 位数字，带换证次数是 10 位，现在是 9 位。", (8, 9)),
        ("0612", TAIWAN_PERMIT, "这种通行证号码是 8 位数字，带换证次数是 10 位，现在是 4 位。", (4, 4)),
        ("0612345B", TAIWAN_PERMIT, "第 8 位要是数字，现在是“B”。", (7, 8)),
    ],
)
def test_a_wrong_permit_number_gets_the_exact_reason(number: str, code: str, words: str, places: tuple[int, int]) -> None:
    trouble = trouble_of(number, code)
    assert (words_of(trouble), (trouble.start, trouble.end)) == (words, places)
    assert trouble.advice


def test_the_check_table_shows_letter_number_and_count() -> None:
    parts = segments("H0612345701", today=TODAY)
    assert [(part.first, part.last, part.typed, part.verdict) for part in parts] == [
        (1, 1, "H", OK), (2, 9, "06123457", OK), (10, 11, "01", OK),
    ]  # fmt: skip
    assert next(part.verdict for part in segments("K06123457", HK_MACAO_PERMIT, TODAY)) == BAD
    assert [(part.first, part.last) for part in segments("0612345701", TAIWAN_PERMIT, TODAY)] == [(1, 8), (9, 10)]
    assert segments("H0612", HK_MACAO_PERMIT, TODAY) == ()
