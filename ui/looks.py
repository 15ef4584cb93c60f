"""How the window looks at this computer: theme, size of its text, language; remembered, and nothing personal in it."""

from __future__ import annotations

import logging
import tomllib
from pathlib import Path
from typing import NamedTuple, Protocol

from counter_app.texts import LANGUAGES, mark
from ui.theme import THEMES, VIEWS

log = logging.getLogger("ui")
FILE = "look.toml"
THEME_NAMES = {"light": mark("Light"), "dark": mark("Dark"), "high-contrast": mark("High contrast")}
VIEW_NAMES = {"normal": mark("Normal text"), "large": mark("Large text"), "largest": mark("Largest text")}


class Look(NamedTuple):
    """A choice of theme and view; ``language`` "" leaves it to the settings."""

    theme: str = THEMES[0]
    view: str = VIEWS[0]
    language: str = ""


class LookMemory(Protocol):
    """Remembers the look of this computer's window."""

    def look(self) -> Look:
        """What was chosen last, or the usual look."""
        ...

    def keep(self, look: Look) -> None:
        """Remember a choice."""
        ...


class LookFile:
    """Implements ``LookMemory`` with a small file in the data folder. A file nobody can read or write is no trouble."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / FILE

    def look(self) -> Look:
        """The look in the file; anything unknown in it is as usual."""
        try:
            told = tomllib.loads(self._path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            return Look()
        theme, view, language = (str(told.get(key, "")) for key in Look._fields)
        return Look(
            theme if theme in THEMES else THEMES[0], view if view in VIEWS else VIEWS[0], language if language in LANGUAGES else ""
        )  # fmt: skip

    def keep(self, look: Look) -> None:
        """Write the file anew."""
        lines = "".join(f'{key} = "{value}"\n' for key, value in look._asdict().items())
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(lines, "utf-8")
        except OSError as error:
            log.warning("the look is not remembered: %s", type(error).__name__)


class NoMemory:
    """Implements ``LookMemory`` without remembering: the tour and the tests begin alike every time."""

    def look(self) -> Look:
        """The usual look."""
        return Look()

    def keep(self, look: Look) -> None:
        """Nothing."""
