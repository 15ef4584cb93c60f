"""Audit chains as rows in memory, and every way of tampering with them that T51 names."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from counter_app.audit_record import AuditRow
from counter_app.devices.keys import StoreKeys, new_keys
from counter_app.domain.checkpoint import Head
from counter_app.store.audit import canonical

Rows = list[AuditRow]
NUMBERS = ("seq", "at_us")
FIELDS = tuple(name for name in AuditRow._fields if name != "seq")
WORDS = ("", "find", "open_ticket", "clerk:7", "张", "é", "e\u0301", "a|b", "\x00", "1,2,3", "{}", "ok")


class Chain(NamedTuple):
    """A sealed chain, its head, and the keys it was sealed with (the second half under a newer one, if asked for)."""

    keys: StoreKeys
    rows: Rows
    head: Head


def sealed(row: AuditRow, keys: StoreKeys) -> AuditRow:
    """The row under the key of ``keys`` that seals."""
    row = row._replace(key_id=keys.audit_key_id, mac="")
    return row._replace(mac=keys.audit_mac(canonical(row)).hex())


def chain_of(count: int, dice: random.Random, rotated: bool = False) -> Chain:
    """A chain of random rows; ``rotated``: the second half sealed with a newer key."""
    old = new_keys()
    new = old.with_another() if rotated else old
    rows: Rows = []
    for seq in range(1, count + 1):
        words = {name: dice.choice(WORDS) for name in AuditRow._fields[4:16]}
        row = AuditRow(
            chain="a", seq=seq, event_id=f"{dice.getrandbits(128):032x}", at_us=dice.getrandbits(50), key_id="",
            prev_mac=rows[-1].mac if rows else "", mac="", **words,
        )  # fmt: skip
        rows.append(sealed(row, new if seq > count // 2 else old))
    return Chain(new, rows, Head("a", len(rows), rows[-1].mac if rows else ""))


class Tampered(NamedTuple):
    """A chain after tampering: what it is called, the rows, the first row that is not as it was."""

    what: str
    rows: Rows
    bad: int


def _flipped(chain: Chain, at: int, dice: random.Random) -> Tampered:
    name = dice.choice(FIELDS)
    row = chain.rows[at]
    rows = [*chain.rows]
    rows[at] = row._replace(**{name: _other(getattr(row, name), dice)})
    return Tampered(f"flip {name}", rows, at + 1)


def _other(value: str | int, dice: random.Random) -> str | int:
    if isinstance(value, int):
        return value + dice.choice((-1, 1, 1_000_000))
    if not value:
        return "x"
    place = dice.randrange(len(value))
    changed = (
        value[:place] + chr(ord(value[place]) ^ 1) + value[place + 1 :], value[:place] + value[place + 1 :],
        value + "0", value.swapcase() if value.swapcase() != value else value * 2,
    )  # fmt: skip
    return dice.choice(changed)


def _deleted(chain: Chain, at: int, _dice: random.Random) -> Tampered:
    return Tampered("delete", chain.rows[:at] + chain.rows[at + 1 :], at + 1)


def _swapped(chain: Chain, at: int, dice: random.Random) -> Tampered:
    at = min(at, len(chain.rows) - 2)
    rows, (one, other) = [*chain.rows], chain.rows[at : at + 2]
    if dice.random() < 0.5:
        rows[at : at + 2] = [other, one]
    else:
        rows[at : at + 2] = [other._replace(seq=one.seq), one._replace(seq=other.seq)]
    return Tampered("swap", rows, at + 1)


def _doubled(chain: Chain, at: int, dice: random.Random) -> Tampered:
    again = [row._replace(seq=row.seq + 1) for row in chain.rows[at:]]
    rows = chain.rows[: at + 1] + (again if dice.random() < 0.5 else chain.rows[at:])
    return Tampered("double", rows, at + 2)


def _forged(chain: Chain, at: int, dice: random.Random) -> Tampered:
    row = chain.rows[at]._replace(event_id=f"{dice.getrandbits(128):032x}", object_id="forged")
    strange = StoreKeys(dice.randbytes(32), tuple((name, dice.randbytes(32)) for name in chain.keys.audit_key_ids))
    row = dice.choice((sealed(row, strange), row, row._replace(mac=f"{dice.getrandbits(256):064x}")))
    rest = [later._replace(seq=later.seq + 1) for later in chain.rows[at:]]
    return Tampered("insert forged", [*chain.rows[:at], row, *rest], at + 1)


def _moved(chain: Chain, at: int, dice: random.Random) -> Tampered:
    rows = [*chain.rows]
    rows[at] = rows[at]._replace(at_us=rows[at].at_us + dice.choice((-1, 1, 60_000_000)))
    return Tampered("move time", rows, at + 1)


def _cut(chain: Chain, _at: int, dice: random.Random) -> Tampered:
    left = len(chain.rows) - dice.randint(1, min(100, len(chain.rows)))
    return Tampered("cut tail", chain.rows[:left], left + 1)


def _rebuilt(chain: Chain, at: int, dice: random.Random) -> Tampered:
    strange = StoreKeys(dice.randbytes(32), tuple((name, dice.randbytes(32)) for name in chain.keys.audit_key_ids))
    rows = chain.rows[:at]
    for row in chain.rows[at:]:
        rows.append(sealed(row._replace(prev_mac=rows[-1].mac if rows else ""), strange))
    return Tampered("rebuild without key", rows, at + 1)


def _retired(chain: Chain, at: int, _dice: random.Random) -> Tampered:
    at = max(at, len(chain.rows) // 2 + 1)
    rows = chain.rows[:at]
    for row in chain.rows[at:]:
        rows.append(sealed(row._replace(prev_mac=rows[-1].mac), chain.keys.first(1)))
    return Tampered("go on under a retired key", rows, at + 1)


def _unknown_key(chain: Chain, at: int, _dice: random.Random) -> Tampered:
    rows = [*chain.rows]
    rows[at] = sealed(rows[at], chain.keys.with_another())
    return Tampered("unknown key", rows, at + 1)


KINDS: Sequence[Callable[[Chain, int, random.Random], Tampered]] = (
    _flipped, _deleted, _swapped, _doubled, _forged, _moved, _cut, _rebuilt, _retired, _unknown_key
)  # fmt: skip
