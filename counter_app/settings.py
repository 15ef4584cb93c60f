"""What this counter is told from outside: environment and one settings file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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


ESCPOS_TCP, ESCPOS_DEVICE = "escpos-tcp", "escpos-device"
PRINTER_KINDS = (ESCPOS_TCP, ESCPOS_DEVICE)


@dataclass(frozen=True, slots=True)
class PrinterSetting:
    """A receipt printer this counter drives itself: ``[[printer]]`` in the settings file.

    ``kind`` is one of ``PRINTER_KINDS``; ``address`` is ``host:port`` (port 9100 if left out) or a device file such as
    ``/dev/usb/lp0``; ``paper`` a row of ``slips.papers`` that is a roll; ``cuts``: whether it has a cutter.
    """

    name: str
    kind: str
    address: str
    paper: str = "roll80"
    cuts: bool = True


LEAST_PASSWORD = 8
"""What ``shortest_password`` may not go below."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What the carrier decides for itself: lines of the settings file."""

    shortest_password: int = 15
    """Characters a new password has at least, 8 or more; under 15 is a deviation that is shown."""
    keep_days: int = 0
    """Days after closing when a ticket loses names, numbers and remarks (``main.py retention``); 0: never."""


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
    printers: tuple[PrinterSetting, ...] = ()
    """Receipt printers beside the system's print queues, the usual one first."""
    expired_documents: str = "refuse"
    """What becomes of an expired document: "refuse", or "warn" (it is verified, and the screen says so)."""
    rules: Rules = Rules()


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from ``COUNTER_DATABASE``, ``COUNTER_DATA`` (folder), ``COUNTER_LANGUAGE``, ``COUNTER_READER``, a file.

    The file is ``settings.toml`` in the data folder; the environment goes before it.

    Raises: BadInput if the settings file cannot be read.
    """
    data_dir = Path(environ.get("COUNTER_DATA") or platformdirs.user_data_path(APP, appauthor=False))
    hall, language, reader, printers, expired = _read_file(data_dir / "settings.toml")
    url = environ.get("COUNTER_DATABASE") or f"sqlite:///{data_dir / 'counter.db'}"
    return Settings(
        database_url=url,
        data_dir=data_dir,
        hall=hall,
        language=environ.get("COUNTER_LANGUAGE") or language,
        keyring=environ.get("COUNTER_KEYRING", "1") != "0",
        reader=environ.get("COUNTER_READER", reader).strip(),
        printers=printers,
        expired_documents=expired,
        rules=_rules(_told(data_dir / "settings.toml")),
    )


def _told(path: Path) -> dict[str, object]:
    """What the settings file says, nothing if there is none. Raises: BadInput if it cannot be read."""
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(mark("The settings file {file} cannot be read: {why}"), file=str(path), why=str(error)) from None


def _rules(told: Mapping[str, object]) -> Rules:
    """The carrier's own rules. Raises: BadInput for one that is no whole number or too low."""
    usual = Rules()
    return Rules(
        _whole(told, "shortest_password", usual.shortest_password, LEAST_PASSWORD), _whole(told, "keep_days", 0, 0)
    )


def _whole(told: Mapping[str, object], name: str, usual: int, least: int) -> int:
    value = told.get(name, usual)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        text = mark("In the settings file {name} is a whole number, {least} or more.")
        raise BadInput(text, name=name, least=least)
    return value


def _read_file(path: Path) -> tuple[Hall, str, str, tuple[PrinterSetting, ...], str]:
    if not path.exists():
        return Hall(), "zh_CN", "", (), "refuse"
    try:
        told = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(mark("The settings file {file} cannot be read: {why}"), file=str(path), why=str(error)) from None
    return (
        Hall(
            name=str(told.get("hall", "")),
            counter=str(told.get("counter", "1")),
            ask_here=_ask_here(told.get("ask_here", [])),
            zone=_zone(told.get("zone", HALL_ZONE)),
        ),
        str(told.get("language", "zh_CN")),
        str(told.get("reader", "")),
        _printers(told.get("printer", ())),
        _expired_documents(told.get("expired_documents", "refuse")),
    )


def _ask_here(said: object) -> tuple[str, ...]:
    """Where to ask, line by line. Raises: BadInput for anything but a list."""
    if not isinstance(said, list):
        raise BadInput(mark("In the settings file ask_here is a list of lines."))
    return tuple(str(line) for line in said)


def _zone(said: object) -> str:
    """The hall's time zone. Raises: BadInput for one that does not exist."""
    try:
        return ZoneInfo(str(said)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(mark("The settings file names a time zone that does not exist: {zone}"), zone=str(said)) from None


def _expired_documents(said: object) -> str:
    """What becomes of an expired document. Raises: BadInput for any other word than the two."""
    if said not in ("refuse", "warn"):
        raise BadInput(mark("In the settings file expired_documents is “refuse” or “warn”."))
    return str(said)


def _printers(rows: object) -> tuple[PrinterSetting, ...]:
    """The printers of the settings file. Raises: BadInput for one that says too little or what nobody knows."""
    if not isinstance(rows, list | tuple) or not all(isinstance(row, dict) for row in rows):
        raise BadInput(mark("In the settings file each printer needs a section [[printer]] of its own."))
    printers = tuple(
        PrinterSetting(
            name=str(row.get("name", "")).strip(),
            kind=str(row.get("kind", "")),
            address=str(row.get("address", "")).strip(),
            paper=str(row.get("paper", "roll80")),
            cuts=bool(row.get("cuts", True)),
        )
        for row in rows
    )
    names = [printer.name for printer in printers]
    for printer in printers:
        if not printer.name or not printer.address or names.count(printer.name) > 1:
            raise BadInput(mark("In the settings file each printer needs a name of its own and an address."))
        if printer.kind not in PRINTER_KINDS:
            raise BadInput(
                mark("The settings file names a printer of the kind {kind}; known are {kinds}."),
                kind=printer.kind, kinds=", ".join(PRINTER_KINDS),
            )  # fmt: skip
    return printers
