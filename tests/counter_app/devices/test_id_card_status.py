"""Status words of the ID-card reader: each is something a clerk can act on."""

from __future__ import annotations

import pytest

from counter_app.devices.id_card_status import STATUS_WORDS, Meaning, status_word, trouble
from counter_app.texts import Texts

PUBLISHED = {
    Meaning.DONE: (0x90,),
    Meaning.FOUND: (0x9F,),
    Meaning.NO_CARD: (0x80,),
    Meaning.AGAIN: (0x81, 0x41),
    Meaning.FAULT: (0x10, 0x11, 0x21, 0x24),
    Meaning.BAD_CARD: (0x31, 0x32, 0x33, 0x40, 0x47),
    Meaning.BROKEN: (0x60, 0x66),
    Meaning.NOTHING: (0x91,),
}


def test_every_published_code_has_its_row() -> None:
    assert {code: meaning for meaning, codes in PUBLISHED.items() for code in codes} == {
        code: word.meaning for code, word in STATUS_WORDS.items()
    }


@pytest.mark.parametrize("code", [*STATUS_WORDS, 0x55, 0x010090])
def test_every_code_is_said_in_both_languages(code: int) -> None:
    said = trouble(status_word(code))
    chinese = Texts("zh_CN").say(said.text, **said.values)
    assert chinese != str(said)
    assert "{" not in chinese + str(said)


def test_a_code_nobody_published_is_a_fault_that_tells_its_number() -> None:
    word = status_word(0x010090)  # 90 alone would be good
    assert word.meaning is Meaning.FAULT
    assert "10090" in str(trouble(word))


def test_codes_that_ask_for_different_acts_are_said_differently() -> None:
    texts = {meaning: {STATUS_WORDS[code].text for code in codes} for meaning, codes in PUBLISHED.items()}
    assert texts[Meaning.AGAIN].isdisjoint(texts[Meaning.BAD_CARD] | texts[Meaning.BROKEN] | texts[Meaning.FAULT])
    assert STATUS_WORDS[0x81].text != STATUS_WORDS[0x41].text
