"""Workbooks written cell by cell, as spreadsheet programs and damage leave them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def text_cell(place: str, text: str) -> str:
    """A cell of text that stands in the cell itself."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def number_cell(place: str, number: str, style: int = 0) -> str:
    """A cell of a number, as it is written in the file."""
    return f'<c r="{place}" s="{style}"><v>{number}</v></c>'


def row(number: int, *cells: str, more: str = "") -> str:
    """A row of cells; ``more``: its other attributes."""
    return f'<row r="{number}" {more}>{"".join(cells)}</row>'


def words_row(number: int, words: Sequence[str], more: str = "") -> str:
    """A row of texts from column A on."""
    return row(number, *(text_cell(f"{chr(65 + at)}{number}", word) for at, word in enumerate(words)), more=more)


def sheet(*rows: str, before: str = "", after: str = "") -> str:
    """A sheet's part; ``before`` and ``after`` stand around its data."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{"".join(rows)}</sheetData>{after}</worksheet>'


def workbook(
    path: Path,
    *sheets: str,
    formats: Sequence[str | int] = (),
    strings: str = "",
    book: str = "",
    states: Mapping[int, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Write a workbook of these sheets. ``formats``: of the styles from 1 on, a code or the number of a built-in one;
    ``strings``: the shared strings' ``si`` elements; ``states``: sheet number → hidden; ``parts``: put in, or in place.
    """
    states = states or {}
    listed = "".join(
        f'<sheet name="s{no}" sheetId="{no}" r:id="rId{no}" {states.get(no, "")}/>' for no in range(1, len(sheets) + 1)
    )
    links = "".join(
        f'<Relationship Id="rId{no}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{no}.xml"/>'
        for no in range(1, len(sheets) + 1)
    )
    links += f'<Relationship Id="rIdS" Type="{RELATIONS}/styles" Target="styles.xml"/>'
    links += f'<Relationship Id="rIdT" Type="{RELATIONS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    written: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">{book}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        "xl/styles.xml": styles(formats),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        **{f"xl/worksheets/sheet{no}.xml": part for no, part in enumerate(sheets, start=1)},
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in written.items():
            package.writestr(name, content)
    return path


def styles(formats: Sequence[str | int]) -> str:
    """The part of styles: style 0 is plain, the others have these formats."""
    own = "".join(
        f'<numFmt numFmtId="{200 + at}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for at, code in enumerate(formats)
        if isinstance(code, str)
    )
    used = "".join(
        f'<xf numFmtId="{200 + at if isinstance(code, str) else code}"/>' for at, code in enumerate(formats)
    )
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' \
           f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs></styleSheet>'  # fmt: skip
