"""A pretended ESC/POS printer: behind a TCP port, a terminal pair or a pipe. It turns what it is sent back into pictures."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import socket
import struct
import threading
import tty
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageOps

HEALTHY = 0x12
COVER_OPEN, FAULT, STOPPED = 0x16, 0x52, 0x32  # answers to DLE EOT 2
NEAR_END, PAPER_OUT = 0x1E, 0x7E  # answers to DLE EOT 4


@dataclass
class Manners:
    """How it behaves; may be changed while it runs. ``…_after``: so many bytes of a job (-1: never)."""

    answers: bool = True
    offline: int = HEALTHY
    paper: int = HEALTHY
    closes_after: int = -1
    stops_reading_after: int = -1
    runs_out_after: int = -1
    says_unasked: bytes = b""
    hangs_up: bool = False
    """It ends its side of the connection at once and reads on."""


class Receipts:
    """What one printer was sent."""

    def __init__(self, manners: Manners) -> None:
        self.manners = manners
        self.came = b""
        self._answered = 0

    def take(self, data: bytes) -> bytes:
        """Note what came; the answers to it. Questions are found wherever they stand, as real printers do."""
        self.came += data
        answers = b""
        while (at := self.came.find(b"\x10\x04", self._answered)) >= 0 and at + 2 < len(self.came):
            answers += bytes([self._answer(self.came[at + 2])])
            self._answered = at + 3
        return answers if self.manners.answers else b""

    def _answer(self, question: int) -> int:
        if question == 2:
            return self.manners.offline
        assert question == 4, question
        ran_out = 0 <= self.manners.runs_out_after < len(self.came)
        return PAPER_OUT if ran_out else self.manners.paper

    def slips(self) -> list[Image.Image]:
        """Every picture that was printed and cut off or fed out, black on white."""
        slips: list[Image.Image] = []
        bands: list[Image.Image] = []
        at = 0
        while at < len(self.came):
            size, band, ended = self._command(at)
            bands += band
            if ended:
                slips.append(_joined(bands))
                bands = []
            at += size
        assert not bands, "a slip was never cut off"
        return slips

    def _command(self, at: int) -> tuple[int, list[Image.Image], bool]:
        head = self.came[at : at + 3]
        if head[:2] == b"\x1b@":
            return 2, [], False
        if head[:2] == b"\x10\x04":
            return 3, [], False
        if head == b"\x1dVB":
            return 4, [], True
        if head[:2] == b"\x1bd":
            return 3, [], True
        assert head == b"\x1dv0", self.came[at : at + 8].hex()
        mode, width, height = struct.unpack_from("<BHH", self.came, at + 3)
        assert mode == 0
        dots = self.came[at + 8 : at + 8 + width * height]
        assert len(dots) == width * height, "a picture broke off"
        picture = ImageOps.invert(Image.frombytes("1", (width * 8, height), dots).convert("L"))
        return 8 + width * height, [picture], False


def _joined(bands: list[Image.Image]) -> Image.Image:
    whole = Image.new("L", (bands[0].width, sum(band.height for band in bands)), 255)
    at = 0
    for band in bands:
        assert band.width == whole.width
        whole.paste(band, (0, at))
        at += band.height
    return whole


class TcpPrinter(Receipts):
    """A printer at ``address``; one connection at a time, as most have it."""

    def __init__(self, manners: Manners) -> None:
        super().__init__(manners)
        self._door = socket.socket()
        self._door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._door.bind(("127.0.0.1", 0))
        self._door.listen(4)
        self.address = f"127.0.0.1:{self._door.getsockname()[1]}"
        self.served = threading.Semaphore(0)
        self._leave = threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> TcpPrinter:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave.set()
        with contextlib.suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join(10)

    def _serve(self) -> None:
        while not self._leave.is_set():
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            with line, contextlib.suppress(OSError):
                self._answer_all(line)
            self.served.release()

    def _answer_all(self, line: socket.socket) -> None:
        line.sendall(self.manners.says_unasked)
        if self.manners.hangs_up:
            line.shutdown(socket.SHUT_WR)
        while True:
            if 0 <= self.manners.stops_reading_after < len(self.came):
                self._leave.wait(30)
                return
            data = line.recv(1024)
            if not data:
                return
            answers = self.take(data)
            if not self.manners.hangs_up:
                line.sendall(answers)
            if 0 <= self.manners.closes_after < len(self.came):
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return


@contextlib.contextmanager
def device_printer(manners: Manners) -> Iterator[tuple[Receipts, str]]:
    """A printer behind a character device: what came, and the device's path."""
    theirs, ours = pty.openpty()
    tty.setraw(ours)
    printer, leave = Receipts(manners), threading.Event()

    def serve() -> None:
        while not leave.is_set():
            if 0 <= manners.stops_reading_after < len(printer.came):
                leave.wait(30)
                return
            ready, _, _ = select.select([theirs], [], [], 0.05)
            if ready:
                os.write(theirs, printer.take(os.read(theirs, 1024)))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield printer, os.ttyname(ours)
    finally:
        leave.set()
        thread.join(10)
        os.close(theirs)
        os.close(ours)


@contextlib.contextmanager
def pipe_printer(path: Path) -> Iterator[Receipts]:
    """A printer behind a pipe, which cannot answer. What came is whole once the block has ended."""
    os.mkfifo(path)
    printer = Receipts(Manners(answers=False))
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    done = threading.Event()

    def serve() -> None:
        while True:
            ready, _, _ = select.select([reader], [], [], 0.05)
            data = os.read(reader, 65536) if ready else b""
            if data:
                printer.take(data)
            elif done.is_set():
                return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield printer
    finally:
        done.set()
        thread.join(10)
        os.close(reader)
