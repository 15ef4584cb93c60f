"""CSV files line by line: rows with the line they begin on, within limits, one bad line never hiding the next."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from counter_app.errors import BadInput, UnreadableFile
from counter_app.texts import mark

LINE_LIMIT = 64 * 1024
"""Characters of one line, and of one row with line breaks in its quotes."""
DELIMITERS = (",", ";", "\t")
NEVER_CLOSED = mark("A quotation mark opened in line {line} is not closed within {limit} characters.")


@dataclass(frozen=True, slots=True)
class CsvRow:
    """One row: its cells, and the number of the line it begins on (counted from 1). ``fault``: why it is no row."""

    line: int
    cells: tuple[str, ...]
    fault: BadInput | None = None


def csv_rows(path: Path, encoding: str) -> Iterator[CsvRow]:
    """Every row that is not blank, the header first, separated by commas, semicolons or tabs as the header is.

    Raises: UnreadableFile if a quotation mark is never closed (nothing after it can be told apart).
    """
    with path.open(encoding=encoding, newline="") as file:
        header = file.readline(LINE_LIMIT + 1)
        delimiter = max(DELIMITERS, key=header.count)
        file.seek(0)
        lines = _Lines(file)
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        while True:
            lines.begin_row()
            try:
                cells = tuple(next(reader))
            except StopIteration:
                return
            except csv.Error:
                if lines.at_end:
                    raise UnreadableFile(NEVER_CLOSED, line=lines.row_line, limit=LINE_LIMIT) from None
                lines.give_back()
                yield CsvRow(lines.row_line, (), BadInput(mark("The quotation marks of the line do not fit.")))
                continue
            if lines.too_long:
                fault = BadInput(mark("The line is longer than {limit} characters."), limit=LINE_LIMIT)
                yield CsvRow(lines.row_line, (), fault)
            elif any(cell.strip() for cell in cells):
                yield CsvRow(lines.row_line, cells)


class _Lines:
    """The physical lines of a file, counted, for a reader that takes as many as a row has."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._given_back: deque[str] = deque()
        self._row: list[str] = []
        self._row_length = 0
        self._next_line = 1
        self.row_line = 1
        self.too_long = False
        self.at_end = False

    def begin_row(self) -> None:
        """The next line taken begins a row."""
        self.row_line, self._row, self._row_length, self.too_long = self._next_line, [], 0, False

    def give_back(self) -> None:
        """Take only the first line of the row for read; the others are read again, as rows of their own."""
        self._given_back.extendleft(reversed(self._row[1:]))
        self._next_line = self.row_line + 1

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._given_back.popleft() if self._given_back else self._file.readline(LINE_LIMIT + 1)
        if not line:
            self.at_end = True
            raise StopIteration
        self._next_line += 1
        self._row.append(line)
        self._row_length += len(line)
        if self._row_length <= LINE_LIMIT:
            return line
        if len(self._row) > 1:
            raise UnreadableFile(NEVER_CLOSED, line=self.row_line, limit=LINE_LIMIT)
        while line and not line.endswith(("\n", "\r")):
            line = self._file.readline(LINE_LIMIT)
        self.too_long = True
        return "\n"
