"""CSV files of tickets, events and owners as records, recognised by their header."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from counter_app.domain.ticket import Record
from counter_app.errors import BadInput, UnreadableFile
from counter_app.exchange.columns import table_of
from counter_app.exchange.csv_lines import CsvRow, csv_rows
from counter_app.exchange.table_rows import TableRows
from counter_app.texts import mark


class CsvFile:
    """One CSV file: its rows as records. Dates without a zone are the hall's."""

    def __init__(self, path: Path, encoding: str, zone: ZoneInfo) -> None:
        """Read the header. Raises: UnreadableFile if it is not one of ours or names a column twice."""
        self._rows = csv_rows(path, encoding)
        header = next(self._rows, CsvRow(1, ()))
        if header.fault is not None:
            raise UnreadableFile(header.fault.text, **header.fault.values)
        self._header_line = header.line
        names = tuple(name.strip() for name in header.cells)
        table = table_of(names)
        if table is None:
            raise UnreadableFile(mark("The file is not in a format that is read here: TM Forum JSON, or CSV or xlsx "
                                      "with the columns of the templates."))
        self._table = TableRows(table, names, zone)

    def __iter__(self) -> Iterator[tuple[int, Record | BadInput]]:
        """The line and the record of each row, or why it is refused; columns that are not known come first."""
        for fault in self._table.unknown_columns():
            yield self._header_line, fault
        for row in self._rows:
            try:
                yield row.line, self._record(row)
            except BadInput as fault:
                yield row.line, fault

    def _record(self, row: CsvRow) -> Record:
        if row.fault is not None:
            raise row.fault
        wanted = self._table.width
        if len(row.cells) < wanted or any(cell.strip() for cell in row.cells[wanted:]):
            raise BadInput(mark("The line has {found} cells, the header {wanted}."), found=len(row.cells), wanted=wanted)
        return self._table.record(row.cells)
