"""Following an audit chain: each row after the one before, each seal recomputed, nothing stored believed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from counter_app.audit_record import AuditRow
from counter_app.domain.checkpoint import Head, heads_of
from counter_app.ports import Keys

GAP, LINK, CHANGED, TAIL, KEY = "gap", "link", "changed", "tail", "key"
TEXT, SET_BACK, CHECKPOINT = "text", "set_back", "checkpoint"
KINDS = (GAP, LINK, CHANGED, TAIL, KEY, TEXT, SET_BACK, CHECKPOINT)


@dataclass(frozen=True, slots=True)
class Followed:
    """How far a chain was followed: the last good row's number, seal and key, and what is wrong with the next.

    ``trouble``: "" (nothing so far), ``gap`` (a row is missing before it), ``link`` (it does not follow the row
    before), ``changed`` (its seal does not fit its content), ``key`` (sealed with a key not known or no longer used).
    """

    chain: str
    seq: int = 0
    mac: str = ""
    key: int = 0
    trouble: str = ""


def followed(start: Followed, rows: Iterable[AuditRow], keys: Keys, canonical: Callable[[AuditRow], bytes]) -> Followed:
    """Follow a chain's next rows from where it was followed to; it ends before the first bad row."""
    at = start
    for row in rows:
        trouble, key = _looked_at(row, at, keys, canonical)
        if trouble:
            return replace(at, trouble=trouble)
        at = Followed(at.chain, row.seq, row.mac, key)
    return at


def _looked_at(row: AuditRow, at: Followed, keys: Keys, canonical: Callable[[AuditRow], bytes]) -> tuple[str, int]:
    """What is wrong with the row that comes next ("": nothing), and the place of its key among all."""
    if row.seq != at.seq + 1:
        return GAP, 0
    seal = keys.audit_mac_under(row.key_id, canonical(row))
    if seal is None:
        return KEY, 0
    if (row.chain, seal.hex()) != (at.chain, row.mac):
        return CHANGED, 0
    if row.prev_mac != at.mac:
        return LINK, 0
    key = keys.audit_key_ids.index(row.key_id)
    return (KEY, 0) if key < at.key else ("", key)


class CheckpointRow(NamedTuple):
    """A checkpoint as a row of the record tells of it: where, its code, who signed it, the heads it took down."""

    place: Head
    code: str
    signer: str
    heads: tuple[Head, ...]


class Beside:
    """What good rows say of things that are not in the chains: texts beside rows, erased texts, checkpoints.

    ``texts`` is chain and row → commitment; what was looked at and is as it was is taken out again.
    """

    def __init__(self) -> None:
        self.texts: dict[tuple[str, int], str] = {}
        self.erased: set[str] = set()
        self.checkpoints: list[CheckpointRow] = []

    def note(self, rows: Iterable[AuditRow]) -> None:
        """Take down what these rows say."""
        for row in rows:
            if '"text":' in row.detail:
                self.texts[row.chain, row.seq] = str(json.loads(row.detail).get("text", ""))
            if row.action == "text_erased":
                self.erased.add(row.object_id)
            elif row.action == "checkpoint":
                told = json.loads(row.detail)
                place = Head(row.chain, row.seq, row.mac)
                heads = heads_of(json.loads(str(told["heads"])))
                self.checkpoints.append(CheckpointRow(place, row.object_id, str(told["signer"]), heads))


def row_name(chain: str, seq: int) -> str:
    """How one audit row is named in another."""
    return f"{chain}#{seq}"
