"""Questions to an ID-card reader over its serial line: one at a time, each answered, refused or timed out."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from typing import NamedTuple

import serial

from counter_app.devices.id_card_frames import LONGEST, Answer, FrameBuffer, framed
from counter_app.devices.id_card_ports import NOT_CONNECTED, PORT_ERRORS, SerialPort
from counter_app.errors import DeviceTrouble
from counter_app.texts import mark

SILENT = mark("The reader does not answer. Please check its cable and power, or type the number.")
DAMAGED = mark("What came from the reader was damaged on the way. Please put the document down again and keep it still.")
QUIET_S = 0.2
"""After so long without a byte nothing more of a frame is awaited, if there is another way to read what came."""
TALK_LIMIT = 3
"""A reader that keeps talking without answering is given up after so many times its patience, and a second."""


class Command(NamedTuple):
    """A question: its bytes, how long the reader may be silent, and the status and length of data of a good answer.

    Anything good of another shape answers an earlier question. A refusal fits every question.
    """

    code: bytes
    patience_s: float
    status: int
    least: int
    most: int

    def is_answered_by(self, answer: Answer) -> bool:
        """Whether the answer may belong to this question."""
        if answer.status in _GOOD:
            return answer.status == self.status and self.least <= len(answer.data) <= self.most
        return True


_GOOD = (0x90, 0x9F)
SAM_STATUS = Command(bytes.fromhex("11FF"), 0.3, 0x90, 0, 16)
FIND_CARD = Command(bytes.fromhex("2001"), 1.0, 0x9F, 0, 16)
SELECT_CARD = Command(bytes.fromhex("2002"), 1.0, 0x90, 0, 16)
READ_CARD = Command(bytes.fromhex("3001"), 3.0, 0x90, 17, LONGEST)
READ_CARD_AND_FINGERPRINTS = Command(bytes.fromhex("3010"), 3.0, 0x90, 17, LONGEST)


class LineLost(DeviceTrouble):
    """The port is gone: unplugged."""


class NoAnswer(DeviceTrouble):
    """Nothing came, or nothing that makes sense, though the question was asked twice."""


class Abandoned(Exception):
    """Whoever waited for the card does not want it any more."""


class Wait:
    """How long somebody waits for a card, and whether they still do."""

    def __init__(self, cancelled: Callable[[], bool], patience_s: float) -> None:
        self._cancelled = cancelled
        self._until = time.monotonic() + patience_s

    def goes_on(self) -> bool:
        """Whether the patience lasts. Raises: Abandoned."""
        self.check()
        return time.monotonic() < self._until

    def check(self) -> None:
        """Raises: Abandoned when it was cancelled."""
        if self._cancelled():
            raise Abandoned


class ReaderLine:
    """The line to one reader. An answer that was not waited for is let by before the next question is asked."""

    def __init__(self, port: SerialPort) -> None:
        self._port = port
        self._buffer = FrameBuffer()
        self._owed_until = 0.0
        """Until when the answer to an abandoned question may still come."""

    def ask(self, command: Command, wait: Wait, tries: int = 2) -> Answer:
        """The answer, asked for once more if it came damaged or not at all.

        Raises: NoAnswer, LineLost, Abandoned.
        """
        for left in reversed(range(tries)):
            try:
                return self._asked(command, wait)
            except NoAnswer:
                if not left:
                    raise
        raise AssertionError(tries)

    def listen(self, wait: Wait, seconds: float) -> None:
        """Let a while pass, and whatever comes meanwhile. Raises: LineLost, Abandoned."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            wait.check()
            self._came()

    def close(self) -> None:
        """Let go of the port and of what came."""
        self._buffer.clear()
        with contextlib.suppress(*PORT_ERRORS):
            self._port.close()

    def _asked(self, command: Command, wait: Wait) -> Answer:
        self._let_by(wait)
        self._buffer.clear()
        self._send(framed(command.code))
        try:
            return self._awaited(command, wait)
        except Abandoned:
            self._owed_until = time.monotonic() + command.patience_s
            raise
        finally:
            self._buffer.clear()

    def _let_by(self, wait: Wait) -> None:
        """Wait for the answer that is owed still, and drop it with all that came."""
        while time.monotonic() < self._owed_until:
            wait.check()
            self._buffer.feed(self._came())
            if self._buffer.take() is not None:
                break
        self._owed_until = 0.0
        self._waiting()

    def _awaited(self, command: Command, wait: Wait) -> Answer:
        started = heard = time.monotonic()
        while True:
            wait.check()
            came = self._came()
            now = time.monotonic()
            heard = now if came else heard
            quiet_s = now - heard
            self._buffer.feed(came)
            while (answer := self._buffer.take(nothing_follows=quiet_s >= QUIET_S)) is not None:
                if command.is_answered_by(answer):
                    return answer
            if self._buffer.is_damaged and quiet_s >= QUIET_S:
                raise NoAnswer(DAMAGED)
            if quiet_s >= command.patience_s or now - started >= TALK_LIMIT * command.patience_s + 1:
                raise NoAnswer(SILENT if heard == started else DAMAGED)

    def _send(self, request: bytes) -> None:
        try:
            self._port.write(request)
        except serial.SerialTimeoutException:
            raise NoAnswer(SILENT) from None
        except PORT_ERRORS:
            raise LineLost(NOT_CONNECTED) from None

    def _came(self) -> bytes:
        """What came, waiting a moment for a first byte."""
        try:
            first = self._port.read(1)
        except PORT_ERRORS:
            raise LineLost(NOT_CONNECTED) from None
        return first + self._waiting() if first else first

    def _waiting(self) -> bytes:
        """What has come already."""
        try:
            count = self._port.in_waiting
            return self._port.read(min(count, LONGEST)) if count else b""
        except PORT_ERRORS:
            raise LineLost(NOT_CONNECTED) from None
