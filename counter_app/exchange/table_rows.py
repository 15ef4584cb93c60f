"""Rows of a table of tickets, events or owners as records, whatever kind of file the table stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from counter_app.domain.documents import from_record
from counter_app.domain.ticket import (
    SAID_FIELDS,
    DocumentRecord,
    EventRecord,
    HoldingRecord,
    PartyRecord,
    Record,
    SourceKey,
    TicketRecord,
    Value,
    filled,
)
from counter_app.errors import BadInput, UnreadableFile
from counter_app.exchange.columns import EVENTS, OWNERS, Column, Table, column_of
from counter_app.exchange.values import NAME, ORGANISATION, READINGS
from counter_app.texts import mark

DEFAULT_SOURCE, DEFAULT_TYPE = "csv", "ticket"
EVENT_TEXTS = ("text", "status", "step", "department", "author", "channel", "audience")


class TableRows:
    """The header of one table, and its rows as records. Dates without a zone are the hall's."""

    def __init__(self, table: Table, header: Sequence[str], zone: ZoneInfo) -> None:
        """Raises: UnreadableFile if the header names a column twice."""
        self._table = table
        self._names = header
        self._zone = zone
        self.columns = tuple(column_of(table, name) for name in header)
        """The column at each place of the header; None where it is not known."""
        known = [column.name for column in self.columns if column is not None]
        twice = next((name for name in known if known.count(name) > 1), "")
        if twice:
            raise UnreadableFile(mark("The column {column} is there twice."), column=twice)

    @property
    def width(self) -> int:
        """How many places the header has."""
        return len(self.columns)

    def unknown_columns(self) -> Iterator[BadInput]:
        """What is said of the columns that are not known."""
        for no, (name, column) in enumerate(zip(self._names, self.columns, strict=True), start=1):
            if column is None and name:
                yield _unknown_column(no, name)

    def record(self, cells: Sequence[str]) -> Record:
        """The record that a row tells; ``cells`` stand in the order of the header. Raises: BadInput, its field named."""
        values = {
            column.field: value
            for column, cell in zip(self.columns, cells, strict=False)
            if column is not None and (value := self._value(column, cell)) is not None
        }
        missing = next((column for column in self._table.columns if column.required and column.field not in values), None)
        if missing:
            raise BadInput(mark("The column {column} is empty."), column=missing.name)
        if self._table is OWNERS:
            return self._party(values)
        return _event(values) if self._table is EVENTS else _ticket(values)

    def _value(self, column: Column, cell: str) -> Value | None:
        try:
            return READINGS[column.reading](cell, self._zone)
        except BadInput as fault:
            fault.field = column.name
            raise

    def _party(self, values: dict[str, Value]) -> PartyRecord:
        held_from, held_to = self._day(values, "held_from"), self._day(values, "held_to")
        if held_from and held_to and held_to < held_from:
            raise BadInput(mark("The number was given up before it was held."))
        line, kind = _text(values, "service_number"), _text(values, "party_kind")
        return PartyRecord(
            source=_text(values, "source"),
            party_id=_text(values, "party"),
            name=_text(values, "name") or None,
            organisation=kind == ORGANISATION if kind else None,
            document=self._document(values) if "document_number" in values else None,
            holding=HoldingRecord(line, held_from, held_to) if line else None,
        )

    def _document(self, values: dict[str, Value]) -> DocumentRecord:
        """The document as written; only one that passes its own checks is worth a hash."""
        record = DocumentRecord(
            type=_text(values, "document_type"),
            number=_text(values, "document_number"),
            country=_text(values, "document_country"),
            valid_to=self._day(values, "valid_to"),
        )
        try:
            from_record(record)
        except BadInput as fault:
            fault.field = "document_type" if fault.field == "document_type" else "document_number"
            raise
        return record

    def _day(self, values: dict[str, Value], name: str) -> date | None:
        at = values.get(name)
        return at.astimezone(self._zone).date() if isinstance(at, datetime) else None


def _ticket(values: dict[str, Value]) -> TicketRecord:
    """A line is as true as its ``updated_at``; without one as its end, without that as its beginning."""
    ends = [at for name in ("completed_at", "cancelled_at") if isinstance(at := values.get(name), datetime)]
    moment = values.get("updated_at") or max(ends, default=values.get("opened_at"))
    record = TicketRecord(_key(values), moment if isinstance(moment, datetime) else None)
    return filled(record, {name: value for name, value in values.items() if name in SAID_FIELDS})


def _event(values: dict[str, Value]) -> TicketRecord:
    """An event of a ticket. The status after it holds for the ticket from that moment, until something later."""
    at = values["at"]
    if not isinstance(at, datetime):
        raise BadInput(mark("The date cannot be read."))
    texts = {name: text for name in EVENT_TEXTS if (text := _text(values, name))}
    return TicketRecord(
        _key(values), at, named=True, status=texts.get("status"), events=(EventRecord(at=at, **texts),)
    )


def _key(values: dict[str, Value]) -> SourceKey:
    return SourceKey(
        _text(values, "source") or DEFAULT_SOURCE,
        _text(values, "type") or DEFAULT_TYPE,
        _text(values, "id") or _text(values, "number"),
    )


def _text(values: dict[str, Value], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""


def _unknown_column(no: int, name: str) -> BadInput:
    if NAME.fullmatch(name):
        return BadInput(mark("The column {column} is not known; it was left out, the others were taken in."), column=name)
    return BadInput(mark("Column {no} is not known; it was left out, the others were taken in."), no=no)
