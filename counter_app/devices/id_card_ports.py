"""Which serial ports of this computer may have an ID-card reader, and how a port is opened."""

from __future__ import annotations

import errno
import os
import re
import sys
from typing import NamedTuple, Protocol, cast

import serial
from serial.tools import list_ports

from counter_app.errors import DeviceTrouble
from counter_app.texts import mark

BAUD = 115_200
"""The usual speed of these readers; some are set to 57600, 38400, 19200 or 9600."""
SLICE_S = 0.05
"""The longest a read waits, so that whoever gives up is noticed."""
WRITE_PATIENCE_S = 0.15
NOT_CONNECTED = mark("The reader is not connected. Please check its cable and power, or type the number.")
IN_USE = mark("Another program is using the reader. Please close that program, or type the number.")
NO_RIGHT = mark("You may not use the reader’s port {port} on this computer. Please ask whoever looks after it.")
NOT_SERIAL = mark("The reader’s port {port} in the settings is no serial port.")
_SERIAL_NAMES = re.compile(
    r"/dev/(ttyS|ttyUSB|ttyACM|ttyXRUSB|ttyAMA|ttyAP|cuaU)\d+|/dev/cu\.(usb|wchusb|SLAB_|PL2303).*|COM\d+", re.IGNORECASE
)
_OTHER_THINGS = re.compile(r"bluetooth|bthenum|modem|printer|gps|phone|debug|wlan", re.IGNORECASE)
_FAST_BUSES = re.compile(r"usb", re.IGNORECASE)
_WITH_SPEED = re.compile(r"(.+)@(\d{4,6})")
_GONE = (errno.ENOENT, errno.ENXIO, errno.ENODEV, errno.EIO)
_BUSY = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EBUSY)

if sys.platform == "win32":
    PORT_ERRORS: tuple[type[Exception], ...] = (OSError, ValueError)
else:
    import termios

    PORT_ERRORS = (OSError, ValueError, termios.error)  # what pyserial lets through beside its own, which are OSErrors


class SerialPort(Protocol):
    """What is used of a pyserial port."""

    @property
    def in_waiting(self) -> int:
        """Bytes that have come and wait."""
        ...

    def read(self, size: int) -> bytes:
        """At most so many bytes, fewer when nothing comes for a while."""
        ...

    def write(self, data: bytes) -> int | None:
        """Send."""
        ...

    def close(self) -> None:
        """Let go of the port."""
        ...


class PortSeen(NamedTuple):
    """A port as the system lists it: its name, what it says of the device behind, the device's identification."""

    device: str
    description: str
    hwid: str


def looks_serial(port: PortSeen) -> bool:
    """Whether something may be written to the port to see what answers: no Bluetooth, modem, printer, debug console."""
    about = f"{port.device} {port.description} {port.hwid}"
    return _SERIAL_NAMES.fullmatch(port.device) is not None and not _OTHER_THINGS.search(about)


def serial_ports() -> tuple[str, ...]:
    """The ports worth trying now, those on USB first, then by name."""
    seen = [PortSeen(str(p.device), str(p.description), str(p.hwid)) for p in list_ports.comports()]
    tried = [port for port in seen if looks_serial(port)]
    tried.sort(key=lambda port: (not _FAST_BUSES.search(f"{port.hwid} {port.device}"), len(port.device), port.device))
    return tuple(port.device for port in tried)


def opened(name: str) -> SerialPort:
    """The port of this name (``COM3``, ``/dev/ttyUSB0``, with another speed ``COM3@9600``), for us alone.

    Nothing is written to it. Raises: DeviceTrouble.
    """
    with_speed = _WITH_SPEED.fullmatch(name)
    device, speed = (with_speed[1], int(with_speed[2])) if with_speed else (name, BAUD)
    try:
        port = serial.Serial(
            device, speed, timeout=SLICE_S, write_timeout=WRITE_PATIENCE_S, exclusive=True
        )  # 8 bits, no parity, one stop bit are the default
    except PORT_ERRORS as error:
        raise _refusal(error, os.path.basename(device)) from None  # noqa: PTH119 - a Windows name is no path here
    return cast(SerialPort, port)


def _refusal(error: Exception, name: str) -> DeviceTrouble:
    code, said = getattr(error, "errno", None), str(error)
    if code in _GONE or "FileNotFoundError" in said:  # on Windows pyserial tells only words
        return DeviceTrouble(NOT_CONNECTED)
    if code in _BUSY or "PermissionError" in said:
        return DeviceTrouble(IN_USE)
    if code in (errno.EACCES, errno.EPERM):
        return DeviceTrouble(NO_RIGHT, port=name)
    return DeviceTrouble(NOT_SERIAL, port=name)
