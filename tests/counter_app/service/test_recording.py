"""T50, T54: what cannot be recorded is neither shown nor done; what is recorded was done, no more and no less."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from counter_app.domain.staff import ServerRoom
from counter_app.errors import NotAllowed, NotRecorded, StoreAway
from counter_app.work import Actor, AuditEntry
from tests.builders.audit_rows import every_row, everything, under_a_key_not_here, unwritable
from tests.builders.calls import CALLS, Call
from tests.builders.desk import PASSWORD, Desk, person, ticket
from tests.builders.ledgers import Ledger, open_ledger

ROOM = ServerRoom()
NEW = "another four words here"
WITHOUT_ROW = {"visits.touch"}
"""Shows nothing and is nothing but a sign of life."""


def visits_end(desk: Desk, _folder: Path) -> object:
    return desk.counter.visits.end(desk.session, desk.visit, "next_customer")


def sign_in(desk: Desk, _folder: Path) -> object:
    return desk.counter.staff.sign_in("9001", PASSWORD)


def sign_out(desk: Desk, _folder: Path) -> object:
    return desk.counter.staff.sign_out(desk.session)


def change_password(desk: Desk, _folder: Path) -> object:
    return desk.counter.staff.change_password(desk.session, PASSWORD, NEW)


def clerks_staff(desk: Desk, _folder: Path) -> object:
    return desk.counter.clerks.staff(ROOM)


def clerks_add(desk: Desk, _folder: Path) -> object:
    return desk.counter.clerks.add(ROOM, "4001", "周敏", "clerk")


def clerks_disable(desk: Desk, _folder: Path) -> object:
    return desk.counter.clerks.disable(ROOM, "3107")


def clerks_enable(desk: Desk, _folder: Path) -> object:
    return desk.counter.clerks.enable(ROOM, "3107")


def clerks_give_role(desk: Desk, _folder: Path) -> object:
    return desk.counter.clerks.give_role(ROOM, "3107", "auditor")


def clerks_reset_password(desk: Desk, _folder: Path) -> object:
    return desk.counter.clerks.reset_password(ROOM, "3107")


def checkpoint(desk: Desk, _folder: Path) -> object:
    return desk.counter.auditing.checkpoint(ROOM)


def take_in(desk: Desk, _folder: Path) -> object:
    return desk.counter.importing.take("more", (person("P9", name="新客户"), ticket("GD2603180001")))


def channel_list(desk: Desk, _folder: Path) -> object:
    return desk.counter.channel("app").tickets_of("13800136621")


def channel_open(desk: Desk, _folder: Path) -> object:
    return desk.counter.channel("app").open(1)


def channel_add(desk: Desk, _folder: Path) -> object:
    with desk.counter.looking_up._store.reading() as work:
        whole = work.tickets.whole(1)
    assert whole is not None
    return desk.counter.channel("app").add_event(1, whole.version, "回访", "已联系", "internal", uuid.uuid4().hex)


OTHERS = (
    visits_end, sign_in, sign_out, change_password, clerks_staff, clerks_add, clerks_disable, clerks_enable,
    clerks_give_role, clerks_reset_password, checkpoint, take_in, channel_list, channel_open, channel_add,
)  # fmt: skip
EVERY_CALL = (*(call for name, call in CALLS.items() if name not in WITHOUT_ROW), *OTHERS)


@pytest.fixture
def engine(busy: Desk) -> Iterator[Engine]:
    """A hand in the database."""
    engine = create_engine(busy.counter.settings.database_url)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("fails", [unwritable, under_a_key_not_here], ids=lambda fails: fails.__name__)
def test_what_cannot_be_recorded_is_neither_shown_nor_done(
    busy: Desk, tmp_path: Path, engine: Engine, fails: Callable[[Engine], None], figures: Callable[..., None]
) -> None:
    fails(engine)
    for call in EVERY_CALL:
        before = everything(engine, "import_file", "clerk")
        with pytest.raises(NotRecorded) as refused:
            call(busy, tmp_path)
        assert str(refused.value).startswith(("It cannot be recorded, so it cannot be shown.", "The audit key was changed."))
        assert everything(engine, "import_file", "clerk") == before, call.__name__
    assert busy.printer.sent == []
    assert list(tmp_path.glob("*.pdf")) == []
    figures("T50", engine=engine.dialect.name, failing=fails.__name__, calls=len(EVERY_CALL), shown_or_done=0)


def test_an_account_stays_as_it_was_if_its_change_cannot_be_recorded(busy: Desk, engine: Engine, tmp_path: Path) -> None:
    unwritable(engine)
    before = everything(engine)["clerk"]
    for call in (clerks_add, clerks_disable, clerks_enable, clerks_give_role, clerks_reset_password):
        with pytest.raises(NotRecorded):
            call(busy, tmp_path)
    assert everything(engine)["clerk"] == before


def test_a_refusal_that_cannot_be_recorded_is_still_no_answer(busy: Desk, engine: Engine) -> None:
    unwritable(engine)
    with pytest.raises(NotRecorded):
        busy.counter.looking_up.open_ticket(busy.session, busy.visit, 2)


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_disk_that_fills_up_shows_nothing_it_cannot_record(busy: Desk, engine: Engine) -> None:
    with busy.counter.looking_up._store._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    shown = 0
    with pytest.raises((NotRecorded, StoreAway)):
        for _ in range(500):
            busy.find("13800136621")
            shown += 1
    rows = [row for row in everything(engine)["audit"] if "find" in row]
    assert 0 < len(rows) == shown


@pytest.mark.nightly
def test_a_record_that_somebody_else_holds_locked_shows_nothing(busy: Desk, engine: Engine, tmp_path: Path) -> None:
    """Each call waits for the lock as long as the engine is told to, then gives up."""
    if engine.dialect.name == "sqlite":
        hold, free = "BEGIN IMMEDIATE", "ROLLBACK"
    else:
        hold, free = "LOCK TABLE audit_head IN ACCESS EXCLUSIVE MODE", "ROLLBACK"
    with engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        if engine.dialect.name == "sqlite":
            raw.isolation_level = None
        raw.execute(hold)
        for call in EVERY_CALL:
            if call is take_in:
                continue  # writes on the system's chain, a batch at a time
            with pytest.raises((NotRecorded, StoreAway)):
                call(busy, tmp_path)
        raw.execute(free)
    assert busy.printer.sent == []
    assert list(tmp_path.glob("*.pdf")) == []


class Histories:
    """Random histories of transactions on one store, and what must be on record after each."""

    def __init__(self, ledger: Ledger, dice: random.Random) -> None:
        self.ledger, self.dice = ledger, dice
        self.effects: set[str] = set()
        self.recorded: list[tuple[str, str, str]] = []
        self.count = 0

    def step(self) -> None:
        """One transaction, of any kind."""
        self.count += 1
        number = f"{self.count:06}"
        self.dice.choice((self._committed, self._failed, self._refused, self._unrecorded, self._two, self._bare))(number)

    def _committed(self, number: str) -> None:
        with self.ledger.store.writing(Actor("clerk:1", "clerk", "3")) as work:
            work.clerks.add(number, "周", "clerk", "hash")
            work.record(AuditEntry("clerk_added", "clerk", number))
        self.effects.add(number)
        self.recorded.append(("clerk_added", number, "ok"))

    def _two(self, number: str) -> None:
        with self.ledger.store.writing(Actor("clerk:1", "clerk", "3")) as work:
            work.clerks.add(number, "周", "clerk", "hash")
            work.record(AuditEntry("clerk_added", "clerk", number))
            work.record(AuditEntry("clerk_role", "clerk", number))
        self.effects.add(number)
        self.recorded += [("clerk_added", number, "ok"), ("clerk_role", number, "ok")]

    def _bare(self, number: str) -> None:
        with self.ledger.store.writing(Actor("clerk:1", "clerk", "3")) as work:
            work.record(AuditEntry("sign_in", "clerk", number, outcome="denied"))
        self.recorded.append(("sign_in", number, "denied"))

    def _failed(self, number: str) -> None:
        late = self.dice.random() < 0.5
        with pytest.raises(ZeroDivisionError), self.ledger.store.writing(Actor("clerk:1", "clerk", "3")) as work:
            work.clerks.add(number, "周", "clerk", "hash")
            if late:
                work.record(AuditEntry("clerk_added", "clerk", number))
            raise ZeroDivisionError

    def _refused(self, number: str) -> None:
        late = self.dice.random() < 0.5
        with pytest.raises(NotAllowed), self.ledger.store.writing(Actor("clerk:1", "clerk", "3")) as work:
            work.asks("keep_staff", object_type="clerk", object_id=number)
            work.clerks.add(number, "周", "clerk", "hash")
            if late:
                work.record(AuditEntry("clerk_added", "clerk", number))
            raise NotAllowed("no")
        self.recorded.append(("keep_staff", number, "denied"))

    def _unrecorded(self, number: str) -> None:
        with pytest.raises(NotRecorded), self.ledger.store.writing(Actor("clerk:1", "clerk", "3")) as work:
            work.clerks.add(number, "周", "clerk", "hash")
            work.record(AuditEntry("x" * 3, "clerk", None))  # type: ignore[arg-type]

    def compare(self) -> None:
        """What is stored and recorded is exactly what was committed."""
        with self.ledger.store.reading() as work:
            rows = every_row(work, "3")
            assert work.clerks.count() == len(self.effects)
        assert [(row.action, row.object_id, row.outcome) for row in rows] == self.recorded


def test_a_row_exists_exactly_when_its_effect_was_committed(
    store_url: str, tmp_path: Path, figures: Callable[..., None]
) -> None:
    ledger = open_ledger(store_url, tmp_path)
    histories = Histories(ledger, random.Random(54))
    for n in range(250):
        for _ in range(histories.dice.randint(1, 4)):
            histories.step()
        if n % 50 == 49:
            histories.compare()
            assert ledger.verdict().ok
    figures("T54", engine=ledger.engine.dialect.name, histories=250, transactions=histories.count, rows=len(histories.recorded))
    ledger.close()


def test_every_failed_guess_is_a_row_and_every_denied_call_is_another(busy: Desk, tmp_path: Path) -> None:
    calls: tuple[Call, ...] = tuple(CALLS.values())
    busy.counter.clerks.disable(ROOM, "3107")
    for call in calls:
        with pytest.raises(NotAllowed):
            call(busy, tmp_path)
    with busy.counter.auditing._store.reading() as work:
        rows = every_row(work, busy.session.counter)
    assert len([row for row in rows if row.outcome == "denied"]) == len(calls)
