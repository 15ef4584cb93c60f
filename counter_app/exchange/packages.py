"""The package of a workbook (a zip archive), looked over before anything in it is unpacked."""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import IO

from counter_app.errors import UnreadableFile
from counter_app.exchange.limits import MB
from counter_app.texts import mark

ZIP_SIGN = b"PK"
ENTRIES_LIMIT, UNPACKED_LIMIT_MB, RATIO_LIMIT = 1_000, 400, 100
DIRECTORY_LIMIT = ENTRIES_LIMIT * 512
"""Bytes of the list of entries: checked before the list is read, which takes memory for each entry."""
UNCHECKED_RATIO_BELOW = MB
"""Entries that unpack to less may be as small as they like."""
END_SIGN, END_SIZE, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
LARGE_END_SIGN, LARGE_END_SIZE = b"PK\x06\x07", 20
MACROS, BINARY_BOOK, OPEN_DOCUMENT = "vbaproject.bin", "workbook.bin", "mimetype"

DAMAGED = mark("The workbook is damaged.")
NO_BOOK = mark("It is an archive, not a workbook.")
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, ValueError, KeyError)
"""What a damaged archive raises while it is read."""


class Package:
    """A workbook's parts by name. Made only if the archive keeps the limits."""

    def __init__(self, path: Path) -> None:
        """Raises: UnreadableFile, naming the limit or what kind of file it is."""
        _check_directory(path)
        try:
            self._archive = zipfile.ZipFile(path)
        except DAMAGE:
            raise UnreadableFile(DAMAGED) from None
        self._names = {info.filename for info in self._archive.infolist()}
        for check in CHECKS:
            check(self._archive.infolist())

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def part(self, name: str) -> IO[bytes]:
        """A part to be read as a stream. Raises: UnreadableFile if it is not there."""
        try:
            return self._archive.open(name)
        except (*DAMAGE, RuntimeError):
            raise UnreadableFile(DAMAGED) from None

    def close(self) -> None:
        """Let go of the file."""
        self._archive.close()


def _check_directory(path: Path) -> None:
    """Raises: UnreadableFile if the list of entries is larger than any workbook's, or is not where it says."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - END_SIZE - LONGEST_COMMENT - LARGE_END_SIZE))
        tail = file.read()
    at = tail.rfind(END_SIGN)
    if at < 0 or len(tail) - at < END_SIZE:
        raise UnreadableFile(DAMAGED)
    entries, length = struct.unpack("<10xHI", tail[at : at + 16])
    is_large = tail[max(0, at - LARGE_END_SIZE) : at].startswith(LARGE_END_SIGN)
    if is_large or entries > ENTRIES_LIMIT or length > DIRECTORY_LIMIT:
        raise UnreadableFile(mark("The archive holds more than {limit} parts."), limit=ENTRIES_LIMIT)


def _check_count(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > ENTRIES_LIMIT:
        raise UnreadableFile(mark("The archive holds more than {limit} parts."), limit=ENTRIES_LIMIT)


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        name = PurePosixPath(entry.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or any(":" in part for part in name.parts):
            raise UnreadableFile(mark("The archive names places outside itself."))
    names = [entry.filename for entry in entries]
    if len(set(names)) < len(names):
        raise UnreadableFile(mark("The archive holds one part twice."))


def _check_unpacked(entries: list[zipfile.ZipInfo]) -> None:
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT_MB * MB:
        raise UnreadableFile(mark("The archive unpacks to more than {limit} MB."), limit=UNPACKED_LIMIT_MB)
    for entry in entries:
        if entry.file_size > UNCHECKED_RATIO_BELOW and entry.file_size > RATIO_LIMIT * entry.compress_size:
            raise UnreadableFile(mark("The archive unpacks to more than {limit} times its size."), limit=RATIO_LIMIT)


def _check_kind(entries: list[zipfile.ZipInfo]) -> None:
    """Other packages, and books that are not read here, by their names."""
    names = {PurePosixPath(entry.filename).name.casefold() for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(mark("The workbook is protected by a password; save it without one."))
    if MACROS in names:
        raise UnreadableFile(mark("Workbooks with macros are not read here; save it as xlsx without them."))
    if BINARY_BOOK in names:
        raise UnreadableFile(mark("Binary workbooks (xlsb) are not read here; save it as xlsx or CSV."))
    if OPEN_DOCUMENT in names:
        raise UnreadableFile(mark("OpenDocument files are not read here; save it as xlsx or CSV."))
    if "workbook.xml" not in names:
        raise UnreadableFile(NO_BOOK)


CHECKS: tuple[Callable[[list[zipfile.ZipInfo]], None], ...] = (_check_count, _check_names, _check_unpacked, _check_kind)
