"""The serial ID-card reader: a card put on it is read once, then it must be lifted. Blocks; has no thread of its own."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable

from counter_app.devices.id_card_layouts import card_text, read_card
from counter_app.devices.id_card_line import (
    FIND_CARD,
    READ_CARD,
    READ_CARD_AND_FINGERPRINTS,
    SAM_STATUS,
    SELECT_CARD,
    Abandoned,
    Command,
    LineLost,
    NoAnswer,
    ReaderLine,
    Wait,
)
from counter_app.devices.id_card_ports import NOT_CONNECTED, SLICE_S, opened, serial_ports
from counter_app.devices.id_card_status import Meaning, StatusWord, status_word, trouble
from counter_app.domain.card_read import CardRead, ReaderCondition, ReaderState
from counter_app.errors import DeviceTrouble
from counter_app.texts import mark

AUTO = "auto"
"""The setting that looks for a reader on every serial port."""
PATIENCE_S = 30.0
POLL_S = 0.25
"""Between two looks whether a card lies there."""
RECONNECT_S = 0.5
"""Between two looks for a reader that is not there."""
TRIES = 3
"""How often a card that moved is tried before the clerk is told."""
LOOKS_WITHOUT_CARD = 2
"""So often in a row the reader must not find the card before it counts as lifted: at the edge it comes and goes."""
READY = mark("Put the document on the reader: it is read by itself.")
LOOKING = mark("Looking for the reader.")
CARD_LIES = mark("A document is still on the reader. Take it off before the next one is read.")
UNPLUGGED = mark("The reader was disconnected while it was reading. Please check its cable, then put the document down again.")
_UNKNOWN_COMMAND, _INTERRUPTED = 0x21, 0x41
log = logging.getLogger("devices")


def id_card_reader(setting: str) -> IdCardReader | None:
    """The reader of a setting: "" none, "auto" whichever answers, else a port (``COM3``, ``/dev/ttyUSB0@9600``)."""
    return IdCardReader(setting) if setting else None


class IdCardReader:
    """A ``DocumentReader`` on a serial port. ``read`` is called by one thread at a time, ``state`` by any."""

    def __init__(
        self,
        setting: str,
        patience_s: float = PATIENCE_S,
        poll_s: float = POLL_S,
        ports: Callable[[], Iterable[str]] = serial_ports,
    ) -> None:
        """``patience_s``: how long ``read`` waits for a card. ``ports`` are those tried for ``setting`` "auto"."""
        self._setting = setting
        self._patience_s = patience_s
        self._poll_s = poll_s
        self._ports = ports
        self._line: ReaderLine | None = None
        self._is_card_done = False
        """Whether the card on the reader was dealt with, well or badly, and must be lifted."""
        self._looks_without_card = 0
        self._state = ReaderState(ReaderCondition.AWAY, LOOKING)

    def read(self, cancelled: Callable[[], bool]) -> CardRead | None:
        """Wait for a card, at most the patience, and read it; None when ``cancelled()`` or none came.

        A reader that is away is looked for meanwhile: ``state`` says so, nothing is raised. A card that was read, or was
        tried in vain, is not read again before it was lifted. Raises: DeviceTrouble if a card lies there and cannot be read.
        """
        wait = Wait(cancelled, self._patience_s)
        try:
            wait.check()
            card = self._looked(wait)
            while card is None and wait.goes_on():
                card = self._looked(wait)
        except Abandoned:
            return None
        return card

    def state(self) -> ReaderState:
        """How the reader was when it was last looked at; asks nothing, so it never blocks."""
        return self._state

    def close(self) -> None:
        """Let go of the port; the next ``read`` opens it again. Not while ``read`` runs."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _looked(self, wait: Wait) -> CardRead | None:
        """One look at the reader, and a pause if there is nothing to read."""
        try:
            line = self._connected(wait)
            if self._finds_card(line, wait):
                return self._taken(line, wait)
            line.listen(wait, self._poll_s)
        except (LineLost, NoAnswer, _Away) as away:
            self._lost(away)
            _pause(wait, RECONNECT_S)
        return None

    def _lost(self, why: DeviceTrouble) -> None:
        self.close()
        self._state = ReaderState(ReaderCondition.AWAY, why.text, tuple(why.values.items()))

    def _connected(self, wait: Wait) -> ReaderLine:
        """The line to the reader. Raises: _Away, Abandoned."""
        if self._line is None:
            try:
                self._line = self._probed(wait) if self._setting == AUTO else ReaderLine(opened(self._setting))
            except DeviceTrouble as why:
                raise _Away(why.text, **why.values) from None
        return self._line

    def _probed(self, wait: Wait) -> ReaderLine:
        """The first port that something answers on like a reader. Raises: DeviceTrouble."""
        for name in self._ports():
            wait.check()
            try:
                line = ReaderLine(opened(name))
            except DeviceTrouble:
                continue
            if _is_reader(line, wait):
                return line
        raise DeviceTrouble(NOT_CONNECTED)

    def _finds_card(self, line: ReaderLine, wait: Wait) -> bool:
        """Whether a card lies there that is to be read. Raises: _Away if the reader itself has a trouble."""
        word = _asked(line, FIND_CARD, wait)
        if word.meaning in (Meaning.FOUND, Meaning.AGAIN, Meaning.BAD_CARD):  # something lies there, good or bad
            self._looks_without_card = 0
            if self._is_card_done:
                self._state = ReaderState(ReaderCondition.CARD_LIES, CARD_LIES)
            return not self._is_card_done
        if word.meaning in (Meaning.FAULT, Meaning.BROKEN):
            raise _Away(trouble(word).text, **trouble(word).values)
        self._looks_without_card += 1
        if not self._is_card_done or self._looks_without_card >= LOOKS_WITHOUT_CARD:
            self._is_card_done = False
            self._state = ReaderState(ReaderCondition.READY, READY)
        return False

    def _taken(self, line: ReaderLine, wait: Wait) -> CardRead:
        """Read the card that was found. Raises: DeviceTrouble, Abandoned."""
        try:
            card = read_card(card_text(_card_data(line, wait)))
        except LineLost as why:
            self._lost(why)
            raise DeviceTrouble(UNPLUGGED) from None
        except DeviceTrouble as why:
            self._is_dealt_with()
            raise DeviceTrouble(why.text, **why.values) from None
        self._is_dealt_with()
        return card

    def _is_dealt_with(self) -> None:
        self._is_card_done = True
        self._state = ReaderState(ReaderCondition.CARD_LIES, CARD_LIES)


class _Away(DeviceTrouble):
    """The reader is not there, or not fit for use."""


def _card_data(line: ReaderLine, wait: Wait) -> bytes:
    """The data of the card that was found; tried again while it only moved. Raises: DeviceTrouble, Abandoned."""
    for left in reversed(range(TRIES)):
        word, data = _selected_and_read(line, wait)
        if word.meaning is Meaning.DONE:
            return data
        has_moved = word.meaning in (Meaning.AGAIN, Meaning.NO_CARD)
        if not has_moved or not left or _asked(line, FIND_CARD, wait).meaning is not Meaning.FOUND:
            raise trouble(status_word(_INTERRUPTED) if word.meaning is Meaning.NO_CARD else word)
    raise AssertionError(TRIES)


def _selected_and_read(line: ReaderLine, wait: Wait) -> tuple[StatusWord, bytes]:
    """What became of selecting and reading, and the data read. Fingerprints only come along where nothing else does."""
    word = _asked(line, SELECT_CARD, wait)
    if word.meaning is not Meaning.DONE:
        return word, b""
    answer = line.ask(READ_CARD, wait)
    if answer.status == _UNKNOWN_COMMAND:
        answer = line.ask(READ_CARD_AND_FINGERPRINTS, wait)
    return status_word(answer.status), answer.data


def _asked(line: ReaderLine, command: Command, wait: Wait) -> StatusWord:
    word = status_word(line.ask(command, wait).status)
    if word.meaning in (Meaning.FAULT, Meaning.BROKEN):
        log.warning("the ID-card reader answers %s with %02X", command.code.hex(), word.code)
    return word


def _is_reader(line: ReaderLine, wait: Wait) -> bool:
    """Whether an ID-card reader answers; a line that has none is closed. Raises: Abandoned."""
    is_one = False
    try:
        line.ask(SAM_STATUS, wait, tries=1)
        is_one = True
    except (NoAnswer, LineLost):
        return False
    finally:
        if not is_one:
            line.close()
    return is_one


def _pause(wait: Wait, seconds: float) -> None:
    """Let a while pass. Raises: Abandoned."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        wait.check()
        time.sleep(SLICE_S)
