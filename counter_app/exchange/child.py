"""Reading a file in a process of its own, with limits: whatever the file does there, this process goes on."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO

import counter_app
from counter_app.domain.ticket import Record, Refusal
from counter_app.errors import UnreadableFile
from counter_app.exchange.limits import MB, MEMORY_MB, SILENCE_S
from counter_app.exchange.record_lines import END, FAULT, NO_MEMORY, UNREADABLE, NotARecord, Plain, from_line
from counter_app.ports import never
from counter_app.texts import HALL_ZONE, mark

START = "import sys; sys.path.insert(0, sys.argv[1]); from counter_app.exchange.reading import main; sys.exit(main())"
LINE_LIMIT_MB = 64
TOLD_PER_BYTE, TOLD_AT_LEAST_MB = 200, 16
"""How much the child may tell of a file, for each of its bytes: far more than any that is what it says it is."""
PIECE = 256 * 1024
LOOK_S = 0.2
PASSED_ON = ("SYSTEMROOT", "SYSTEMDRIVE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""The only variables of the environment that the child sees: nothing of the store's address."""

TOO_MUCH_MEMORY = mark("Reading it would take more than {limit} MB of memory.")
TOO_LONG = mark("It takes too long to read.")
TOO_MUCH = mark("It holds far more than a file of its size can.")
NOT_READ = mark("It could not be read to its end ({why}).")


class ChildReader:
    """Reads files as ``TicketFiles`` does, each in a new process that is held to its limits."""

    def __init__(self, hall_zone: str = HALL_ZONE, python: str = sys.executable) -> None:
        """``hall_zone``: IANA name of the zone that dates without one are in; ``python``: what runs the child."""
        self._zone = hall_zone
        self._python = python

    def read(self, path: Path, cancelled: Callable[[], bool] = never) -> Iterator[Record | Refusal]:
        """Every record in file order, a refusal in the place of each bad one; fewer if ``cancelled()`` says so.

        Raises: UnreadableFile, at any point: as ``TicketFiles``, or reading it costs too much memory or time.
        """
        child = _Child(self._python, path, self._zone, cancelled)
        try:
            for line in child.lines():
                yield from_line(line)
        except NotARecord:
            raise UnreadableFile(NOT_READ, why="?") from None
        finally:
            child.end()


class _Child:
    """The process, and what it has told so far."""

    def __init__(self, python: str, path: Path, zone: str, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled
        self._most = max(TOLD_AT_LEAST_MB * MB, _size(path) * TOLD_PER_BYTE)
        self._heard_at = time.monotonic()
        root = str(Path(counter_app.__path__[0]).parent)
        self._process = _started([python, "-I", "-X", "utf8", "-c", START, root])
        asked = _pipe(self._process.stdin)
        try:
            with asked:
                asked.write(json.dumps([str(path.absolute()), zone]).encode() + b"\n")
        except OSError:
            self._heard_at = time.monotonic()  # it is gone already: its exit code says why

    def lines(self) -> Iterator[bytes]:
        """Its lines but the last; none after it was cancelled. Raises: UnreadableFile."""
        last = b""
        for line in self._told():
            if last:
                yield last
            last = line
        if not self._cancelled():
            self._ended(last)

    def end(self) -> None:
        """Whatever it does, it is gone afterwards."""
        self._process.kill()
        self._process.wait()
        _pipe(self._process.stdout).close()

    def _told(self) -> Iterator[bytes]:
        """Whole lines. Raises: UnreadableFile if it tells too much."""
        told, begun, length = 0, list[bytes](), 0
        while piece := self._piece():
            told += len(piece)
            length += len(piece)
            self._heard_at = time.monotonic()
            if told > self._most or length > LINE_LIMIT_MB * MB:
                raise UnreadableFile(TOO_MUCH)
            begun.append(piece)
            if b"\n" in piece:
                *lines, rest = b"".join(begun).split(b"\n")
                begun, length = [rest], len(rest)
                yield from lines

    def _piece(self) -> bytes:
        """What it tells next; b"" at its end, and when it is not waited for any longer."""
        out = _pipe(self._process.stdout).fileno()
        while sys.platform != "win32" and not select.select([out], [], [], LOOK_S)[0]:
            if self._cancelled():
                return b""
        return b"" if self._cancelled() else os.read(out, PIECE)

    def _ended(self, last: bytes) -> None:
        """Raises: UnreadableFile unless its last line says that it came to the end."""
        try:
            told: Plain = json.loads(last)
        except ValueError:
            told = None
        how = told[0] if isinstance(told, list) and told else None
        if how == END:
            return
        if how == UNREADABLE and isinstance(told, list):
            raise _unreadable(told)
        if how == NO_MEMORY:
            raise UnreadableFile(TOO_MUCH_MEMORY, limit=MEMORY_MB)
        why = str(told[1]) if how == FAULT and isinstance(told, list) else self._exit()
        raise UnreadableFile(NOT_READ, why=why)

    def _exit(self) -> str:
        """What its exit code says. Raises: UnreadableFile if it was ended for the time it took."""
        silent_s = time.monotonic() - self._heard_at
        code = self._process.wait()
        if silent_s > SILENCE_S - 1 or (sys.platform != "win32" and code == -signal.SIGXCPU):
            raise UnreadableFile(TOO_LONG)
        return str(code)


def _started(command: list[str]) -> subprocess.Popen[bytes]:
    """The child, which sees nothing of the terminal and hardly anything of the environment. Raises: UnreadableFile."""
    try:
        return subprocess.Popen(  # noqa: S603 -- our own interpreter and code
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(os.environ),
            close_fds=True,
        )
    except OSError as error:
        raise UnreadableFile(NOT_READ, why=type(error).__name__) from None


def _unreadable(told: list[Plain]) -> UnreadableFile:
    text, values = told[1], told[2]
    known = values if isinstance(values, dict) else {}
    return UnreadableFile(str(text), **{name: value for name, value in known.items() if isinstance(value, str | int)})


def _environment(environ: Mapping[str, str]) -> dict[str, str]:
    return {name: environ[name] for name in PASSED_ON if name in environ}


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 -- both were asked for
    return pipe


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
