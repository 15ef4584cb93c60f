"""The process behind the pretended ID-card reader, run by its path: a pseudo-terminal, a module that answers on it.

Orders come by standard input, one JSON object a line; each is answered with a line. It ends when the orders do. It knows
nothing of the driver, so that a mistake of the one is no mistake of the other.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import sys
import time
import tty
from functools import reduce
from operator import xor
from pathlib import Path
from types import SimpleNamespace

PREAMBLE = b"\xaa\xaa\xaa\x96\x69"
OK, FOUND, NO_CARD, NOT_SELECTED, MOVED, UNKNOWN = 0x90, 0x9F, 0x80, 0x81, 0x41, 0x21
FINGERPRINT_SIZE = 512
SAM_ID = bytes.fromhex("05000100 7B000000 C8010000 15030000")
SIMPLE = ("10ff", "11ff", "6000", "6001", "6002", "6003", "6004", "61ff50")


class Module:
    """What lies on the reader, and the answers to commands: good ones, or such as its manners ask for."""

    def __init__(self) -> None:
        self.text = self.photo = b""
        self.fingers = 0
        self.lies = self.was_read = self.is_found = self.is_selected = False
        self.manners = SimpleNamespace()
        self.asked: list[str] = []

    def present(self, text: str, photo: str, fingers: int) -> None:
        """A card comes onto the reader; text and photo in hexadecimal."""
        self.lift()
        self.text, self.photo = bytes.fromhex(text), bytes.fromhex(photo)
        self.fingers, self.lies = fingers, True

    def lift(self) -> None:
        """The card goes."""
        self.text = self.photo = b""
        self.lies = self.was_read = self.is_found = self.is_selected = False

    def answer(self, command: str) -> bytes:
        """The body of the answer to a command (hexadecimal)."""
        manners = self.manners
        if self.happens("times", command):
            return status(manners.status)
        if command in SIMPLE:
            return status(OK)
        if command == "12ff":
            return status(OK) + SAM_ID
        if command == "2001":
            return self._found()
        if command == "2002":
            return self._selected()
        if command == "3010" or (command == "3001" and not manners.with_fingerprints_only):
            return self._read(with_fingers=command == "3010")
        return status(UNKNOWN)

    def happens(self, mishap: str, command: str) -> bool:
        """Whether a mishap befalls this command; then it is one fewer."""
        left: int = getattr(self.manners, mishap)
        befalls = left > 0 and self.manners.command in ("", command)
        setattr(self.manners, mishap, left - befalls)
        return befalls

    def _found(self) -> bytes:
        self.is_found = self.lies and (not self.was_read or self.manners.finds_again)
        self.is_selected = False
        return status(FOUND) + bytes(4) if self.is_found else status(NO_CARD)

    def _selected(self) -> bytes:
        self.is_selected = self.is_found
        return status(OK) + bytes(8) if self.is_selected else status(NOT_SELECTED)

    def _read(self, *, with_fingers: bool) -> bytes:
        if not self.is_selected:
            return status(MOVED)
        self.was_read = True
        prints = b"F" * FINGERPRINT_SIZE * self.fingers if with_fingers else b""
        sizes = [self.manners.text_length, len(self.photo), *([len(prints)] if with_fingers else [])]
        return status(OK) + b"".join(size.to_bytes(2, "big") for size in sizes) + self.text + self.photo + prints


class Port:
    """The pseudo-terminal, under a name that stays."""

    def __init__(self, name: str) -> None:
        self._name = Path(name)
        self.ours = self._theirs = -1
        self._came = b""

    def plug(self) -> None:
        """There it is."""
        self.unplug()
        self.ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)  # and kept open: else the line hangs up whenever nobody else has it
        self._name.symlink_to(os.ttyname(self._theirs))

    def unplug(self) -> None:
        """It is gone."""
        self._name.unlink(missing_ok=True)
        for end in (self.ours, self._theirs):
            if end >= 0:
                os.close(end)
        self.ours = self._theirs = -1
        self._came = b""

    def commands(self) -> list[str]:
        """What was asked, in hexadecimal; "?" for what is no question."""
        self._came += os.read(self.ours, 4096)
        found = []
        while len(self._came) >= len(PREAMBLE) + 2:
            end = len(PREAMBLE) + 2 + int.from_bytes(self._came[5:7], "big")
            told, rest = self._came[5:end], self._came[end:]
            if not self._came.startswith(PREAMBLE) or (len(self._came) >= end and reduce(xor, told, 0)):
                found.append("?")
                self._came = b""
            elif len(self._came) < end:
                break
            else:
                found.append(told[2:-1].hex())
                self._came = rest
        return found

    def send(self, frame: bytes, manners: SimpleNamespace) -> None:
        """Send an answer in pieces."""
        cuts = sorted({cut for cut in manners.splits if 0 < cut < len(frame)})
        for start, end in zip([0, *cuts], [*cuts, len(frame)], strict=True):
            if start:
                time.sleep(manners.gap_ms / 1000)
            os.write(self.ours, frame[start:end])


def status(code: int) -> bytes:
    """The three status bytes."""
    return code.to_bytes(3, "big")


def framed(body: bytes, length: int) -> bytes:
    """The answer's frame; a ``length`` of 0 or more is told instead of the real one."""
    told = (len(body) + 1 if length < 0 else length).to_bytes(2, "big") + body
    return PREAMBLE + told + bytes([reduce(xor, told, 0)])


def answer(port: Port, module: Module) -> None:
    """Answer what was asked."""
    manners = module.manners
    for command in port.commands():
        module.asked.append(command)
        if command == manners.unplugged_by:
            manners.unplugged_by = ""
            port.unplug()
            return
        if command == manners.lifted_by:
            module.lift()
        if command == "?" or module.happens("silences", command):
            continue
        time.sleep(manners.late_ms / 1000)
        frame = framed(module.answer(command), manners.length)
        if module.happens("bad_checksums", command):
            frame = frame[:-1] + bytes([frame[-1] ^ 1])
        if module.happens("truncated", command):
            frame = frame[: len(frame) // 2]
        port.send(bytes.fromhex(manners.junk) + frame, manners)


def obey(line: bytes, port: Port, module: Module) -> str:
    """Do what an order says; the answer to it."""
    told = json.loads(line)
    act = told.pop("act")
    if act == "asked":
        asked, module.asked = module.asked, []
        return " ".join(asked)
    if act == "present":
        module.present(**told)
    elif act == "manners":
        module.manners = SimpleNamespace(**told)
    else:
        {"lift": module.lift, "plug": port.plug, "unplug": port.unplug}[act]()
    return "done"


def serve(name: str) -> None:
    """Obey and answer until there are no more orders."""
    port, module = Port(name), Module()
    orders = b""
    try:
        while True:
            ready, _, _ = select.select([0, port.ours] if port.ours >= 0 else [0], [], [])
            if port.ours in ready:
                answer(port, module)
            if 0 not in ready:
                continue
            came = os.read(0, 65536)
            if not came:
                return
            *lines, orders = (orders + came).split(b"\n")
            for line in lines:
                os.write(1, obey(line, port, module).encode("ascii") + b"\n")
    finally:
        port.unplug()
        with contextlib.suppress(OSError):
            Path(name).parent.rmdir()


if __name__ == "__main__":
    serve(sys.argv[1])
