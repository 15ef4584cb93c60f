"""No statement of the search path reads through all tickets or events: each finds its rows by an index (G16)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from counter_app.store.engine import make_store_engine
from counter_app.store.store import SqlStore
from tests.builders.desk import LI, START, WANG, Desk, open_desk, person, ticket

WATCHED = ("ticket", "ticket_item", "event", "service_holding", "party_document")
Statement = tuple[str, object]


@pytest.fixture
def desk(store_url: str, tmp_path: Path) -> Iterator[Desk]:
    """Mrs Wang with more tickets than a page on one number, and one with events."""
    desk = open_desk(store_url, tmp_path)
    desk.take(
        person("P1", WANG, "13800136621"), person("P2", LI, "13900001111"), ticket(),
        ticket("OT00000001", owner_ref=None, service_number=None, contact_number=None),
        *(ticket(f"EN{n:08}", opened_at=START - timedelta(hours=n), events=()) for n in range(70)),
    )  # fmt: skip
    yield desk
    desk.counter.close()


@contextmanager
def listening(engine: Engine) -> Iterator[list[Statement]]:
    """Every statement that is sent meanwhile."""
    sent: list[Statement] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_more: object) -> None:
        sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def scans(engine: Engine, statement: Statement) -> list[str]:
    """The parts of a statement's plan that read a watched table without looking in an index for it."""
    told, parameters = statement
    with engine.connect() as connection, connection.begin():
        if engine.dialect.name == "sqlite":
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}", parameters).all()
            return [row[3] for row in plan if row[3].startswith(tuple(f"SCAN {table}" for table in WATCHED))]
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {told}", parameters).scalar_one()
        plan = json.loads(plan) if isinstance(plan, str) else plan
        return list(_bad_nodes(plan[0]["Plan"], ""))


def scanned(url: str, sent: list[Statement]) -> dict[str, list[str]]:
    """The statements that read through a watched table, each with how."""
    engine = make_store_engine(url)
    reads = ("SELECT", "UPDATE", "WITH")
    asked = {told: (told, given) for told, given in sent if told.lstrip().upper().startswith(reads)}
    found = {told: scans(engine, statement) for told, statement in asked.items()}
    engine.dispose()
    return {told: bad for told, bad in found.items() if bad}


def _bad_nodes(node: dict[str, object], above: str) -> Iterator[str]:
    kind, table = str(node["Node Type"]), str(node.get("Relation Name", above))
    by_index = "Index" in kind or kind == "Bitmap Heap Scan"
    if table in WATCHED and (kind == "Seq Scan" or (by_index and not {"Index Cond", "Recheck Cond"} & node.keys())):
        yield f"{kind} {table}"
    below = node.get("Plans", [])
    assert isinstance(below, list)
    for child in below:
        yield from _bad_nodes(child, table if kind == "Bitmap Heap Scan" else "")


def whole_visit(desk: Desk) -> None:
    """Every look-up there is, before and after the document."""
    looking = desk.counter.looking_up
    for verified in (False, True):
        if verified:
            assert desk.verify(WANG)
        for text in ("13800136621", "GD2603090472", "OT00000001", "KD05713316", "T1.7K2M.9.GD2603090472"):
            desk.find(text)
        looking.find_list(desk.session, desk.visit, "13800136621, GD2603090472, 13900001111")
    for open_only in (False, True):
        page = looking.tickets(desk.session, desk.visit, open_only)
        looking.tickets(desk.session, desk.visit, open_only, page.after)
    looking.open_ticket(desk.session, desk.visit, desk.find("GD2603090472").rows[0].ticket_id)


def test_no_look_up_reads_through_all_tickets(desk: Desk, store_url: str) -> None:
    store = desk.counter.looking_up._store
    assert isinstance(store, SqlStore)
    with listening(store._engine) as sent:
        whole_visit(desk)
    asked = {told for told, _given in sent}
    assert sum("FROM ticket" in told for told in asked) >= 8
    assert any("FROM event" in told for told in asked)
    assert scanned(store_url, sent) == {}


@pytest.mark.parametrize(
    "told",
    [
        "SELECT id FROM ticket WHERE number_key LIKE '%0472'",
        "SELECT id FROM ticket WHERE lower(number_key) = '2603090472'",
        "SELECT seq FROM event WHERE text = '已收申请'",
        "SELECT id FROM ticket ORDER BY id",
    ],
)
def test_a_statement_that_reads_through_is_seen(desk: Desk, store_url: str, told: str) -> None:
    engine = make_store_engine(store_url)
    on_postgres = engine.dialect.name == "postgresql"
    assert scans(engine, (told.replace("%", "%%"), {}) if on_postgres else (told, ()))
    engine.dispose()


def test_no_act_of_another_channel_reads_through_all_tickets(desk: Desk, store_url: str) -> None:
    channel, store = desk.counter.channel("app"), desk.counter.looking_up._store
    assert isinstance(store, SqlStore)
    with listening(store._engine) as sent:
        opened = channel.open(channel.tickets_of("13800136621")[0].ticket_id)
        channel.tickets_of("13700000000")
        channel.add_event(opened.ticket_id, opened.version, "预约上门", "周五", "customer", "a" * 32)
    assert scanned(store_url, sent) == {}
