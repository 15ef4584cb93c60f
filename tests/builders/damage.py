"""Real files with damage: the same damage for the same number, so that a failure comes back."""

from __future__ import annotations

import copy
import io
import json
import random
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from counter_app.exchange.templates import write_templates
from tests.builders.workbooks import number_cell, row, sheet, text_cell, words_row, workbook

EXAMPLES = Path(__file__).parents[1] / "data"
TOKENS = (
    b"\0", b'"', b"'", b",", b";", b"\t", b"\r", b"\n", b"{", b"}", b"[", b"]", b":", b"\\", b"\\ud800", b"\\u0000", b"1e999", b"-",
    b"NaN", b"null", b"true", b"9" * 70, b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x84\x31\xa4\x37", b"\xc0\xaf", b"\xed\xa0\x80",
    "王".encode(), "王".encode("gb18030"), "\u202e".encode(), "𠮷".encode(), b"2021-03-00", b"0000-00-00", b"</c>", b"<v>", b"&a;",
    b"<!DOCTYPE a>", b"PK\x03\x04", b"=1+1", b'"event":', b'"id":""', b'"@type":"ProductOrder"', b"=HYPERLINK()", b"",
)  # fmt: skip
VALUES: tuple[object, ...] = (
    None, True, "", " ", "x" * 300, -1, 2**70, 1.5, [], {}, [[]], "2021-03-00", "2026-03-18", "draft", "Completed", "王小明", "\0",
    "\ud83d\ude00", "\ud800", {"id": "1"}, ["a", None, 3], "CancelServiceOrder", "1.38E+10", "<b>", "{slot}", "%s", "é" * 21_000,
)  # fmt: skip
Change = Callable[[random.Random, bytes, bytes], bytes]


def examples(folder: Path) -> list[tuple[str, bytes]]:
    """Name and content of the files that are damaged: every official and dialect example, CSV in four encodings, xlsx."""
    write_templates(folder / "templates")
    made = [(path.name, path.read_bytes()) for path in sorted(EXAMPLES.glob("*/*/*.json"))]
    made += [(path.name, path.read_bytes()) for path in sorted(EXAMPLES.glob("*/*.json"))]
    for path in sorted((folder / "templates").iterdir()):
        text = path.read_text("utf-8-sig") * 3
        made += [(f"{codec}-{path.name}", text.encode(codec)) for codec in ("utf-8", "utf-8-sig", "gb18030", "utf-16")]
    return [*made, *((f"{no}.xlsx", example_workbook(folder)) for no in range(12))]


def example_workbook(folder: Path) -> bytes:
    """A workbook of tickets with texts, numbers, dates, formulas and shared strings."""
    rows = (
        words_row(1, ("number", "status", "opened_at", "service_number", "fee", "title")),
        row(2, text_cell("A2", "BM1"), text_cell("B2", "处理中"), number_cell("C2", "46099.5", 1),
            number_cell("D2", "13800001234"), number_cell("E2", "12.5"), '<c r="F2" t="s"><v>0</v></c>'),
        row(3, text_cell("A3", "BM2"), '<c r="B3" t="str"><f>B2</f><v>处理中</v></c>', text_cell("C3", "2026-03-18")),
    )  # fmt: skip
    return workbook(folder / "example.xlsx", sheet(*rows, before='<cols><col min="1" max="1"/></cols>'),
                    formats=("yyyy-mm-dd",), strings="<si><t>共享</t></si>").read_bytes()  # fmt: skip


def damaged(no: int, files: Sequence[tuple[str, bytes]]) -> tuple[str, bytes]:
    """The file with this number: a real one, changed in one to four places."""
    dice = random.Random(no)
    name, content = files[no % len(files)]
    if content.startswith(b"PK") and dice.random() < 0.8:
        return name, _repacked(dice, content)
    if name.endswith(".json") and dice.random() < 0.6:
        return name, _reshaped(dice, content)
    return name, _changed(dice, content, dice.choice(files)[1])


def _changed(dice: random.Random, content: bytes, other: bytes) -> bytes:
    for _ in range(dice.randint(1, 4)):
        content = dice.choice(CHANGES)(dice, content, other)
    return content


def _repacked(dice: random.Random, content: bytes) -> bytes:
    """A workbook with damage inside one of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        names = package.namelist()
        hit = dice.choice([name for name in names if name.endswith((".xml", ".rels"))])
        for name in names:
            part = package.read(name)
            out.writestr(name, _changed(dice, part, part) if name == hit else part)
    return made.getvalue()


def _reshaped(dice: random.Random, content: bytes) -> bytes:
    """JSON that is JSON still, with other values in one to six places."""
    record = json.loads(content)
    for _ in range(dice.randint(1, 6)):
        at = record
        while isinstance(at, dict | list) and at:
            key = dice.choice(list(at) if isinstance(at, dict) else range(len(at)))
            inner = at[key]
            if not isinstance(inner, dict | list) or dice.random() < 0.2:
                at[key] = copy.deepcopy(dice.choice((*VALUES, record, inner)))
                break
            at = inner
    return json.dumps(record, ensure_ascii=dice.random() < 0.5).encode("utf-8", "surrogatepass")


def _flip(dice: random.Random, content: bytes, _other: bytes) -> bytes:
    at = dice.randrange(len(content) + 1)
    return content[:at] + bytes([dice.randrange(256)]) + content[at + 1 :]


def _put_in(dice: random.Random, content: bytes, _other: bytes) -> bytes:
    at = dice.randrange(len(content) + 1)
    return content[:at] + dice.choice(TOKENS) + content[at:]


def _put_over(dice: random.Random, content: bytes, _other: bytes) -> bytes:
    at, token = dice.randrange(len(content) + 1), dice.choice(TOKENS)
    return content[:at] + token + content[at + len(token) :]


def _take_out(dice: random.Random, content: bytes, _other: bytes) -> bytes:
    at = dice.randrange(len(content) + 1)
    return content[:at] + content[at + dice.randint(1, 40) :]


def _repeat(dice: random.Random, content: bytes, _other: bytes) -> bytes:
    at, length = dice.randrange(len(content) + 1), dice.randint(1, 200)
    return content[:at] + content[at : at + length] * dice.randint(2, 50) + content[at:]


def _cut(dice: random.Random, content: bytes, _other: bytes) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def _join(dice: random.Random, content: bytes, other: bytes) -> bytes:
    return content[: dice.randrange(len(content) + 1)] + other[dice.randrange(len(other) + 1) :]


def _swap(dice: random.Random, content: bytes, _other: bytes) -> bytes:
    one, other = sorted(dice.randrange(len(content) + 1) for _ in range(2))
    return content[one:other] + content[:one] + content[other:]


CHANGES: tuple[Change, ...] = (_flip, _flip, _put_in, _put_in, _put_over, _take_out, _repeat, _cut, _join, _swap)
