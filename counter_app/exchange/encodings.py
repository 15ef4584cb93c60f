"""Which encoding a text file is in: told by its mark, else UTF-8, else GB18030 where that is beyond doubt."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from counter_app.errors import UnreadableFile
from counter_app.texts import mark

CHUNK = 1 << 20
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LONG_UTF8 = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
HIGH = re.compile(rb"[\x80-\xff]")
COMMON_SHARE = 0.7


def encoding_of(path: Path) -> str:
    """The codec that reads the whole file strictly: by its byte order mark, else UTF-8, else GB18030.

    GB18030 reads nearly any bytes, so it is believed only if the file is not UTF-8 with a few damaged bytes and what
    comes out is made of everyday Chinese characters. Raises: UnreadableFile rather than show a wrong name.
    """
    with path.open("rb") as file:
        head = file.read(4)
    marked = next((codec for sign, codec in MARKS if head.startswith(sign)), "")
    if marked:
        if not _reads(path, marked):
            raise UnreadableFile(mark("The file holds bytes that do not fit its encoding ({encoding})."), encoding=marked)
        return marked
    if _reads(path, "utf-8"):
        return "utf-8"
    if _looks_like_damaged_utf8(path):
        raise UnreadableFile(mark("The file is UTF-8 with damaged bytes."))
    if _reads(path, "gb18030") and _is_everyday_chinese(path):
        return "gb18030"
    raise UnreadableFile(mark("The file is neither UTF-8 nor GB18030 text."))


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _reads(path: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)("strict")
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _looks_like_damaged_utf8(path: Path) -> bool:
    in_long, high = 0, 0
    for chunk in _chunks(path):
        high += len(HIGH.findall(chunk))
        in_long += sum(len(found) for found in LONG_UTF8.findall(chunk))
    return in_long * 2 > high


def _is_everyday_chinese(path: Path) -> bool:
    """Text read as GB18030 by mistake (Big5, Latin letters) comes out as characters that nobody uses."""
    decoder = codecs.getincrementaldecoder("gb18030")("strict")
    common, others = 0, 0
    for chunk in _chunks(path):
        for char, times in Counter(decoder.decode(chunk)).items():
            if _is_everyday(char):
                common += times
            elif char > "\x7f":
                others += times
    return common >= COMMON_SHARE * (common + others)


def _is_everyday(char: str) -> bool:
    """Whether GB 2312 has it among its signs and its 3,755 everyday characters (rows 1 to 55)."""
    try:
        return char > "\x7f" and char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
