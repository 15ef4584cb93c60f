"""Every legal document: recognised from its number alone, asked for where the number is of several, named by sources."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counter_app.domain.documents import (
    ARMED_POLICE_ID,
    DOCUMENT_TYPES,
    HK_MACAO_PERMIT,
    HMT_RESIDENCE_PERMIT,
    HOUSEHOLD_REGISTER,
    MILITARY_ID,
    ORGANISATION,
    PASSPORT,
    PERMANENT_RESIDENCE_2017,
    PERMANENT_RESIDENCE_2023,
    RESIDENT_ID,
    TAIWAN_PERMIT,
    TEMPORARY_ID,
    WARN,
    AmbiguousDocument,
    candidates,
    document_type,
    from_record,
    hashed_forms,
    read_document,
    segments,
)
from counter_app.domain.organisation_code import check_character
from counter_app.domain.segments import OK
from counter_app.domain.statuses import fold
from counter_app.domain.ticket import DocumentRecord
from counter_app.errors import BadInput
from counter_app.texts import Texts
from tests.builders import documents as made
from tests.builders.documents import TODAY, numbered, trouble_of, words_of

RESIDENT = "11010519491231002X"
EXPIRED_LINE = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
ALONE = {
    RESIDENT: (RESIDENT_ID, "citizen", RESIDENT),
    made.HONG_KONG + "01": (HK_MACAO_PERMIT, "hk_macao", made.HONG_KONG),
    made.MACAO + "02": (HK_MACAO_PERMIT, "hk_macao", made.MACAO),
    made.TAIWAN + "03": (TAIWAN_PERMIT, "taiwan", made.TAIWAN),
    made.HMT_RESIDENCE: (HMT_RESIDENCE_PERMIT, "citizen", made.HMT_RESIDENCE),
    made.PERMANENT_2017: (PERMANENT_RESIDENCE_2017, "permanent_2017", made.PERMANENT_2017),
    made.PERMANENT_2023: (PERMANENT_RESIDENCE_2023, "citizen", made.PERMANENT_2023),
    made.SOLDIER: (MILITARY_ID, "military", "南01234567"),
    made.ARMED_POLICE: (ARMED_POLICE_ID, "military", "武0123456"),
    made.COMPANY: (ORGANISATION, "organisation", made.COMPANY),
    made.COMPANY_IN_DIGITS: (ORGANISATION, "organisation", made.COMPANY_IN_DIGITS),
    "E12345678": (PASSPORT, "passport", "E12345678"),
    "123456789": (PASSPORT, "passport", "123456789"),
}
WIDE = {ord(c): ord(c) + 0xFEE0 for c in map(chr, range(33, 127))}


@pytest.mark.parametrize("number", ALONE)
def test_each_document_is_recognised_from_its_number_alone(number: str) -> None:
    code, scheme, normal = ALONE[number]
    assert candidates(number, TODAY) == (code,)
    for typed in (number, number.lower().translate(WIDE), f" {number[:5]} {number[5:9]}-{number[9:]} "):
        document = read_document(typed, today=TODAY)
        assert (document.type, document.scheme, document.number) == (code, scheme, normal)
    assert all(part.verdict == OK for part in segments(number, today=TODAY))
    assert read_document(number, code, today=TODAY) == read_document(number, today=TODAY)


@pytest.mark.parametrize(
    ("number", "types"),
    [
        (made.TAIWAN, (TAIWAN_PERMIT, PASSPORT)),
        (made.HONG_KONG, (HK_MACAO_PERMIT, PASSPORT)),  # passports of the Hong Kong region and of Malaysia
        (made.MACAO, (HK_MACAO_PERMIT, PASSPORT)),  # passports of South Korea
    ],
)
def test_a_number_of_several_documents_is_asked_for_and_the_answer_is_taken(number: str, types: tuple[str, ...]) -> None:
    trouble = trouble_of(number)
    assert isinstance(trouble, AmbiguousDocument)
    assert (trouble.types, trouble.field) == (types, "document")
    assert words_of(trouble) == "这个号码对得上几种证件。"
    assert Texts("zh_CN").say(trouble.advice) == "请选一下是哪种证件。"
    for code in types:
        assert read_document(number, code, today=TODAY).type == code
    with pytest.raises(AmbiguousDocument):
        from_record(DocumentRecord("", number))


def test_no_type_is_kept_from_being_presented() -> None:
    presentable = {code for code, _scheme, _number in ALONE.values()} | {TEMPORARY_ID, HOUSEHOLD_REGISTER}
    assert presentable == DOCUMENT_TYPES.keys()


@pytest.mark.parametrize("code", [TEMPORARY_ID, HOUSEHOLD_REGISTER])
def test_a_temporary_id_and_the_register_are_the_same_person_as_the_resident_id(code: str) -> None:
    shown, usual = read_document(RESIDENT, code, today=TODAY), read_document(RESIDENT, today=TODAY)
    assert shown.type == code
    assert (shown.scheme, shown.country, shown.number) == (usual.scheme, usual.country, usual.number)


@given(st.sampled_from([made.HMT_RESIDENCE, made.PERMANENT_2023, RESIDENT]))
def test_whatever_a_source_calls_a_citizen_number_it_is_hashed_alike(number: str) -> None:
    forms = {
        (document.scheme, document.country, document.number)
        for document in (
            read_document(number, today=TODAY),
            from_record(DocumentRecord("身份证", number)),
            from_record(DocumentRecord("", number, "GBR")),
        )
    }
    assert len(forms) == 1


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.sampled_from([11, 12, 31, 44, 51, 53]))
def test_a_right_resident_number_is_never_taken_for_an_organisation(birth: date, order: int, head: int) -> None:
    number = numbered(f"{head}0105{birth:%Y%m%d}{order:03}")
    assert candidates(number, TODAY) == (RESIDENT_ID,)


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_a_misread_resident_number_is_never_taken_for_an_organisation_unasked(
    birth: date, order: int, place: int, off: int
) -> None:
    number = numbered(f"120105{birth:%Y%m%d}{order:03}")
    wrong = number[:place] + str((int(number[place]) + off) % 10) + number[place + 1 :]
    trouble = trouble_of(wrong)
    assert isinstance(trouble, AmbiguousDocument) or trouble.start >= 0


@given(st.integers(0, 10**7 - 1))
def test_an_organisation_in_digits_alone_is_taken_or_asked_for(body: int) -> None:
    start = f"911101{body:011}"
    code = start + check_character(start)
    assert ORGANISATION in candidates(code, TODAY) or document_type(code) == PERMANENT_RESIDENCE_2023
    institution = f"127701{body:011}"
    code = institution + check_character(institution)
    assert ORGANISATION in candidates(code, TODAY) or candidates(code, TODAY) == (RESIDENT_ID,)
    assert read_document(code, ORGANISATION, today=TODAY).number == code


def test_a_code_that_is_a_card_and_a_company_at_once_is_asked_for() -> None:
    for order in range(1000):
        number = numbered(f"91139819901231{order:03}")
        if check_character(number[:17]) == number[17]:
            break
    assert candidates(number, TODAY) == (PERMANENT_RESIDENCE_2023, ORGANISATION)


@pytest.mark.parametrize(
    ("names", "number", "code"),
    [
        (("居民身份证", "Resident ID", "id card"), RESIDENT, RESIDENT_ID),
        (("临时身份证", "临时居民身份证", "Temporary ID"), RESIDENT, TEMPORARY_ID),
        (("户口簿", "户口本", "Household register", "hukou"), RESIDENT, HOUSEHOLD_REGISTER),
        (("港澳居民来往内地通行证", "回乡证", "HK/Macao travel permit"), made.HONG_KONG, HK_MACAO_PERMIT),
        (("台湾居民来往大陆通行证", "台胞证", "Taiwan travel permit"), made.TAIWAN, TAIWAN_PERMIT),
        (("港澳台居民居住证", "台湾居民居住证", "Residence permit"), made.HMT_RESIDENCE, HMT_RESIDENCE_PERMIT),
        (("外国人永久居留身份证2017", "Permanent residence card 2017"), made.PERMANENT_2017, PERMANENT_RESIDENCE_2017),
        (("外国人永久居留身份证", "五星卡", "Permanent residence card"), made.PERMANENT_2023, PERMANENT_RESIDENCE_2023),
        (("军官证", "士兵证", "文职人员证", "Military ID"), made.SOLDIER, MILITARY_ID),
        (("武警证", "武装警察身份证件", "Armed police ID"), made.ARMED_POLICE, ARMED_POLICE_ID),
        (("护照", "Passport"), made.HONG_KONG, PASSPORT),
        (("统一社会信用代码", "营业执照", "Business licence"), made.COMPANY, ORGANISATION),
    ],
)
def test_sources_name_each_document_in_chinese_and_english(names: tuple[str, ...], number: str, code: str) -> None:
    for name in (*names, code, DOCUMENT_TYPES[code].label, *DOCUMENT_TYPES[code].names):
        assert from_record(DocumentRecord(name, number)).type == code


def test_only_the_two_cards_of_foreigners_share_names() -> None:
    known: dict[str, str] = {}
    shared = set()
    for row in DOCUMENT_TYPES.values():
        for name in {fold(name) for name in (row.code, row.label, *row.names)}:
            shared |= {(known[name], row.code)} if name in known else set()
            known[name] = row.code
    assert shared == {(PERMANENT_RESIDENCE_2023, PERMANENT_RESIDENCE_2017)}


def test_the_card_of_2017_under_the_name_of_todays_card_is_taken() -> None:
    document = from_record(DocumentRecord("外国人永久居留身份证", made.PERMANENT_2017))
    assert document.type == PERMANENT_RESIDENCE_2017


def test_an_expired_document_is_said_and_the_policy_decides() -> None:
    assert words_of(trouble_of(EXPIRED_LINE)) == "证件 2012年4月15日已到期。"
    document = read_document(EXPIRED_LINE, today=TODAY, expired=WARN)
    assert document.valid_to == date(2012, 4, 15)
    assert document.is_expired(TODAY)
    assert not document.is_expired(date(2012, 4, 15))
    assert not read_document(RESIDENT, today=TODAY).is_expired(date.max)


@pytest.mark.parametrize(("number", "shown"), [("AB123", "23"), ("123456", "456"), ("1234567", "567"), ("E1234567", "4567")])
def test_of_a_short_number_not_more_than_half_is_ever_shown(number: str, shown: str) -> None:
    assert read_document(number, PASSPORT, today=TODAY).last4 == shown


def test_the_last_characters_of_a_permit_are_not_its_count_of_re_issues() -> None:
    assert read_document(made.HONG_KONG + "07", today=TODAY).last4 == made.HONG_KONG[-4:]
    assert read_document(made.TAIWAN + "07", today=TODAY).last4 == made.TAIWAN[-4:]


def test_a_document_issued_in_china_is_hashed_in_one_form() -> None:
    for number in (made.HONG_KONG + "01", made.PERMANENT_2017, made.SOLDIER, made.COMPANY):
        assert hashed_forms(read_document(number, today=TODAY), ["FRA", ""]) == (read_document(number, today=TODAY),)


@given(st.text("0123456789XHMABSOI<字第号武", max_size=20), st.sampled_from(["", *DOCUMENT_TYPES]))
@example("<", HMT_RESIDENCE_PERMIT)
def test_any_text_is_a_document_of_the_chosen_type_or_has_a_reason(text: str, code: str) -> None:
    shown = segments(text, code, TODAY)
    assert all(part.first <= part.last for part in shown)
    try:
        document = read_document(text, code, today=TODAY)
    except BadInput as error:
        assert Texts("zh_CN").say(error.text, **error.values) != str(error)
        assert error.field == "document"
        assert -1 <= error.start <= max(error.end, 0) <= len(text)
    else:
        assert document.type == code or (not code and document.type in candidates(text, TODAY))
        assert all(part.verdict == OK for part in shown)


def test_a_birth_date_to_come_is_no_birth_date_on_any_card() -> None:
    tomorrow = TODAY + timedelta(days=1)
    for head in ("810000", "911398"):
        trouble = trouble_of(numbered(f"{head}{tomorrow:%Y%m%d}001"))
        assert words_of(trouble) == "第 7 到 14 位的出生日期还没有到。"
