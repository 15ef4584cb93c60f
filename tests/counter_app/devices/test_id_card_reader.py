"""The ID-card reader on a pseudo-terminal: cards read once, waiting, giving up, plugging."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.devices.fake_reader import FakeReader, Manners
from counter_app.devices.fake_reader_cards import FakeCard
from counter_app.devices.id_card_layouts import read_card
from counter_app.devices.id_card_line import SILENT
from counter_app.devices.id_card_ports import NOT_CONNECTED
from counter_app.devices.id_card_reader import CARD_LIES, READY, UNPLUGGED, id_card_reader
from counter_app.domain.card_read import CardRead, ReaderCondition, ReaderState
from tests.builders import cards
from tests.builders.readers import (
    AIDA,
    BART,
    HANG_S,
    HMT,
    WANG,
    ZHOU,
    commands_of_looks,
    contents,
    never,
    reading,
    refusal,
    until,
    waiting,
)

LYING = ReaderState(ReaderCondition.CARD_LIES, CARD_LIES)
IS_READY = ReaderState(ReaderCondition.READY, READY)
PHOTO = b"\xf0photo\xf0" * 146 + b"\xf0\xf0"
GIVING_UP_S = 3.0
"""A hang limit, ten times what giving up may take."""


def number_of(card: CardRead | None) -> str:
    """The number read."""
    return card.number if card else ""


@pytest.mark.parametrize("card", [WANG, ZHOU, HMT, AIDA, BART], ids=lambda card: repr(card.letter))
def test_a_card_of_each_layout_is_read_as_its_text_says(fake: FakeReader, card: FakeCard) -> None:
    fake.present(card)
    with reading(fake.port) as reader:
        assert reader.read(never) == read_card(card.text())
        assert fake.asked() == ("2001", "2002", "3001")


def test_a_card_put_down_while_somebody_waits_is_read_by_itself(fake: FakeReader) -> None:
    with reading(fake.port) as reader, waiting(reader) as answer:
        until(reader, IS_READY.__eq__, fake)
        fake.present(WANG)
        assert number_of(answer.result(HANG_S)) == cards.RESIDENT


def test_an_expired_card_is_read_and_tells_its_last_day(fake: FakeReader) -> None:
    fake.present(ZHOU)
    with reading(fake.port) as reader:
        card = reader.read(never)
    assert card is not None
    assert card.valid_to == ZHOU.valid_to


def test_no_card_for_a_while_is_no_trouble(fake: FakeReader) -> None:
    with reading(fake.port, patience_s=0.2) as reader:
        assert reader.read(never) is None
        assert reader.state() == IS_READY


@pytest.mark.parametrize("finds_again", [False, True])
def test_a_card_that_lies_there_is_not_read_twice_until_it_was_lifted(fake: FakeReader, finds_again: bool) -> None:
    fake.misbehave(Manners(finds_again=finds_again))
    fake.present(WANG)
    with reading(fake.port) as reader:
        assert number_of(reader.read(never)) == cards.RESIDENT
        assert reader.state() == LYING
        commands_of_looks(reader, fake)
        assert reader.state() == (LYING if finds_again else IS_READY)
        fake.lift()
        commands_of_looks(reader, fake)
        assert reader.state() == IS_READY
        fake.present(WANG)
        assert number_of(reader.read(never)) == cards.RESIDENT


def test_a_card_at_the_edge_that_is_lost_for_one_look_is_not_read_again(fake: FakeReader) -> None:
    fake.present(WANG)
    fake.misbehave(Manners(finds_again=True))
    with reading(fake.port) as reader:
        reader.read(never)
        for _ in range(3):
            fake.misbehave(Manners(finds_again=True, command="2001", status=0x80, times=1))
            commands_of_looks(reader, fake)
            assert reader.state() == LYING


def test_a_card_that_was_refused_is_not_tried_again_until_it_was_lifted(fake: FakeReader) -> None:
    fake.misbehave(Manners(command="3001", status=0x33, times=9))
    fake.present(WANG)
    with reading(fake.port) as reader:
        refusal(reader)
        fake.asked()
        assert set(commands_of_looks(reader, fake)) == {"2001"}
        assert reader.state() == LYING
        fake.misbehave(Manners())
        fake.lift()
        commands_of_looks(reader, fake)
        fake.present(ZHOU)
        assert number_of(reader.read(never)) == ZHOU.number


def test_text_behind_three_lengths_is_read_where_the_reader_knows_only_the_longer_command(fake: FakeReader) -> None:
    fake.misbehave(Manners(with_fingerprints_only=True))
    for fingers in (0, 1, 2):
        fake.present(FakeCard(cards.RESIDENT, "王秀兰", fingers=fingers))
        with reading(fake.port) as reader:
            assert number_of(reader.read(never)) == cards.RESIDENT
            assert fake.asked() == ("2001", "2002", "3001", "3010")


def test_fingerprints_are_not_asked_for_where_the_short_command_is_known(fake: FakeReader) -> None:
    fake.present(FakeCard(cards.RESIDENT, "王秀兰", fingers=2))
    with reading(fake.port) as reader:
        reader.read(never)
    assert "3010" not in fake.asked()


def test_nothing_of_a_card_stays_in_the_reader_that_read_it(fake: FakeReader) -> None:
    fake.present(FakeCard(cards.RESIDENT, "王秀兰", others=(("address", "望湖街"),), photo=PHOTO))
    with reading(fake.port) as reader:
        assert reader.read(never) is not None
        held = contents(reader)
    assert fake.port.encode() in held
    for personal in (b"\xf0photo", cards.RESIDENT.encode(), cards.RESIDENT.encode("utf-16-le"), "望湖".encode("utf-16-le")):
        assert not any(personal in one for one in held)


def test_whoever_gives_up_gets_nothing_and_is_not_kept_waiting(fake: FakeReader) -> None:
    gone = Event()
    with reading(fake.port, 600) as reader, waiting(reader, gone.is_set) as answer:
        until(reader, IS_READY.__eq__, fake)
        gone.set()
        assert answer.result(GIVING_UP_S) is None


def test_giving_up_works_while_the_reader_is_away(fake: FakeReader) -> None:
    fake.unplug()
    gone = Event()
    with reading(fake.port, 600) as reader, waiting(reader, gone.is_set) as answer:
        until(reader, is_away(NOT_CONNECTED), fake)
        gone.set()
        assert answer.result(GIVING_UP_S) is None


def is_away(text: str) -> Callable[[ReaderState], bool]:
    """The reader is away for this reason."""
    return ReaderState(ReaderCondition.AWAY, text).__eq__


def test_giving_up_at_any_moment_spoils_no_later_reading(fake: FakeReader) -> None:
    checks = 0
    card = None
    while card is None:
        checks += 1
        fake.misbehave(Manners(late_ms=70, finds_again=True))
        fake.present(WANG)
        left = iter(range(checks))
        with reading(fake.port) as reader:
            card = reader.read(lambda left=left: next(left, None) is None)
            fake.misbehave(Manners())
            fake.present(ZHOU)
            if card is None:
                assert number_of(reader.read(never)) == ZHOU.number
    assert number_of(card) == cards.RESIDENT
    assert checks > 5


def test_a_reader_unplugged_and_plugged_again_goes_on(fake: FakeReader) -> None:
    with reading(fake.port) as reader, waiting(reader) as answer:
        until(reader, IS_READY.__eq__, fake)
        fake.unplug()
        until(reader, is_away(NOT_CONNECTED), fake)
        fake.plug()
        until(reader, IS_READY.__eq__, fake)
        fake.present(WANG)
        assert number_of(answer.result(HANG_S)) == cards.RESIDENT


def test_a_card_that_was_read_is_not_read_again_because_the_reader_was_unplugged(fake: FakeReader) -> None:
    fake.misbehave(Manners(finds_again=True))
    fake.present(WANG)
    gone = Event()
    with reading(fake.port) as reader:
        reader.read(never)
        with waiting(reader, gone.is_set) as answer:
            fake.unplug()
            until(reader, is_away(NOT_CONNECTED), fake)
            fake.plug()
            until(reader, LYING.__eq__, fake)
            gone.set()
            assert answer.result(HANG_S) is None


@pytest.mark.parametrize("command", ["2002", "3001"])
def test_a_reader_unplugged_while_it_reads_is_said_and_reads_the_card_once_it_is_back(
    fake: FakeReader, command: str
) -> None:
    with reading(fake.port) as reader:
        commands_of_looks(reader, fake)
        fake.misbehave(Manners(unplugged_by=command))
        fake.present(WANG)
        assert refusal(reader).text == UNPLUGGED
        assert reader.state().condition is ReaderCondition.AWAY
        fake.plug()
        assert number_of(reader.read(never)) == cards.RESIDENT


def test_a_reader_that_is_switched_off_is_said_and_found_again(fake: FakeReader) -> None:
    fake.misbehave(Manners(silences=2))
    with reading(fake.port) as reader, waiting(reader) as answer:
        until(reader, is_away(SILENT), fake)
        fake.present(WANG)
        assert number_of(answer.result(HANG_S)) == cards.RESIDENT


def test_a_port_that_was_let_go_is_opened_by_the_next_reading(fake: FakeReader) -> None:
    with reading(fake.port) as reader:
        commands_of_looks(reader, fake)
        reader.close()
        fake.present(WANG)
        assert number_of(reader.read(never)) == cards.RESIDENT


def test_without_a_setting_there_is_no_reader() -> None:
    assert id_card_reader("") is None
    assert id_card_reader("auto") is not None


TEXTS = st.sampled_from([WANG, ZHOU, HMT, AIDA, BART])
JUNK = st.one_of(
    st.binary(max_size=30),
    st.lists(st.sampled_from([b"\xaa", b"\xaa\xaa\xaa\x96", b"\xaa\xaa\xaa\x96\x69", b"\x00\x04"]), max_size=4).map(b"".join),
)


@given(card=TEXTS, junk=JUNK, splits=st.lists(st.integers(1, 1330), max_size=6), is_longer=st.booleans())
def test_a_card_is_read_whatever_junk_comes_and_wherever_the_answers_are_split(
    lasting: FakeReader, card: FakeCard, junk: bytes, splits: list[int], is_longer: bool
) -> None:
    lasting.misbehave(Manners(junk=junk.hex(), splits=tuple(splits), gap_ms=2, with_fingerprints_only=is_longer))
    lasting.present(card)
    with reading(lasting.port) as reader:
        assert reader.read(never) == read_card(card.text())


def test_an_answer_that_comes_byte_by_byte_is_read(fake: FakeReader) -> None:
    fake.misbehave(Manners(splits=tuple(range(1, 1296)), gap_ms=0))
    fake.present(WANG)
    with reading(fake.port) as reader:
        assert number_of(reader.read(never)) == cards.RESIDENT


@pytest.fixture(scope="module")
def lasting() -> Iterator[FakeReader]:
    """One reader for all examples of a property."""
    with FakeReader() as reader:
        yield reader

