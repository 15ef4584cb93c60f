"""What every command shares: exit codes, a counter that is closed again, files that nobody else reads."""

from __future__ import annotations

import argparse
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from counter_app.errors import BadInput
from counter_app.settings import Settings
from counter_app.texts import mark

if TYPE_CHECKING:
    from counter_app.service.counter import Counter

OK, REFUSED, WRONG = 0, 1, 2
"""Exit codes: done; something was refused or found wrong; it could not be done."""
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Where a command declares itself."""


@contextmanager
def opened(settings: Settings, looks_back: bool = False) -> Iterator[Counter]:
    """The counter of these settings, closed at the end; ``looks_back``: see ``build.Parts``. Raises: as ``build``."""
    from counter_app.build import Parts, build

    counter = build(settings, Parts(looks_back=looks_back))
    try:
        yield counter
    finally:
        counter.close()


def write_new(path: Path, content: bytes) -> None:
    """Write a file that nobody else may read; one that is there already stays as it is. Raises: BadInput."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise BadInput(mark("The file {file} is there already. Please name a new one."), file=path.name) from None
    except OSError as error:
        why = error.strerror or ""
        raise BadInput(mark("The file {file} cannot be written: {why}"), file=path.name, why=why) from None
