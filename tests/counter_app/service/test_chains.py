"""T51: whatever is done to an audit chain is found, at its first row; a chain left alone is never accused."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest

from counter_app.service.chains import Followed, followed
from counter_app.store.audit import canonical
from tests.builders.chain_rows import KINDS, Chain, Rows, chain_of


def first_bad(chain: Chain, rows: Rows) -> int:
    """The first row that following the chain to its head finds wrong; 0 if it finds nothing."""
    at = followed(Followed(chain.head.chain), rows, chain.keys, canonical)
    if at.trouble or (at.seq, at.mac) != (chain.head.seq, chain.head.mac):
        return at.seq + 1
    return 0


def tampered_with(chain: Chain, mutations: int, dice: random.Random) -> Counter[str]:
    """Tamper so often, at every row in turn and in every way in turn; how often each way was found."""
    found: Counter[str] = Counter()
    for n in range(mutations):
        case = KINDS[n % len(KINDS)](chain, n // len(KINDS) % len(chain.rows), dice)
        assert first_bad(chain, case.rows) == case.bad, case.what
        found[case.what.split(" ", maxsplit=1)[0]] += 1
    return found


def test_every_way_of_tampering_is_found_at_its_first_row(figures: Callable[..., None]) -> None:
    dice = random.Random(51)
    found = tampered_with(chain_of(60, dice, rotated=True), 2_000, dice)
    figures("T51 in memory", mutations=found.total(), found=found.total(), ways=len(found))
    assert len(found) == len(KINDS)


@pytest.mark.nightly
def test_twenty_thousand_tamperings_with_two_thousand_rows_are_found(figures: Callable[..., None]) -> None:
    dice = random.Random()
    found = tampered_with(chain_of(2_000, dice, rotated=True), 20_000, dice)
    figures("T51 in memory, nightly", mutations=found.total(), found=found.total())


def accused(histories: int, dice: random.Random) -> int:
    """How many of so many random chains are accused of something."""
    chains = (chain_of(dice.randrange(40), dice, dice.random() < 0.5) for _ in range(histories))
    return sum(first_bad(chain, chain.rows) != 0 for chain in chains)


def test_no_chain_that_was_left_alone_is_accused(figures: Callable[..., None]) -> None:
    assert accused(300, random.Random(52)) == 0
    figures("T51 false alarms", histories=300, accused=0)


@pytest.mark.nightly
def test_none_of_a_thousand_chains_left_alone_is_accused(figures: Callable[..., None]) -> None:
    assert accused(1_000, random.Random()) == 0
    figures("T51 false alarms, nightly", histories=1_000, accused=0)


def test_what_is_wrong_has_a_name() -> None:
    dice = random.Random(53)
    chain = chain_of(20, dice, rotated=True)
    named = {}
    for make in KINDS:
        case = make(chain, 12, dice)
        named[case.what] = followed(Followed("a"), case.rows, chain.keys, canonical).trouble
    assert named["delete"] == "gap"
    assert (named["move time"], named["rebuild without key"]) == ("changed", "changed")
    assert (named["unknown key"], named["go on under a retired key"], named["cut tail"]) == ("key", "key", "")


def test_texts_that_read_alike_are_not_sealed_alike() -> None:
    row = chain_of(1, random.Random(54)).rows[0]
    pairs = [("ab", "c"), ("a", "bc"), ("", "abc"), ("abc", "")]
    sealed = {canonical(row._replace(object_type=one, object_id=other)) for one, other in pairs}
    assert len(sealed) == len(pairs)
    assert canonical(row._replace(action="é")) != canonical(row._replace(action="e\u0301"))
