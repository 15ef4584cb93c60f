"""A server that stands still, or went away and came back, never holds a counter up."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from counter_app.devices.keys import KeyHome
from counter_app.errors import StoreAway
from counter_app.store.store import SqlStore, open_store
from counter_app.work import SYSTEM
from tests.builders.desk import TestClock
from tests.servers import PostgresServer


@pytest.fixture
def shared(postgres_server: PostgresServer, tmp_path: Path) -> Iterator[tuple[SqlStore, str]]:
    """A store on the server with one connection in its pool, and its URL."""
    with postgres_server.database() as url:
        store = open_store(url, KeyHome(tmp_path / "keys", use_keyring=False), TestClock(), "Asia/Shanghai")
        store.patience_s = 1.0
        with store.reading() as work:
            work.clerks.count()
        yield store, url
        store.close()


def backends(url: str) -> list[int]:
    """The server's processes that serve this database's other connections."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        ))  # fmt: skip
        pids = [int(pid) for pid in found.scalars()]
    engine.dispose()
    return pids


@contextmanager
def standing(pids: list[int]) -> Iterator[None]:
    """These processes stand still within the block."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


@pytest.mark.timeout(30)
def test_a_connection_that_stands_still_is_replaced_unseen(shared: tuple[SqlStore, str]) -> None:
    store, url = shared
    pids = backends(url)
    assert pids
    with standing(pids), store.writing(SYSTEM) as work:
        assert work.clerks.count() == 0


@pytest.mark.timeout(30)
def test_a_server_that_stands_still_is_said_to_be_away_and_found_again(
    shared: tuple[SqlStore, str], postgres_server: PostgresServer
) -> None:
    store, url = shared
    pids = [*backends(url), postgres_server.pid]
    with standing(pids), pytest.raises(StoreAway), store.writing(SYSTEM):
        pytest.fail("nothing can begin")
    with store.reading() as work:
        assert work.clerks.count() == 0


@pytest.mark.timeout(30)
def test_a_statement_that_stands_still_in_the_middle_is_given_up(shared: tuple[SqlStore, str]) -> None:
    store, url = shared
    with pytest.raises(StoreAway), store.writing(SYSTEM) as work:
        work.clerks.add("1", "赵", "admin", "hash")
        with standing(backends(url)):
            work.clerks.count()
    with store.reading() as work:
        assert work.clerks.count() == 0


def test_connections_lost_while_nobody_worked_are_replaced_unseen(shared: tuple[SqlStore, str]) -> None:
    store, url = shared
    for pid in backends(url):
        os.kill(pid, signal.SIGTERM)
    with store.writing(SYSTEM) as work:
        assert work.clerks.count() == 0
