"""Phone numbers in every spelling have one normal form."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counter_app.domain.finding import LANDLINE, MOBILE, UNKNOWN
from counter_app.domain.phone import number_key, parse_phone, phone_trouble
from counter_app.texts import Texts

MOBILES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
LANDLINES = st.from_regex(r"0(10|2[0-57-9]|[3-9][1-9][0-9])[2-8][0-9]{6,7}", fullmatch=True)
PREFIXES = st.sampled_from(
    ["", "+86", "0086", "86", "+86 ", "0086-", "86 ", "(+86)", "＋８６", "（+86）", "0", "tel:+86"]
)
BETWEEN = st.sampled_from(["", " ", "-", "－", "—", ".", "　", "\u2011", "\u200b", "\t", "\u00a0"])
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@st.composite
def spelled(draw: st.DrawFn, digits: str) -> str:
    """The digits as somebody may type them: separators, full width, blanks around."""
    text = "".join(digit + draw(BETWEEN) for digit in digits)
    text = text.translate(WIDE) if draw(st.booleans()) else text
    return draw(st.sampled_from(["", " ", "\u202a"])) + text + draw(st.sampled_from(["", " ", "\u202c", "\r\n"]))


@given(st.data(), MOBILES, PREFIXES)
def test_every_spelling_of_a_mobile_number_has_its_eleven_digits_as_key(
    data: st.DataObject, number: str, prefix: str
) -> None:
    text = prefix + data.draw(spelled(number))
    found = parse_phone(text)
    assert found is not None
    assert (found.kind, found.key) == (MOBILE, number)
    assert found.shown == f"{number[:3]} {number[3:7]} {number[7:]}"
    assert number_key(text) == number


@given(st.data(), LANDLINES)
def test_every_spelling_of_a_landline_has_its_area_code_in_the_key(data: st.DataObject, number: str) -> None:
    found = parse_phone(data.draw(spelled(number)))
    assert found is not None
    assert (found.kind, found.key) == (LANDLINE, number)


@given(MOBILES | LANDLINES)
def test_what_the_numbering_library_takes_for_chinese_we_take_for_the_same_number(number: str) -> None:
    theirs = phonenumbers.parse(number, "CN")
    ours = parse_phone(number)
    if phonenumbers.is_valid_number(theirs):
        assert ours is not None
        national = str(theirs.national_number)
        assert ours.key == (national if ours.kind == MOBILE else "0" + national)
        assert parse_phone(phonenumbers.format_number(theirs, phonenumbers.PhoneNumberFormat.INTERNATIONAL)) == ours
        assert parse_phone(phonenumbers.format_number(theirs, phonenumbers.PhoneNumberFormat.NATIONAL)) == ours


@given(st.text())
@example("1" * 5000)
@example("+")
@example("00")
@example("+86")
@example("\ud800")
def test_any_text_has_a_key_that_is_its_own_key(text: str) -> None:
    key = number_key(text)
    assert key == "" or number_key(key) == key
    assert not any(c in key for c in "%_'\"\\\0 ")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("0571-8765-4321", "057187654321"),
        ("(0571) 87654321", "057187654321"),
        ("（0571）87654321", "057187654321"),
        ("+86 571 8765 4321", "057187654321"),
        ("+86 (0)571 8765 4321", "057187654321"),
        ("8657187654321", "057187654321"),
        ("0571-87654321转802", "057187654321"),
        ("0571-87654321-802", "057187654321"),
        ("0571-87654321 ext. 802", "057187654321"),
        ("010-6552 9988", "01065529988"),
    ],
)
def test_a_landline_keeps_its_area_code_and_loses_its_extension(text: str, key: str) -> None:
    found = parse_phone(text)
    assert found is not None
    assert (found.kind, found.key, number_key(text)) == (LANDLINE, key, key)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("kd057187654321", "KD057187654321"),
        ("ＫＤ0571 8765 4321", "KD057187654321"),
        ("10086", "10086"),
        ("400-810-8888", "4008108888"),
        ("800 810 8888", "8008108888"),
        ("+86 400 810 8888", "4008108888"),
        ("0086-8008108888", "8008108888"),
        ("1064812345678", "1064812345678"),
        ("+86 10648 12345 678", "1064812345678"),
        ("861064812345678", "1064812345678"),
        ("415 279 7439", "4152797439"),
    ],
)
def test_accounts_short_numbers_and_numbers_of_things_are_no_phones_and_keep_what_they_are(text: str, key: str) -> None:
    assert parse_phone(text) is None
    assert number_key(text) == key


def test_a_number_abroad_is_found_with_and_without_its_plus() -> None:
    assert parse_phone("+33 6 50 98 10 65") == (UNKNOWN, "33650981065", "+33 6 50 98 10 65")
    assert number_key("0033650981065") == number_key("+33650981065") == number_key("33650981065")


@pytest.mark.parametrize("text", ["13800138000-12", "13800138000转8", "13800138000 ext 1"])
def test_a_mobile_number_with_more_behind_it_is_not_that_mobile_number(text: str) -> None:
    assert parse_phone(text) is None
    assert number_key(text) != "13800138000"


def test_a_country_nobody_knows_is_shown_as_it_was_typed() -> None:
    assert parse_phone("+999 1234567") == (UNKNOWN, "9991234567", "+9991234567")


def test_a_number_abroad_is_never_taken_for_somebody_in_china() -> None:
    american = number_key("+1 380 013 8000")
    assert american != number_key("13800138000")
    assert number_key(american) == american
    found = parse_phone("+1 380 013 8000")
    assert found is not None
    assert found.kind == UNKNOWN


@pytest.mark.parametrize(
    "text", ["", " ", "%", "_", "'", '"', "\0", "--", "+", "()", "138%", "1_3", "13800138000'", "1380013800\0"]
)
def test_wildcards_quotes_and_nothing_have_no_key(text: str) -> None:
    assert parse_phone(text) is None
    assert number_key(text) == ""


def test_a_superscript_or_circled_number_is_not_a_digit() -> None:
    for text in ("13²00138000", "1³800138000", "①3800138000", "1380013800½"):
        assert parse_phone(text) is None
        assert number_key(text) == ""


def test_digits_of_another_script_are_the_same_number() -> None:
    assert number_key("١٣٨٠٠١٣٨٠٠٠") == "13800138000"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("138001380", "手机号要 11 位，现在是 9 位。"),
        ("+86 138 0013 80000", "手机号要 11 位，现在是 12 位。"),
        ("12345678901", "没有 12 开头的手机号，请核对第 2 位。"),
        ("87654321", "固话前面要加区号，比如 0571。"),
    ],
)
def test_what_is_wrong_with_a_phone_number_is_said_in_words(text: str, words: str) -> None:
    trouble = phone_trouble(text)
    assert trouble is not None
    assert Texts("zh_CN").say(trouble.text, **trouble.values) == words


@pytest.mark.parametrize(
    "text", ["13800138000", "GD2603090472", "", "1064812345678", "10086", "+33650981065", "2603090472", "4008108888"]
)
def test_nothing_is_wrong_with_other_numbers(text: str) -> None:
    assert phone_trouble(text) is None


@given(st.text())
def test_looking_for_trouble_never_fails(text: str) -> None:
    trouble = phone_trouble(text)
    assert trouble is None or str(trouble)
