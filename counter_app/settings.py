"""What this counter is told from outside: environment and one settings file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from counter_app.errors import BadInput
from counter_app.texts import HALL_ZONE, mark

APP = "counter-desk"


@dataclass(frozen=True, slots=True)
class Hall:
    """The hall and this counter, as the settings file says it; empty where it does not."""

    name: str = ""
    counter: str = "1"
    ask_here: tuple[str, ...] = ()
    """Where a customer asks further, line by line, printed on slips."""
    zone: str = HALL_ZONE


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything ``build`` needs. ``database_url`` is an SQLAlchemy URL; it may hold a password: never print it."""

    database_url: str = field(repr=False)
    data_dir: Path
    hall: Hall = Hall()
    language: str = "zh_CN"
    keyring: bool = True
    """Whether the operating system's key store may be used (tests and the demo say no)."""
    reader: str = ""
    """The ID-card reader: "" none, "auto" whichever serial port answers like one, else the port's name."""


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from ``COUNTER_DATABASE``, ``COUNTER_DATA`` (folder), ``COUNTER_LANGUAGE``, ``COUNTER_READER``, a file.

    The file is ``settings.toml`` in the data folder; the environment goes before it.

    Raises: BadInput if the settings file cannot be read.
    """
    data_dir = Path(environ.get("COUNTER_DATA") or platformdirs.user_data_path(APP, appauthor=False))
    hall, language, reader = _read_file(data_dir / "settings.toml")
    url = environ.get("COUNTER_DATABASE") or f"sqlite:///{data_dir / 'counter.db'}"
    return Settings(
        database_url=url,
        data_dir=data_dir,
        hall=hall,
        language=environ.get("COUNTER_LANGUAGE") or language,
        keyring=environ.get("COUNTER_KEYRING", "1") != "0",
        reader=environ.get("COUNTER_READER", reader).strip(),
    )


def _read_file(path: Path) -> tuple[Hall, str, str]:
    if not path.exists():
        return Hall(), "zh_CN", ""
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(mark("The settings file {file} cannot be read: {why}"), file=str(path), why=str(error)) from None
    return (
        Hall(
            name=str(told.get("hall", "")),
            counter=str(told.get("counter", "1")),
            ask_here=tuple(str(line) for line in told.get("ask_here", ())),
            zone=str(told.get("zone", HALL_ZONE)),
        ),
        str(told.get("language", "zh_CN")),
        str(told.get("reader", "")),
    )
