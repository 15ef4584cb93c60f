"""The four layouts of card texts, against texts written down byte by byte."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest

from counter_app.devices.fake_reader_cards import FakeCard
from counter_app.devices.id_card_layouts import GARBLED, LAYOUTS, UNKNOWN_CARD, UNREADABLE_CARD, card_text, read_card
from counter_app.domain.card_read import CardRead
from counter_app.domain.masking import Masked
from counter_app.errors import DeviceTrouble
from tests.builders import cards

PUBLISHED = {
    " ": {
        "name": (0, 30), "sex": (30, 2), "nation": (32, 4), "birth": (36, 16), "address": (52, 70),
        "number": (122, 36), "issuer": (158, 30), "valid_from": (188, 16), "valid_to": (204, 16), "letter": (248, 2),
    },
    "J": {
        "name": (0, 30), "sex": (30, 2), "birth": (36, 16), "address": (52, 70), "number": (122, 36),
        "issuer": (158, 30), "valid_from": (188, 16), "valid_to": (204, 16), "permit_number": (220, 18),
        "issue_count": (238, 4), "letter": (248, 2),
    },
    "I": {
        "english_name": (0, 120), "sex": (120, 2), "number": (122, 30), "country": (152, 6), "name": (158, 30),
        "valid_from": (188, 16), "valid_to": (204, 16), "birth": (220, 16), "version": (236, 4), "office": (240, 8),
        "letter": (248, 2),
    },
    "Y": {
        "name": (0, 30), "sex": (30, 2), "issue_count": (32, 4), "birth": (36, 16), "english_name": (52, 70),
        "number": (122, 36), "valid_from": (188, 16), "valid_to": (204, 16), "english_name_2": (220, 22),
        "country": (242, 6), "letter": (248, 2), "old_number": (250, 6),
    },
}  # fmt: skip


@pytest.mark.parametrize("letter", LAYOUTS)
def test_a_layout_is_the_published_one_and_fills_256_bytes(letter: str) -> None:
    places = LAYOUTS[letter].fields
    assert {name: tuple(at) for name, at in places.items() if not name.startswith("reserved")} == PUBLISHED[letter]
    assert sum(place.size for place in places.values()) == 256


def test_a_resident_card_is_read() -> None:
    assert read_card(cards.resident()) == CardRead(
        "resident_id", cards.RESIDENT, "CHN", date(2015, 6, 1), None, Masked("王**")
    )


def test_a_residence_permit_of_hong_kong_macao_and_taiwan_is_read() -> None:
    assert read_card(cards.hmt_permit()) == CardRead(
        "hmt_residence_permit", cards.HMT, "CHN", date(2022, 3, 15), date(2027, 3, 15), Masked("陳**")
    )


def test_a_permanent_residence_card_of_2017_is_read() -> None:
    assert read_card(cards.permanent_2017()) == CardRead(
        "permanent_residence_2017", cards.PERMANENT_2017, "KAZ", date(2017, 9, 1), date(2027, 8, 31), Masked("阿**")
    )


def test_a_permanent_residence_card_of_2023_is_read() -> None:
    assert read_card(cards.permanent_2023()) == CardRead(
        "permanent_residence_2023", cards.PERMANENT_2023, "GBR", date(2023, 12, 1), date(2033, 12, 1), Masked("F***")
    )


def test_a_card_without_a_chinese_name_has_its_latin_one() -> None:
    assert read_card(cards.permanent_2017(chinese="")).name == Masked("N***")
    assert read_card(cards.permanent_2023(chinese="费思安")).name == Masked("费**")


def test_a_country_that_is_not_three_letters_is_left_open() -> None:
    assert read_card(cards.permanent_2023(country="826")).country == ""


def test_an_expired_card_is_read_like_any_other() -> None:
    card = read_card(cards.resident(valid_to="20200531"))
    assert card.valid_to == date(2020, 5, 31)
    assert card.is_expired(date(2020, 6, 1))
    assert not card.is_expired(date(2020, 5, 31))


@pytest.mark.parametrize("valid_to", ["", "2027033", "20270231", "00000000", "２０２７０３３１", "永久"])
def test_a_last_day_that_cannot_be_read_never_becomes_forever(valid_to: str) -> None:
    with pytest.raises(DeviceTrouble) as trouble:
        read_card(cards.resident(valid_to=valid_to))
    assert trouble.value.text == UNREADABLE_CARD


@pytest.mark.parametrize("number", ["", "7710031968031400", "77100319680314 02X", "77100319680314002Ｘ"])
def test_a_number_that_cannot_be_read_is_not_guessed(number: str) -> None:
    with pytest.raises(DeviceTrouble) as trouble:
        read_card(cards.resident(number=number))
    assert trouble.value.text == UNREADABLE_CARD
    assert number[:6] not in str(trouble.value) or not number


@pytest.mark.parametrize("letter", ["K", "j", "中", "1"])
def test_a_card_of_another_kind_is_refused_by_name(letter: str) -> None:
    with pytest.raises(DeviceTrouble) as trouble:
        read_card(cards.resident(letter=letter))
    assert trouble.value.text == UNKNOWN_CARD


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("周䶮", "周*"),
        ("𠮷田", "𠮷*"),  # two units of UTF-16 are one character
        ("\ue863三", "\ue863*"),  # of the private use area: kept as it is
        ("\ud842三", "**"),  # half a character
        ("阿依古丽·买买提", "阿**·**"),
        ("欧阳明", "欧阳*"),
        ("王", "*"),
        ("", ""),
    ],
)
def test_rare_and_broken_names_are_masked_and_spoil_nothing(name: str, masked: str) -> None:
    card = read_card(cards.resident(name=name))
    assert card.name == Masked(masked)
    assert card.number == cards.RESIDENT


def test_fields_padded_with_zeros_are_read_like_blanks() -> None:
    text = cards.resident().replace(b"\x20\x00", b"\x00\x00")
    assert read_card(text) == read_card(cards.resident())


def test_a_card_read_holds_and_shows_nothing_it_need_not() -> None:
    card = read_card(cards.resident())
    assert {field.name for field in fields(card)} == {
        "document_type", "number", "country", "valid_from", "valid_to", "name"
    }  # fmt: skip
    assert cards.RESIDENT not in repr(card)
    assert "秀兰" not in repr(card)


@pytest.mark.parametrize(("lengths", "fingers"), [(2, 0), (3, 0), (3, 512), (3, 1024)])
def test_the_text_is_found_with_two_lengths_before_it_or_three(lengths: int, fingers: int) -> None:
    sizes = (256, 1024, fingers)[:lengths]
    data = b"".join(size.to_bytes(2, "big") for size in sizes) + cards.resident() + bytes(1024 + fingers)
    assert card_text(data) == cards.resident()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01\x00",
        bytes.fromhex("01000400") + bytes(1279),
        bytes.fromhex("01000400") + bytes(1281),
        bytes.fromhex("00FE0400") + bytes(1278),
        bytes.fromhex("01020400") + bytes(1282),
        bytes.fromhex("010004000200") + bytes(1280),
        bytes.fromhex("FFFFFFFF") + bytes(256),
    ],
)
def test_lengths_that_do_not_fit_are_not_read_past(data: bytes) -> None:
    with pytest.raises(DeviceTrouble) as trouble:
        card_text(data)
    assert trouble.value.text == GARBLED


def test_the_invented_cards_of_the_demo_are_written_like_real_ones() -> None:
    others = (("sex", "2"), ("nation", "01"), ("birth", "19680314"), ("address", "城东区望湖街 12 号"), ("issuer", "城东区公安局"))
    assert FakeCard(cards.RESIDENT, "王秀兰", valid_from=date(2015, 6, 1), others=others).text() == cards.resident()
    latin = FakeCard(
        cards.PERMANENT_2023, "", "Y", date(2023, 12, 1), date(2033, 12, 1),
        "FEATHERSTONEHAUGH-CHOLMONDELEY, BARTHOLOMEW", "GBR",
        (("sex", "1"), ("issue_count", "01"), ("birth", "19901231"), ("old_number", "1")),
    )  # fmt: skip
    assert latin.text() == cards.permanent_2023()
