"""Pasted lists: which numbers stand in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.domain.number_list import MOST_CHARACTERS, is_cut, numbers_in
from counter_app.domain.phone import number_key
from counter_app.domain.ticket_number import LONGEST, slip_code

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
TICKETS = st.from_regex(r"(GD|WX)26[0-9]{8}", fullmatch=True)
ACCOUNTS = st.from_regex(r"(KD|ZX)0571[0-9]{4}", fullmatch=True)
SEPARATORS = st.sampled_from([",", "，", "、", ";", "；", "\n", "\r\n", "\t", "\u2028", ", ", " ; ", "，\n", "|"])


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("13800136621,13900001111", ("13800136621", "13900001111")),
        ("138 0013 6621 139 0000 9999", ("138 0013 6621", "139 0000 9999")),
        ("0571-8888 6621, 010-6552 9988", ("0571-8888 6621", "010-6552 9988")),
        ("GD26 0309 0472 GD26 0309 0473", ("GD26 0309 0472", "GD26 0309 0473")),
        ("GD 2603090472 13800136621", ("GD 2603090472", "13800136621")),
        ("zx 0571 4410 zx 0571 4411", ("zx 0571 4410", "zx 0571 4411")),
        ("10086 10010", ("10086", "10010")),
        ("客户号码 13800136621 和 13900001111 请查", ("13800136621", "13900001111")),
        ("工单号：GD2603090472，手机13800136621", ("GD2603090472", "13800136621")),
        ("tel 13800136621 fax 0571-88886621", ("13800136621", "0571-88886621")),
        ("13800136621、138 0013 6621、+86 13800136621", ("13800136621",)),
        ("138,0013,6621", ("138,0013,6621",)),
        ("2603 0904 72", ("2603 0904 72",)),
        ("王秀兰，李明", ()),
        (" ,; \n", ()),
        ("", ()),
    ],
)
def test_the_numbers_of_a_pasted_text_are_found_one_by_one(text: str, numbers: tuple[str, ...]) -> None:
    assert numbers_in(text) == numbers


@given(st.lists(st.tuples(MOBILES | TICKETS | ACCOUNTS, SEPARATORS), min_size=2, max_size=60, unique_by=lambda row: row[0][-8:]))
def test_whatever_stands_between_numbers_each_is_found_in_its_order(rows: list[tuple[str, str]]) -> None:
    text = "".join(number + separator for number, separator in rows)
    assert [number_key(number) for number in numbers_in(text)] == [number_key(number) for number, _ in rows]


@given(st.lists(MOBILES, min_size=2, max_size=9, unique=True), st.booleans())
def test_groups_of_a_phone_stay_together_where_only_blanks_part_the_numbers(numbers: list[str], grouped: bool) -> None:
    written = [f"{n[:3]} {n[3:7]} {n[7:]}" if grouped else n for n in numbers]
    assert numbers_in(" ".join(written)) == tuple(written)


def test_a_slip_code_is_one_number() -> None:
    code = slip_code("70A4", "GD2603090472", 17)
    assert numbers_in(code) == (code,)


@given(st.text(max_size=300))
def test_any_text_has_short_numbers_with_a_digit_each(text: str) -> None:
    for number in numbers_in(text):
        assert len(number) <= LONGEST or number == text.strip()
        assert any(c.isdigit() for c in number)


def test_of_a_megabyte_only_the_beginning_is_read_and_no_number_is_halved() -> None:
    text = "".join(f"1390000{n:04}, " for n in range(9000)) * 10
    numbers = numbers_in(text)
    assert is_cut(text)
    assert {len(number) for number in numbers} == {11}
    assert len(numbers) == MOST_CHARACTERS // 13
    assert numbers_in("1" * 1_000_000) == ()
    assert not is_cut("13800136621")
