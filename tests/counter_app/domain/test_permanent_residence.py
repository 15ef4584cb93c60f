"""Cards of foreigners and residence permits of Hong Kong, Macao and Taiwan: what is wrong is said exactly."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.documents import (
    HMT_RESIDENCE_PERMIT,
    PERMANENT_RESIDENCE_2017,
    PERMANENT_RESIDENCE_2023,
    candidates,
    read_document,
    segments,
)
from counter_app.domain.passport import check_digit as digit_of_2017
from counter_app.domain.resident_number import PROVINCES
from counter_app.domain.segments import BAD, LATER, OK
from tests.builders.documents import (
    HMT_RESIDENCE,
    PERMANENT_2017,
    PERMANENT_2023,
    TODAY,
    numbered,
    trouble_of,
    words_of,
)

BIRTHS = st.dates(date(1900, 1, 1), TODAY)


@given(st.from_regex(r"[A-Z]{3}[0-9]{4}", fullmatch=True), BIRTHS, st.integers(0, 9))
def test_every_card_of_2017_with_its_check_digit_is_taken(start: str, birth: date, order: int) -> None:
    number = f"{start}{birth:%y%m%d}{order}"
    number += digit_of_2017(number)
    document = read_document(number, today=TODAY)
    assert (document.type, document.country, document.number) == (PERMANENT_RESIDENCE_2017, "CHN", number)


@given(st.integers(3, 13), st.integers(1, 9))
def test_a_misread_digit_of_a_card_of_2017_is_found_where_its_weight_allows(place: int, off: int) -> None:
    wrong = PERMANENT_2017[:place] + str((int(PERMANENT_2017[place]) + off) % 10) + PERMANENT_2017[place + 1 :]
    assert trouble_of(wrong).start >= 7  # 7, 3 and 1 have no divisor in common with 10: every misread digit shows


@given(st.sampled_from(PROVINCES.split()), st.integers(1, 999), BIRTHS, st.integers(0, 999))
def test_every_card_of_2023_with_its_check_digit_is_recognised(area: str, nation: int, birth: date, order: int) -> None:
    number = numbered(f"9{area}{nation:03}{birth:%Y%m%d}{order:03}")
    assert candidates(number, TODAY)[0] == PERMANENT_RESIDENCE_2023
    assert read_document(number, PERMANENT_RESIDENCE_2023, today=TODAY).scheme == "citizen"


@given(st.sampled_from(["81", "82", "83"]), BIRTHS, st.integers(0, 999))
def test_every_residence_permit_is_recognised(head: str, birth: date, order: int) -> None:
    number = numbered(f"{head}0000{birth:%Y%m%d}{order:03}")
    document = read_document(number, today=TODAY)
    assert (document.type, document.scheme, document.country) == (HMT_RESIDENCE_PERMIT, "citizen", "CHN")


@pytest.mark.parametrize(
    ("number", "code", "words", "places"),
    [
        ("KAZ110090123106", "", "末位校验不符，请核对第 15 位。", (14, 15)),
        ("KAZ110090133105", "", "第 8 到 13 位“901331”不是出生日期：年、月、日各两位。", (7, 13)),
        ("KAZ11009012310", "", "这种证件号码是 15 位，现在是 14 位。", (14, 14)),
        ("KAZ1100901231051", "", "这种证件号码是 15 位，现在是 16 位。", (15, 16)),
        ("KAZ1100901231O5", "", "第 14 位要是数字，现在是“O”。", (13, 14)),
        ("KA1110090123105", PERMANENT_RESIDENCE_2017, "这种证件号码前 3 位是字母，现在第 3 位是“1”。", (2, 3)),
        ("911398199012310022", "", "末位校验不符，请核对第 18 位。", (17, 18)),
        ("911398199002310022", "", "第 11 到 14 位“0231”不是一个日期：2 月没有 31 日。", (10, 14)),
        ("91139819901231002", "", "这种证件号码是 18 位，现在是 17 位。", (17, 17)),
        ("110105199012310021", PERMANENT_RESIDENCE_2023, "这种证件号码以 9 开头。", (0, 1)),
        ("830000199001010013", "", "末位校验不符，请核对第 18 位。", (17, 18)),
        ("8300001990010100123", "", "居住证号码要 18 位，现在是 19 位。", (18, 19)),
        ("11010519491231002X", HMT_RESIDENCE_PERMIT, "居住证号码以 81、82 或 83 开头。", (0, 2)),
        ("830000199O01010012", "", "第 10 位要是数字，现在是“O”。", (9, 10)),
    ],
)
def test_a_wrong_number_gets_the_exact_reason(number: str, code: str, words: str, places: tuple[int, int]) -> None:
    trouble = trouble_of(number, code)
    assert (words_of(trouble), (trouble.start, trouble.end)) == (words, places)
    assert trouble.advice


def test_the_check_table_shows_each_part_of_each_card() -> None:
    for number, parts in ((PERMANENT_2017, 5), (PERMANENT_2023, 5), (HMT_RESIDENCE, 4)):
        shown = segments(number, today=TODAY)
        assert [part.verdict for part in shown] == [OK] * parts
        assert "".join(part.typed for part in shown) == number
    wrong = segments("911398199002310022", today=TODAY)
    assert [part.verdict for part in wrong] == [OK, OK, BAD, LATER, LATER]
