"""Cards as read and the state of their reader."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.devices.id_card_layouts import read_card
from counter_app.domain.card_read import CONDITION_LABELS, CardRead, ReaderCondition, document_on
from counter_app.domain.documents import RESIDENT_ID, WARN, read_document
from counter_app.domain.masking import Masked
from counter_app.errors import BadInput
from counter_app.texts import Texts
from tests.builders import cards

TODAY = date(2026, 11, 22)


def card(number: str = cards.RESIDENT, valid_to: date | None = None) -> CardRead:
    """Wang's card."""
    return CardRead(RESIDENT_ID, number, "CHN", date(2015, 6, 1), valid_to, Masked("王**"))


def test_a_card_and_its_typed_number_are_the_same_document() -> None:
    typed = read_document(cards.RESIDENT, today=TODAY)
    read = document_on(card(), TODAY)
    assert (read.scheme, read.country, read.number) == (typed.scheme, typed.country, typed.number)


def test_a_card_with_a_wrong_number_is_refused_like_a_typed_one() -> None:
    with pytest.raises(BadInput):
        document_on(card("771003196803140021"), TODAY)


def test_an_expired_card_is_refused_with_its_last_day_or_taken_as_the_hall_decides() -> None:
    expired = card(valid_to=date(2026, 11, 21))
    assert expired.is_expired(TODAY)
    with pytest.raises(BadInput) as refusal:
        document_on(expired, TODAY)
    assert refusal.value.values == {"year": 2026, "month": 11, "day": 21}
    document = document_on(expired, TODAY, WARN)
    assert (document.valid_to, document.is_expired(TODAY)) == (date(2026, 11, 21), True)


@pytest.mark.parametrize(
    "text", [cards.resident(), cards.hmt_permit(), cards.permanent_2017(), cards.permanent_2023()], ids=list(" JIY")
)
def test_a_card_of_each_layout_is_known_under_the_same_hash_as_its_typed_number(text: bytes) -> None:
    card = read_card(text)
    read, typed = document_on(card, TODAY), read_document(card.number, card.document_type, today=TODAY)
    assert read.type == card.document_type
    assert (read.scheme, read.country, read.number) == (typed.scheme, typed.country, typed.number)
    assert document_on(card, TODAY).scheme == read_document(card.number, today=TODAY).scheme


@pytest.mark.parametrize("valid_to", [None, TODAY])
def test_a_card_holds_on_its_last_day_and_for_ever_without_one(valid_to: date | None) -> None:
    assert not card(valid_to=valid_to).is_expired(TODAY)


def test_the_number_is_not_shown_by_accident() -> None:
    assert cards.RESIDENT not in repr(card())
    assert cards.RESIDENT not in str(card())


def test_every_condition_of_a_reader_has_its_words() -> None:
    chinese = Texts("zh_CN")
    assert {condition for condition in ReaderCondition if chinese.say(CONDITION_LABELS[condition]) != ""} == set(ReaderCondition)
