"""Opening a store: made, upgraded, or refused untouched."""

from __future__ import annotations

import hashlib
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from counter_app.devices.keys import KeyHome
from counter_app.errors import StoreAway, StoreRefused
from counter_app.store.engine import make_store_engine
from counter_app.store.store import SqlStore, open_store
from counter_app.store.tables import metadata
from counter_app.work import SYSTEM
from tests.builders.desk import TestClock


def opened(url: str, folder: Path) -> SqlStore:
    return open_store(url, KeyHome(folder / "keys", use_keyring=False), TestClock(), "Asia/Shanghai")


def test_a_new_store_has_exactly_the_tables_of_the_house(store_url: str, tmp_path: Path) -> None:
    opened(store_url, tmp_path).close()
    engine = create_engine(store_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        names = set(inspect(connection).get_table_names())
    engine.dispose()
    assert names == {*metadata.tables, "alembic_version"}
    assert len(metadata.tables) == 20


def test_every_table_says_what_it_is_for() -> None:
    assert [table.name for table in metadata.tables.values() if not table.comment] == []


def test_every_connection_of_an_embedded_store_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    engine = make_store_engine(f"sqlite:///{tmp_path / 'a.db'}")
    connections = [engine.connect() for _ in range(4)]
    for connection in connections:
        told = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
        ]
        assert told == ["wal", 2, 1, 5000, 0]
        connection.close()
    engine.dispose()


def test_two_counters_that_make_one_store_at_once_make_one(store_url: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(partial(opened, store_url), [tmp_path] * 4))
    assert len({store.tag for store in stores}) == 1
    for store in stores:
        store.close()


def test_another_stores_keys_are_refused_in_words(store_url: str, tmp_path: Path) -> None:
    opened(store_url, tmp_path).close()
    with pytest.raises(StoreRefused, match="does not have this store's keys"):
        opened(store_url, tmp_path / "another counter")
    key = next((tmp_path / "keys").iterdir())
    opened(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "other")
    next((tmp_path / "other" / "keys").iterdir()).replace(key)
    with pytest.raises(StoreRefused, match="another store's keys"):
        opened(store_url, tmp_path)


def test_a_newer_schema_is_refused_and_named(store_url: str, tmp_path: Path) -> None:
    opened(store_url, tmp_path).close()
    engine = create_engine(store_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    engine.dispose()
    with pytest.raises(StoreRefused) as refused:
        opened(store_url, tmp_path)
    assert refused.value.values == {"found": "0999", "known": "0001"}


@pytest.mark.parametrize("content", [b"", b"this is a letter, not a database\n" * 50])
def test_a_file_that_is_not_a_store_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(content)
    if not content:
        opened(f"sqlite:///{path}", tmp_path).close()
        return
    with pytest.raises(StoreRefused):
        opened(f"sqlite:///{path}", tmp_path)
    assert path.read_bytes() == content


def test_another_programs_database_stays_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(StoreRefused, match="another program"):
        opened(f"sqlite:///{path}", tmp_path)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [p.name for p in tmp_path.iterdir()] == ["other.db"]


@pytest.mark.parametrize("url", ["nonsense", "mysql://a/b", "sqlite://", "sqlite:///:memory:"])
def test_an_address_that_is_none_is_refused_in_words(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreRefused):
        opened(url, tmp_path)


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreAway):
        opened("postgresql://nobody@127.0.0.1:1/none", tmp_path)


def test_a_transaction_that_fails_leaves_nothing(store_url: str, tmp_path: Path) -> None:
    store = opened(store_url, tmp_path)
    with pytest.raises(ZeroDivisionError), store.writing(SYSTEM) as work:
        work.clerks.add("1", "赵", "admin", "hash")
        raise ZeroDivisionError
    with store.reading() as work:
        assert work.clerks.count() == 0
    store.close()


def test_the_server_tells_the_time_on_postgresql_and_the_clock_on_sqlite(store_url: str, tmp_path: Path) -> None:
    store = opened(store_url, tmp_path)
    with store.reading() as work:
        from_clock = work.now == TestClock().now()
    store.close()
    assert from_clock == store_url.startswith("sqlite")
