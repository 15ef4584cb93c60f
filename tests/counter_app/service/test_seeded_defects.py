"""Likely defects, built in on purpose: the tests that are there to find them are seen to go red.

4: a rule that only the button asks. 11: a chain without its lock, a row that may be missing, a cut tail unseen. 15: a
lock-out that counts after it has looked. The numbers are those of the project's list of probable defects.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, select, update

from counter_app.devices.heads import HeadHome
from counter_app.domain import roles
from counter_app.domain.checkpoint import Head
from counter_app.domain.staff import FREE_TRIES
from counter_app.errors import NotRecorded
from counter_app.ports import Keys
from counter_app.store import audit
from counter_app.store.staff_rows import ClerkRows
from counter_app.store.store import Work
from counter_app.store.tables import audit_head, clerk
from counter_app.work import AuditEntry, SignInAttempt
from tests.builders.audit_rows import unwritable
from tests.builders.crowd import append_as, crowd
from tests.builders.desk import Desk
from tests.builders.ledgers import open_ledger
from tests.counter_app.service import test_admission, test_auditing, test_guessing, test_recording

Red = (AssertionError, pytest.fail.Exception)


def quiet(_name: str, **_figures: object) -> None:
    """Figures of a test that is to fail are not printed."""


def seeded_can(_role: str, _act: str, verified: bool = True) -> str | None:
    """Nobody is ever told no."""
    return None


def seeded_record(self: Work, entry: AuditEntry) -> None:
    """A row that cannot be written is left out."""
    try:
        self.heads.append(audit.append(self.connection, self.keys, self.who, entry, self.now))
    except NotRecorded:
        return


def seeded_remembered(_self: HeadHome, _store_id: str) -> tuple[Head, ...]:
    """This counter remembers nothing."""
    return ()


def seeded_attempt(self: ClerkRows, staff_number: str) -> SignInAttempt:
    """The guesses so far are looked up; this one is counted when it turns out wrong."""
    known = self.by_number(staff_number)
    assert known is not None
    failures = self._connection.execute(select(clerk.c.failures).where(clerk.c.id == known.clerk_id)).scalar_one()
    return SignInAttempt(known, failures >= FREE_TRIES, failures)


def seeded_failed(self: ClerkRows, clerk_id: int) -> bool:
    """Count a wrong guess, afterwards."""
    self._connection.execute(update(clerk).where(clerk.c.id == clerk_id).values(failures=clerk.c.failures + 1))
    return False


def seeded_head(connection: Connection, _keys: Keys, chain: str) -> tuple[int, str]:
    """The last row of a chain, read without a lock."""
    found = connection.execute(select(audit_head.c.seq, audit_head.c.mac).where(audit_head.c.chain == chain)).one()
    return int(found.seq), str(found.mac)


def append_without_lock(url: str, folder: Path, rows: int, chain: str) -> None:
    """Append as a counter would that does not lock the head. Runs in a process of its own."""
    audit._locked_head = seeded_head
    append_as(url, folder, rows, chain)


def test_4_a_rule_that_only_the_button_asks_is_found(
    busy: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roles, "can", seeded_can)
    with pytest.raises(Red):
        test_admission.test_the_next_call_is_refused_and_on_the_record(busy, tmp_path, test_admission.made_auditor, quiet)


def test_11_a_row_that_may_be_missing_is_found(
    busy: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Work, "record", seeded_record)
    engine: Engine = create_engine(busy.counter.settings.database_url)
    spoil: Callable[[Engine], None] = unwritable
    with pytest.raises(Red):
        test_recording.test_what_cannot_be_recorded_is_neither_shown_nor_done(busy, tmp_path, engine, spoil, quiet)
    engine.dispose()


def test_11_a_cut_tail_that_nobody_remembers_is_found(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = open_ledger(store_url, tmp_path)
    ledger.append("3", 10)
    monkeypatch.setattr(HeadHome, "remembered", seeded_remembered)
    with pytest.raises(Red):
        test_auditing.test_a_cut_tail_is_seen_by_the_counter_that_wrote_it(ledger)
    ledger.close()


@pytest.mark.parametrize("engine_name", ["postgres"], indirect=True)
def test_11_a_chain_without_its_lock_is_found(store_url: str, tmp_path: Path) -> None:
    """SQLite lets one writer in at a time, so the lock is PostgreSQL's alone."""
    ledger = open_ledger(store_url, tmp_path)
    ledger.append("one")
    with pytest.raises(NotRecorded):
        crowd(partial(append_without_lock, store_url, tmp_path, 20), ["one"] * 8)
    ledger.close()


def test_15_a_lock_out_that_counts_after_it_has_looked_is_found(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ClerkRows, "attempt", seeded_attempt)
    monkeypatch.setattr(ClerkRows, "failed", seeded_failed)
    with pytest.raises(Red):
        test_guessing.test_guesses_are_counted_before_any_of_them_is_looked_at(store_url, tmp_path)
