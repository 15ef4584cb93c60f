"""Hostile files: small to write, ruinous to read without limits. One function each, writing into a path."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.builders.workbooks import MAIN, row, sheet, text_cell, words_row, workbook

MB = 1 << 20
HEADER = words_row(1, ("number", "status"))


class Bomb(NamedTuple):
    """What it is, how it is written, what its refusal says."""

    name: str
    write: Callable[[Path], object]
    reason: str


def text(content: Callable[[], str]) -> Callable[[Path], object]:
    """A writer of a text file."""
    return lambda path: path.write_text(content(), "utf-8")


def raw(content: Callable[[], bytes]) -> Callable[[Path], object]:
    """A writer of bytes."""
    return lambda path: path.write_bytes(content())


def xml(part: str, content: Callable[[], str]) -> Callable[[Path], object]:
    """A writer of a workbook with this part in the place of the usual one."""
    return lambda path: workbook(path, sheet(HEADER), parts={part: content()})


def archive(*names: str) -> bytes:
    """A zip archive of empty entries."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name in names:
            package.writestr(name, "")
    return made.getvalue()


def declaring_four_gigabytes() -> bytes:
    """An archive whose entry says that it unpacks to 4 GB."""
    content = bytearray(archive("xl/workbook.xml"))
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 24 : directory + 28] = struct.pack("<I", 0xFFFF_FFF0)
    return bytes(content)


def of_a_million_entries(told: int) -> bytes:
    """An archive with a list of a million entries, of which its end tells only so many."""
    one = archive("a")
    at, end = one.rindex(b"PK\x01\x02"), one.rindex(b"PK\x05\x06")
    listed = one[at:end] * 1_000_000
    return one[:at] + listed + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, told, told, len(listed), at, 0)


def quine() -> bytes:
    """An archive in an archive in an archive."""
    inner = archive("xl/readme.txt")
    for _ in range(40):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("quine.zip", inner)
        inner = made.getvalue()
    return inner


def encrypted_entry() -> bytes:
    """A workbook whose entries are locked with a password."""
    content = bytearray(archive("xl/workbook.xml"))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def many_strings(count: int) -> str:
    """Shared strings, nothing in them."""
    return f'<sst xmlns="{MAIN}">' + "<si><t/></si>" * count + "</sst>"


TICKET = '{"@type":"TroubleTicket","id":"1",%s}'
def noise(element: str, count: int) -> str:
    """So many empty elements, with comments that hardly pack between them: no ratio tells them."""
    dice = random.Random(count)
    return "".join(f"<!--{dice.getrandbits(256):x}-->" + element * 200 for _ in range(count // 200))


LAUGHS = '<!DOCTYPE x [<!ENTITY a "haha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"
FILE_ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
FAR = f'<row r="1048576">{text_cell("XFD1048576", "x")}</row>'

BOMBS = (
    Bomb("json-30000-brackets", text(lambda: "[" * 30_000), "nested deeper than 32 levels"),
    Bomb("json-million-brackets", text(lambda: "[" * 1_000_000), "nested deeper than 32 levels"),
    Bomb("json-million-objects-deep", text(lambda: '{"a":' * 1_000_000), "nested deeper than 32 levels"),
    Bomb("json-three-million-keys", text(lambda: "{" + '"a":1,' * 3_000_000 + '"b":1}'), "larger than 16 million characters"),
    Bomb("json-many-keys", text(lambda: "{" + ",".join(f'"{n}":1' for n in range(400_000)) + "}"), "more than 200000 fields"),
    Bomb("json-million-empty-notes", text(lambda: TICKET % ('"note":[' + "{}," * 1_000_000 + "{}]")), "more than 200000 fields"),
    Bomb("json-decimals", text(lambda: TICKET % ('"note":[' + "1.5," * 3_900_000 + "1]")), "more than 512 MB of memory"),
    Bomb("json-million-numbers", text(lambda: "[" + "0," * 1_000_000 + "0]"), "None of its first 10000 records"),
    Bomb("json-endless-text", text(lambda: '["' + "a" * (18 * MB)), "larger than 16 million characters"),
    Bomb("json-endless-escapes", text(lambda: '["' + '\\"' * (9 * MB)), "larger than 16 million characters"),
    Bomb("json-5000-digits", text(lambda: '{"id":%s}' % ("9" * 5000)), "more than 64 digits"),
    Bomb("json-1e999", text(lambda: '{"@type":"TroubleTicket","id":1e999}'), "more than 64 digits"),
    Bomb("json-nan", text(lambda: '{"@type":"TroubleTicket","id":"1","x":NaN}'), "not a number"),
    Bomb("json-infinity", text(lambda: '{"@type":"TroubleTicket","id":"1","x":-Infinity}'), "not a number"),
    Bomb("json-two-ids", text(lambda: '{"@type":"TroubleTicket","id":"1","id":"2"}'), "one field twice"),
    Bomb("json-half-a-character", text(lambda: '{"@type":"TroubleTicket","id":"1","name":"\\ud800"}'), "half a character"),
    Bomb("json-over-100-mb", text(lambda: "[" + " " * (101 * MB)), "larger than 100 MB"),
    Bomb("csv-one-line", text(lambda: "number," + "x" * (20 * MB)), "longer than 65536 characters"),
    Bomb("csv-wide-header", text(lambda: ",".join(["number"] * 8_000)), "there twice"),
    Bomb("csv-open-quote", text(lambda: 'number,title\n1,"' + "x\n" * (10 * MB)), "is not closed within 65536 characters"),
    Bomb("csv-nul", raw(lambda: b"\0" * (20 * MB)), "looks like UTF-16"),
    Bomb("empty", raw(lambda: b""), "empty"),
    Bomb("gzip", raw(lambda: b"\x1f\x8b" + b"\0" * 100), "Compressed files"),
    Bomb("zip-four-gigabytes", raw(lambda: declaring_four_gigabytes()), "unpacks to more than 400 MB"),
    Bomb("zip-million-entries", raw(lambda: of_a_million_entries(65_535)), "more than 1000 parts"),
    Bomb("zip-million-entries-told-as-one", raw(lambda: of_a_million_entries(1)), "more than 1000 parts"),
    Bomb("zip-quine", raw(lambda: quine()), "not a workbook"),
    Bomb("zip-outside", raw(lambda: archive("xl/workbook.xml", "../../etc/cron.d/x")), "outside itself"),
    Bomb("zip-locked", raw(lambda: encrypted_entry()), "password"),
    Bomb("zip-no-end", raw(lambda: archive("xl/workbook.xml")[:-10]), "damaged"),
    Bomb("xlsx-ratio", xml("xl/sharedStrings.xml", lambda: "<sst>" + " " * (120 * MB) + "</sst>"), "more than 100 times its size"),
    Bomb("xlsx-texts", lambda path: stored(path, many_strings(600_000)), "more than 500000 texts"),
    Bomb("xlsx-far-cell", xml("xl/worksheets/sheet1.xml", lambda: sheet(HEADER, FAR)), "more than 200000 rows"),
    Bomb("xlsx-far-column", xml("xl/worksheets/sheet1.xml", lambda: sheet(HEADER, row(2, text_cell("XFD2", "x")))), "more than 100 columns"),
    Bomb("xlsx-million-elements", xml("xl/worksheets/sheet1.xml", lambda: sheet(HEADER, after=noise("<z/>", 1_000_000))), "damaged"),
    Bomb("xlsx-million-cells", xml("xl/worksheets/sheet1.xml", lambda: sheet(HEADER, "<row>" + noise("<c/>", 1_000_000) + "</row>")), "damaged"),
    Bomb("xlsx-two-million-rows", xml("xl/worksheets/sheet1.xml", lambda: sheet(noise("<row/>", 1_200_000))), "damaged"),
    Bomb("xlsx-deep", xml("xl/worksheets/sheet1.xml", lambda: "<a>" * 100_000), "nested deeper than 64 levels"),
    Bomb("xlsx-laughs", xml("xl/worksheets/sheet1.xml", lambda: LAUGHS + "<x>&i;</x>"), "a DTD"),
    Bomb("xlsx-file-entity", xml("xl/workbook.xml", lambda: FILE_ENTITY + "<x>&a;</x>"), "a DTD"),
    Bomb("xlsx-macros", xml("xl/vbaProject.bin", lambda: "x"), "with macros"),
    Bomb("xlsx-binary", raw(lambda: archive("xl/workbook.bin")), "xlsb"),
    Bomb("ods", raw(lambda: archive("mimetype", "content.xml")), "OpenDocument"),
    Bomb("xlsx-locked", raw(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000) + "EncryptedPackage".encode("utf-16-le")), "password"),
    Bomb("xls", raw(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)), "(xls)"),
)  # fmt: skip


def stored(path: Path, strings: str) -> None:
    """A workbook with these shared strings, not packed: so that no ratio tells it."""
    workbook(path, sheet(HEADER))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != "xl/sharedStrings.xml"}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
        package.writestr("xl/sharedStrings.xml", strings)
