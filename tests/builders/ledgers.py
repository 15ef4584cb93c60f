"""A store with its audit chains and all that belongs to verifying them, and a hand in its database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, text

from counter_app.devices.heads import HeadHome
from counter_app.devices.keys import KeyHome
from counter_app.devices.signing import CheckpointSigner
from counter_app.service.auditing import Auditing, AuditVerdict, Seals
from counter_app.store.audit import canonical
from counter_app.store.store import SqlStore, open_store
from counter_app.work import Actor, AuditEntry
from tests.builders.audit_rows import without_guards
from tests.builders.desk import TestClock

AUDIT_TABLES = ("audit", "audit_head", "audit_text")


@dataclass
class Ledger:
    """An opened store, its use cases around audit chains, and a way to change it behind its back."""

    store: SqlStore
    auditing: Auditing
    engine: Engine
    folder: Path

    def append(self, chain: str, count: int = 1, said: str = "") -> None:
        """So many rows on a chain, one transaction each, with a free text if wanted."""
        for n in range(count):
            with self.store.writing(Actor("clerk:1", "clerk", chain)) as work:
                work.record(AuditEntry("find", "ticket", str(n), detail=(("rows", n), ("kind", "mobile")), text=said))

    def verdict(self) -> AuditVerdict:
        """What verifying says."""
        return self.auditing.verify()

    def tamper(self, *statements: str) -> None:
        """Run statements past the program."""
        with self.engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()
        self.store.close()


def open_ledger(url: str, folder: Path, looks_back: bool = False) -> Ledger:
    """The store at ``url``; its keys and this counter's memory are in ``folder``."""
    home, memory = KeyHome(folder / "keys", use_keyring=False), HeadHome(folder / "heads")
    store = open_store(url, home, TestClock(), "Asia/Shanghai", memory=None if looks_back else memory)
    auditing = Auditing(store, Seals(store.keys, memory, CheckpointSigner(home), canonical))
    return Ledger(store, auditing, create_engine(url), folder)


def founded(url: str, folder: Path) -> None:
    """A new store with nothing in it."""
    open_ledger(url, folder).close()


def unguarded(ledger: Ledger) -> Ledger:
    """The same, with the triggers taken away."""
    without_guards(ledger.engine)
    return ledger


Saved = dict[str, list[dict[str, object]]]


def saved(connection: Connection) -> Saved:
    """The audit tables' rows."""
    return {
        table: [dict(row) for row in connection.execute(text(f"SELECT * FROM {table}")).mappings()]  # noqa: S608
        for table in AUDIT_TABLES
    }


def restore(connection: Connection, rows: Saved) -> None:
    """Put the audit tables back as they were saved."""
    for table, kept in rows.items():
        connection.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        if kept:
            names = list(kept[0])
            values = ", ".join(f":{name}" for name in names)
            connection.execute(text(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"), kept)  # noqa: S608
