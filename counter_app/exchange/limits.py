"""What reading one file may cost: its size, and the memory and time of the process that reads it.

The size is checked wherever a file is read. Memory and time are limits of a process, so they hold only where one is
started to read (``child``); Windows knows neither, there only the time without any progress is limited.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from pathlib import Path
from typing import NamedTuple

from counter_app.errors import UnreadableFile
from counter_app.texts import mark


class Limits(NamedTuple):
    """What files of one format may cost: size in MB, processor seconds for each MB (on a slow computer)."""

    size_mb: int
    s_per_mb: int


CSV = Limits(size_mb=1024, s_per_mb=3)
JSON = Limits(size_mb=100, s_per_mb=2)
XLSX = Limits(size_mb=100, s_per_mb=30)
MEMORY_MB = 512
START_S = 4
"""Processor seconds any file may take, however small: a small hostile one ends after them."""
SILENCE_S = 60
"""Seconds without any progress, whatever the reason (a network drive that does not answer)."""
MB = 1 << 20
OPEN_FILES = 64


def check_size(path: Path, limits: Limits) -> None:
    """Raises: UnreadableFile if the file is larger than its format may be; OSError."""
    if path.stat().st_size > limits.size_mb * MB:
        raise UnreadableFile(mark("The file is larger than {limit} MB."), limit=limits.size_mb)


def processor_s(size: int, limits: Limits) -> int:
    """The processor seconds that a file of so many bytes may take."""
    return START_S + size * limits.s_per_mb // MB


def confine(seconds: int) -> None:
    """Hold this process to its limits from now on: memory, processor time, no files written, no core dump.

    Where the system has no such limit, or keeps a stricter one, that stands.
    """
    if sys.platform == "win32":
        return
    import resource

    limits = (
        (resource.RLIMIT_AS, MEMORY_MB * MB, MEMORY_MB * MB),
        (resource.RLIMIT_CPU, seconds, seconds + 1),  # the first one ends the process by a signal that says why
        (resource.RLIMIT_FSIZE, 0, 0),
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_NOFILE, OPEN_FILES, OPEN_FILES),
    )
    for which, limit, at_most in limits:
        try:
            resource.setrlimit(which, (limit, at_most))
        except (ValueError, OSError):
            continue


class Watch:
    """Ends this process when nothing has moved for a while, also where it waits in the system's own code."""

    def __init__(self) -> None:
        self._nowhere = os.open(os.devnull, os.O_WRONLY)
        self.moved()

    def moved(self) -> None:
        """Something has moved: the time begins anew."""
        faulthandler.dump_traceback_later(SILENCE_S, exit=True, file=self._nowhere)
