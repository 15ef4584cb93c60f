"""What runs in the process that reads one file: it reads only that, and tells only records, refusals and its end."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from counter_app.domain.ticket import Record, Refusal
from counter_app.errors import UnreadableFile
from counter_app.exchange.files import NOT_OPENED, TicketFiles, limits_of
from counter_app.exchange.limits import Watch, confine, processor_s
from counter_app.exchange.record_lines import END, FAULT, NO_MEMORY, UNREADABLE, to_line

BLOCK = 64 * 1024
FLUSH_S = 0.5


def main() -> int:
    """Read the file that the line on the standard input names; write what it brings to the standard output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt at the terminal is for the parent, which ends this one
    path, zone = json.loads(sys.stdin.buffer.readline())
    tell = _Teller(sys.stdout.buffer)
    tell.last(_read(Path(path), zone, tell))
    return 0


def _read(path: Path, zone: str, tell: _Teller) -> list[object]:
    """Everything the file brings, told; how it ended."""
    try:
        confine(processor_s(path.stat().st_size, limits_of(path)))
        for record in _records(path, zone):
            tell.record(record)
        return [END, tell.records]
    except MemoryError:
        return [NO_MEMORY]
    except UnreadableFile as refused:
        return [UNREADABLE, refused.text, refused.values]
    except OSError:
        return [UNREADABLE, NOT_OPENED, {}]
    except Exception as bug:  # the file must not end in a traceback: what it holds could stand in it
        return [FAULT, f"{type(bug).__name__}, {_place(bug)}"]


def _records(path: Path, zone: str) -> Iterator[Record | Refusal]:
    yield from TicketFiles(zone).read(path)


def _place(bug: Exception) -> str:
    """File and line of our own code where it happened; nothing of what was read."""
    at, place = bug.__traceback__, ""
    while at is not None:
        file = Path(at.tb_frame.f_code.co_filename)
        if "counter_app" in file.parts:
            place = f"{file.name}:{at.tb_lineno}"
        at = at.tb_next
    return place


class _Teller:
    """Writes lines in blocks, at least twice a second, and tells the watch that something moves."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._watch = Watch()
        self._lines: list[str] = []
        self._length = 0
        self._told_at = time.monotonic()
        self.records = 0

    def record(self, record: Record | Refusal) -> None:
        line = to_line(record)
        self._lines.append(line)
        self._length += len(line)
        self.records += 1
        if self._length > BLOCK or time.monotonic() - self._told_at > FLUSH_S:
            self._write()

    def last(self, told: list[object]) -> None:
        self._lines.append(json.dumps(told))
        self._write()

    def _write(self) -> None:
        self._out.write("".join(f"{line}\n" for line in self._lines).encode())
        self._out.flush()
        self._lines.clear()
        self._length, self._told_at = 0, time.monotonic()
        self._watch.moved()
