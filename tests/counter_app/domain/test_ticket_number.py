"""Ticket numbers, slip codes and what the one box recognises."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from counter_app.domain.finding import (
    BROADBAND,
    ENTERPRISE,
    IOT,
    LANDLINE,
    MOBILE,
    SERVICE400,
    SLIP_CODE,
    TICKET_NUMBER,
    UNKNOWN,
)
from counter_app.domain.recognising import recognise, wanted
from counter_app.domain.ticket_number import (
    LONGEST,
    cut,
    full_form,
    grouped,
    matches,
    read_slip_code,
    slip_code,
    ticket_key,
)

NUMBERS = st.from_regex(r"[A-Z]{0,3}[0-9]{6,16}", fullmatch=True)
QR_ALPHANUMERIC = set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
WIDE = {ord(c): ord(c) + 0xFEE0 for c in map(chr, range(33, 127))}
SPELLINGS = st.sampled_from([str, str.lower, str.upper, str.title])


@given(NUMBERS, SPELLINGS, st.booleans(), st.sampled_from(["", " ", "-", "－", "_", ".", "\u200b", "　"]), st.data())
def test_a_number_is_found_in_any_case_width_and_spacing(
    number: str, spelling: Callable[[str], str], wide: bool, between: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(number)))
    text = spelling(number[:at] + between + number[at:])
    text = text.translate(WIDE) if wide else text
    assert ticket_key(text) == ticket_key(number)
    assert matches(text, number)
    assert matches(f"工单号：{text}", number)


@given(NUMBERS)
def test_the_prefix_may_be_left_out_but_not_exchanged(number: str) -> None:
    digits = number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert matches(digits, number)
    assert ticket_key(digits) == ticket_key(number) == digits
    assert not matches("QQQ" + digits, number) or number.startswith("QQQ")


def test_a_prefix_is_not_dropped_if_hardly_anything_would_stay() -> None:
    assert ticket_key("T-10") == "T10"
    assert not matches("10", "T-10")
    assert matches("t10", "T-10")
    assert ticket_key("ABCDEF") == "ABCDEF"


def test_part_of_a_number_does_not_name_it() -> None:
    assert not matches("260309047", "GD2603090472")
    assert not matches("GD260309047", "GD2603090472")
    assert not matches("", "")


@given(st.text())
@example("\ud800")
@example("ﬁ①²")
def test_the_key_of_any_text_is_its_own_key_and_holds_letters_and_digits_only(text: str) -> None:
    key = ticket_key(text)
    assert all(c.isalpha() or c in "0123456789" for c in key)
    assert ticket_key(key) == key


@pytest.mark.parametrize("text", ["", " ", "%", "_", "'", '"', "\0", "--", "%%%", "‘’"])
def test_an_empty_normal_form_looks_for_nothing(text: str) -> None:
    assert ticket_key(text) == ""
    asked = wanted(text)
    assert (asked.phone_key, asked.ticket_key, asked.ticket_full, asked.slip) == ("", "", "", None)


@pytest.mark.parametrize(
    "text", ["GD26030904%", "' OR '1'='1", "13800138000\0", "GD2603090472'", "1380013²000", "GD?603090472"]
)
def test_wildcards_quotes_and_the_like_look_for_nothing(text: str) -> None:
    asked = wanted(text)
    assert (asked.phone_key, asked.ticket_key, asked.ticket_full, asked.slip) == ("", "", "", None)


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("GD2603090472", "GD26 0309 0472"),
        ("2603090472", "2603 0904 72"),
        ("8839", "8839"),
        ("3f2504e0-4f89-41d3-9a0c-0305e82c3301", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"),
        ("TT/2026/0001", "TT/2026/0001"),
        ("工单20260309", "工单20260309"),
    ],
)
def test_a_number_is_shown_in_groups_of_four_and_odd_ones_as_they_are(number: str, shown: str) -> None:
    assert grouped(number) == shown


@given(st.text(max_size=90))
def test_grouping_adds_blanks_and_nothing_else(number: str) -> None:
    assert "".join(grouped(number).split()) == "".join(number.split())


@given(st.text(max_size=200))
def test_a_text_is_cut_at_64_characters_and_says_so(text: str) -> None:
    kept, was_cut = cut(text)
    assert len(kept) <= LONGEST
    assert was_cut == (len(text.strip()) > LONGEST)
    assert recognise(text).cut == was_cut


@given(st.text(st.characters(codec="ascii")), st.text(max_size=80), st.integers(0, 2**63 - 1), st.booleans(), SPELLINGS)
def test_a_slip_code_reads_back_whatever_the_scanner_types(
    tag: str, number: str, ticket_id: int, wide: bool, spelling: Callable[[str], str]
) -> None:
    code = slip_code(tag, number, ticket_id)
    assert len(code) <= LONGEST
    assert set(code) <= QR_ALPHANUMERIC
    typed = spelling(code).translate(WIDE) if wide else spelling(code).replace(".", "。")
    read = read_slip_code(f"{typed}\r")
    assert read is not None
    assert read.ticket_id == ticket_id
    assert read.is_of(number)
    assert wanted(typed).slip == read
    assert recognise(typed).kind == SLIP_CODE


def test_the_code_of_a_very_long_number_still_fits_the_box_and_reads_back() -> None:
    number = "ORDER-" + "0123456789" * 8
    code = slip_code("LONGSTORETAG", number, 2**63 - 1)
    assert len(code) == LONGEST
    read = read_slip_code(code)
    assert read is not None
    assert (read.store_tag, read.ticket_id, read.is_of(number)) == ("LONGSTOR", 2**63 - 1, True)
    assert not read.is_of("ORDER-1")


@given(NUMBERS, st.integers(0, 10**9), st.data())
def test_a_slip_code_with_one_wrong_character_is_refused(number: str, ticket_id: int, data: st.DataObject) -> None:
    code = slip_code("7K2M", number, ticket_id)
    at = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assume(other != code[at])
    assert read_slip_code(code[:at] + other + code[at + 1 :]) is None


@given(NUMBERS, st.integers(0, 10**9))
def test_a_slip_code_is_not_of_another_number(number: str, ticket_id: int) -> None:
    read = read_slip_code(slip_code("7K2M", number, ticket_id))
    assert read is not None
    assert not read.is_of("8" + number)


@given(NUMBERS | st.from_regex(r"1[3-9][0-9]{9}|T1\.[0-9A-Z.]{3,20}", fullmatch=True))
@example("T1.7K2M.9.GD2603090472")
def test_numbers_of_tickets_and_phones_are_no_slip_codes(text: str) -> None:
    assume(read_slip_code(text) is None or text.count(".") < 4)
    assert read_slip_code(text) is None


def test_eleven_digits_may_be_a_phone_and_a_ticket_number_at_once() -> None:
    asked = wanted("138 0013 8000")
    assert asked.recognised.kind == MOBILE
    assert asked.phone_key == asked.ticket_key == asked.ticket_full == "13800138000"


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("13800138000", MOBILE, "138****8000"),
        ("0571-87654321", LANDLINE, "0571****21"),
        ("gd26 0309 0472", TICKET_NUMBER, "GD26 0309 0472"),
        ("2603090472", TICKET_NUMBER, "2603 0904 72"),
        ("kd057187653316", BROADBAND, "KD****3316"),
        ("KD05713316", BROADBAND, "KD****3316"),
        ("ftth-0571-8765-3316", BROADBAND, "FTTH****3316"),
        ("057187653316@adsl", BROADBAND, "0571****16"),
        ("zx 0571 4410", ENTERPRISE, "ZX****4410"),
        ("ZX-0571-CT-000123", ENTERPRISE, "ZX****0123"),
        ("106 4812 345 678", IOT, "106****5678"),
        ("+86 1064812345678", IOT, "106****5678"),
        ("400-810-8888", SERVICE400, "40****88"),
        ("+86 400 810 8888", SERVICE400, "40****88"),
        ("8008108888", SERVICE400, "80****88"),
        ("11010519491231002x", UNKNOWN, "1****2X"),
        ("+33650981065", UNKNOWN, "+33****1065"),
        ("10086", UNKNOWN, "****6"),
        ("王小明", UNKNOWN, ""),
        ("", UNKNOWN, ""),
    ],
)
def test_the_box_says_what_it_recognised_and_shows_nobodys_number(text: str, kind: str, shown: str) -> None:
    found = recognise(text)
    assert (found.kind, found.shown) == (kind, shown)


@pytest.mark.parametrize(
    ("text", "account"),
    [("2603090472", "26****72"), ("57188886666", "571****6666"), ("123456789012345", "1****45"), ("GD2603090472", None),
     ("KD05713316", None), ("13800138000", None), ("1" * 21, None)],
)  # fmt: skip
def test_digits_that_are_no_tickets_may_be_an_account(text: str, account: str | None) -> None:
    asked = wanted(text)
    assert (asked.account.shown if asked.account else None) == account


def test_an_account_is_looked_for_among_the_service_numbers() -> None:
    assert wanted("kd0571 8765 3316").phone_key == "KD057187653316"


@given(st.text())
def test_the_box_takes_any_text(text: str) -> None:
    asked = wanted(text)
    assert len(asked.phone_key) <= LONGEST + 1
    assert full_form(text[:LONGEST].strip()) or not asked.ticket_key


def test_a_megabyte_pasted_into_the_box_is_cut() -> None:
    asked = wanted("1" * 1_000_000)
    assert asked.recognised.cut
    assert len(asked.ticket_key) == LONGEST
