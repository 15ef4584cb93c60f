"""What a demo's sign-in screen may tell: its clerks and a few invented documents to present."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoNotice:
    """Shown only by a demo. Everything in it is invented; the store itself never holds a document number."""

    clerks: tuple[tuple[str, str, str], ...]
    """Staff number, password and role (a catalogue key, e.g. of ``domain.roles``), one triple a clerk."""
    cards: tuple[tuple[str, str], ...]
    """Document number and what is worth seeing with it (a catalogue key), one pair a card."""
