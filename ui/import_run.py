"""An import at work: the import command as a process of its own, its progress and its report as values."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from counter_app.settings import Settings

PATIENCE_MS = 10_000
"""How long a process may go on after it was asked to end: a batch is written much faster."""
COUNTS = ("new", "updated", "unchanged", "waiting", "without_owner", "without_number")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is; ``total`` is 0 while the files are still read."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Told:
    """A record that was refused, or a note: file, position in it, and the reason in words."""

    file: str
    position: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an import. ``counts`` in the order of ``COUNTS``; ``failure``: it ended without a report."""

    counts: tuple[int, ...] = ()
    refused: tuple[Told, ...] = ()
    notes: tuple[Told, ...] = ()
    cancelled: bool = False
    failure: str = ""


class ImportRun(QObject):
    """One import at a time. ``progressed(Progress)`` while it runs, ``ended(Outcome)`` when it is over.

    The process gets the store's address in its environment, never on its command line.
    """

    progressed = Signal(object)
    ended = Signal(object)

    def __init__(self, command: tuple[str, ...], settings: Settings, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self._environment = _environment(settings, language)
        self._process = QProcess(self)
        self._kill = QTimer(self)
        self._kill.setSingleShot(True)
        self._kill.setInterval(PATIENCE_MS)
        self._kill.timeout.connect(self._process.kill)
        self._said = ""
        self._rest = b""
        self._process.readyReadStandardError.connect(self._hear)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._error)

    def is_possible(self) -> bool:
        """Whether this window was told how to import."""
        return bool(self._command)

    def is_running(self) -> bool:
        """Whether an import is at work."""
        return self._process.state() != QProcess.ProcessState.NotRunning

    def start(self, files: tuple[Path, ...]) -> None:
        """Import files, unless an import is at work."""
        if self.is_running() or not self._command or not files:
            return
        self._said, self._rest = "", b""
        self._process.setProcessEnvironment(self._environment)
        program, *arguments = self._command
        self._process.start(program, [*arguments, *(str(file) for file in files)])

    def cancel(self) -> None:
        """Ask it to end between two batches; what was written stays."""
        if self.is_running():
            self._process.terminate()
            self._kill.start()

    def close(self) -> None:
        """The window goes: end it, and wait a moment for that."""
        if self.is_running():
            self._process.terminate()
            if not self._process.waitForFinished(PATIENCE_MS):
                self._process.kill()
                self._process.waitForFinished(1000)

    def _hear(self) -> None:
        """Lines of progress; anything else is what it says of a trouble."""
        *lines, self._rest = (self._rest + bytes(self._process.readAllStandardError().data())).split(b"\n")
        for line in lines:
            progress = _progress(line)
            if progress is not None:
                self.progressed.emit(progress)
            else:
                self._said = line.decode("utf-8", "replace").strip() or self._said

    def _finished(self, _code: int, _status: QProcess.ExitStatus) -> None:
        self._kill.stop()
        self._hear()
        trouble = self._rest.decode("utf-8", "replace").strip() or self._said
        self.ended.emit(_outcome(bytes(self._process.readAllStandardOutput().data()), trouble))

    def _error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(Outcome(failure=self._process.errorString()))


def _environment(settings: Settings, language: str) -> QProcessEnvironment:
    environment = QProcessEnvironment()
    told: Mapping[str, str] = {
        **os.environ,
        "COUNTER_DATABASE": settings.database_url,
        "COUNTER_DATA": str(settings.data_dir),
        "COUNTER_LANGUAGE": language,
        "COUNTER_KEYRING": "1" if settings.keyring else "0",
        "PYTHONIOENCODING": "utf-8",
    }
    for name, value in told.items():
        environment.insert(name, value)
    return environment


def _progress(line: bytes) -> Progress | None:
    try:
        told = json.loads(line)
        return Progress(int(told["done"]), int(told["total"]))
    except (ValueError, TypeError, KeyError):
        return None


def _outcome(output: bytes, trouble: str) -> Outcome:
    """The report on standard output; without one the trouble that was said."""
    try:
        told = json.loads(output)
        counts = tuple(int(told[name]) for name in COUNTS)
        return Outcome(counts, _told(told["refused"]), _told(told.get("notes", ())), bool(told.get("cancelled")))
    except (ValueError, TypeError, KeyError):
        return Outcome(failure=trouble)


def _told(rows: object) -> tuple[Told, ...]:
    if not isinstance(rows, list):
        return ()
    return tuple(Told(str(row["file"]), str(row["position"]), str(row["reason"])) for row in rows if isinstance(row, dict))
