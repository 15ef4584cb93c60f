"""Retention: what was kept long enough loses names, numbers and remarks; rows and the record stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, create_engine, text

from counter_app.domain.staff import ServerRoom
from counter_app.domain.ticket import EventRecord, ItemRecord, Record, TicketRecord
from counter_app.errors import BadInput, NotAllowed
from counter_app.service.retention import Erased
from counter_app.work import Actor, AuditEntry
from tests.builders.audit_rows import everything, recorded
from tests.builders.desk import LI, PASSWORD, START, WANG, Desk, person, ticket

ROOM = ServerRoom()
OLD, FRESH, OPEN = "GD2501010001", "GD2603010002", "GD2603090472"
WORDS = ("王秀兰", "13800136621", "13900137730", "青年路", "王的备注", "刘师傅", "副卡 13700000000", "她要求取消")


def old(**said: object) -> TicketRecord:
    """Wang's ticket that was closed a year ago."""
    opened = START - timedelta(days=400)
    values: dict[str, object] = {
        "status": "cancelled", "opened_at": opened, "expected_at": None, "cancelled_at": START - timedelta(days=365),
        "reason": "她要求取消", "site": "青年路 12 号", "title": "王秀兰移机", "contact_number": "13900137730",
        "moment": START - timedelta(days=364), "items": (ItemRecord("1", "add", "副卡 13700000000", "cancelled"),),
        "events": (EventRecord(opened, "王的备注：请打电话", "acknowledged", "受理", "城东营业厅", "刘师傅", "", "customer"),),
    }  # fmt: skip
    return ticket(str(said.pop("number", OLD)), **(values | said))


FILES: tuple[Record, ...] = (
    person("P1", WANG, "13800136621", held_to=date(2025, 6, 1)), person("P2", LI, "13900137730", name="李明"), old(),
    ticket(FRESH, owner_ref="P2", status="completed", completed_at=START - timedelta(days=3), site="解放路",
           service_number=None, contact_number=None),
    ticket(OPEN, owner_ref="P2", service_number="13900137730", contact_number=None),
)  # fmt: skip


@pytest.fixture
def hall(desk: Desk) -> Desk:
    """A hall with one ticket closed a year ago, one three days ago, one open."""
    desk.take(*FILES)
    return desk


@pytest.fixture
def engine(hall: Desk) -> Iterator[Engine]:
    """A hand in the database."""
    engine = create_engine(hall.counter.settings.database_url)
    yield engine
    engine.dispose()


def left(engine: Engine) -> set[str]:
    """Which of the old ticket's words are still anywhere in the store."""
    whole = str(everything(engine))
    return {word for word in WORDS if word in whole}


def test_what_was_kept_long_enough_is_nowhere_in_the_store_any_more(hall: Desk, engine: Engine) -> None:
    assert left(engine) == set(WORDS)
    assert hall.counter.retention.run(ROOM, 180) == Erased(tickets=1, parties=1)
    assert left(engine) == {"13900137730"}  # Li's own number, on her own tickets
    assert [(row[0], row[4]) for row in everything(engine)["party_document"]] == [(1, ""), (2, LI[-4:])]
    assert hall.counter.retention.run(ROOM, 180) == Erased()
    assert hall.counter.auditing.verify().ok


def test_number_kind_state_and_dates_stay_and_say_nothing_more(hall: Desk) -> None:
    hall.counter.retention.run(ROOM, 180)
    hall.next_customer()
    (seen,) = hall.find(OLD).glances
    assert (seen.number, seen.status, seen.opened_at) == (OLD, "cancelled", START - timedelta(days=400))
    hall.verify(WANG)
    assert hall.find(OLD).rows == ()
    assert hall.find("13800136621").rows == ()


def test_open_and_lately_closed_tickets_and_their_customers_stay(hall: Desk) -> None:
    hall.counter.retention.run(ROOM, 180)
    hall.verify(LI)
    opened = [hall.counter.looking_up.open_ticket(hall.session, hall.visit, n) for n in (2, 3)]
    assert [(one.number, one.owner.text, one.site.text != "") for one in opened] == [(FRESH, "李*", True), (OPEN, "李*", False)]


def test_a_customer_who_still_holds_a_number_keeps_her_name(desk: Desk) -> None:
    desk.take(person("P1", WANG, "13800136621"), old())
    assert desk.counter.retention.run(ROOM, 180) == Erased(tickets=1, parties=0)
    assert desk.verify(WANG)


def test_the_same_files_bring_nothing_back(hall: Desk, engine: Engine) -> None:
    hall.counter.retention.run(ROOM, 180)
    before = everything(engine, "import_file", "audit", "audit_head", "visit", "clerk_session", "party", "party_document")
    hall.take(*FILES[2:])
    hall.take(old(moment=START, site="青年路 14 号"))
    after = everything(engine, "import_file", "audit", "audit_head", "visit", "clerk_session", "party", "party_document")
    assert after == before


def test_a_ticket_that_is_opened_again_comes_back_with_what_its_source_says(hall: Desk, engine: Engine) -> None:
    hall.counter.retention.run(ROOM, 180)
    hall.take(FILES[0], old(status="inProgress", cancelled_at=None, moment=START, service_number="13900137730", owner_ref="P2"))
    hall.verify(LI)
    opened = hall.counter.looking_up.open_ticket(hall.session, hall.visit, 1)
    assert (opened.status, [event.text for event in opened.events]) == ("in_progress", ["王的备注：请打电话"])
    with engine.connect() as connection:
        assert connection.execute(text("SELECT erased_at FROM ticket WHERE id = 1")).scalar_one() is None


def test_remarks_on_the_record_about_erased_tickets_go_and_the_record_stays_whole(hall: Desk, engine: Engine) -> None:
    with hall.counter.retention._store.writing(Actor("clerk:1", "clerk", "3")) as work:
        for ticket_id in (1, 3):
            work.record(AuditEntry("report", "ticket", str(ticket_id), text=f"王的备注 {ticket_id}"))
    assert hall.counter.retention.run(ROOM, 180) == Erased(tickets=1, parties=1, texts=1)
    kept = [row[3] for row in everything(engine)["audit_text"]]
    assert sorted(kept, key=str) == [None, "王的备注 3"]
    assert hall.counter.auditing.verify().ok
    assert {"retention", "text_erased"} <= {row.action for row in recorded(hall.counter)}


def test_many_tickets_are_erased_in_short_transactions(desk: Desk) -> None:
    desk.take(*(old(key=old().key._replace(id=f"X{n}"), number=f"GD25{n:08}", owner_ref=None, events=(), items=()) for n in range(1_201)))
    assert desk.counter.retention.run(ROOM, 180).tickets == 1_201
    assert len([row for row in recorded(desk.counter) if row.action == "retention"]) == 3


def test_only_an_administrator_or_the_server_room_erases_and_never_at_once(hall: Desk) -> None:
    with pytest.raises(NotAllowed, match="Only an administrator erases"):
        hall.counter.retention.run(hall.session, 180)
    with pytest.raises(BadInput):
        hall.counter.retention.run(ROOM, 0)
    assert hall.counter.retention.run(hall.counter.staff.sign_in("9001", PASSWORD), 180).tickets == 1
