"""Files of tickets, events and owners: the reader for each, chosen by what the file holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from counter_app.domain.ticket import Record, Refusal
from counter_app.errors import BadInput, CounterError, UnreadableFile
from counter_app.exchange.csv_files import CsvFile
from counter_app.exchange.encodings import encoding_of
from counter_app.exchange.json_records import Json, JsonRecords
from counter_app.exchange.tmf import TmfReader, is_patch
from counter_app.texts import HALL_ZONE, mark

CSV_SIZE_LIMIT_MB = 1024
FORMATS_REFUSED = (
    (b"PK\x03\x04", mark("Workbooks (xlsx) and archives are not read here; save the sheet as CSV.")),
    (b"\xd0\xcf\x11\xe0", mark("Old workbooks (xls) are not read here; save the sheet as CSV.")),
    (b"%PDF", mark("A PDF holds no records.")),
)
"""Formats known and not read, by their first bytes."""


class TicketFiles:
    """Reads TM Forum JSON (trouble tickets, product orders, their events) and CSV (tickets, events, owners)."""

    def __init__(self, hall_zone: str = HALL_ZONE) -> None:
        """``hall_zone``: IANA name of the zone that dates without one are in."""
        self._zone = ZoneInfo(hall_zone)

    def read(self, path: Path) -> Iterator[Record | Refusal]:
        """Every record in file order, a refusal in the place of each bad one or of each part left out.

        A file is read to its end before it may be believed. Raises: UnreadableFile, at any point: the file is not
        there, is of no format read here, in no known encoding, too large, or breaks off.
        """
        try:
            json_like = self._starts_as_json(path)
            found = self._json(path) if json_like else self._csv(path)
            for position, brought in found:
                yield brought if not isinstance(brought, CounterError) else _refusal(path, position, brought)
        except (OSError, UnicodeError):
            raise UnreadableFile(mark("The file cannot be opened or read.")) from None

    def _starts_as_json(self, path: Path) -> bool:
        with path.open("rb") as file:
            head = file.read(4096)
        for sign, reason in FORMATS_REFUSED:
            if head.startswith(sign):
                raise UnreadableFile(reason)
        if not head.strip():
            raise UnreadableFile(mark("The file is empty."))
        return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] in (b"{", b"[")

    def _json(self, path: Path) -> Iterator[tuple[str, Record | BadInput]]:
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
                yield from _taken(tickets, record, position)

    def _csv(self, path: Path) -> Iterator[tuple[str, Record | BadInput]]:
        if path.stat().st_size > CSV_SIZE_LIMIT_MB << 20:
            raise UnreadableFile(mark("The file is larger than {limit} MB."), limit=CSV_SIZE_LIMIT_MB)
        for line, brought in CsvFile(path, encoding_of(path), self._zone):
            column = brought.field if isinstance(brought, BadInput) else ""
            yield f"line {line}, {column}" if column else f"line {line}", brought


def _taken(tickets: TmfReader, record: Json, position: str) -> Iterator[tuple[str, Record | BadInput]]:
    try:
        taken = tickets.read(record)
    except BadInput as fault:
        yield position, fault
        return
    yield position, taken.record
    for left_out in taken.left_out:
        yield position, left_out


def _refusal(path: Path, position: str, fault: CounterError) -> Refusal:
    return Refusal(path.name, position, fault.text, tuple(sorted(fault.values.items())))
