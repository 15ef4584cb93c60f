"""Drivers on the pretended reader, and somebody who waits for a card."""

from __future__ import annotations

import os
import select
import time
import tty
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date

import pytest

from counter_app.devices.fake_reader import FakeReader
from counter_app.devices.fake_reader_cards import FakeCard
from counter_app.devices.id_card_reader import IdCardReader
from counter_app.domain.card_read import CardRead, ReaderState
from counter_app.errors import DeviceTrouble
from tests.builders import cards

HANG_S = 60.0
WANG = FakeCard(cards.RESIDENT, "王秀兰", others=(("address", "城东区望湖街 12 号"), ("issuer", "城东区公安局")))
ZHOU = FakeCard("771002198509120135", "周䶮", valid_from=date(2010, 5, 1), valid_to=date(2020, 4, 30))
HMT = FakeCard(cards.HMT, "陳美玲", "J", valid_to=date(2027, 3, 15))
AIDA = FakeCard(cards.PERMANENT_2017, "阿依达", "I", english_name="NURLANOVA, AIDA", country="KAZ")
BART = FakeCard(cards.PERMANENT_2023, "", "Y", english_name="FEATHERSTONEHAUGH-CHOLMONDELEY, BARTHOLOMEW", country="GBR")


def never() -> bool:
    """Nobody gives up."""
    return False


def driver(port: str, patience_s: float = HANG_S) -> IdCardReader:
    """A driver that looks often, so that tests are quick."""
    return IdCardReader(port, patience_s=patience_s, poll_s=0.01)


@contextmanager
def reading(port: str, patience_s: float = HANG_S) -> Iterator[IdCardReader]:
    """A driver on a port, closed at the end."""
    reader = driver(port, patience_s)
    try:
        yield reader
    finally:
        reader.close()


def commands_of_looks(reader: IdCardReader, fake: FakeReader, looks: int = 4) -> tuple[str, ...]:
    """What the reader was asked during some looks that must bring no card."""
    asked: list[str] = []
    fake.asked()  # what was asked before counts for nothing

    def seen_enough() -> bool:
        asked.extend(fake.asked())
        return asked.count("2001") > looks

    assert reader.read(seen_enough) is None
    return tuple(asked)


def refusal(reader: IdCardReader) -> DeviceTrouble:
    """What the clerk is told instead of a card."""
    with pytest.raises(DeviceTrouble) as trouble:
        reader.read(never)
    return trouble.value


@contextmanager
def waiting(reader: IdCardReader, cancelled: Callable[[], bool] = never) -> Iterator[Future[CardRead | None]]:
    """Somebody waits for a card on a thread of the test's."""
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(reader.read, cancelled)


def until(reader: IdCardReader, wanted: Callable[[ReaderState], bool], fake: FakeReader) -> ReaderState:
    """The reader's state once it is as wanted."""
    end = time.monotonic() + HANG_S
    while not wanted(state := reader.state()):
        fake.asked()  # a round trip to another process: no busy waiting
        assert time.monotonic() < end, state
    return state


def contents(thing: object) -> list[bytes]:
    """Every text and every run of bytes that the parts of the driver hold."""
    if isinstance(thing, bytes | bytearray):
        return [bytes(thing)]
    if isinstance(thing, str):
        return [thing.encode()]
    if isinstance(thing, tuple | list | dict):
        parts = [*thing.values()] if isinstance(thing, dict) else [*thing]
    else:
        parts = [*vars(thing).values()] if type(thing).__module__.startswith("counter_app.devices") else []
    return [one for part in parts for one in contents(part)]


class Listener(AbstractContextManager["Listener"]):
    """A serial line whose other end is the test's: it hears what is written and says what it is told."""

    def __init__(self) -> None:
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        os.set_blocking(self._ours, False)
        self.port = os.ttyname(self._theirs)

    def say(self, said: bytes) -> None:
        """Send something."""
        os.write(self._ours, said)

    def heard(self) -> bytes:
        """What was written to it since this was last asked."""
        with suppress(BlockingIOError):
            return os.read(self._ours, 4096)
        return b""

    def hears(self, wanted: bytes) -> None:
        """Wait until this was written to it."""
        heard = b""
        while wanted not in heard:
            ready, _, _ = select.select([self._ours], [], [], HANG_S)
            assert ready, heard
            heard += self.heard()

    def __exit__(self, *_error: object) -> None:
        os.close(self._ours)
        os.close(self._theirs)
