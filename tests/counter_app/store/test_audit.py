"""The audit chains: whole, and any change is found."""

from __future__ import annotations

import multiprocessing
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, text

from counter_app.devices.keys import KeyHome
from counter_app.errors import NotRecorded
from counter_app.service.auditing import Auditing, AuditVerdict
from counter_app.store.audit import canonical
from counter_app.store.store import SqlStore, open_store
from counter_app.work import SYSTEM, Actor, AuditEntry, AuditRow
from tests.builders.audit_rows import without_guards
from tests.builders.desk import TestClock

ROWS = 12


def opened(url: str, folder: Path) -> SqlStore:
    return open_store(url, KeyHome(folder / "keys", use_keyring=False), TestClock(), "Asia/Shanghai")


def append(store: SqlStore, chain: str, count: int) -> None:
    for n in range(count):
        with store.writing(Actor("clerk:1", "clerk", chain)) as work:
            work.record(AuditEntry("find", "ticket", str(n), detail=(("rows", n), ("kind", "mobile"))))


def verdict(store: SqlStore) -> AuditVerdict:
    return Auditing(store, store.keys, canonical).verify()


@pytest.fixture
def kept(store_url: str, tmp_path: Path):
    """A store with two chains of twelve rows, and a way to change it behind its back."""
    store = opened(store_url, tmp_path)
    append(store, "a", ROWS)
    append(store, "b", ROWS)
    engine = create_engine(store_url)
    without_guards(engine)
    yield store, engine
    engine.dispose()
    store.close()


def test_whole_chains_are_whole(kept) -> None:
    assert verdict(kept[0]) == AuditVerdict(True, 2 * ROWS, 2)


TAMPERINGS = {
    "changed": ["UPDATE audit SET {field} = {field} || 'x' WHERE chain = 'b' AND seq = {seq}"],
    "gap": ["DELETE FROM audit WHERE chain = 'b' AND seq = {seq}"],
    "tail": ["DELETE FROM audit WHERE chain = 'b' AND seq > {seq}"],
    "head": ["DELETE FROM audit WHERE chain = 'b' AND seq > {seq}", "DELETE FROM audit_head WHERE chain = 'b'"],
    "swap": [
        "UPDATE audit SET seq = 99 WHERE chain = 'b' AND seq = {seq}",
        "UPDATE audit SET seq = {seq} WHERE chain = 'b' AND seq = {seq} + 1",
        "UPDATE audit SET seq = {seq} + 1 WHERE chain = 'b' AND seq = 99",
    ],
    "moved": ["UPDATE audit SET at_us = at_us + 1 WHERE chain = 'b' AND seq = {seq}"],
    "other chain": ["UPDATE audit SET chain = 'c' WHERE chain = 'b' AND seq = {seq}"],
}
FIELDS = [name for name in AuditRow._fields if name not in ("chain", "seq", "at_us")]


@given(how=st.sampled_from(sorted(TAMPERINGS)), seq=st.integers(1, ROWS - 1), field=st.sampled_from(FIELDS))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_change_is_found_where_it_is(kept, how: str, seq: int, field: str) -> None:
    store, engine = kept
    with engine.connect() as connection:
        saved = _saved(connection)
    with engine.begin() as connection:
        for statement in TAMPERINGS[how]:
            connection.execute(text(statement.format(seq=seq, field=field)))
    found = verdict(store)
    with engine.begin() as connection:
        _restore(connection, saved)
    assert not found.ok
    assert (found.bad_chain, found.bad_seq) in {("b", seq), ("b", seq + 1), ("b", ROWS), ("c", 1)}
    assert verdict(store).ok


def _saved(connection: Connection) -> dict[str, list[dict[str, object]]]:
    return {
        table: [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]  # noqa: S608
        for table in ("audit", "audit_head")
    }


def _restore(connection: Connection, saved: dict[str, list[dict[str, object]]]) -> None:
    for table, rows in saved.items():
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        names = list(rows[0])
        values = ", ".join(f":{name}" for name in names)
        connection.execute(text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"), rows)  # noqa: S608


def test_a_row_exists_exactly_when_its_transaction_was_committed(kept) -> None:
    store, _engine = kept
    with pytest.raises(ZeroDivisionError), store.writing(SYSTEM) as work:
        work.record(AuditEntry("find"))
        raise ZeroDivisionError
    assert verdict(store) == AuditVerdict(True, 2 * ROWS, 2)


def test_what_cannot_be_recorded_is_not_done(kept) -> None:
    store, engine = kept
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE audit RENAME TO audit_away"))
    with pytest.raises(NotRecorded), store.writing(SYSTEM) as work:
        work.clerks.add("1", "赵", "admin", "hash")
        work.record(AuditEntry("clerk_added"))
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE audit_away RENAME TO audit"))
    with store.reading() as work:
        assert work.clerks.count() == 0


def _append_in_process(url: str, folder: Path, chain: str) -> None:
    store = opened(url, folder)
    append(store, chain, 40)
    store.close()


def test_four_counters_appending_at_once_to_one_chain_never_fork_it(store_url: str, tmp_path: Path) -> None:
    store = opened(store_url, tmp_path)
    context = multiprocessing.get_context("spawn")
    with context.Pool(4) as pool:
        pool.map(partial(_append_in_process, store_url, tmp_path), ["one"] * 4)
    found = verdict(store)
    store.close()
    assert found == AuditVerdict(True, 160, 1)
