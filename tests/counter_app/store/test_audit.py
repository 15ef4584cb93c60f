"""The audit chains in the store: whole, guarded, found wrong where they are, never forked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from counter_app.audit_record import AuditRow
from counter_app.service.auditing import AuditVerdict
from tests.builders.crowd import append_as, crowd
from tests.builders.ledgers import Ledger, founded, open_ledger, restore, saved, unguarded
from tests.counter_app.conftest import Made

ROWS = 12


@pytest.fixture
def ledger(made: Made, tmp_path: Path) -> Iterator[Ledger]:
    """A store with two chains of twelve rows; the last row of b has a text beside it."""
    ledger = open_ledger(made("ledger", founded), tmp_path)
    ledger.append("a", ROWS)
    ledger.append("b", ROWS - 1)
    ledger.append("b", said="She said that the line was cut by the digger.")
    yield ledger
    ledger.close()


def test_whole_chains_are_whole(ledger: Ledger) -> None:
    assert ledger.verdict() == AuditVerdict(True, 2 * ROWS, 2)


TAMPERINGS = {
    "changed": ["UPDATE audit SET {field} = {field} || 'x' WHERE chain = 'b' AND seq = {seq}"],
    "gap": ["DELETE FROM audit WHERE chain = 'b' AND seq = {seq}"],
    "tail": ["DELETE FROM audit WHERE chain = 'b' AND seq > {seq}"],
    "head lost": ["DELETE FROM audit WHERE chain = 'b' AND seq > {seq}", "DELETE FROM audit_head WHERE chain = 'b'"],
    "tail and head": [
        "DELETE FROM audit WHERE chain = 'b' AND seq > {seq}",
        "UPDATE audit_head SET seq = {seq}, mac = (SELECT mac FROM audit WHERE chain = 'b' AND seq = {seq}) WHERE chain = 'b'",
    ],
    "whole chain": ["DELETE FROM audit WHERE chain = 'b'", "DELETE FROM audit_head WHERE chain = 'b'"],
    "behind the head": [
        "INSERT INTO audit SELECT chain, 13, 'forged', at_us, actor_id, role, counter_id, app_version, action, object_type,"
        " object_id, visit_id, outcome, reason_code, action_id, detail, key_id, mac, mac FROM audit"
        " WHERE chain = 'b' AND seq = 12"
    ],
    "swap": [
        "UPDATE audit SET seq = 99 WHERE chain = 'b' AND seq = {seq}",
        "UPDATE audit SET seq = {seq} WHERE chain = 'b' AND seq = {seq} + 1",
        "UPDATE audit SET seq = {seq} + 1 WHERE chain = 'b' AND seq = 99",
    ],
    "moved": ["UPDATE audit SET at_us = at_us + 1 WHERE chain = 'b' AND seq = {seq}"],
    "other chain": ["UPDATE audit SET chain = 'c' WHERE chain = 'b' AND seq = {seq}"],
    "text": ["UPDATE audit_text SET text = 'She said nothing.' WHERE chain = 'b'"],
    "text taken away": ["UPDATE audit_text SET text = NULL, salt = NULL WHERE chain = 'b'"],
    "text row taken away": ["DELETE FROM audit_text WHERE chain = 'b'"],
    "head's key": ["UPDATE audit_head SET key_id = 'k7' WHERE chain = 'b'"],
}  # fmt: skip
FIELDS = [name for name in AuditRow._fields if name not in ("chain", "seq", "at_us")]


@given(how=st.sampled_from(sorted(TAMPERINGS)), seq=st.integers(1, ROWS - 1), field=st.sampled_from(FIELDS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def _every_change_is_found(ledger: Ledger, how: str, seq: int, field: str) -> None:
    with ledger.engine.connect() as connection:
        before = saved(connection)
    ledger.tamper(*(statement.format(seq=seq, field=field) for statement in TAMPERINGS[how]))
    found = ledger.verdict()
    with ledger.engine.begin() as connection:
        restore(connection, before)
    assert not found.ok, how
    assert (found.bad_chain, found.bad_seq) in {("b", seq), ("b", seq + 1), ("b", ROWS), ("b", ROWS + 1), ("c", 1)}
    assert ledger.verdict().ok


def test_every_change_is_found_where_it_is(ledger: Ledger, figures: Callable[..., None]) -> None:
    _every_change_is_found(unguarded(ledger))
    figures("T51 in the store", engine=ledger.engine.dialect.name, ways=len(TAMPERINGS), mutations=60, found=60)


@pytest.mark.parametrize("how", sorted(TAMPERINGS))
def test_each_way_of_tampering_is_found(ledger: Ledger, how: str) -> None:
    unguarded(ledger).tamper(*(statement.format(seq=5, field="detail") for statement in TAMPERINGS[how]))
    assert not ledger.verdict().ok


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET action = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE seq = 3", "DELETE FROM audit_text"],
)
def test_ordinary_statements_cannot_change_or_remove_rows(ledger: Ledger, statement: str) -> None:
    with pytest.raises(DBAPIError):
        ledger.tamper(statement)
    assert ledger.verdict().ok


def test_rows_written_while_verifying_accuse_nobody(ledger: Ledger) -> None:
    seen = []

    def written_meanwhile(row: AuditRow) -> bytes:
        if len(seen) < 5:
            seen.append(row)
            ledger.append("a")
            ledger.append("z")
        return usual(row)

    usual = ledger.auditing._seals.canonical
    object.__setattr__(ledger.auditing._seals, "canonical", written_meanwhile)
    assert ledger.verdict() == AuditVerdict(True, 2 * ROWS, 2)


def test_rows_are_found_by_the_tickets_they_name(ledger: Ledger) -> None:
    with ledger.engine.connect() as connection:
        found = connection.execute(text("SELECT ticket_id, seq FROM audit_ticket WHERE chain = 'a' ORDER BY seq"))
        assert [tuple(row) for row in found] == [(n, n + 1) for n in range(ROWS)]


def appended_at_once(url: str, folder: Path, chains: list[str], rows: int) -> None:
    crowd(partial(append_as, url, folder, rows), chains)


@pytest.mark.parametrize("chains", [["one"] * 8, [f"counter {n}" for n in range(8)]], ids=["one chain", "eight chains"])
def test_eight_counters_appending_at_once_never_fork_a_chain(
    store_url: str, tmp_path: Path, chains: list[str], figures: Callable[..., None]
) -> None:
    rows = 20
    ledger = open_ledger(store_url, tmp_path)
    appended_at_once(store_url, tmp_path, chains, rows)
    assert ledger.verdict() == AuditVerdict(True, 8 * rows, len(set(chains)))
    figures("T52", engine=ledger.engine.dialect.name, chains=len(set(chains)), appends=8 * rows, forks=0, gaps=0)
    ledger.close()


@pytest.mark.nightly
@pytest.mark.parametrize("chains", [["one"] * 8, [f"counter {n}" for n in range(8)]], ids=["one chain", "eight chains"])
def test_eight_counters_appending_five_hundred_rows_each_never_fork_a_chain(
    store_url: str, tmp_path: Path, chains: list[str], figures: Callable[..., None]
) -> None:
    ledger = open_ledger(store_url, tmp_path)
    appended_at_once(store_url, tmp_path, chains, 500)
    assert ledger.verdict() == AuditVerdict(True, 4_000, len(set(chains)))
    figures("T52 nightly", engine=ledger.engine.dialect.name, chains=len(set(chains)), appends=4_000, forks=0, gaps=0)
    ledger.close()
