"""What every command shares: exit codes, and a counter that is closed again."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

from counter_app.settings import Settings

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
