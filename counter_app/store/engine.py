"""Connections: one engine per store, set up alike for every counter."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from counter_app.errors import StoreRefused
from counter_app.texts import mark

WRITES = "counter_writes"
BUSY_S = 5.0
PRAGMAS = (
    "PRAGMA synchronous=FULL",  # NORMAL loses acknowledged rows in a power cut
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=5000",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
)
POSTGRES_OPTIONS = "-c statement_timeout=8000 -c lock_timeout=4000 -c idle_in_transaction_session_timeout=15000"
CONNECTIONS = 4
"""How many database connections one counter holds at most."""


def make_store_engine(url: str) -> Engine:
    """The engine for an SQLAlchemy URL of SQLite or PostgreSQL. Raises: StoreRefused for any other."""
    try:
        told = make_url(url)
    except (ArgumentError, ValueError):  # their texts may hold the password
        raise StoreRefused(mark("COUNTER_DATABASE is not a database address.")) from None
    if told.drivername in ("sqlite", "sqlite+pysqlite"):
        return _sqlite_engine(told)
    if told.get_backend_name() == "postgresql":
        return _postgres_engine(told)
    raise StoreRefused(mark("The store must be SQLite or PostgreSQL."))


def _sqlite_engine(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StoreRefused(mark("The store needs a file: COUNTER_DATABASE names none."))
    _make_file(Path(url.database))
    engine = create_engine(
        url,
        connect_args={"isolation_level": None, "timeout": BUSY_S, "check_same_thread": False},
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _make_file(path: Path) -> None:
    """A new store's file is this account's alone, as is a folder that is made for it. Raises: StoreRefused."""
    try:
        path.parent.mkdir(mode=stat.S_IRWXU, parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, stat.S_IRUSR | stat.S_IWUSR))
    except OSError as error:
        why = mark("The store cannot be made at {path}: {why}")
        raise StoreRefused(why, path=str(path), why=error.strerror or "") from None


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)  # noqa: S101 -- the listener is set for SQLite engines only
    for pragma in PRAGMAS:
        connection.execute(pragma)
    _use_wal(connection)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turn on the write-ahead log. Only the first connection ever changes it, and SQLite does not wait for it by itself."""
    deadline = time.monotonic() + BUSY_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _begin(connection: Connection) -> None:
    """Say BEGIN ourselves: a read that turns into a write would fail at once with "locked", whatever the timeout."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres_engine(url: URL) -> Engine:
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"connect_timeout": 3, "options": POSTGRES_OPTIONS, "application_name": "counter-desk"},
        hide_parameters=True,
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=8,
    )
