"""A pretended ID-card reader on a pseudo-terminal: tests and the demo take the real path to it. POSIX only."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from counter_app.devices.fake_reader_cards import FakeCard, card_for
from counter_app.errors import DeviceTrouble
from counter_app.texts import mark

HANG_S = 20.0
"""The longest its process may take for anything."""
NOT_HERE = mark("The pretended reader works on Linux and macOS only.")
_CODE = Path(__file__).with_name("fake_reader_process.py")
_PASSED_ON = ("PATH", "HOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class Manners:
    """How the reader behaves. The default is a good reader that wants a card lifted after it was read.

    ``junk``: bytes in hexadecimal before each answer. ``splits``: after how many bytes of an answer a pause of
    ``gap_ms`` comes. ``command`` (hexadecimal, "" any): what the next four are about: so many answers come damaged, not
    at all, cut to half, or are the refusal ``status`` (so many ``times``).
    ``length``: told instead of the real length (-1: the real one). ``text_length``: told instead of 256. ``late_ms``: before each answer.
    ``finds_again``: a card that was read and still lies there is found again. ``with_fingerprints_only``: the command
    without fingerprints is not known. ``unplugged_by``, ``lifted_by``: the command at which that happens.
    """

    junk: str = ""
    splits: tuple[int, ...] = ()
    gap_ms: int = 3
    command: str = ""
    bad_checksums: int = 0
    silences: int = 0
    truncated: int = 0
    status: int = 0x90
    times: int = 0
    length: int = -1
    text_length: int = 256
    late_ms: int = 0
    finds_again: bool = False
    with_fingerprints_only: bool = False
    unplugged_by: str = ""
    lifted_by: str = ""


class FakeReader:
    """``with FakeReader() as reader:`` gives a port that a driver opens by name; the process behind it ends with it.

    Implements ``ports.CardTray``. Each method returns once the process has done it.
    """

    def __init__(self, platform: str = sys.platform) -> None:
        """Raises: DeviceTrouble on a system without pseudo-terminals."""
        if platform == "win32":
            raise DeviceTrouble(NOT_HERE)
        self._folder = Path(tempfile.mkdtemp(prefix="reader-"))
        self.port = str(self._folder / "port")
        """The port's name; stays the same when the reader is unplugged and plugged again."""
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - our own module, an argument list without a shell
            [sys.executable, "-I", str(_CODE), self.port],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
        try:
            self.misbehave(Manners())
            self.plug()
        except RuntimeError:
            self.close()
            raise

    def __enter__(self) -> FakeReader:
        """The reader, plugged in, nothing on it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Unplug it for good."""
        self.close()

    def present(self, card: FakeCard) -> None:
        """Put a card down; one that lies there is taken away first."""
        self._told(act="present", text=card.text().hex(), photo=card.photo.hex(), fingers=card.fingers)

    def lift(self) -> None:
        """Take the card away."""
        self._told(act="lift")

    def put_down(self, number: str, name: str = "") -> bool:
        """Put down a card with this document number; False for a document without a chip that such readers read."""
        card = card_for(number, name)
        if card is not None:
            self.present(card)
        return card is not None

    def take_away(self) -> None:
        """Take the card away, if there is one."""
        self.lift()

    def misbehave(self, manners: Manners) -> None:
        """Behave so from now on; ``Manners()`` behaves well."""
        self._told(act="manners", **asdict(manners))

    def unplug(self) -> None:
        """Pull the cable; the port is gone."""
        self._told(act="unplug")

    def plug(self) -> None:
        """Put the cable in again."""
        self._told(act="plug")

    def asked(self) -> tuple[str, ...]:
        """The commands that came since this was last asked, in hexadecimal; "?" for what was no frame."""
        return tuple(self._told(act="asked").split())

    def close(self) -> None:
        """End the process and remove the port."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(HANG_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        Path(self.port).unlink(missing_ok=True)
        if self._folder.exists():
            self._folder.rmdir()

    def _told(self, **act: object) -> str:
        """Have the process do something; what it answers. Raises: RuntimeError if it is gone or hangs."""
        given, said = self._pipes()
        try:
            given.write(json.dumps(act).encode("ascii") + b"\n")
            given.flush()
        except BrokenPipeError:
            raise RuntimeError("the pretended reader's process is gone") from None
        line, until = b"", time.monotonic() + HANG_S
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([said], [], [], max(0.0, until - time.monotonic()))
            came = os.read(said.fileno(), 65536) if ready else b""
            if not came:
                raise RuntimeError("the pretended reader's process does not answer")
            line += came
        return line.decode("ascii").strip()

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        given, said = self._process.stdin, self._process.stdout
        if given is None or said is None:
            raise RuntimeError("the pretended reader has no pipes")
        return given, said
