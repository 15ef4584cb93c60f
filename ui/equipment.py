"""What the window is given besides the counter."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.ports import CardTray


@dataclass(frozen=True, slots=True)
class Equipment:
    """``import_command``: the process that imports, files come after it; empty where there is none.

    ``tray`` and ``cards`` (number, what is worth seeing): a demo's pretended reader.
    """

    import_command: tuple[str, ...] = ()
    tray: CardTray | None = None
    cards: tuple[tuple[str, str], ...] = ()
