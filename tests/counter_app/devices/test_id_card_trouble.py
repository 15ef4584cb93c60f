"""What goes wrong at the ID-card reader: each is said in words, and a good card is read afterwards."""

from __future__ import annotations

import contextlib
import logging

import pytest

from counter_app.devices.fake_reader import FakeReader, Manners
from counter_app.devices.fake_reader_cards import FakeCard
from counter_app.devices.id_card_layouts import GARBLED
from counter_app.devices.id_card_line import DAMAGED, FIND_CARD, SELECT_CARD, NoAnswer, ReaderLine, Wait
from counter_app.devices.id_card_ports import opened
from counter_app.devices.id_card_reader import TRIES
from counter_app.devices.id_card_status import HOLD_STILL, LIFT_AND_LAY, STATUS_WORDS, Meaning, StatusWord, status_word
from counter_app.domain.card_read import ReaderCondition
from tests.builders.readers import HANG_S, WANG, ZHOU, commands_of_looks, never, reading, refusal, until, waiting

SELECT, READ = "2002", "3001"
MOVED = (Meaning.AGAIN, Meaning.NO_CARD)
TOLD_AT_ONCE = [w for w in STATUS_WORDS.values() if w.meaning not in (Meaning.DONE, Meaning.FOUND, *MOVED)]
OF_THE_READER = [w for w in STATUS_WORDS.values() if w.meaning in (Meaning.FAULT, Meaning.BROKEN)]


def code_of(word: object) -> str:
    """The code of a status word, for the name of a test."""
    return f"{word.code:02x}" if isinstance(word, StatusWord) else str(word)


@pytest.mark.parametrize("word", [*TOLD_AT_ONCE, status_word(0x55)], ids=code_of)
def test_a_card_that_is_refused_when_it_is_selected_is_said_at_once(fake: FakeReader, word: StatusWord) -> None:
    fake.misbehave(Manners(command=SELECT, status=word.code, times=9))
    fake.present(WANG)
    with reading(fake.port) as reader:
        said = refusal(reader)
    assert (said.text, said.values) == (word.text, {"code": f"{word.code:02X}"})
    assert fake.asked() == ("2001", SELECT)


@pytest.mark.parametrize("word", [*TOLD_AT_ONCE, status_word(0x55)], ids=code_of)
def test_a_card_that_is_refused_when_it_is_read_is_said_at_once(fake: FakeReader, word: StatusWord) -> None:
    fake.misbehave(Manners(command=READ, status=word.code, times=9))
    fake.present(WANG)
    with reading(fake.port) as reader:
        if word.code == 0x21:  # the command is unknown to this reader: the longer one is tried
            assert reader.read(never) is not None
            return
        said = refusal(reader)
    assert (said.text, said.values) == (word.text, {"code": f"{word.code:02X}"})
    assert fake.asked().count(READ) == 1


@pytest.mark.parametrize("command", [SELECT, READ])
@pytest.mark.parametrize("code", [0x81, 0x41, 0x80])
def test_a_card_that_moved_is_tried_again_before_anything_is_said(fake: FakeReader, command: str, code: int) -> None:
    fake.misbehave(Manners(command=command, status=code, times=TRIES - 1))
    fake.present(WANG)
    with reading(fake.port) as reader:
        assert reader.read(never) is not None


@pytest.mark.parametrize("command", [SELECT, READ])
@pytest.mark.parametrize(("code", "text"), [(0x81, LIFT_AND_LAY), (0x41, HOLD_STILL), (0x80, HOLD_STILL)])
def test_a_card_that_keeps_moving_is_said_and_then_wants_lifting(
    fake: FakeReader, command: str, code: int, text: str
) -> None:
    fake.misbehave(Manners(command=command, status=code, times=TRIES))
    fake.present(WANG)
    with reading(fake.port) as reader:
        assert refusal(reader).text == text
        assert reader.state().condition is ReaderCondition.CARD_LIES
        fake.lift()
        commands_of_looks(reader, fake)
        fake.present(WANG)
        assert reader.read(never) is not None


def test_a_card_that_is_taken_away_too_early_is_said(fake: FakeReader) -> None:
    fake.misbehave(Manners(lifted_by=READ))
    fake.present(WANG)
    with reading(fake.port) as reader:
        assert refusal(reader).text == HOLD_STILL


@pytest.mark.parametrize("word", OF_THE_READER, ids=code_of)
def test_a_reader_with_a_trouble_of_its_own_is_away_in_words_until_it_is_well(
    fake: FakeReader, word: StatusWord, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    fake.misbehave(Manners(command="2001", status=word.code, times=1))
    fake.present(WANG)
    with reading(fake.port) as reader, waiting(reader) as answer:
        said = until(reader, lambda state: state.text == word.text, fake)
        assert said.condition is ReaderCondition.AWAY
        assert dict(said.values) == {"code": f"{word.code:02X}"}
        assert answer.result(HANG_S) is not None
    assert f"2001 with {word.code:02X}" in caplog.text


@pytest.mark.parametrize("code", [0x31, 0x40, 0x41, 0x81])
def test_a_thing_that_is_only_half_found_is_tried(fake: FakeReader, code: int) -> None:
    fake.misbehave(Manners(command="2001", status=code, times=1))
    fake.present(WANG)
    with reading(fake.port) as reader:
        assert reader.read(never) is not None


@pytest.mark.parametrize("code", [0x31, 0x40, 0x41, 0x81])
def test_a_thing_that_is_never_found_wholly_is_said_once(fake: FakeReader, code: int) -> None:
    fake.misbehave(Manners(command="2001", status=code, times=99))
    fake.present(WANG)
    with reading(fake.port) as reader:
        assert refusal(reader).text == LIFT_AND_LAY
        assert set(commands_of_looks(reader, fake)) == {"2001"}
        assert reader.state().condition is ReaderCondition.CARD_LIES


@pytest.mark.parametrize("mishap", [Manners(bad_checksums=1), Manners(truncated=1), Manners(silences=1)])
def test_one_answer_that_does_not_come_whole_is_asked_for_again(fake: FakeReader, mishap: Manners) -> None:
    fake.present(WANG)
    fake.misbehave(mishap)
    with reading(fake.port) as reader:
        assert reader.read(never) is not None
        assert fake.asked() == ("2001", "2001", SELECT, READ)


def test_a_card_text_that_comes_damaged_once_is_asked_for_again(fake: FakeReader) -> None:
    fake.present(WANG)
    fake.misbehave(Manners(command=READ, bad_checksums=1))
    with reading(fake.port) as reader:
        assert reader.read(never) is not None
        assert fake.asked() == ("2001", SELECT, READ, READ)


def test_a_card_text_that_comes_damaged_twice_is_said(fake: FakeReader) -> None:
    fake.present(WANG)
    fake.misbehave(Manners(command=READ, bad_checksums=2))
    with reading(fake.port) as reader:
        assert refusal(reader).text == DAMAGED
        assert fake.asked() == ("2001", SELECT, READ, READ)


def test_a_reader_whose_answers_all_come_damaged_is_away_and_comes_back(fake: FakeReader) -> None:
    fake.misbehave(Manners(bad_checksums=2))
    fake.present(WANG)
    with reading(fake.port) as reader, waiting(reader) as answer:
        until(reader, lambda state: state.text == DAMAGED, fake)
        assert answer.result(HANG_S) is not None


@pytest.mark.parametrize("length", [0, 3, 7, 9, 4096, 4097, 0xFFFF])
def test_a_wrong_length_is_never_believed(fake: FakeReader, length: int) -> None:
    fake.present(WANG)
    fake.misbehave(Manners(length=length))
    with closing_line(fake) as line, pytest.raises(NoAnswer):
        line.ask(FIND_CARD._replace(patience_s=0.3), Wait(never, HANG_S), tries=1)


@pytest.mark.parametrize("text_length", [0, 254, 258, 0xFFFF])
def test_a_text_of_another_length_is_not_read(fake: FakeReader, text_length: int) -> None:
    fake.misbehave(Manners(text_length=text_length))
    fake.present(WANG)
    with reading(fake.port) as reader:
        assert refusal(reader).text == GARBLED


def test_the_late_answer_to_one_question_is_not_taken_for_the_answer_to_the_next(fake: FakeReader) -> None:
    fake.present(WANG)
    with closing_line(fake) as line:
        wait = Wait(never, HANG_S)
        fake.misbehave(Manners(junk="AAAAAA9669000800009F0000000097"))  # a whole answer to *find*, before each
        assert len(line.ask(FIND_CARD, wait).data) == 4
        assert len(line.ask(SELECT_CARD, wait).data) == 8


def test_a_card_after_one_that_could_not_be_read_is_read(fake: FakeReader) -> None:
    fake.present(FakeCard("no number", "王秀兰"))
    with reading(fake.port) as reader:
        assert "no number" not in str(refusal(reader))
        fake.lift()
        commands_of_looks(reader, fake)
        fake.present(ZHOU)
        card = reader.read(never)
    assert card is not None
    assert card.number == ZHOU.number


def closing_line(fake: FakeReader) -> contextlib.closing[ReaderLine]:
    """The line to the reader, closed at the end."""
    return contextlib.closing(ReaderLine(opened(fake.port)))
