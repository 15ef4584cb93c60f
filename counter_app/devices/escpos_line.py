"""The way to a receipt printer: TCP or a device file. Nothing here waits without a limit."""

from __future__ import annotations

import contextlib
import errno
import os
import select
import socket
import stat
import sys
import time
from typing import Protocol

from counter_app.errors import DeviceTrouble
from counter_app.texts import mark

USUAL_PORT = 9100
NOT_CONNECTED = mark("The printer {printer} does not answer. Is it switched on and plugged in?")
BUSY = mark("The printer {printer} takes no slip now: another counter may be printing on it.")
GONE = mark("The printer {printer} broke off on the way. Look at what came out before you print again.")
STALLED = mark("The printer {printer} stopped taking the slip on the way. Look at it before you print again.")
NOT_PERMITTED = mark("This computer does not let us use the printer {printer}.")
NO_DEVICE = mark("The address of the printer {printer} in the settings file is not that of a printer.")
_ANSWER, _SMALL_BUFFER, _PAUSE_S = 16, 8192, 0.02
_OPENING = {
    errno.EBUSY: BUSY,
    errno.ECONNREFUSED: BUSY,
    errno.EACCES: NOT_PERMITTED,
    errno.EPERM: NOT_PERMITTED,
    errno.EISDIR: NO_DEVICE,
    errno.ENOTDIR: NO_DEVICE,
}


class Line(Protocol):
    """An open way to a printer."""

    def write(self, data: bytes, stall_s: float) -> None:
        """Send all of it. Raises: DeviceTrouble if the printer is gone or takes nothing for ``stall_s``."""
        ...

    def settle(self, stall_s: float) -> None:
        """Wait until the printer has taken what this computer still holds of it. Raises: DeviceTrouble, as write."""
        ...

    def read(self, within_s: float) -> bytes | None:
        """What came within the time, b"" if nothing did, None if the other end has closed. Raises: DeviceTrouble."""
        ...

    def close(self) -> None:
        """Let go of it; what was sent still arrives."""
        ...


def opened(printer: str, address: str, tcp: bool, patience_s: float) -> Line:
    """The way to the printer at ``address`` (``host:port`` or a device file). Raises: DeviceTrouble, in words."""
    try:
        return _TcpLine(printer, address, patience_s) if tcp else _DeviceLine(printer, address)
    except OSError as error:
        raise DeviceTrouble(_OPENING.get(error.errno or 0, NOT_CONNECTED), printer=printer) from None


class _TcpLine:
    """A connection; most printers take but one at a time."""

    def __init__(self, printer: str, address: str, patience_s: float) -> None:
        host, _, port = address.rpartition(":")
        known = port.isdecimal() and 0 < int(port) < 65536 and bool(host.strip("[]"))
        place = (host.strip("[]"), int(port)) if known else (address.strip("[]"), USUAL_PORT)
        self._printer = printer
        self._socket = socket.create_connection(place, timeout=patience_s)
        # else the system holds a whole slip, and a printer that goes away in the middle is not noticed
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SMALL_BUFFER)

    def write(self, data: bytes, stall_s: float) -> None:
        self._socket.settimeout(stall_s)
        try:
            self._socket.sendall(data)
        except TimeoutError:
            raise DeviceTrouble(STALLED, printer=self._printer) from None
        except OSError:
            raise DeviceTrouble(GONE, printer=self._printer) from None

    def settle(self, stall_s: float) -> None:
        left, since = self._unsent(), time.monotonic()
        while left:
            time.sleep(_PAUSE_S)
            now_left = self._unsent()
            if now_left < left:
                left, since = now_left, time.monotonic()
            elif time.monotonic() - since > stall_s:
                raise DeviceTrouble(STALLED, printer=self._printer)

    def _unsent(self) -> int:
        """How many bytes the printer has not confirmed; 0 on systems that do not tell."""
        if sys.platform != "linux":
            return 0
        from fcntl import ioctl
        from termios import TIOCOUTQ

        return int.from_bytes(ioctl(self._socket, TIOCOUTQ, bytes(4)), sys.byteorder)

    def read(self, within_s: float) -> bytes | None:
        self._socket.settimeout(max(within_s, 0.001))
        try:
            return self._socket.recv(_ANSWER) or None
        except TimeoutError:
            return b""
        except OSError:
            raise DeviceTrouble(GONE, printer=self._printer) from None

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
        self._socket.close()


class _DeviceLine:
    """A device file such as ``/dev/usb/lp0``, or a pipe. A file on a disk is refused: a slip never stays on one."""

    def __init__(self, printer: str, path: str) -> None:
        self._printer = printer
        if not hasattr(select, "poll"):  # Windows has no device files
            raise DeviceTrouble(NO_DEVICE, printer=printer)
        kind = os.stat(path).st_mode  # noqa: PTH116  the path of a device is no place in the tree of files
        if not (stat.S_ISCHR(kind) or stat.S_ISFIFO(kind)):
            raise DeviceTrouble(NO_DEVICE, printer=printer)
        self._answers = not stat.S_ISFIFO(kind)  # a pipe would give us back what we wrote
        how = os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        self._file = os.open(path, how | (os.O_RDWR if self._answers else os.O_WRONLY))

    def write(self, data: bytes, stall_s: float) -> None:
        rest = memoryview(data)
        while rest:
            if not self._is_ready(select.POLLOUT, stall_s):
                raise DeviceTrouble(STALLED, printer=self._printer)
            try:
                rest = rest[os.write(self._file, rest) :]
            except BlockingIOError:
                continue
            except OSError:
                raise DeviceTrouble(GONE, printer=self._printer) from None

    def settle(self, stall_s: float) -> None:
        """Nothing: the driver of the device takes no more than the printer does."""

    def read(self, within_s: float) -> bytes | None:
        if not self._answers or not self._is_ready(select.POLLIN, within_s):
            return b""
        try:
            return os.read(self._file, _ANSWER) or None
        except BlockingIOError:
            return b""
        except OSError:
            raise DeviceTrouble(GONE, printer=self._printer) from None

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.close(self._file)

    def _is_ready(self, how: int, within_s: float) -> bool:
        poll = select.poll()
        poll.register(self._file, how)
        return bool(poll.poll(int(within_s * 1000)))
