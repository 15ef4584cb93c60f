"""Identity documents: what is recognised, what is wrong in words, what is hashed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counter_app.domain.countries import country_code
from counter_app.domain.documents import (
    DOCUMENT_TYPES,
    PASSPORT,
    RESIDENT_ID,
    document_type,
    from_record,
    hashed_forms,
    normalise_document,
    read_document,
    segments,
)
from counter_app.domain.passport import check_digit as mrz_digit
from counter_app.domain.resident_number import check_digit
from counter_app.domain.segments import BAD, LATER, OK
from counter_app.domain.ticket import DocumentRecord
from counter_app.errors import BadInput
from counter_app.texts import Texts

TODAY = date(2026, 3, 18)
GOOD = "11010519491231002X"  # the standard's own example
WIDE = {ord(c): ord(c) + 0xFEE0 for c in map(chr, range(33, 127))}
BIRTHS = st.dates(date(1900, 1, 1), TODAY)
AREAS = st.integers(100000, 799999)
ORDERS = st.integers(0, 999)
NAMES = "P<UTOERIKSSON<<ANNA<MARIA".ljust(44, "<")


def resident(area: int, birth: date, order: int) -> str:
    """A resident number with its right check digit."""
    start = f"{area:06}{birth:%Y%m%d}{order:03}"
    return start + check_digit(start)


def second_line(number: str = "L898902C3", country: str = "UTO", birth: str = "740812", until: str = "300415") -> str:
    """A second line of a passport with all its check digits right."""
    number, country = number.ljust(9, "<"), country.ljust(3, "<")
    personal = "ZE184226B".ljust(14, "<")
    parts = (
        number + mrz_digit(number),
        birth + mrz_digit(birth),
        until + mrz_digit(until) + personal + mrz_digit(personal),
    )
    return f"{parts[0]}{country}{parts[1]}F{parts[2]}{mrz_digit(''.join(parts))}"


def trouble_of(text: str, type_code: str = "") -> BadInput:
    """What is wrong with a text."""
    with pytest.raises(BadInput) as caught:
        read_document(text, type_code, today=TODAY)
    return caught.value


def words_of(trouble: BadInput) -> str:
    """What is wrong in Chinese."""
    return Texts("zh_CN").say(trouble.text, **trouble.values)


@given(AREAS, BIRTHS, ORDERS)
def test_every_right_resident_number_is_accepted_whatever_its_area(area: int, birth: date, order: int) -> None:
    number = resident(area, birth, order)
    document = read_document(number, today=TODAY)
    assert (document.type, document.scheme, document.country, document.number) == (
        RESIDENT_ID,
        "citizen",
        "CHN",
        number,
    )
    assert all(part.verdict == OK for part in segments(number, today=TODAY))


@given(
    AREAS, BIRTHS, ORDERS, st.booleans(), st.sampled_from(["", " ", "-", "　", "\u200b"]), st.sampled_from("Xx×ХхΧ✕")
)
def test_full_width_blanks_and_look_alikes_of_x_are_folded(
    area: int, birth: date, order: int, wide: bool, between: str, sign: str
) -> None:
    number = resident(area, birth, order)
    typed = f"{number[:6]}{between}{number[6:14]}{between}{number[14:]}"
    typed = typed.translate(WIDE) if wide else typed.replace("X", "x" if sign == "✕" else sign)
    assert read_document(f" {typed}\n", today=TODAY).number == number


@given(AREAS, st.dates(date(1900, 1, 1), date(1999, 12, 31)), ORDERS)
def test_an_old_number_of_15_digits_is_the_same_person_as_the_new_one(area: int, birth: date, order: int) -> None:
    old = f"{area:06}{birth:%y%m%d}{order:03}"
    assert read_document(old, today=TODAY).number == resident(area, birth, order)


@given(AREAS, BIRTHS, ORDERS, st.integers(0, 16), st.integers(1, 9))
def test_one_misread_digit_never_passes(area: int, birth: date, order: int, place: int, off: int) -> None:
    number = resident(area, birth, order)
    wrong = number[:place] + str((int(number[place]) + off) % 10) + number[place + 1 :]
    assert number not in repr(trouble_of(wrong))


@given(AREAS, BIRTHS, ORDERS, st.integers(0, 15))
def test_two_swapped_digits_never_pass(area: int, birth: date, order: int, place: int) -> None:
    number = resident(area, birth, order)
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if wrong != number:
        trouble_of(wrong)


@pytest.mark.parametrize(
    ("typed", "words", "places"),
    [
        ("33010619480231002X", "第 11 到 14 位“0231”不是一个日期：2 月没有 31 日。", (10, 14)),
        ("330106194802300021", "第 11 到 14 位“0230”不是一个日期：2 月没有 30 日。", (10, 14)),
        ("330106194902290021", "第 11 到 14 位“0229”不是一个日期：那年 2 月没有 29 日。", (10, 14)),
        ("330106194904310021", "第 11 到 14 位“0431”不是一个日期：4 月没有 31 日。", (10, 14)),
        ("330106194911310021", "第 11 到 14 位“1131”不是一个日期：11 月没有 31 日。", (10, 14)),
        ("330106194901320021", "第 11 到 14 位“0132”不是一个日期：没有 32 日。", (10, 14)),
        ("330106194901000021", "第 11 到 14 位“0100”不是一个日期：没有 0 日。", (10, 14)),
        ("330106194913010021", "第 11 到 12 位“13”不是月份：月份从 01 到 12。", (10, 12)),
        ("330106189912310021", "第 7 到 10 位“1899”不是出生年份：比 1900 年还早。", (6, 10)),
        ("330106202603190021", "第 7 到 14 位的出生日期还没有到。", (6, 14)),
        ("330106490231002", "第 9 到 12 位“0231”不是一个日期：2 月没有 31 日。", (8, 12)),
        ("110105194912310021", "末位校验不符，请核对第 18 位。", (17, 18)),
        ("1101051949123100", "身份证号要 18 位，现在是 16 位。", (16, 16)),
        ("1101051949123100211", "身份证号要 18 位，现在是 19 位。", (18, 19)),
        ("110105194912310O21", "第 16 位要是数字，现在是“O”。", (15, 16)),
        ("1101051949123100X1", "第 17 位要是数字，现在是“X”。", (16, 17)),
        ("1101051949123100²1", "第 17 位要是数字，现在是“²”。", (16, 17)),
        ("110105194912310021A", "身份证号要 18 位，现在是 19 位。", (18, 19)),
    ],
)
def test_a_wrong_resident_number_gets_the_exact_reason(typed: str, words: str, places: tuple[int, int]) -> None:
    trouble = trouble_of(typed)
    assert words_of(trouble) == words
    assert (trouble.start, trouble.end) == places
    assert trouble.field == "document"
    assert Texts("zh_CN").say(trouble.advice) not in ("", trouble.advice)


def test_a_leap_day_is_a_date() -> None:
    assert read_document(resident(330106, date(1948, 2, 29), 2), today=TODAY).number


def test_the_day_of_birth_may_be_today_but_not_tomorrow() -> None:
    assert read_document(resident(330106, TODAY, 2), today=TODAY)
    trouble_of(resident(330106, TODAY + timedelta(days=1), 2))


@given(st.text(max_size=120) | st.from_regex(r"[0-9OIX]{14,19}", fullmatch=True) | st.from_regex(r"[A-Z0-9<]{40,90}"))
@example("110105194912310021")
@example("<")
@example("٣" * 18)
@example("\ud800" * 18)
def test_any_text_is_a_document_or_has_a_reason_that_keeps_the_number_to_itself(text: str) -> None:
    number = normalise_document(text)
    segments(text, today=TODAY)
    try:
        document = read_document(text, today=TODAY)
    except BadInput as error:
        told = [str(value) for value in error.values.values()]
        assert all(len(value) <= 5 for value in told)
        assert str(error)
        assert len(number) < 6 or number not in f"{error} {error.advice} {error!r}"
        assert error.start <= error.end <= len(number)
    else:
        assert document.number not in repr(document)


def test_nothing_typed_is_said_so() -> None:
    assert words_of(trouble_of("  - ")) == "请输入证件号码。"


def test_the_check_table_says_part_by_part_what_is_right() -> None:
    parts = segments("33010619480231002X", today=TODAY)
    assert [(p.first, p.last, p.typed, p.verdict) for p in parts] == [
        (1, 6, "330106", OK),
        (7, 14, "19480231", BAD),
        (15, 17, "002", LATER),
        (18, 18, "X", LATER),
    ]
    chinese = Texts("zh_CN")
    assert [chinese.say(p.label) for p in parts] == ["地区", "出生日期", "顺序", "校验"]
    assert [chinese.say(p.words) for p in parts] == ["有这个地区代码", "没有这一天", "上面改对后再查", "上面改对后再查"]


def test_the_check_table_does_not_blame_an_area_that_is_not_on_the_list() -> None:
    area = segments(resident(990105, date(1949, 12, 31), 2), today=TODAY)[0]
    assert area.verdict == OK
    assert Texts("zh_CN").say(area.words) == "地区表里没有，不影响核验"


@pytest.mark.parametrize("text", ["", "1", "E12345678", "110105", "P<UTO", "11010519491231002X11010519491231002X"])
def test_a_check_table_never_fails(text: str) -> None:
    for code in ("", *DOCUMENT_TYPES):
        segments(text, code, today=TODAY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (GOOD, RESIDENT_ID),
        ("110105491231002", RESIDENT_ID),
        ("1101051949123100", RESIDENT_ID),
        ("E12345678", PASSPORT),
        ("ea1234567", PASSPORT),
        ("Ｇ４８９４７６４６", PASSPORT),
        ("533380006", PASSPORT),
        (NAMES + second_line(), PASSPORT),
        (second_line(), PASSPORT),
    ],
)
def test_the_type_is_recognised_from_the_number_alone(text: str, code: str) -> None:
    assert document_type(text) == code


def test_a_passport_number_typed_alone_has_no_country() -> None:
    document = read_document("e 1234 5678", today=TODAY)
    assert (document.type, document.scheme, document.country, document.number) == (
        PASSPORT,
        "passport",
        "",
        "E12345678",
    )
    assert read_document("E12345678", PASSPORT, "法国", TODAY).country == "FRA"


@pytest.mark.parametrize("between", ["\n", "\r\n", " ", ""])
def test_the_two_lines_of_a_passport_give_number_country_and_last_day(between: str) -> None:
    document = read_document(NAMES + between + second_line(), today=TODAY)
    assert (document.number, document.country, document.valid_to) == ("L898902C3", "UTO", date(2030, 4, 15))


def test_the_second_line_alone_is_enough() -> None:
    assert read_document(second_line(), today=TODAY) == read_document(NAMES + second_line(), today=TODAY)


def test_lines_typed_with_a_chinese_keyboard_are_read() -> None:
    typed = (NAMES + second_line()).replace("<", "《").lower()
    assert read_document(typed, today=TODAY).number == "L898902C3"


def test_the_example_of_the_standard_passes_its_checks_and_is_expired() -> None:
    trouble = trouble_of("L898902C36UTO7408122F1204159ZE184226B<<<<<10")
    assert words_of(trouble) == "证件 2012年4月15日已到期。"
    assert Texts("zh_CN").say(trouble.advice) == "请客户换一种证件。"


def test_a_passport_is_good_on_its_last_day_and_not_after() -> None:
    assert read_document(second_line(until="260318"), today=TODAY)
    trouble_of(second_line(until="260317"))


def test_germany_is_one_country_however_it_is_written() -> None:
    assert (
        read_document(second_line(country="D"), today=TODAY).country
        == country_code("德国")
        == country_code("de")
        == "DEU"
    )


@given(st.integers(0, 43), st.sampled_from("0123456789ABCXYZ<"))
def test_a_wrong_sign_in_the_second_line_is_found_if_a_check_digit_guards_it(place: int, sign: str) -> None:
    line = second_line()
    values = {"<": 0, **{c: int(c, 36) for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}}
    unguarded = place in (10, 11, 12, 20)  # nationality and sex have none
    if unguarded or (values[sign] - values[line[place]]) % 10 == 0:
        return
    trouble = trouble_of(line[:place] + sign + line[place + 1 :])
    assert 0 <= trouble.start <= trouble.end <= 44
    assert Texts("zh_CN").say(trouble.text) != trouble.text


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        (second_line()[:9] + "7" + second_line()[10:], "护照号码和它的校验位对不上。", (0, 10)),
        (NAMES + second_line()[:9] + "7" + second_line()[10:], "护照号码和它的校验位对不上。", (44, 54)),
        (second_line()[:13] + "7408121" + second_line()[20:], "出生日期和它的校验位对不上。", (13, 20)),
        (second_line()[:13] + "74O812" + second_line()[19:], "第二行第 16 位要是数字，现在是“O”。", (15, 16)),
        (second_line()[:-1], "护照下面每行是 44 位，现在一共 43 位。", (43, 43)),
        (second_line()[:-1] + "3", "第二行最后一位校验不符。", (43, 44)),
        (NAMES, "这是第一行，号码在第二行。", (0, 44)),
        (second_line("EO1234567", "CHN"), "中国护照的这一位不会是字母 O 或 I。", (1, 2)),
    ],
)
def test_wrong_lines_of_a_passport_get_the_exact_reason(text: str, words: str, places: tuple[int, int]) -> None:
    trouble = trouble_of(text)
    assert words_of(trouble) == words
    assert (trouble.start, trouble.end) == places


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("E1234567890", "护照号码是 5 到 9 位，现在是 11 位。"),
        ("E12", "护照号码是 5 到 9 位，现在是 3 位。"),
        ("E1234Ж678", "第 6 位要是字母或数字，现在是“Ж”。"),
        ("ABCDEFGH", "护照号码里要有数字，现在一个也没有。"),
    ],
)
def test_a_wrong_passport_number_gets_the_exact_reason(text: str, words: str) -> None:
    assert words_of(trouble_of(text, PASSPORT)) == words


@pytest.mark.parametrize(
    "name", ["居民身份证", "身份证", "resident_id", "Resident ID", "ID card", "resident-id", "National ID", ""]
)
def test_an_owners_file_names_the_resident_id_in_chinese_or_english(name: str) -> None:
    document = from_record(DocumentRecord(name, "110105 491231 002", "中国"))
    assert (document.type, document.number, document.country) == (RESIDENT_ID, GOOD, "CHN")


@pytest.mark.parametrize("name", ["护照", "外国护照", "passport", "Passport", ""])
def test_an_owners_file_names_the_passport_in_chinese_or_english(name: str) -> None:
    document = from_record(DocumentRecord(name, "E12345678", "fr", date(2020, 1, 1)))
    assert (document.type, document.country, document.valid_to) == (PASSPORT, "FRA", date(2020, 1, 1))


def test_an_owners_file_with_an_unknown_type_or_country_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="社保卡"):
        from_record(DocumentRecord("社保卡", "E12345678"))
    with pytest.raises(BadInput, match="ATLANTIS"):
        from_record(DocumentRecord("passport", "E12345678", "Atlantis"))


def test_a_number_typed_without_country_is_tried_with_every_country_known() -> None:
    typed = read_document("E12345678", today=TODAY)
    scanned = read_document(second_line("E12345678", "FRA"), today=TODAY)
    assert [form.country for form in hashed_forms(typed, ["USA", "FRA"])] == ["", "FRA", "USA"]
    assert [form.country for form in hashed_forms(scanned, ["USA", "FRA"])] == ["FRA", ""]
    assert [form.country for form in hashed_forms(read_document(GOOD, today=TODAY), ["CHN"])] == ["CHN"]


def test_every_document_type_is_a_whole_row() -> None:
    for code, row in DOCUMENT_TYPES.items():
        assert code == row.code
        assert Texts("zh_CN").say(row.label) != row.label
        assert row.scheme


def test_only_the_last_four_characters_can_be_shown() -> None:
    document = read_document(GOOD, today=TODAY)
    assert document.last4 == "002X"
    assert "1949" not in repr(document)
