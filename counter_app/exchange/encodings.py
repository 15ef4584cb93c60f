"""Which encoding a text file is in: told by its mark, else UTF-8, else GB18030 where that is beyond doubt."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from counter_app.errors import UnreadableFile
from counter_app.texts import mark

CHUNK = 1 << 20
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
LONG_UTF8 = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
THREE_BYTES, TWO_PAIRS = re.compile(rb"[\xe0-\xf4]"), re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]){2}")
IN_DOUBT = mark("The file could be in two encodings, and nothing in it settles which; save it as UTF-8 with a byte order mark.")
HIGH = re.compile(rb"[\x80-\xff]")
COMMON_SHARE, SHORT_WORD = 0.7, 2
UTF32_MARKS = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
HEAD, NUL_SHARE = 4096, 8
"""Bytes at the beginning that are looked at for the NULs of UTF-16, and of how many one must be NUL."""
EVERYDAY = (("gb18030", "gb2312", 0xA1, 0xD7), ("big5hkscs", "big5", 0xA1, 0xC6))
"""Codecs that read each other's texts, and where each keeps its signs and everyday characters: the codec that has no
others, the first and the last first byte."""


def encoding_of(path: Path, words: Collection[str] = ()) -> str:
    """The codec that reads the whole file strictly: by its byte order mark, else UTF-8, else GB18030.

    GB18030 reads nearly any bytes, so it is believed only if the file is not UTF-8 with a few damaged bytes and what
    comes out is made of everyday Chinese characters, more of them than Big5 would make of it; ``words`` in the first
    line settle it. Raises: UnreadableFile rather than show a wrong name.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    _check_wide(head)
    marked = next((codec for sign, codec in MARKS if head.startswith(sign)), "")
    if marked:
        if not _reads(path, marked):
            raise UnreadableFile(mark("The file holds bytes that do not fit its encoding ({encoding})."), encoding=marked)
        return marked
    if _reads(path, "utf-8"):
        if _is_chinese_as_well(path):
            raise UnreadableFile(IN_DOUBT)
        return "utf-8"
    if _looks_like_damaged_utf8(path):
        raise UnreadableFile(mark("The file is UTF-8 with damaged bytes."))
    if _reads(path, "gb18030"):
        ours, other = (_everyday_share(path, *row) for row in EVERYDAY)
        if _begins_with(head, words) or (ours >= COMMON_SHARE and ours > other):
            return "gb18030"
        raise UnreadableFile(IN_DOUBT)
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


def _check_wide(head: bytes) -> None:
    """Raises: UnreadableFile for what is written in units of two or four bytes and does not say which way round."""
    if head.startswith(UTF32_MARKS):
        raise UnreadableFile(mark("The file is in UTF-32; save it as UTF-8."))
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and head.count(0) * NUL_SHARE > len(head):
        raise UnreadableFile(mark("The file looks like UTF-16 without a byte order mark; save it as UTF-8."))


def _begins_with(head: bytes, words: Collection[str]) -> bool:
    """Whether the first line holds one of the words, which no other encoding spells with the same bytes."""
    first = head.splitlines()[0].decode("gb18030", "replace")
    return any(len(word) > SHORT_WORD and word in first for word in words)


def _is_chinese_as_well(path: Path) -> bool:
    """Whether its UTF-8 would be a few words of Latin, Greek or Cyrillic letters, and its GB18030 everyday Chinese."""
    pairs = False
    for chunk in _chunks(path):
        if THREE_BYTES.search(chunk):
            return False
        pairs = pairs or TWO_PAIRS.search(chunk) is not None
    return pairs and _everyday_share(path, *EVERYDAY[0]) >= COMMON_SHARE


def _everyday_share(path: Path, codec: str, plain: str, first: int, last: int) -> float:
    """The share of everyday characters among those that are no ASCII if the file is in this codec; 0 if it is not."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    common, all_of_them = 0, 0
    try:
        for chunk in _chunks(path):
            for char, times in Counter(decoder.decode(chunk)).items():
                if char > "\x7f":
                    all_of_them += times
                    common += times * _is_everyday(char, plain, first, last)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return 0.0
    return common / all_of_them if all_of_them else 0.0


def _is_everyday(char: str, plain: str, first: int, last: int) -> bool:
    try:
        return first <= char.encode(plain)[0] <= last
    except UnicodeEncodeError:
        return False
