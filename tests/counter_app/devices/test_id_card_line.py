"""The line to the ID-card reader: one question, one answer, also after somebody gave up waiting."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from counter_app.devices.id_card_frames import framed
from counter_app.devices.id_card_line import FIND_CARD, READ_CARD, Abandoned, LineLost, NoAnswer, ReaderLine, Wait
from counter_app.devices.id_card_ports import opened
from tests.builders import cards
from tests.builders.readers import HANG_S, Listener, contents, never

FIND = bytes.fromhex("AAAAAA9669000320 0122")
FOUND = bytes.fromhex("AAAAAA9669000800009F0000000097")
NO_CARD = bytes.fromhex("AAAAAA9669000400008084")
CARD = framed(bytes.fromhex("00009001000400") + cards.resident() + bytes(1024))
PATIENTLY = FIND_CARD._replace(patience_s=HANG_S)


@pytest.fixture
def listener() -> Iterator[Listener]:
    """The other end."""
    with Listener() as one:
        yield one


@pytest.fixture
def line(listener: Listener) -> Iterator[ReaderLine]:
    """The driver's end."""
    with contextlib.closing(ReaderLine(opened(listener.port))) as one:
        yield one


class GivesUp:
    """Somebody who gives up at a later check; at the first, something may come on the line."""

    def __init__(self, checks: int, listener: Listener | None = None, said: bytes = b"") -> None:
        self._left, self._listener, self._said = checks, listener, said

    def __call__(self) -> bool:
        if self._listener is not None:
            self._listener.say(self._said)
            self._listener = None
        self._left -= 1
        return self._left < 0


def test_an_answer_that_comes_after_somebody_gave_up_is_not_the_answer_to_the_next_question(
    listener: Listener, line: ReaderLine
) -> None:
    with pytest.raises(Abandoned):
        line.ask(PATIENTLY, Wait(GivesUp(1), HANG_S))
    listener.hears(FIND)
    begun = Event()

    def begins() -> bool:
        begun.set()
        return False

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(line.ask, PATIENTLY, Wait(begins, HANG_S))
        assert begun.wait(HANG_S)
        listener.say(FOUND)  # to the first question
        listener.hears(FIND)
        listener.say(NO_CARD)
        assert answer.result(HANG_S).status == 0x80


@pytest.mark.parametrize("kept", [20, 200, len(CARD) - 1])
def test_half_a_card_is_forgotten_when_somebody_gives_up(listener: Listener, line: ReaderLine, kept: int) -> None:
    with pytest.raises(Abandoned):
        line.ask(READ_CARD, Wait(GivesUp(3, listener, CARD[:kept]), HANG_S))
    assert not any("王".encode("utf-16-le") in held for held in contents(line))


def test_a_whole_card_is_forgotten_once_it_was_handed_over(listener: Listener, line: ReaderLine) -> None:
    answer = line.ask(READ_CARD, Wait(GivesUp(99, listener, CARD + CARD[:300]), HANG_S))
    assert len(answer.data) == 4 + 256 + 1024
    assert not any("王".encode("utf-16-le") in held for held in contents(line))


def test_silence_is_asked_into_twice(listener: Listener, line: ReaderLine) -> None:
    with pytest.raises(NoAnswer):
        line.ask(FIND_CARD._replace(patience_s=0.1), Wait(never, HANG_S))
    assert listener.heard() == FIND + FIND


def test_a_line_that_never_stops_talking_is_given_up(listener: Listener, line: ReaderLine) -> None:
    def talks() -> bool:
        listener.say(b"\xaa\xaa\x96 for ever ")
        return False

    with pytest.raises(NoAnswer):
        line.ask(FIND_CARD._replace(patience_s=0.1), Wait(talks, HANG_S), tries=1)


def test_a_line_that_is_cut_is_lost_whatever_is_done_with_it() -> None:
    with Listener() as listener:
        line = ReaderLine(opened(listener.port))
    with pytest.raises(LineLost):
        line.ask(FIND_CARD, Wait(never, HANG_S))
    with pytest.raises(LineLost):
        line.listen(Wait(never, HANG_S), HANG_S)
    line.close()
    line.close()
