"""Importing: files of tickets, events and owners into the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from counter_app.domain.ticket import Refusal


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, counted in tickets (parties and events count with what they changed)."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()
    without_owner: int = 0
    without_number: int = 0


class Importing:
    """The use case of taking files in."""

    def run(self, files: tuple[Path, ...], progress: Callable[[int, int], None]) -> ImportReport:
        """Take the files in; ``progress(done, total)`` in records. Raises: StoreAway, StoreRefused."""
        raise NotImplementedError
