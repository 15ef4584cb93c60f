"""The print queues of Linux and macOS, through ``lp`` and ``lpstat`` as processes. What is handed over is sent, not printed."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from typing import NamedTuple

from counter_app.domain.slip import Handed, PrinterChoice, Slip
from counter_app.errors import DeviceTrouble
from counter_app.texts import mark

PATIENCE_S = 10.0
"""How long ``lp`` or ``lpstat`` may take before it is ended."""
READY = mark("Ready")
PAUSED = mark("Paused: somebody stopped this printer")
NOT_ACCEPTING = mark("Takes no jobs now")
OUT_OF_PAPER = mark("Out of paper")
NOT_CONNECTED = mark("Switched off or not connected")
AWAY = mark("The print system of this computer does not answer.")
TOO_SLOW = mark("The print system did not answer in time. Look at the printer before you print again.")
NO_SUCH_PRINTER = mark("The printer {printer} is not there any more.")
CLOSED = mark("The printer {printer} takes no jobs now.")
REFUSED = mark("The printer {printer} does not take the slip.")
_TOLD = ("PATH", "HOME", "USER", "LOGNAME", "CUPS_SERVER", "XDG_RUNTIME_DIR", "KRB5CCNAME")
"""What the processes may know of our environment: it may hold the password of the database."""
LOOK_AGAIN_S, WATCH_S = 0.5, 5.0
PASSED_ON = mark("The queue has passed the slip on to the printer.")
WAITING = mark("The slip is still waiting in the queue of the printer.")
_WAITING = {
    OUT_OF_PAPER: mark("The slip is waiting in the queue: the printer is out of paper."),
    NOT_CONNECTED: mark("The slip is waiting in the queue: the printer is switched off or not connected."),
    PAUSED: mark("The slip is waiting in the queue: somebody stopped this printer."),
}
GIVEN_UP = mark("The printer has given the slip up: look at its paper and its settings.")
_GIVEN_UP = ("cannot print", "unsupported", "not supported", "cancel", "abort", "reject", "failed")
_UNREACHED = ("may not exist", "unavailable", "not responding", "unable to locate", "unable to connect")
"""How the print system speaks of a printer that is off, in the line after its name."""
_JOB = re.compile(r"request id is (\S+)")
_DEFAULT = re.compile(r"system default destination: (\S+)")
_ACCEPTING = re.compile(r"(\S+) (not )?accepting requests\b")
_PRINTER = re.compile(r"printer (\S+) (.*)")
_DETAIL = re.compile(r"\s+(Description|Alerts): (.+)")
_NO_PRINTERS = "no destinations added"
_NO_SERVER = ("scheduler", "connect", "bad file descriptor", "no such file", "server", "transport endpoint")


class _Answer(NamedTuple):
    """What a process said: its exit status, its output, its complaints in lower case."""

    status: int
    said: str
    complained: str


class _Queue:
    """One queue, while the answer of ``lpstat`` is read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.label = name
        self.enabled = True
        self.accepts = True
        self.alerts = ""
        self.is_reached = True

    def choice(self) -> PrinterChoice:
        """The queue for whoever chooses."""
        state = self._state()
        return PrinterChoice(self.name, self.label, state == READY, state)

    def _state(self) -> str:
        if not self.accepts:
            return NOT_ACCEPTING
        if not self.enabled:
            return PAUSED
        if "media-empty" in self.alerts or "media-needed" in self.alerts:
            return OUT_OF_PAPER
        told = "offline" in self.alerts or "connecting-to-device" in self.alerts
        return NOT_CONNECTED if told or not self.is_reached else READY


class SystemQueue:
    """A ``SlipPrinter`` on the system's print queues. The PDF goes through a pipe: nothing is written to disk here."""

    def __init__(
        self, search_path: str | None = None, patience_s: float = PATIENCE_S, watch_s: float = WATCH_S
    ) -> None:
        """``search_path``: where the two programs are looked for (None: the PATH). ``watch_s``: see ``after``."""
        self._search_path = search_path
        self._patience_s = patience_s
        self._watch_s = watch_s

    def printers(self) -> tuple[PrinterChoice, ...]:
        """The queues known now, the default first, then by name; none on a computer without ``lp``.

        Raises: DeviceTrouble if the print system does not answer.
        """
        if not self._found("lpstat") or not self._found("lp"):
            return ()
        answer = self._run([self._found("lpstat"), "-l", "-d", "-a", "-p"])
        queues, default = _read(answer.said)
        if not queues and answer.status and _NO_PRINTERS not in answer.complained:
            raise DeviceTrouble(AWAY)
        ordered = sorted(queues.values(), key=lambda queue: (queue.name != default, queue.name))
        return tuple(queue.choice() for queue in ordered)

    def send(self, slip: Slip, printer: str, copies: int, title: str) -> Handed:
        """Hand the slip to a queue in its own size; ``title`` is seen by others and holds nothing personal.

        The queue's name for the job comes back, for ``after``.

        Raises: DeviceTrouble in words; after a time-out it is not known whether the slip will come out.
        """
        if not self._found("lp"):
            raise DeviceTrouble(AWAY)
        command = [self._found("lp"), "-d", printer, "-n", str(copies), "-t", title, "-o", "print-scaling=none"]
        if slip.media:  # not "media": driverless printers refuse a size there that they do not call the same
            command += ["-o", f"PageSize={slip.media}"]
        answer = self._run(command, slip.pdf)
        if answer.status:
            trouble = _trouble(answer.complained, printer)
            # CUPS says "does not exist" of every printer while its scheduler is down
            raise trouble if trouble.text != NO_SUCH_PRINTER or self._is_running() else DeviceTrouble(AWAY)
        job = _JOB.search(answer.said)
        return Handed(job=job[1] if job else "")

    def after(self, printer: str, job: str) -> str:
        """Where the slip is now: passed on to the printer, or still waiting in its queue and why; "" if nobody knows.

        Looks again for some seconds (``watch_s``) before it says that a slip is waiting.
        """
        lpstat, until = self._found("lpstat"), time.monotonic() + self._watch_s
        if not lpstat or not job:
            return ""
        try:
            while self._is_waiting(lpstat, job):
                if time.monotonic() >= until:
                    return self._why_waiting(printer)
                time.sleep(min(LOOK_AGAIN_S, self._watch_s))
        except DeviceTrouble:
            return ""
        return self._what_became(lpstat, printer, job)

    def _what_became(self, lpstat: str, printer: str, job: str) -> str:
        """Of a job that has left its queue: passed on, or given up by the printer."""
        answer = self._run([lpstat, "-l", "-W", "completed", "-o", printer])
        ended = answer.said.partition(f"{job} ")[2].split("\n")[1:4]
        said = " ".join(line for line in ended if line.startswith("\tStatus:")).lower()
        return GIVEN_UP if any(word in said for word in _GIVEN_UP) else PASSED_ON

    def _is_waiting(self, lpstat: str, job: str) -> bool:
        """Whether the queue still has it. Raises: DeviceTrouble if the print system does not say."""
        answer = self._run([lpstat, "-W", "not-completed", "-o"])
        if answer.status:
            raise DeviceTrouble(AWAY)
        return any(line.split(maxsplit=1)[:1] == [job] for line in answer.said.splitlines())

    def _why_waiting(self, printer: str) -> str:
        state = next((choice.state for choice in self.printers() if choice.name == printer), READY)
        return _WAITING.get(state, WAITING)

    def _is_running(self) -> bool:
        lpstat = self._found("lpstat")
        return not lpstat or "not running" not in self._run([lpstat, "-r"]).said

    def _found(self, program: str) -> str:
        return shutil.which(program, path=self._search_path) or ""

    def _run(self, command: list[str], given: bytes = b"") -> _Answer:
        environment = {name: os.environ[name] for name in _TOLD if name in os.environ}
        environment |= {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}  # its words are read here, so they must be English
        try:
            # an argument list without a shell: no name can become a command
            process = subprocess.Popen(  # noqa: S603
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
                start_new_session=True,
            )
        except OSError:
            raise DeviceTrouble(AWAY) from None
        with process:
            try:
                said, complained = process.communicate(given, timeout=self._patience_s)
            except subprocess.TimeoutExpired:
                _end(process)
                raise DeviceTrouble(TOO_SLOW) from None
        return _Answer(process.returncode, said.decode("utf-8", "replace"), complained.decode("utf-8", "replace").lower())


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it started, and let go of its pipes."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


def _read(said: str) -> tuple[dict[str, _Queue], str]:
    """The queues ``lpstat -l -d -a -p`` tells of, and the name of the default one ("" if none)."""
    queues: dict[str, _Queue] = {}
    default, current = "", ""
    for line in said.splitlines():
        if found := _DEFAULT.match(line):
            default = found[1].split("/")[0]
        elif found := _ACCEPTING.match(line):
            queues.setdefault(found[1], _Queue(found[1])).accepts = not found[2]
        elif found := _PRINTER.match(line):
            current = found[1]
            queues.setdefault(current, _Queue(current)).enabled = not found[2].startswith("disabled")
        elif current and (found := _DETAIL.match(line)):
            _note(queues[current], found[1], found[2].strip())
        elif current and any(words in line.lower() for words in _UNREACHED):
            queues[current].is_reached = False
    return queues, default


def _note(queue: _Queue, what: str, text: str) -> None:
    if what == "Description":
        queue.label = text or queue.name
    else:
        queue.alerts = text.lower()


def _trouble(complained: str, printer: str) -> DeviceTrouble:
    """What ``lp`` complained about, in our words; its own may hold anything and are not passed on."""
    if "does not exist" in complained or "no destinations" in complained or "unknown destination" in complained:
        return DeviceTrouble(NO_SUCH_PRINTER, printer=printer)
    if "not accepting" in complained:
        return DeviceTrouble(CLOSED, printer=printer)
    if any(word in complained for word in _NO_SERVER):
        return DeviceTrouble(AWAY)
    return DeviceTrouble(REFUSED, printer=printer)
