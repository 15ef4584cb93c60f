"""Another channel at work on the same tickets: it sees its customer's, adds each event once, leaves its own trace."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import uuid
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from counter_app.domain.finding import OpenedTicket
from counter_app.domain.ticket import EventRecord, SourceKey, TicketRecord
from counter_app.errors import BadInput, ChangedElsewhere, NotAllowed
from counter_app.service.channel import Channel
from tests.builders.desk import LI, START, WANG, Desk, open_desk, person, ticket

ROOT = Path(__file__).parents[3]
PHONE = "13800136621"
NOT_FOR_HER = "内部备注：端口已满"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Mrs Wang with two tickets of her number, and one ticket of the man who had the number before."""
    desk.take(
        person("P0", LI, PHONE, name="李大伟", held_to=date(2026, 2, 28)),
        person("P1", WANG, PHONE, name="王秀兰", held_from=date(2026, 3, 1)),
        ticket("GD2603090472", owner_ref=None, events=(
            EventRecord(START - timedelta(days=9), "已收申请", "acknowledged", "受理", "城东营业厅", "", "营业厅", "customer"),
            EventRecord(START - timedelta(days=8), NOT_FOR_HER, "inProgress", "线路调配", "线路维护中心"),
        )),
        ticket("GD2603010001", owner_ref=None, status="closed", opened_at=START - timedelta(days=12)),
        ticket("GD2501010001", owner_ref=None, opened_at=START - timedelta(days=300)),
        ticket("GD2603170000", owner_ref=None, service_number="13700000000"),
    )  # fmt: skip
    return desk


def app(desk: Desk) -> Channel:
    """The customer app."""
    return desk.counter.channel("app")


def act() -> str:
    """The id of a new act."""
    return uuid.uuid4().hex


def at_the_counter(desk: Desk, number: str) -> OpenedTicket:
    """The ticket as the clerk opens it for Mrs Wang."""
    desk.next_customer()
    desk.verify(WANG)
    return desk.counter.looking_up.open_ticket(desk.session, desk.visit, desk.find(number).rows[0].ticket_id)


def readme_program() -> str:
    """The program of the README's section on other channels."""
    section = (ROOT / "README.md").read_text("utf-8").split("\n## Other channels\n")[1].split("\n## ")[0]
    found = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def test_the_readmes_lines_run_in_a_process_without_qt_and_the_counter_shows_what_they_did(
    store_url: str, tmp_path: Path
) -> None:
    desk = open_desk(store_url, tmp_path)
    desk.take(person("P1", WANG, PHONE), ticket())
    before = at_the_counter(desk, "GD2603090472")
    lines = readme_program()
    assert len([line for line in lines.splitlines() if line]) <= 10
    program = lines + "import sys\nassert not [name for name in sys.modules if name.startswith(('PySide6', 'ui'))]\n"
    environ = {**os.environ, "COUNTER_DATABASE": store_url, "COUNTER_DATA": str(tmp_path), "COUNTER_KEYRING": "0"}
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=ROOT, env=environ, capture_output=True, text=True, timeout=100,
        check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    after = at_the_counter(desk, "GD2603090472")
    assert after.version == before.version + 1
    added = after.events[-1]
    assert (added.text, added.step, added.channel, added.audience) == ("客户改约周五下午", "预约上门", "app", "customer")
    assert after.timeline.steps[after.timeline.now_no - 1].label == "Visit appointment"
    assert [row.summary for row in desk.find("GD2603090472").rows] == ["Visit appointment"]
    assert desk.counter.auditing.verify().ok
    desk.counter.close()


def test_a_number_gives_the_tickets_of_its_present_holder_only(filled: Desk) -> None:
    for typed in (PHONE, "+86 138-0013-6621", "１３８ 0013 6621"):
        assert [t.number for t in app(filled).tickets_of(typed)] == ["GD2603090472", "GD2603010001"]
    listed = app(filled).tickets_of(PHONE)[0]
    assert (listed.kind, listed.status, listed.service_number.text) == ("broadband_move", "in_progress", "138****6621")
    for typed in ("13700000000", "13900000000", "", "%", "GD2603090472"):
        assert app(filled).tickets_of(typed) == ()


def test_a_number_that_was_given_up_or_is_taken_over_tomorrow_is_nobodys_today(desk: Desk) -> None:
    today = START.date()
    desk.take(
        person("P1", WANG, PHONE, held_to=today - timedelta(days=1)), ticket("A0000001"),
        person("P2", LI, "13900001111", held_from=today + timedelta(days=1)),
        ticket("A0000002", owner_ref="P2", service_number="13900001111", contact_number=None),
    )  # fmt: skip
    assert app(desk).tickets_of(PHONE) == app(desk).tickets_of("13900001111") == ()
    desk.clock.forward(days=1)
    assert [t.number for t in app(desk).tickets_of("13900001111")] == ["A0000002"]


def test_without_recorded_holders_a_number_gives_the_tickets_of_its_only_owner(desk: Desk) -> None:
    desk.take(person("P1", WANG), person("P2", LI), ticket("A0000001"),
              ticket("A0000002", service_number="13900001111", contact_number=None))
    assert [t.number for t in app(desk).tickets_of(PHONE)] == ["A0000001"]
    desk.take(ticket("A0000003", owner_ref="P2"))
    assert app(desk).tickets_of(PHONE) == ()


def test_one_person_told_by_two_systems_is_one_holder(desk: Desk) -> None:
    desk.take(
        person("P1", WANG, PHONE, source="crm"), person("77", WANG, source="boss"),
        ticket("A0000001"), ticket("A0000002", key=SourceKey("boss", "order", "1"), owner_ref="77"),
    )  # fmt: skip
    assert {t.number for t in app(desk).tickets_of(PHONE)} == {"A0000001", "A0000002"}


def test_a_customers_ticket_is_masked_and_without_the_remarks_for_the_staff(filled: Desk) -> None:
    opened = app(filled).open(app(filled).tickets_of(PHONE)[0].ticket_id)
    assert (opened.owner.text, opened.service_number.text) == ("王**", "138****6621")
    assert NOT_FOR_HER not in repr(opened)
    assert [event.text for event in opened.events] == ["已收申请"]
    assert opened.timeline.records == 1
    assert opened.timeline.steps[opened.timeline.now_no - 1].label == "Line assignment"


def test_a_ticket_without_owner_and_one_that_is_not_there_are_refused_alike(filled: Desk) -> None:
    nobodys = filled.find("GD2603170000")
    assert nobodys.finding == "glance"
    ids = {t.ticket_id for t in app(filled).tickets_of(PHONE)}
    refused = set()
    for ticket_id in range(1, 9):
        if ticket_id in ids:
            continue
        try:
            app(filled).open(ticket_id)
        except NotAllowed as error:
            refused.add(error.text)
    assert len(refused) == 1


def test_an_act_is_applied_once_however_often_it_is_sent(filled: Desk) -> None:
    channel, action_id = app(filled), act()
    opened = channel.open(channel.tickets_of(PHONE)[0].ticket_id)
    told = (opened.ticket_id, opened.version, "", "请周五来", "customer", action_id)
    assert [channel.add_event(*told) for _ in range(3)] == [opened.version + 1] * 3
    assert [e.text for e in channel.open(opened.ticket_id).events] == ["已收申请", "请周五来"]
    other = channel.tickets_of(PHONE)[1]
    with pytest.raises(BadInput):
        channel.add_event(other.ticket_id, 1, "", "请周五来", "customer", action_id)


def test_nothing_is_written_over_a_change_that_was_not_seen(filled: Desk) -> None:
    channel = app(filled)
    opened = channel.open(channel.tickets_of(PHONE)[0].ticket_id)
    channel.add_event(opened.ticket_id, opened.version, "", "第一句", "customer", act())
    with pytest.raises(ChangedElsewhere):
        channel.add_event(opened.ticket_id, opened.version, "", "第二句", "customer", act())
    assert "第二句" not in repr(channel.open(opened.ticket_id))


def test_a_closed_ticket_takes_nothing_more(filled: Desk) -> None:
    closed = app(filled).tickets_of(PHONE)[1]
    opened = app(filled).open(closed.ticket_id)
    with pytest.raises(NotAllowed):
        app(filled).add_event(closed.ticket_id, opened.version, "", "再看看", "customer", act())


@pytest.mark.parametrize(
    ("step", "remark", "audience", "action_id", "field"),
    [
        ("", " ", "customer", "a" * 32, "text"), ("x" * 41, "", "customer", "a" * 32, "text"),
        ("", "x" * 501, "customer", "a" * 32, "text"), ("", "a\0b", "customer", "a" * 32, "text"),
        ("", "\ud800", "customer", "a" * 32, "text"), ("", "好", "everybody", "a" * 32, "audience"),
        ("", "好", "customer", "", "action_id"), ("", "好", "customer", "a b" * 8, "action_id"),
    ],
)  # fmt: skip
def test_an_event_with_a_gap_is_refused_at_its_field(
    filled: Desk, step: str, remark: str, audience: str, action_id: str, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        app(filled).add_event(1, 1, step, remark, audience, action_id)
    assert refused.value.field == field


@pytest.mark.parametrize("name", ["", "system", "App", "a b", "城东", "x" * 21])
def test_a_channel_needs_a_plain_name_that_is_not_the_programs_own(desk: Desk, name: str) -> None:
    with pytest.raises(BadInput):
        desk.counter.channel(name)


def test_an_import_after_an_act_keeps_it_and_where_the_ticket_stands(filled: Desk) -> None:
    channel = app(filled)
    opened = channel.open(channel.tickets_of(PHONE)[0].ticket_id)
    filled.clock.forward(hours=1)
    channel.add_event(opened.ticket_id, opened.version, "预约上门", "请周五来", "customer", act())
    key = SourceKey("crm", "ticket", "GD2603090472")
    filled.take(TicketRecord(key, START, site="西湖区青年路 12 号"))
    shown = at_the_counter(filled, "GD2603090472")
    assert [e.text for e in shown.events][-1] == "请周五来"
    row = filled.find("GD2603090472").rows[0]
    assert row.summary == "Visit appointment"
    assert row.moved_us == int((START + timedelta(hours=1)).timestamp() * 1_000_000)
    later = EventRecord(START + timedelta(hours=2), "到场", "", "上门安装")
    filled.take(TicketRecord(key, START + timedelta(hours=2), events=(later,)))
    assert filled.find("GD2603090472").rows[0].summary == "Work at your home"


def test_every_act_is_on_the_channels_own_chain_and_says_nothing_personal(filled: Desk, store_url: str) -> None:
    channel = app(filled)
    opened = channel.open(channel.tickets_of(PHONE)[0].ticket_id)
    channel.add_event(opened.ticket_id, opened.version, "", "请打 13900002222", "customer", act())
    with pytest.raises(NotAllowed):
        channel.open(999_999)
    engine = create_engine(store_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM audit WHERE chain = 'app' ORDER BY seq")).all()
    engine.dispose()
    assert [(row.action, row.outcome) for row in rows] == [
        ("channel_list", "ok"), ("open_ticket", "ok"), ("add_event", "ok"), ("open_ticket", "denied"),
    ]  # fmt: skip
    assert {(row.actor_id, row.role) for row in rows} == {("channel:app", "channel")}
    assert not any(number in repr(rows) for number in (PHONE, "13900002222"))
    assert "139****2222" in channel.open(opened.ticket_id).events[-1].text
