"""Files of tickets, events and owners: the reader for each, chosen by what the file holds and never by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from counter_app.domain.ticket import Record, Refusal
from counter_app.errors import BadInput, CounterError, UnreadableFile
from counter_app.exchange.columns import CHINESE_NAMES
from counter_app.exchange.csv_files import CsvFile
from counter_app.exchange.encodings import encoding_of
from counter_app.exchange.json_records import Json, JsonRecords
from counter_app.exchange.limits import CSV, JSON, XLSX, Limits, check_size
from counter_app.exchange.packages import ZIP_SIGN
from counter_app.exchange.tmf import TmfReader, is_patch, unwrapped
from counter_app.exchange.values import Remark
from counter_app.ports import never
from counter_app.texts import HALL_ZONE, mark

HEAD = 4096
REFUSALS_TOLD, REFUSALS_AT_FIRST = 1_000, 10_000
"""Refusals of one file that are told one by one, and those after which a file that has brought nothing is given up."""
NOT_OPENED = mark("The file cannot be opened or read.")
OLD_SIGN = b"\xd0\xcf\x11\xe0"
PROTECTED = "EncryptedPackage".encode("utf-16-le")
FORMATS_REFUSED = (
    (b"%PDF", mark("A PDF holds no records.")),
    (b"\x1f\x8b", mark("Compressed files are not read here; unpack it first.")),
    (b"7z\xbc\xaf", mark("Compressed files are not read here; unpack it first.")),
    (b"Rar!", mark("Compressed files are not read here; unpack it first.")),
)
"""Formats known and not read, by their first bytes."""

Brought = tuple[str, Record | CounterError]
"""The position in the file, and the record there or why it is refused."""


class TicketFiles:
    """Reads TM Forum JSON (tickets, orders, appointments, their events), CSV and xlsx (tickets, events, owners)."""

    def __init__(self, hall_zone: str = HALL_ZONE) -> None:
        """``hall_zone``: IANA name of the zone that dates without one are in."""
        self._zone = ZoneInfo(hall_zone)

    def read(self, path: Path, cancelled: Callable[[], bool] = never) -> Iterator[Record | Refusal]:
        """Every record in file order, a refusal in the place of each bad one or of each part left out.

        A file is read to its end before it may be believed. Raises: UnreadableFile, at any point: the file is not
        there, is of no format read here, in no known encoding, too large, or breaks off.
        """
        refused = taken = 0
        try:
            for position, brought in self._brought(path):
                if not isinstance(brought, CounterError):
                    taken += 1
                    yield brought
                elif (refused := refused + 1) <= REFUSALS_TOLD:
                    yield _refusal(path, position, brought)
                elif not taken and refused > REFUSALS_AT_FIRST:
                    raise UnreadableFile(mark("None of its first {limit} records can be taken in."), limit=REFUSALS_AT_FIRST)
                if cancelled():
                    return
        except (OSError, UnicodeError):
            raise UnreadableFile(NOT_OPENED) from None
        if refused > REFUSALS_TOLD:
            yield Refusal(path.name, "", mark("Refused beside these, each for its own reason: {n}."), (("n", refused - REFUSALS_TOLD),))

    def _brought(self, path: Path) -> Iterator[Brought]:
        head = _head(path)
        limits = _limits(head)
        check_size(path, limits)
        _check_format(path, head)
        if limits is XLSX:
            return self._workbook(path)
        return self._json(path) if limits is JSON else self._csv(path)

    def _json(self, path: Path) -> Iterator[Brought]:
        tickets = TmfReader(self._zone)
        patch_said = False
        records = JsonRecords(path)
        for no, record in enumerate(records, start=1):
            position = f"record {no}"
            if isinstance(record, BadInput):
                yield position, record
            elif is_patch(record):
                if not patch_said:
                    yield position, BadInput(mark("A JSON Patch changes a ticket that it does not name."))
                patch_said = True
            else:
                for inner, one in unwrapped(record):
                    yield from _taken(tickets, one, f"{position}.{inner}" if inner else position)

    def _csv(self, path: Path) -> Iterator[Brought]:
        for line, brought in CsvFile(path, encoding_of(path, CHINESE_NAMES), self._zone):
            column = brought.field if isinstance(brought, BadInput) else ""
            yield f"line {line}, {column}" if column else f"line {line}", brought

    def _workbook(self, path: Path) -> Iterator[Brought]:
        from counter_app.exchange.workbooks import Workbook  # its libraries take as long to load as all the others

        yield from Workbook(path, self._zone)


def limits_of(path: Path) -> Limits:
    """What reading this file may cost, by its first bytes. Raises: OSError."""
    return _limits(_head(path))


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEAD)


def _limits(head: bytes) -> Limits:
    if head.startswith(ZIP_SIGN):
        return XLSX
    is_json = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] in (b"{", b"[")
    return JSON if is_json else CSV


def _check_format(path: Path, head: bytes) -> None:
    """Raises: UnreadableFile for a format that is known and not read here, by its name."""
    if not head.strip():
        raise UnreadableFile(mark("The file is empty."))
    for sign, reason in FORMATS_REFUSED:
        if head.startswith(sign):
            raise UnreadableFile(reason)
    if head.startswith(OLD_SIGN):
        check_size(path, XLSX)
        if PROTECTED in path.read_bytes():
            raise UnreadableFile(mark("The workbook is protected by a password; save it without one."))
        raise UnreadableFile(mark("Old workbooks (xls) are not read here; save it as xlsx or CSV."))


def _taken(tickets: TmfReader, record: Json, position: str) -> Iterator[Brought]:
    try:
        taken = tickets.read(record)
    except BadInput as fault:
        yield position, fault
        return
    for ticket in (taken.record, *taken.also):
        yield position, ticket
    for left_out in taken.left_out:
        yield position, left_out


def _refusal(path: Path, position: str, fault: CounterError) -> Refusal:
    is_note = isinstance(fault, Remark)
    return Refusal(path.name, position, fault.text, tuple(sorted(fault.values.items())), is_note)
