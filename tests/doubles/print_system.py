"""A print system of the tests' own: CUPS with one queue and an IPP printer behind it, all real programs on the loopback.

Needs Debian's cups-daemon, cups-client, cups-ipp-utils, dbus and avahi-daemon, and root. Nothing of the machine's own
print system, bus or name service is touched: each program gets its own folder, port and socket.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE_S = 60
PROGRAMS = ("cupsd", "lp", "lpstat", "lpadmin", "ippeveprinter", "dbus-daemon", "avahi-daemon", "unshare")
QUEUE = "roll"
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/></policy>
</busconfig>
"""
AVAHI = """[server]
use-ipv6=no
allow-interfaces=lo
[wide-area]
enable-wide-area=no
"""
CUPSD = """LogLevel warn
Listen 127.0.0.1:{port}
Listen {folder}/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
MaxHoldTime 0
<Location />
Order allow,deny
Allow all
</Location>
<Location /admin>
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
"""
CUPS_FILES = """ServerRoot {folder}/cups
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/requests
TempDir {folder}/requests/tmp
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
DocumentRoot {folder}/cups
"""
TYPES = "application/pdf pdf string(0,%PDF)\napplication/vnd.cups-pdf\n"
PRINTING = """#!/bin/sh
if [ -e "{folder}/empty" ]; then
    echo "STATE: +media-empty-error" >&2
    while [ -e "{folder}/empty" ]; do sleep 0.1; done
    echo "STATE: -media-empty-error" >&2
fi
cp "$1" "{folder}/printed/.new.$$" && mv "{folder}/printed/.new.$$" "{folder}/printed/$$.pdf"
"""
SIZES = ("21000 29700", "14800 21000", "5500-8500 5000-100000")
"""Hundredths of a millimetre: A4, A5, and rolls of either width."""


def _attributes() -> str:
    """What the printer says it can do: PDF on those sizes."""
    kinds = [("rangeOfInteger" if "-" in size else "integer", *size.split()) for size in SIZES]
    sizes = [f"{{ MEMBER {kind} x-dimension {wide} MEMBER {kind} y-dimension {high} }}" for kind, wide, high in kinds]
    edges = " ".join(f"MEMBER integer media-{side}-margin 0" for side in ("bottom", "left", "right", "top"))
    columns = [f"{{ MEMBER collection media-size {size} {edges} }}" for size in sizes]
    named = "iso_a4_210x297mm,iso_a5_148x210mm,custom_min_55x50mm,custom_max_85x1000mm"
    return f"""
ATTR mimeMediaType document-format-default application/octet-stream
ATTR mimeMediaType document-format-supported application/octet-stream,application/pdf
ATTR keyword media-default iso_a5_148x210mm
ATTR keyword media-ready iso_a5_148x210mm
ATTR keyword media-supported {named}
ATTR collection media-size-supported {",".join(sizes)}
ATTR keyword media-col-supported media-size,media-top-margin,media-bottom-margin,media-left-margin,media-right-margin
ATTR collection media-col-default {columns[1]}
ATTR collection media-col-database {",".join(columns)}
ATTR integer media-bottom-margin-supported 0
ATTR integer media-left-margin-supported 0
ATTR integer media-right-margin-supported 0
ATTR integer media-top-margin-supported 0
ATTR rangeOfInteger copies-supported 1-99
ATTR integer copies-default 1
ATTR keyword print-color-mode-supported monochrome
ATTR keyword print-color-mode-default monochrome
ATTR resolution printer-resolution-supported 203dpi
ATTR resolution printer-resolution-default 203dpi
ATTR keyword sides-supported one-sided
ATTR keyword sides-default one-sided
ATTR integer pages-per-minute 400
"""


class PrintSystem:
    """Started by ``with``; ``server`` is what CUPS_SERVER must say."""

    def __init__(self) -> None:
        missing = [name for name in PROGRAMS if not shutil.which(name, path=_PATH)]
        assert not missing, f"not installed: {', '.join(missing)} (see .ci/nightly)"
        self.folder = Path(tempfile.mkdtemp(prefix="counter-print-"))
        self.folder.chmod(0o755)  # its parts run as users of their own
        self._port, self._printer_port = _free_port(), _free_port()
        self.server = f"127.0.0.1:{self._port}"
        self._environment = {
            "PATH": _PATH, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "CUPS_SERVER": self.server,
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self.folder}/bus",
        }  # fmt: skip
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> PrintSystem:
        try:
            self._write_settings()
            self._start("dbus-daemon", f"--config-file={self.folder}/bus.conf", "--nofork", "--nopidfile")
            eventually((self.folder / "bus").exists)
            # its pid file has a fixed place: a private view of that place lets another one run beside it
            private = "mkdir -p /run/avahi-daemon && mount -t tmpfs tmpfs /run/avahi-daemon && exec \"$@\""
            self._start(
                "unshare", "-m", "sh", "-c", private, "sh", "avahi-daemon", "-f", f"{self.folder}/avahi.conf",
                "--no-drop-root", "--no-chroot", "--no-rlimits",
            )  # fmt: skip
            self.printer_on()
            self.scheduler_on()
            self.ask("lpadmin", "-p", QUEUE, "-D", "小票", "-E", "-v", self._printer_uri(), "-m", "everywhere")
            self.ask("lpadmin", "-d", QUEUE)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for name in reversed(list(self._running)):
            self._end(name)
        shutil.rmtree(self.folder, ignore_errors=True)

    def printer_on(self) -> None:
        """Switch the printer on; it is there when this returns."""

        def is_up() -> bool:
            if self._running["ippeveprinter"].poll() is not None:  # its name service was not ready for it
                self._start_printer()
            return _answers(self._printer_port)

        self._start_printer()
        eventually(is_up)

    def printer_off(self) -> None:
        """Switch the printer off."""
        self._end("ippeveprinter")

    def scheduler_on(self) -> None:
        """Start CUPS; it takes jobs when this returns."""
        self._start("cupsd", "-f", "-c", f"{self.folder}/cupsd.conf", "-s", f"{self.folder}/cups-files.conf")
        eventually(self._is_scheduling)

    def scheduler_off(self) -> None:
        """Stop CUPS."""
        self._end("cupsd")

    @contextlib.contextmanager
    def scheduler_hangs(self):
        """CUPS takes connections and never answers."""
        os.kill(self._running["cupsd"].pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self._running["cupsd"].pid, signal.SIGCONT)

    @contextlib.contextmanager
    def without_paper(self):
        """The printer has no paper; it goes on when there is some again."""
        empty = self.folder / "empty"
        empty.touch()
        try:
            yield
        finally:
            empty.unlink()

    def printed(self, count: int) -> list[bytes]:
        """The files that came out since this was asked last, when there are so many."""
        out = self.folder / "printed"
        eventually(lambda: len(list(out.glob("*.pdf"))) >= count)
        files = sorted(out.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)
        told = [path.read_bytes() for path in files]
        for path in files:
            path.unlink()
        return told

    def ask(self, *command: str) -> str:
        """Run one of the print system's own programs. Raises: if it fails."""
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
        assert done.returncode == 0, (command, done.stderr)
        return done.stdout

    def _is_scheduling(self) -> bool:
        told = subprocess.run(["lpstat", "-r"], env=self._environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        return "is running" in told.stdout

    def _printer_uri(self) -> str:
        return f"ipp://localhost:{self._printer_port}/ipp/print"

    def _write_settings(self) -> None:
        folder = self.folder
        for name in ("cups", "cache", "state", "requests", "requests/tmp", "log", "printed", "spool"):
            (folder / name).mkdir(mode=0o755)
        filled = {"{folder}": str(folder), "{port}": str(self._port)}
        for name, text in (
            ("bus.conf", BUS), ("avahi.conf", AVAHI), ("cupsd.conf", CUPSD), ("cups-files.conf", CUPS_FILES),
            ("print", PRINTING), ("printer.conf", _attributes()), ("cups/local.types", TYPES),
            ("cups/local.convs", "application/pdf application/vnd.cups-pdf 0 -\n"),
        ):  # fmt: skip
            for slot, value in filled.items():
                text = text.replace(slot, value)
            (folder / name).write_text(text, "utf-8")
        (folder / "print").chmod(0o755)

    def _start_printer(self) -> None:
        self._start(
            "ippeveprinter", "-p", str(self._printer_port), "-n", "localhost", "-a", f"{self.folder}/printer.conf",
            "-d", f"{self.folder}/spool", "-c", f"{self.folder}/print", QUEUE,
        )  # fmt: skip

    def _start(self, *command: str) -> None:
        with (self.folder / f"{command[0]}.log").open("ab") as log:
            self._running[command[0]] = subprocess.Popen(
                command, env=self._environment, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def _end(self, name: str) -> None:
        process = self._running.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGCONT)
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


def eventually(holds: Callable[[], bool]) -> None:
    """Wait until it is so. Raises: AssertionError if it is not within a minute."""
    until, pause = time.monotonic() + PATIENCE_S, threading.Event()
    while not holds():
        assert time.monotonic() < until, "it did not come to be so within a minute"
        pause.wait(0.05)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("localhost", port), 1).close()
    except OSError:
        return False
    return True
