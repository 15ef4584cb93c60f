"""What is kept outside the audit chains: checkpoints, this counter's memory, keys, texts that may be erased."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from counter_app.devices.heads import HeadHome
from counter_app.devices.keys import KeyHome
from counter_app.domain.checkpoint import Checkpoint, Head, plain_code, read_checkpoint
from counter_app.domain.staff import ServerRoom
from counter_app.errors import BadInput, NotRecorded, StoreRefused, UnreadableFile
from counter_app.store.store import open_store
from counter_app.work import SYSTEM, Actor, AuditEntry
from tests.builders.desk import TestClock
from tests.builders.ledgers import Ledger, founded, open_ledger, unguarded
from tests.counter_app.conftest import Made

ROOM = ServerRoom()


@pytest.fixture
def ledger(made: Made, tmp_path: Path) -> Iterator[Ledger]:
    """A store with ten rows on the chain of counter 3."""
    ledger = open_ledger(made("ledger", founded), tmp_path)
    ledger.append("3", 10)
    yield ledger
    ledger.close()


def cut(ledger: Ledger, left: int) -> None:
    """Take away the last rows of counter 3's chain, its head put right: whole in itself."""
    unguarded(ledger).tamper(
        f"DELETE FROM audit WHERE chain = '3' AND seq > {left}",  # noqa: S608
        f"UPDATE audit_head SET seq = {left}, mac = coalesce((SELECT mac FROM audit WHERE chain = '3'"  # noqa: S608
        f" AND seq = {left}), '') WHERE chain = '3'",
    )


def changed_key(ledger: Ledger) -> Ledger:
    """The same store with a new audit key, opened again."""
    home = KeyHome(ledger.folder / "keys", use_keyring=False)
    known = len(ledger.store.keys.audit_key_ids)
    ledger.store.change_audit_key(home.add_audit_key(ledger.store.store_id, known), SYSTEM)
    ledger.close()
    return open_ledger(ledger.engine.url.render_as_string(hide_password=False), ledger.folder)


def test_a_cut_tail_is_seen_by_the_counter_that_wrote_it(ledger: Ledger) -> None:
    cut(ledger, 7)
    verdict = ledger.verdict()
    assert (verdict.ok, verdict.bad_chain, verdict.bad_seq, verdict.kind) == (False, "3", 10, "set_back")


def test_a_store_that_was_set_back_is_refused_until_somebody_answers_for_it(ledger: Ledger, tmp_path: Path) -> None:
    cut(ledger, 7)
    url = ledger.engine.url.render_as_string(hide_password=False)
    with pytest.raises(StoreRefused) as refused:
        open_ledger(url, tmp_path)
    assert refused.value.values == {"chain": "3", "seq": 10}
    looking = open_ledger(url, tmp_path, looks_back=True)
    assert [(head.chain, head.seq) for head in looking.auditing.accept_set_back(ROOM)] == [("3", 10)]
    looking.close()
    again = open_ledger(url, tmp_path)
    assert again.verdict().ok
    again.close()


def test_an_older_copy_of_an_embedded_store_is_seen(tmp_path: Path) -> None:
    path, copy = tmp_path / "counter.db", tmp_path / "copy.db"
    ledger = open_ledger(f"sqlite:///{path}", tmp_path)
    ledger.append("3", 5)
    ledger.tamper("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(path, copy)
    ledger.append("3", 1)
    ledger.close()
    shutil.copyfile(copy, path)
    with pytest.raises(StoreRefused, match="row 6 of 3"):
        open_ledger(f"sqlite:///{path}", tmp_path)


def test_a_new_store_under_an_old_name_is_not_accused(tmp_path: Path) -> None:
    home, memory = KeyHome(tmp_path / "keys", use_keyring=False), HeadHome(tmp_path / "heads")
    for name in ("one", "two"):
        url = f"sqlite:///{tmp_path / name}.db"
        store = open_store(url, home, TestClock(), "Asia/Shanghai", "70a4" * 8, memory)
        with store.writing(Actor("clerk:1", "clerk", "3")) as work:
            work.record(AuditEntry("find"))
        store.close()
    assert len(memory.remembered("70a4" * 8)) == 1


def test_another_process_of_this_counter_writing_meanwhile_accuses_nobody(ledger: Ledger, tmp_path: Path) -> None:
    class BusyMemory(HeadHome):
        """While one process starts, another goes on writing and remembering."""

        def remembered(self, store_id: str) -> tuple[Head, ...]:
            ledger.append("3")
            return super().remembered(store_id)

    url = ledger.engine.url.render_as_string(hide_password=False)
    home = KeyHome(tmp_path / "keys", use_keyring=False)
    open_store(url, home, TestClock(), "Asia/Shanghai", memory=BusyMemory(tmp_path / "heads")).close()


def test_a_head_is_remembered_only_once_it_is_committed(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), ledger.store.writing(Actor("clerk:1", "clerk", "3")) as work:
        work.record(AuditEntry("find"))
        raise ZeroDivisionError
    assert ledger.verdict().ok


@pytest.mark.parametrize("left", [9, 1, 0])
def test_a_checkpoint_on_paper_or_in_a_file_shows_what_was_cut_behind_it(ledger: Ledger, left: int) -> None:
    taken = ledger.auditing.checkpoint(ROOM)
    ledger.append("3", 3)
    assert ledger.auditing.verify([taken], [taken.code]).ok
    cut(ledger, left)
    shutil.rmtree(ledger.folder / "heads")
    verdict = ledger.auditing.verify([taken])
    assert (verdict.bad_chain, verdict.bad_seq, verdict.kind) == ("3", 10, "checkpoint")
    assert ledger.verdict().kind == "checkpoint"


def test_a_checkpoint_whose_record_was_cut_as_well_is_missed(ledger: Ledger) -> None:
    taken = ledger.auditing.checkpoint(ROOM)
    shutil.rmtree(ledger.folder / "heads")
    unguarded(ledger).tamper("DELETE FROM audit WHERE chain = 'system'", "DELETE FROM audit_head WHERE chain = 'system'")
    assert ledger.verdict().ok
    assert ledger.auditing.verify([taken]).kind == "checkpoint"
    assert ledger.auditing.verify([], [taken.code]).kind == "checkpoint"


@pytest.mark.parametrize(
    "change",
    [{"at_us": 1}, {"signature": "00" * 64}, {"signer": "00" * 32}, {"signature": "no hex"}, {"heads": ()}],
    ids=["time", "signature", "signer", "no signature", "heads"],
)
def test_a_changed_checkpoint_is_not_believed(ledger: Ledger, change: dict[str, object]) -> None:
    taken = ledger.auditing.checkpoint(ROOM)
    assert ledger.auditing.verify([replace(taken, **change)]).kind == "checkpoint"


def test_a_checkpoint_signed_by_another_computer_is_not_believed(ledger: Ledger, tmp_path: Path) -> None:
    taken = ledger.auditing.checkpoint(ROOM)
    for path in (tmp_path / "keys").glob("*.signer.key"):
        path.unlink()
    strange = ledger.auditing._seals.signer.sign(taken.store_id, taken.content())
    assert ledger.auditing.verify([replace(taken, signer=strange[0], signature=strange[1])]).kind == "checkpoint"


def test_a_checkpoint_survives_its_file_and_its_code_is_read_in_any_spelling(ledger: Ledger) -> None:
    taken = ledger.auditing.checkpoint(ROOM)
    assert read_checkpoint(taken.as_text()) == taken
    assert (len(taken.code.replace(" ", "")), taken.code) == (16, plain_code(taken.code.lower().replace(" ", "-")))
    assert ledger.auditing.verify([], [taken.code.lower().replace(" ", "")]).ok
    with pytest.raises(BadInput, match="another store"):
        ledger.auditing.verify([replace(taken, store_id="other")])


@pytest.mark.parametrize("content", ["", "{}", "[]", "null", '{"format": "x"}', "[" * 5_000, '{"format": "counter-desk checkpoint 1"}'])
def test_a_file_that_is_no_checkpoint_is_said_to_be_none(content: str) -> None:
    with pytest.raises(UnreadableFile):
        read_checkpoint(content)


def test_two_checkpoints_of_one_state_differ_by_their_moment() -> None:
    one, other = Checkpoint("s", 1, ()), Checkpoint("s", 2, ())
    assert one.code != other.code


def test_a_text_beside_a_row_is_erased_and_the_chain_stays_whole(ledger: Ledger) -> None:
    ledger.append("3", said="Ring her daughter instead.")
    assert ledger.verdict().ok
    ledger.auditing.erase_text(ROOM, "3", 11)
    assert ledger.verdict().ok
    with ledger.engine.connect() as connection:
        assert [tuple(row) for row in connection.execute(text("SELECT salt, text FROM audit_text"))] == [(None, None)]
        assert not connection.execute(text("SELECT count(*) FROM audit WHERE detail LIKE '%daughter%'")).scalar_one()
    with pytest.raises(BadInput):
        ledger.auditing.erase_text(ROOM, "3", 11)


def test_chains_go_on_under_a_new_key_and_old_rows_stay_good(ledger: Ledger) -> None:
    ledger = changed_key(changed_key(ledger))
    ledger.append("3", 2)
    ledger.append("new", 2)
    with ledger.store.reading() as work:
        keys = [row.key_id for row in work.audit.chunk("3", 0, 99)]
    assert keys == ["k1"] * 10 + ["k2", "k3", "k3", "k3"]
    assert ledger.verdict().ok
    ledger.close()


def test_a_counter_with_the_old_key_records_and_shows_nothing_more(ledger: Ledger, tmp_path: Path) -> None:
    url = ledger.engine.url.render_as_string(hide_password=False)
    shutil.copytree(tmp_path / "keys", tmp_path / "elsewhere" / "keys")
    elsewhere = open_ledger(url, tmp_path / "elsewhere")
    changed_key(ledger).close()
    for chain in ("3", "4"):
        with pytest.raises(NotRecorded, match="audit key was changed"):
            elsewhere.append(chain)
    elsewhere.close()
    with pytest.raises(StoreRefused, match="audit key was changed"):
        open_ledger(url, tmp_path / "elsewhere")


def test_a_key_made_and_never_used_does_no_harm(ledger: Ledger, tmp_path: Path) -> None:
    KeyHome(tmp_path / "keys", use_keyring=False).add_audit_key(ledger.store.store_id, 1)
    url = ledger.engine.url.render_as_string(hide_password=False)
    again = open_ledger(url, tmp_path)
    again.append("3")
    assert again.verdict().ok
    again = changed_key(again)
    assert again.store.keys.audit_key_ids == ("k1", "k2")
    assert again.verdict().ok
    again.close()
