"""What imports make of records: order does not matter, nothing is doubled, owners are found."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from counter_app.domain.ticket import EventRecord, ItemRecord, Record, SourceKey, TicketRecord
from tests.builders.desk import LI, START, WANG, Desk, PaperPrinter, TestClock, open_counter, person, ticket

ORDER = SourceKey("tmf622", "productOrder", "30001")


def contents(url: str) -> list[object]:
    """What the store holds of tickets, without ids and times of recording."""
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(text(
            "SELECT t.source_id, t.status, t.raw_status, t.reason, t.service_number, t.fee, t.awaited, p.source_id,"
            " t.owner_basis, t.field_moments FROM ticket t LEFT JOIN party p ON p.id = t.owner_id ORDER BY t.source_id"
        )).all()  # fmt: skip
        events = connection.execute(text(
            "SELECT t.source_id, e.source_key, e.audience FROM event e JOIN ticket t ON t.id = e.ticket_id ORDER BY 1, 2"
        )).all()  # fmt: skip
        items = connection.execute(text("SELECT item_id, status FROM ticket_item ORDER BY 1")).all()
    engine.dispose()
    return [list(map(tuple, rows)), list(map(tuple, events)), list(map(tuple, items))]


PIECES: tuple[Record, ...] = (
    person("P1", WANG, "13800136621", held_from=date(2020, 1, 1)),
    person("P2", LI, "13800136621", held_from=date(2026, 3, 15)),
    ticket("A1", owner_ref=None, status="inProgress", moment=START - timedelta(days=2)),
    TicketRecord(SourceKey("crm", "ticket", "A1"), START - timedelta(days=1), status="closed", reason="办好了"),
    TicketRecord(SourceKey("crm", "ticket", "A1"), None, status="pending", site="西湖区青年路 1 号"),
    TicketRecord(ORDER, named=True, events=(EventRecord(START, "cancel task done", channel="tmf622"),)),
    TicketRecord(ORDER, START, status="inProgress", service_number="13800136621", opened_at=START - timedelta(days=1),
                 items=(ItemRecord("1", status="completed"), ItemRecord("2", status="inProgress"))),
)  # fmt: skip


def test_the_result_does_not_depend_on_the_order_of_runs(tmp_path: Path) -> None:
    expected = None
    for number, order in enumerate(itertools.islice(itertools.permutations(PIECES), 0, None, 389)):
        url = f"sqlite:///{tmp_path / f'{number}.db'}"
        counter = open_counter(url, tmp_path / str(number), TestClock(), PaperPrinter())
        for record in order:
            counter.importing.take("one by one", (record,))
        again = [counter.importing.take("again", (record,)) for record in reversed(order)]
        counter.close()
        assert [(r.new, r.updated, r.waiting) for r in again] == [(0, 0, 0)] * len(order)
        expected = expected or contents(url)
        assert contents(url) == expected


def test_the_same_records_in_one_run_and_one_by_one_make_the_same_store(desk: Desk, store_url: str, tmp_path: Path) -> None:
    desk.take(*PIECES)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    counter = open_counter(other, tmp_path / "other", TestClock(), PaperPrinter())
    for record in PIECES:
        counter.importing.take("one by one", (record,))
    counter.close()
    assert contents(store_url) == contents(other)
    order = next(row for row in contents(other)[0] if row[0] == "30001")
    assert order[1] == "in_progress"


def test_a_ticket_that_only_events_named_waits_and_is_never_shown(desk: Desk) -> None:
    waiting = TicketRecord(SourceKey("crm", "ticket", "W1"), named=True, number="W100001", events=(EventRecord(START, "催办"),))
    assert desk.counter.importing.take("event", (waiting,)).waiting == 1
    assert desk.find("W100001").glances == ()
    came = TicketRecord(SourceKey("crm", "ticket", "W1"), START, number="W100001", status="inProgress")
    report = desk.counter.importing.take("ticket", (came,))
    assert (report.new, report.waiting) == (1, 0)
    assert len(desk.find("W100001").glances) == 1


def test_owners_that_come_later_find_their_tickets(desk: Desk) -> None:
    report = desk.counter.importing.take("tickets", (ticket("L1", owner_ref="P7", service_number=None),))
    assert (report.without_owner, report.without_number) == (1, 1)
    desk.take(person("P7", WANG))
    desk.verify(WANG)
    assert [r.number for r in desk.counter.looking_up.tickets(desk.session, desk.visit, False).rows] == ["L1"]


def test_a_party_without_a_document_owns_nothing_by_name(desk: Desk) -> None:
    desk.take(person("P7"), ticket("L1", owner_ref="P7", service_number=None))
    assert desk.counter.importing.take("again", (ticket("L1", owner_ref="P7", service_number=None),)).without_owner == 1


def test_no_document_number_is_in_the_store(desk: Desk, store_url: str) -> None:
    desk.take(*PIECES)
    engine = create_engine(store_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM party_document")).all() + connection.execute(text("SELECT * FROM party")).all()
        audited = connection.execute(text("SELECT * FROM audit")).all()
    engine.dispose()
    assert len(rows) == 4
    assert not any(number in repr(rows) + repr(audited) for number in (WANG, LI))


def test_an_imports_audit_row_is_the_system_accounts(desk: Desk, store_url: str) -> None:
    desk.take(ticket())
    engine = create_engine(store_url)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT actor_id, chain, detail FROM audit WHERE action = 'import'")).one()
    engine.dispose()
    assert (row.actor_id, row.chain) == ("system", "system")
    assert json.loads(row.detail)["new"] == 1


def test_an_import_killed_half_way_is_finished_by_the_next_run_and_never_doubled(desk: Desk, tmp_path: Path) -> None:
    big = tmp_path / "big.csv"
    big.write_text("number,status,opened_at\n" + "".join(f"K{n:06},处理中,2026-03-09\n" for n in range(1200)), "utf-8")
    with pytest.raises(KeyboardInterrupt):
        desk.counter.importing.run((big,), _killed_after_1000)
    report = desk.counter.importing.run((big,), _ignored)
    assert (report.new, report.unchanged) == (200, 1000)


def _killed_after_1000(done: int, total: int) -> None:
    if total and done >= 1000:
        raise KeyboardInterrupt


def test_files_that_cannot_be_read_bring_nothing_and_stop_nobody(desk: Desk, tmp_path: Path) -> None:
    good, folder = tmp_path / "tickets.csv", tmp_path / "folder.csv"
    folder.mkdir()
    good.write_text("number,kind,status,opened_at\nGD2603090499,宽带移机,处理中,2026-03-09 12:06\n", "utf-8")
    cut = tmp_path / "cut.json"
    cut.write_text('[{"id": "1", "@type": "TroubleTicket"}, {"id": "2"', "utf-8")
    report = desk.counter.importing.run((tmp_path / "none.csv", folder, cut, good), _killed_after_1000)
    assert (report.new, [r.file for r in report.refused]) == (1, ["none.csv", "folder.csv", "cut.json"])
    assert len(desk.find("GD2603090499").glances) == 1


def test_a_reason_older_than_the_state_is_not_shown_as_its_reason(desk: Desk) -> None:
    key = SourceKey("crm", "ticket", "R1")
    desk.take(
        person("P1", WANG),
        ticket("R1", key=key, status="pending", reason="押金凭条未交", moment=START - timedelta(days=3)),
        TicketRecord(key, START - timedelta(days=1), status="inProgress"),
    )
    desk.verify(WANG)
    opened = desk.counter.looking_up.open_ticket(desk.session, desk.visit, desk.find("R1").rows[0].ticket_id)
    assert (opened.status, opened.reason) == ("in_progress", "")


def test_an_owners_line_without_a_source_holds_for_every_system(desk: Desk, tmp_path: Path) -> None:
    owners = tmp_path / "owners.csv"
    owners.write_text(f"party,name,document_number\nP1,王秀兰,{WANG}\n", "utf-8")
    desk.take(ticket("S1", key=SourceKey("tmf621", "TroubleTicket", "S1")))
    desk.counter.importing.run((owners,), _ignored)
    desk.verify(WANG)
    assert [row.number for row in desk.find("S1").rows] == ["S1"]


def _ignored(_done: int, _total: int) -> None:
    """Nobody watches."""
