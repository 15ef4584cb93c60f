"""Workbooks (xlsx) of tickets, events and owners: each sheet with a known header is a table like a CSV file."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from contextlib import closing
from itertools import accumulate, islice
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import NamedTuple
from zoneinfo import ZoneInfo

from openpyxl.utils.cell import range_boundaries

from counter_app.domain.ticket import Record
from counter_app.errors import BadInput, CounterError, UnreadableFile
from counter_app.exchange.cell_words import Book, formats_of, words_of
from counter_app.exchange.columns import table_of
from counter_app.exchange.packages import DAMAGED, NO_BOOK, Package
from counter_app.exchange.sheet_xml import PIECE, YES, Elements, Row, Rows, Strings, streamed
from counter_app.exchange.table_rows import TableRows
from counter_app.exchange.values import Remark
from counter_app.texts import mark

ROWS_LIMIT, COLUMNS_LIMIT, EMPTY_ROWS_LIMIT = 200_000, 100, 1 << 20
HEADER_WITHIN = 10
"""Rows among which the header is looked for: titles stand above it."""
MAIN, SHEET, STRINGS, STYLES = "/officeDocument", "/worksheet", "/sharedStrings", "/styles"
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,200}?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
LONGEST_MERGE = 300
IN_MERGED_CELLS = mark("The row stands in merged cells; unmerge them.")
NO_TABLE = mark("The sheet has no header that is known; it was left out.")

Brought = tuple[str, Record | CounterError]


class _Sheet(NamedTuple):
    number: int
    part: str
    hidden: bool


class _Link(NamedTuple):
    id: str
    kind: str
    part: str


class Workbook:
    """One workbook: the rows of its sheets as records. Dates are the hall's."""

    def __init__(self, path: Path, zone: ZoneInfo) -> None:
        """Raises: UnreadableFile if it is no workbook that is read here, or breaks a limit."""
        self._package = Package(path)
        self._zone = zone

    def __iter__(self) -> Iterator[Brought]:
        """Position and record of each row, or why it is refused. Raises: UnreadableFile, at any point."""
        with closing(self._package):
            book, sheets = self._opened()
            tables, others = 0, list[_Sheet]()
            for sheet in sheets:
                with closing(_SheetRows(self._package, sheet, book)) as rows:
                    if rows.find_header(self._zone):
                        tables += 1
                        yield from rows.brought()
                    elif rows.has_content and not sheet.hidden:
                        others.append(sheet)
            if not tables:
                raise UnreadableFile(mark("No sheet has the columns of the templates."))
            for sheet in others:
                yield f"sheet {sheet.number}", Remark(NO_TABLE)

    def _opened(self) -> tuple[Book, list[_Sheet]]:
        main = _first(self._links("", "_rels/.rels"), MAIN)
        if not main:
            raise UnreadableFile(NO_BOOK)
        folder, name = dirname(main), main.rpartition("/")[2]
        links = self._links(folder, join(folder, "_rels", f"{name}.rels"))
        sheets = {link.id: link.part for link in links if link.kind.endswith(SHEET)}
        elements = self._elements(main)
        listed = [told for path, told in elements if path == "sheets/sheet"]
        found = [
            _Sheet(number, sheets[told["id"]], told.get("state", "visible") != "visible")
            for number, told in enumerate(listed, start=1)
            if told.get("id") in sheets
        ]
        from_1904 = any(told.get("date1904", "") in YES for path, told in elements if path.endswith("/workbookPr"))
        book = Book(self._texts(_first(links, STRINGS)), self._formats(_first(links, STYLES)), from_1904)
        return book, found

    def _links(self, folder: str, part: str) -> list[_Link]:
        """What the part is related to; places outside the package are left out."""
        links = []
        for path, told in self._elements(part):
            is_inside = told.get("TargetMode") != "External" and {"Id", "Type", "Target"} <= told.keys()
            if path == "Relationships/Relationship" and is_inside:
                target = told["Target"]
                inside = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                links.append(_Link(told["Id"], told["Type"], inside))
        return links

    def _elements(self, part: str) -> list[tuple[str, dict[str, str]]]:
        if part not in self._package:
            raise UnreadableFile(DAMAGED)
        found = Elements()
        with self._package.part(part) as stream:
            for _more in streamed(stream, found):
                pass
        return found.all

    def _texts(self, part: str) -> list[str]:
        found = Strings()
        if part in self._package:
            with self._package.part(part) as stream:
                for _more in streamed(stream, found):
                    pass
        return found.texts

    def _formats(self, part: str) -> tuple[str, ...]:
        try:
            return formats_of(self._elements(part)) if part in self._package else ()
        except (ValueError, KeyError):
            raise UnreadableFile(DAMAGED) from None


class _SheetRows:
    """One sheet: its header, and its rows as records."""

    def __init__(self, package: Package, sheet: _Sheet, book: Book) -> None:
        self._package = package
        self._sheet = sheet
        self._book = book
        self._table: TableRows | None = None
        self._header = Row(0, False, ())
        self.has_content = False
        self._hidden_columns = False
        self._rows = self._all()

    def close(self) -> None:
        """Let go of the part."""
        self._rows.close()

    def find_header(self, zone: ZoneInfo) -> bool:
        """Whether the sheet has a header that is known. Raises: UnreadableFile if it names a column twice."""
        for row in islice(self._rows, HEADER_WITHIN):
            self.has_content = True
            names = self._names(row)
            table = table_of(names)
            if table is not None:
                self._header, self._table = row, TableRows(table, names, zone)
                return True
        return False

    def brought(self) -> Iterator[Brought]:
        """Everything the sheet brings; what is said of the whole sheet comes last."""
        place = f"sheet {self._sheet.number}"
        if self._table is None:
            return
        if self._sheet.hidden:
            yield place, Remark(mark("The sheet is hidden; it was left out."))
            return
        for fault in self._table.unknown_columns():
            yield f"{place}, line {self._header.number}", fault
        hidden, merged = 0, self._merged_rows()
        for row in self._rows:
            hidden += row.hidden
            yield self._record(row, merged)
        if hidden:
            yield place, Remark(mark("Hidden rows were read like the others: {n}."), n=hidden)
        if self._hidden_columns:
            yield place, Remark(mark("Hidden columns were read like the others."))

    def _record(self, row: Row, merged: tuple[int, ...]) -> Brought:
        position = f"sheet {self._sheet.number}, line {row.number}"
        try:
            if row.number < len(merged) and merged[row.number]:
                raise BadInput(IN_MERGED_CELLS)
            assert self._table is not None  # noqa: S101 -- a sheet without one has no records
            return position, self._table.record(self._cells(row, self._table))
        except BadInput as fault:
            return f"{position}, {fault.field}" if fault.field else position, fault

    def _cells(self, row: Row, table: TableRows) -> list[str]:
        cells = [""] * table.width
        for cell in row.cells:
            if cell.column > table.width:
                raise BadInput(
                    mark("The line has {found} cells, the header {wanted}."), found=cell.column, wanted=table.width
                )
            column = table.columns[cell.column - 1]
            try:
                cells[cell.column - 1] = words_of(cell, column, self._book)
            except BadInput as fault:
                fault.field = column.name if column is not None else ""
                raise
        return cells

    def _names(self, row: Row) -> tuple[str, ...]:
        names = [""] * row.cells[-1].column
        for cell in row.cells:
            try:
                names[cell.column - 1] = words_of(cell, None, self._book).strip()
            except BadInput:
                names[cell.column - 1] = ""
        return tuple(names)

    def _all(self) -> Generator[Row, None, None]:
        """Rows with content, from above. Raises: UnreadableFile if one stands where no table reaches."""
        found, rows, count = Rows(), 0, 0
        with self._package.part(self._sheet.part) as stream:
            for _more in streamed(stream, found):
                rows += len(found.rows)
                if rows > EMPTY_ROWS_LIMIT:
                    raise UnreadableFile(DAMAGED)
                for row in found.rows:
                    cells = tuple(cell for cell in row.cells if cell.computed or (cell.text or "").strip())
                    if cells:
                        count += 1
                        _check_place(row.number, cells[-1].column, count)
                        yield Row(row.number, row.hidden, cells)
                found.rows.clear()
                self._hidden_columns = found.hidden_columns

    def _merged_rows(self) -> tuple[int, ...]:
        """For each row number how many merged ranges that reach into a known column it stands in."""
        changes = [0] * (ROWS_LIMIT + 2)
        known = [no for no, column in enumerate(self._table.columns if self._table else (), start=1) if column]
        rest = b""
        with self._package.part(self._sheet.part) as stream:
            while piece := stream.read(PIECE):
                text = rest + piece
                for found in MERGED.finditer(text):
                    left, top, right, bottom = range_boundaries(found[1].decode("ascii"))
                    if any(left <= no <= right for no in known):
                        changes[min(top, ROWS_LIMIT)] += 1
                        changes[min(bottom, ROWS_LIMIT) + 1] -= 1
                last = text.rfind(b"<")
                rest = text[last:][:LONGEST_MERGE] if last >= 0 else b""
        return tuple(accumulate(changes))


def _first(links: list[_Link], kind: str) -> str:
    return next((link.part for link in links if link.kind.endswith(kind)), "")


def _check_place(row: int, column: int, count: int) -> None:
    if row > ROWS_LIMIT or count > ROWS_LIMIT:
        raise UnreadableFile(mark("A sheet has more than {limit} rows."), limit=ROWS_LIMIT)
    if column > COLUMNS_LIMIT:
        raise UnreadableFile(mark("A sheet has more than {limit} columns."), limit=COLUMNS_LIMIT)
