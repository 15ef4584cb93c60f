"""JSON files record by record, within limits: what is too deep, too large or not JSON never crashes the program."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeAlias, Union

from counter_app.errors import BadInput, UnreadableFile
from counter_app.exchange.encodings import encoding_of
from counter_app.texts import mark

Json: TypeAlias = Union[bool, int, str, Decimal, "list[Json]", "dict[str, Json]", None]

SIZE_LIMIT_MB, DEPTH_LIMIT, DIGITS_LIMIT = 100, 32, 64
TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
BLANKS = re.compile(r"[ \t\r\n]*")


class JsonRecords:
    """The records of one JSON file: the elements of a list, or the objects that stand one after the other."""

    def __init__(self, path: Path) -> None:
        """Read the file as text. Raises: UnreadableFile if it is too large, too deep or in no known encoding."""
        if path.stat().st_size > SIZE_LIMIT_MB << 20:
            raise UnreadableFile(mark("The file is larger than {limit} MB."), limit=SIZE_LIMIT_MB)
        self._text = path.read_text(encoding_of(path))
        _check_depth(self._text)
        self._faults: list[BadInput] = []
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_constant=self._constant,
            parse_int=self._whole,
            parse_float=self._decimal,
        )
        self.is_list = self._text.startswith("[", self._after_blanks(0))

    def __iter__(self) -> Iterator[Json | BadInput]:
        """Each record, or what is wrong with it. Raises: UnreadableFile where the file stops being JSON."""
        at = self._after_blanks(0)
        if self.is_list:
            at = yield from self._elements(self._after_blanks(at + 1))
        while at < len(self._text):
            record, at = self._record(at)
            yield record
            at = self._after_blanks(at)

    def _elements(self, at: int) -> Generator[Json | BadInput, None, int]:
        if self._text.startswith("]", at):
            return self._after_blanks(at + 1)
        while True:
            record, at = self._record(at)
            yield record
            at = self._after_blanks(at)
            sign = self._text[at : at + 1]
            at = self._after_blanks(at + 1)
            if sign == "]":
                return at
            if sign != ",":
                raise self._not_json(at)

    def _record(self, at: int) -> tuple[Json | BadInput, int]:
        self._faults.clear()
        try:
            record, end = self._decoder.raw_decode(self._text, at)
        except (json.JSONDecodeError, RecursionError) as error:
            raise self._not_json(error.pos if isinstance(error, json.JSONDecodeError) else at) from None
        return (self._faults[0] if self._faults else record), end

    def _not_json(self, at: int) -> UnreadableFile:
        line = self._text.count("\n", 0, at) + 1
        return UnreadableFile(mark("The file is not valid JSON from line {line} on."), line=line)

    def _after_blanks(self, at: int) -> int:
        found = BLANKS.match(self._text, at)
        return found.end() if found else at

    def _object(self, pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        if len(found) != len(pairs):
            self._faults.append(BadInput(mark("It names one field twice.")))
        return found

    def _constant(self, _name: str) -> None:
        self._faults.append(BadInput(mark("It holds a value that is not a number (NaN or Infinity).")))

    def _whole(self, digits: str) -> int:
        if len(digits) > DIGITS_LIMIT:
            self._faults.append(BadInput(mark("It holds a number of more than {limit} digits."), limit=DIGITS_LIMIT))
            return 0
        return int(digits)

    def _decimal(self, digits: str) -> Decimal:
        try:
            return Decimal(digits if len(digits) <= DIGITS_LIMIT else "x")
        except InvalidOperation:
            self._faults.append(BadInput(mark("It holds a number of more than {limit} digits."), limit=DIGITS_LIMIT))
            return Decimal(0)


def _check_depth(text: str) -> None:
    """Raises: UnreadableFile if objects and lists stand deeper in each other than any ticket needs."""
    depth = 0
    for token in TOKEN.finditer(text):
        sign = text[token.start()]
        if sign in "[{":
            depth += 1
            if depth > DEPTH_LIMIT:
                raise UnreadableFile(mark("The file is nested deeper than {limit} levels."), limit=DEPTH_LIMIT)
        elif sign in "]}":
            depth -= 1
