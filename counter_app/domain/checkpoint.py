"""Checkpoints: how far every audit chain had come at a moment, signed and kept away from the store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from counter_app.errors import UnreadableFile
from counter_app.texts import mark

FORMAT = "counter-desk checkpoint 1"
CODE_DIGITS, GROUP = 16, 4
NOT_ONE = mark("This file is not a checkpoint of the audit record.")


class Head(NamedTuple):
    """The last row of an audit chain: its number and its seal, hex."""

    chain: str
    seq: int
    mac: str


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The heads of a store's audit chains at ``at_us`` (µs since 1970), who signed them (Ed25519, hex) and how."""

    store_id: str
    at_us: int
    heads: tuple[Head, ...]
    signer: str = ""
    signature: str = ""

    def content(self) -> bytes:
        """The bytes that are signed."""
        return json.dumps([FORMAT, self.store_id, self.at_us, [list(head) for head in self.heads]]).encode()

    @property
    def code(self) -> str:
        """Sixteen hex digits in fours, for a day-close slip: the beginning of the SHA-256 of the content."""
        digits = hashlib.sha256(self.content()).hexdigest()[:CODE_DIGITS].upper()
        return " ".join(digits[start : start + GROUP] for start in range(0, CODE_DIGITS, GROUP))

    def as_text(self) -> str:
        """The checkpoint as the text of a file."""
        told = {
            "format": FORMAT, "store": self.store_id, "at_us": self.at_us, "heads": [list(head) for head in self.heads],
            "code": self.code, "signer": self.signer, "signature": self.signature,
        }  # fmt: skip
        return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def read_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in the text of a file; whether it is signed rightly is not looked at. Raises: UnreadableFile."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise UnreadableFile(NOT_ONE)
        return Checkpoint(
            str(told["store"]), int(told["at_us"]), heads_of(told["heads"]), str(told["signer"]), str(told["signature"])
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise UnreadableFile(NOT_ONE) from None


def heads_of(rows: Sequence[Sequence[object]]) -> tuple[Head, ...]:
    """Heads from rows of chain, number and seal. Raises: ValueError, TypeError."""
    return tuple(Head(str(chain), int(str(seq)), str(mac)) for chain, seq, mac in rows)


def plain_code(code: str) -> str:
    """A code as it is compared: hex digits only, capitals, in fours."""
    digits = "".join(c for c in code.upper() if c in "0123456789ABCDEF")
    return " ".join(digits[start : start + GROUP] for start in range(0, len(digits), GROUP))
