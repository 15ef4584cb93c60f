"""The XML of a workbook's parts as plain values, streamed: what a cell really holds, and never what it looks like.

Written here instead of taken from openpyxl's reader, which fills rows up to the farthest cell, drops formulas without
a result and does not tell hidden rows: just what a damaged or hostile workbook is told by.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, NamedTuple, Protocol, TypeVar
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from openpyxl.utils.cell import coordinate_to_tuple

from counter_app.errors import UnreadableFile
from counter_app.exchange.packages import DAMAGE, DAMAGED
from counter_app.texts import mark

PIECE = 64 * 1024
DEPTH_LIMIT, STRINGS_LIMIT = 64, 500_000
IDLE_LIMIT, STEPS = 200_000, frozenset({"row", "si"})
"""Elements after which one of these must have ended: more than any row has."""
CELL_LIMIT = 64 * 1024
"""Characters of one cell that are kept: more than any field may have."""
TEXT_PARTS = frozenset({"v", "t"})
YES = frozenset({"1", "true", "on"})


class Cell(NamedTuple):
    """One cell. ``kind`` is its type in the file (n, s, b, e, str, inlineStr, d), ``text`` what it holds, None nothing;
    ``style`` its number in the styles; ``computed`` whether it is a formula."""

    column: int
    kind: str
    text: str | None
    style: int
    computed: bool


class Row(NamedTuple):
    """One row: its number, whether it is hidden, its cells from left to right."""

    number: int
    hidden: bool
    cells: tuple[Cell, ...]


class Found(Protocol):
    """What is made of a part while it is read."""

    def opened(self, name: str, attributes: dict[str, str]) -> None: ...
    def closed(self, name: str, text: str) -> None: ...


F = TypeVar("F", bound=Found)


def streamed(part: IO[bytes], found: F) -> Iterator[F]:
    """``found`` again and again, each time with more of the part in it; its values may be taken out between.

    Raises: UnreadableFile if it is not XML, or is XML with entities, or nested too deep.
    """
    parser = DefusedXMLParser(target=_Target(found), forbid_dtd=True)
    try:
        while piece := part.read(PIECE):
            parser.feed(piece)
            yield found
        parser.close()
        yield found
    except DefusedXmlException:
        raise UnreadableFile(mark("The workbook holds definitions that no workbook needs (a DTD).")) from None
    except (ParseError, *DAMAGE, RuntimeError):
        raise UnreadableFile(DAMAGED) from None


class _Target:
    """Passes elements on by their plain names, with the text of those that have one."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._depth = 0
        self._idle = 0
        self._text: list[str] = []
        self._length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._idle += 1
        if self._idle > IDLE_LIMIT:
            raise UnreadableFile(DAMAGED)
        if self._depth > DEPTH_LIMIT:
            raise UnreadableFile(mark("The file is nested deeper than {limit} levels."), limit=DEPTH_LIMIT)
        name = tag.rpartition("}")[2]
        if name in TEXT_PARTS:
            self._text.clear()
            self._length = 0
        self._found.opened(name, attributes)

    def data(self, text: str) -> None:
        if self._length < CELL_LIMIT:
            self._text.append(text)
            self._length += len(text)

    def end(self, tag: str) -> None:
        self._depth -= 1
        name = tag.rpartition("}")[2]
        self._idle = 0 if name in STEPS else self._idle
        self._found.closed(name, "".join(self._text) if name in TEXT_PARTS else "")
        if name in TEXT_PARTS:
            self._text.clear()

    def close(self) -> None:
        """Nothing is left to do."""


class Strings:
    """The table of texts that cells refer to. Phonetic guides are no part of a text."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._parts: list[str] = []
        self._aside = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "si":
            self._parts.clear()
        elif name == "rPh":
            self._aside += 1

    def closed(self, name: str, text: str) -> None:
        """An element ends."""
        if name == "t" and not self._aside:
            self._parts.append(text)
        elif name == "rPh":
            self._aside -= 1
        elif name == "si":
            self.texts.append(plain("".join(self._parts)))
            if len(self.texts) > STRINGS_LIMIT:
                raise UnreadableFile(mark("The workbook holds more than {limit} texts."), limit=STRINGS_LIMIT)


class Rows:
    """The rows of a sheet; whoever reads them takes them out of ``rows``. ``hidden_columns`` is told before any row."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.hidden_columns = False
        self._number, self._column, self._hidden = 0, 0, False
        self._cells: list[Cell] = []
        self._attributes: dict[str, str] = {}
        self._text: str | None = None
        self._computed = False
        self._aside = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins. Raises: ValueError for a place that is none."""
        if name == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._column, self._hidden = 0, attributes.get("hidden", "") in YES
            self._cells.clear()
        elif name == "c":
            place = attributes.get("r")
            self._column = coordinate_to_tuple(place)[1] if place else self._column + 1
            self._attributes, self._text, self._computed = attributes, None, False
        elif name == "f":
            self._computed = True
        elif name == "rPh":
            self._aside += 1
        elif name == "col":
            self.hidden_columns = self.hidden_columns or attributes.get("hidden", "") in YES

    def closed(self, name: str, text: str) -> None:
        """An element ends."""
        if name == "v" or (name == "t" and not self._aside):
            self._text = (self._text or "") + text
        elif name == "rPh":
            self._aside -= 1
        elif name == "c":
            told = self._attributes
            style = int(told.get("s", 0))
            if self._text is not None or self._computed:
                self._cells.append(Cell(self._column, told.get("t", "n"), self._text, style, self._computed))
        elif name == "row":
            self.rows.append(Row(self._number, self._hidden, tuple(sorted(self._cells))))


class Elements:
    """The elements of a small part with their attributes, in order; ``path`` names where each stands (``cellXfs/xf``)."""

    def __init__(self) -> None:
        self.all: list[tuple[str, dict[str, str]]] = []
        self._path: list[str] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._path.append(name)
        self.all.append(("/".join(self._path[-2:]), {key.rpartition("}")[2]: value for key, value in attributes.items()}))

    def closed(self, name: str, text: str) -> None:
        """An element ends."""
        self._path.pop()


def plain(text: str) -> str:
    """A text without the sign that stands for a carriage return in workbooks."""
    return text.replace("_x000D_", "")
