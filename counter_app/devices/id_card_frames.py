"""Frames of the serial ID-card reader: how a request is written, how answers are found in what comes back.

A frame is AA AA AA 96 69, two bytes of length (of what follows, checksum included, high byte first), the body, and one
byte that makes the exclusive or of length and body zero. Source: GA 450 (the SAM module's serial protocol).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import reduce
from operator import xor

PREAMBLE = bytes.fromhex("AAAAAA9669")
LENGTH_SIZE = 2
STATUS_SIZE = 3
SHORTEST = STATUS_SIZE + 1
"""The smallest length an answer may tell: the status words and the checksum."""
LONGEST = 4096
"""The largest length that is believed; the longest answer there is (two fingerprints) tells 2,314."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: ``status`` (the three status bytes as one number) and ``data``, which may be personal: never shown."""

    status: int
    data: bytes = field(repr=False)


def checksum(told: bytes | bytearray) -> int:
    """The exclusive or of the bytes from the length to the last of the body."""
    return reduce(xor, told, 0)


def framed(body: bytes) -> bytes:
    """The body as a frame, ready to be sent."""
    told = (len(body) + 1).to_bytes(LENGTH_SIZE, "big") + body
    return PREAMBLE + told + bytes([checksum(told)])


class FrameBuffer:
    """What came from the reader: finds the answers in it, whatever junk is around and wherever they were split.

    Holds at most one frame of the largest size and what was fed last. After ``feed`` always ``take``.
    """

    def __init__(self) -> None:
        self._kept = bytearray()
        self.is_damaged = False
        """Whether a frame came whole, but with a wrong checksum, since the last ``clear``."""

    def __len__(self) -> int:
        """How many bytes are kept."""
        return len(self._kept)

    def feed(self, came: bytes) -> None:
        """Put what came behind what is there."""
        self._kept += came

    def clear(self) -> None:
        """Forget everything, and leave nothing of it in the memory."""
        self._forget(len(self._kept))
        self.is_damaged = False

    def _forget(self, count: int) -> None:
        self._kept[:count] = bytes(count)
        del self._kept[:count]

    def take(self, *, nothing_follows: bool = False) -> Answer | None:
        """The first answer, forgotten with all that came before it; None while there is none.

        ``nothing_follows``: the line is quiet, so a frame that is not whole may have been junk that looked like one;
        answers inside it count then too.
        """
        unfinished = -1
        for at in self._starts():
            size = self._size(at)
            if size and at + size <= len(self._kept):
                answer = self._answer(at, size)
                if answer is not None:
                    self._forget(at + size)
                    return answer
            elif size:
                unfinished = at if unfinished < 0 else unfinished
                if not nothing_follows:
                    break
        junk = unfinished if unfinished >= 0 else max(0, len(self._kept) - len(PREAMBLE) + 1)
        self._forget(junk)
        return None

    def _starts(self) -> Iterator[int]:
        at = self._kept.find(PREAMBLE)
        while at >= 0:
            yield at
            at = self._kept.find(PREAMBLE, at + 1)

    def _size(self, at: int) -> int:
        """The bytes of the frame that starts here, at least so many as its head has; 0 if its length cannot be."""
        head = len(PREAMBLE) + LENGTH_SIZE
        if at + head > len(self._kept):
            return head + SHORTEST
        length = int.from_bytes(self._kept[at + len(PREAMBLE) : at + head], "big")
        return head + length if SHORTEST <= length <= LONGEST else 0

    def _answer(self, at: int, size: int) -> Answer | None:
        told = bytes(self._kept[at + len(PREAMBLE) : at + size])
        if checksum(told):
            self.is_damaged = True
            return None
        body = told[LENGTH_SIZE:-1]
        return Answer(int.from_bytes(body[:STATUS_SIZE], "big"), body[STATUS_SIZE:])
