"""JSON files record by record, within limits: what is too deep, too large or not JSON never crashes the program.

The text is read in pieces and cut where a record ends, so that a file of many records needs the memory of one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TextIO, TypeAlias, Union

from counter_app.errors import BadInput, UnreadableFile
from counter_app.exchange.encodings import encoding_of
from counter_app.exchange.limits import JSON, check_size
from counter_app.texts import mark

Json: TypeAlias = Union[bool, int, str, Decimal, "list[Json]", "dict[str, Json]", None]

DEPTH_LIMIT, DIGITS_LIMIT = 32, 64
RECORD_LIMIT_M, FIELDS_LIMIT = 16, 200_000
"""Millions of characters, and fields, of one record: far more than any ticket with all its history."""
PIECE = 1 << 20
BLANKS = re.compile(r"[ \t\r\n]*")
TO_BRACKET = re.compile(r'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)
"""All that stands before the next bracket outside of texts, or before a text that does not end here."""
TO_QUOTE = re.compile(r'(?:[^"\\]++|\\.)*+', re.DOTALL)
"""The rest of a text, up to its end."""
WORD = re.compile(r'"(?:[^"\\]++|\\.)*+"|[^\s,\]\[{}"]++', re.DOTALL)


class JsonRecords:
    """The records of one JSON file: the elements of a list, or the objects that stand one after the other."""

    def __init__(self, path: Path) -> None:
        """Raises: UnreadableFile if the file is too large or in no known encoding."""
        check_size(path, JSON)
        self._path = path
        self._encoding = encoding_of(path)
        self._faults: list[BadInput] = []
        self._fields = 0
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._object,
            parse_constant=self._constant,
            parse_int=self._whole,
            parse_float=self._decimal,
        )

    def __iter__(self) -> Iterator[Json | BadInput]:
        """Each record, or what is wrong with it. Raises: UnreadableFile where the file stops being JSON."""
        with self._path.open(encoding=self._encoding, newline="") as file:
            text = _Cutter(file)
            if text.sign() == "[":
                text.skip()
                yield from self._elements(text)
            while text.sign():
                yield self._record(text, 0)

    def _elements(self, text: _Cutter) -> Iterator[Json | BadInput]:
        if text.sign() == "]":
            text.skip()
            return
        while True:
            yield self._record(text, 1)
            sign = text.sign()
            if sign not in (",", "]"):
                raise text.not_json()
            text.skip()
            if sign == "]":
                return

    def _record(self, text: _Cutter, depth: int) -> Json | BadInput:
        self._faults.clear()
        self._fields = 0
        cut = text.record(depth)
        try:
            record, end = self._decoder.raw_decode(cut)
        except (json.JSONDecodeError, RecursionError) as error:
            raise text.not_json(cut, error.pos if isinstance(error, json.JSONDecodeError) else 0) from None
        except BadInput as fault:  # of a record too large to go on with; where it ends is known
            text.passed(cut)
            return fault
        if end != len(cut):
            raise text.not_json(cut, end)
        text.passed(cut)
        return self._faults[0] if self._faults else record

    def _note(self, fault: BadInput) -> None:
        """Keep what is wrong with the record; the first is said."""
        if not self._faults:
            self._faults.append(fault)

    def _object(self, pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        self._fields += len(found) + 1
        if self._fields > FIELDS_LIMIT:
            raise BadInput(mark("It holds more than {limit} fields."), limit=FIELDS_LIMIT)
        if len(found) != len(pairs):
            self._note(BadInput(mark("It names one field twice.")))
        return found

    def _constant(self, _name: str) -> None:
        self._note(BadInput(mark("It holds a value that is not a number (NaN or Infinity).")))

    def _whole(self, digits: str) -> int:
        if len(digits) > DIGITS_LIMIT:
            self._note(BadInput(mark("It holds a number of more than {limit} digits."), limit=DIGITS_LIMIT))
            return 0
        return int(digits)

    def _decimal(self, digits: str) -> Decimal:
        try:
            number = Decimal(digits if len(digits) <= DIGITS_LIMIT else "x")
            if abs(number.adjusted()) <= DIGITS_LIMIT:
                return number
        except InvalidOperation:
            pass
        self._note(BadInput(mark("It holds a number of more than {limit} digits."), limit=DIGITS_LIMIT))
        return Decimal(0)


class _Cutter:
    """The text of a file, cut record by record; it holds little more than the record it is at."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._held = ""
        self._at = 0
        self._line = 1

    def sign(self) -> str:
        """The next character that is no blank; "" at the end."""
        while True:
            found = BLANKS.match(self._held, self._at)
            end = found.end() if found else self._at
            self._line += self._held.count("\n", self._at, end)
            self._at = end
            if end < len(self._held) or not self._more():
                return self._held[end : end + 1]

    def skip(self) -> None:
        """The sign is read."""
        self._at += 1

    def record(self, depth: int) -> str:
        """The text of the record that begins here, not passed yet; ``depth``: how deep it stands.

        Raises: UnreadableFile if it does not end, or is too deep or too large.
        """
        if self.sign() not in ("{", "["):
            return self._word()
        opened, in_text, end = 0, False, self._at
        while True:
            found = (TO_QUOTE if in_text else TO_BRACKET).match(self._held, end)
            end = found.end() if found else end
            sign = self._held[end : end + 1]
            if sign in ("", "\\"):
                end -= self._forget()
                if not self._more():
                    raise self.not_json()
                continue
            end += 1
            if sign == '"':
                in_text = not in_text
                continue
            opened += 1 if sign in "{[" else -1
            if opened + depth > DEPTH_LIMIT:
                raise UnreadableFile(mark("The file is nested deeper than {limit} levels."), limit=DEPTH_LIMIT)
            if not opened:
                return self._held[self._at : end]

    def passed(self, cut: str) -> None:
        """The record is read."""
        self._line += cut.count("\n")
        self._at += len(cut)

    def not_json(self, cut: str = "", position: int = 0) -> UnreadableFile:
        """Why the file is none, by the line it stops being JSON in."""
        line = self._line + cut.count("\n", 0, position)
        return UnreadableFile(mark("The file is not valid JSON from line {line} on."), line=line)

    def _word(self) -> str:
        """A text, number or word that stands alone; "" if there is none."""
        while True:
            found = WORD.match(self._held, self._at)
            if found and found.end() < len(self._held):
                return found[0]
            self._forget()
            if not self._more():
                found = WORD.match(self._held, self._at)
                return found[0] if found else ""

    def _forget(self) -> int:
        """Let go of what has been passed; how many characters that were."""
        gone = self._at
        self._held, self._at = self._held[gone:], 0
        return gone

    def _more(self) -> bool:
        """Take in the next piece; whether there was one. Raises: UnreadableFile if one record is too large."""
        if len(self._held) - self._at > RECORD_LIMIT_M * 1_000_000:
            raise UnreadableFile(mark("One record is larger than {limit} million characters."), limit=RECORD_LIMIT_M)
        piece = self._file.read(PIECE)
        self._held += piece
        return bool(piece)
