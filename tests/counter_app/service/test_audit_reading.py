"""The auditor's questions: who did what, where, when, to which ticket and which customer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.domain.staff import ClerkSession, ServerRoom
from counter_app.errors import BadInput, NotAllowed
from counter_app.service.audit_reading import PAGE, AuditLine, AuditQuery
from tests.builders.audit_rows import recorded
from tests.builders.calls import WISH
from tests.builders.desk import LI, PASSWORD, STRANGER, WANG, Desk, PaperPrinter, open_counter, person, shown, ticket

ROOM = ServerRoom()
MOVE, FAULT = "GD2603090472", "BZ2603120033"


@pytest.fixture
def day(desk: Desk, tmp_path: Path) -> Iterator[Desk]:
    """A day at two counters: Wang's ticket opened and printed at one, Li's opened at the other a day later."""
    clerks = desk.counter.clerks
    for number, name, role in (("5001", "审计员", "auditor"), ("3108", "周敏", "clerk")):
        given = clerks.add(ROOM, number, name, role)
        session = desk.counter.staff.sign_in(number, given.password)
        desk.counter.staff.change_password(session, given.password, PASSWORD + "!")
    desk.session = desk.counter.staff.sign_in("3107", PASSWORD)
    desk.take(
        person("P1", WANG, "13800136621"), person("P2", LI, "13900137730"), ticket(MOVE),
        ticket(FAULT, owner_ref="P2", service_number="13900137730"),
    )  # fmt: skip
    desk.verify(WANG)
    desk.find(MOVE)
    desk.counter.looking_up.open_ticket(desk.session, desk.visit, 1)
    desk.counter.printing.send(desk.session, desk.visit, WISH, "paper", 1)
    with pytest.raises(NotAllowed):
        desk.counter.looking_up.open_ticket(desk.session, desk.visit, 2)
    desk.clock.forward(days=1)
    other = open_counter(desk.counter.settings.database_url, tmp_path, desk.clock, PaperPrinter(), "4")
    second = Desk(other, desk.clock, PaperPrinter(), other.staff.sign_in("3108", PASSWORD + "!"))
    second.verify(LI)
    second.counter.looking_up.open_ticket(second.session, second.visit, 2)
    yield desk
    other.close()


@pytest.fixture
def auditor(day: Desk) -> ClerkSession:
    """The auditor, signed in."""
    return day.counter.staff.sign_in("5001", PASSWORD + "!")


def asked(day: Desk, auditor: ClerkSession, query: AuditQuery) -> list[AuditLine]:
    """The whole answer, oldest first."""
    lines: list[AuditLine] = []
    after = ""
    while True:
        page = day.counter.audit_reading.find(auditor, query, after)
        lines.extend(page.lines)
        after = page.after
        if not after:
            return lines[::-1]


def said(lines: list[AuditLine]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(line.who, line.action, line.tickets) for line in lines]


def test_a_ticket_tells_who_looked_at_it_and_how(day: Desk, auditor: ClerkSession) -> None:
    assert said(asked(day, auditor, AuditQuery(ticket="gd2603-090472"))) == [
        ("3107", "find", (MOVE,)), ("3107", "open_ticket", (MOVE,)), ("3107", "print_slip", (MOVE,))
    ]  # fmt: skip
    lines = asked(day, auditor, AuditQuery(ticket=FAULT))
    assert said(lines) == [("3108", "open_ticket", (FAULT,))]
    assert (lines[0].name, lines[0].counter) == ("周敏", "城东营业厅/4")


def test_a_customers_document_tells_everything_done_in_her_visits(day: Desk, auditor: ClerkSession) -> None:
    lines = asked(day, auditor, AuditQuery(customer=shown(WANG)))
    assert [line.action for line in lines] == ["visit_open", "verify", "find", "open_ticket", "print_slip", "open_ticket"]
    assert [line.outcome for line in lines if line.action == "open_ticket"] == ["ok", "denied"]
    assert asked(day, auditor, AuditQuery(customer=shown(STRANGER))) == []


def test_clerk_counter_day_and_refusals_narrow_the_answer(day: Desk, auditor: ClerkSession) -> None:
    assert {line.who for line in asked(day, auditor, AuditQuery(clerk="3108"))} == {"3108"}
    assert {line.counter for line in asked(day, auditor, AuditQuery(counter="城东营业厅/4"))} == {"城东营业厅/4"}
    first = day.clock.at.date().replace(day=day.clock.at.day - 1)
    lines = asked(day, auditor, AuditQuery(day=first))
    assert lines
    assert not [line for line in lines if line.tickets == (FAULT,) and line.action == "open_ticket" and line.outcome == "ok"]
    denied = asked(day, auditor, AuditQuery(refused=True))
    assert [(line.action, line.reason) for line in denied] == [("open_ticket", "not_allowed")]
    assert asked(day, auditor, AuditQuery(clerk="3108", ticket=MOVE)) == []
    assert {line.who for line in asked(day, auditor, AuditQuery(clerk="system"))} == {"system"}


def test_pages_follow_each_other_without_gap_or_repetition(day: Desk, auditor: ClerkSession) -> None:
    day.session = day.counter.staff.sign_in("3107", PASSWORD)
    for _ in range(60):
        day.counter.visits.touch(day.session, day.next_customer())
    everything = asked(day, auditor, AuditQuery(clerk="3107"))
    assert len(everything) > PAGE
    places = [(line.counter, line.seq) for line in everything]
    assert (len(set(places)), places) == (len(places), sorted(places))


def test_the_days_are_the_halls(day: Desk, auditor: ClerkSession) -> None:
    day.session = day.counter.staff.sign_in("3107", PASSWORD)
    day.clock.at = day.clock.at.replace(hour=16, minute=30)  # half past midnight in the hall
    day.next_customer()
    here = day.clock.at.date().replace(day=day.clock.at.day + 1)
    assert [line.action for line in asked(day, auditor, AuditQuery(clerk="3107", day=here))] == ["visit_open"]


def test_every_question_is_on_the_record_before_it_is_answered(day: Desk, auditor: ClerkSession) -> None:
    day.counter.audit_reading.find(auditor, AuditQuery(customer=shown(WANG), ticket=MOVE, clerk="3107"))
    (row,) = [row for row in recorded(day.counter) if row.action == "read_audit"]
    detail = json.loads(row.detail)
    assert row.role == "auditor"
    assert (detail["customer"], detail["tickets"], detail["page"]) == ("by document", "1", "first")
    assert WANG not in row.detail
    assert "read_audit" in {line.action for line in asked(day, auditor, AuditQuery(ticket=MOVE))}


def test_nobody_but_an_auditor_asks(day: Desk) -> None:
    for number in ("3107", "9001"):
        session = day.counter.staff.sign_in(number, PASSWORD)
        for act in (day.counter.audit_reading.counters, lambda by: day.counter.audit_reading.find(by, AuditQuery())):
            with pytest.raises(NotAllowed, match="Only an auditor"):
                act(session)
    assert [row.action for row in recorded(day.counter) if row.reason_code == "role"] == ["read_audit"] * 4


@pytest.mark.parametrize(
    ("query", "after", "field"),
    [(AuditQuery(clerk="7777"), "", "clerk"), (AuditQuery(ticket="GD0000000000"), "", "ticket"), (AuditQuery(), "x.y", ""), (AuditQuery(), "1.2.", "")],
)
def test_what_is_not_there_is_said_at_its_field(
    day: Desk, auditor: ClerkSession, query: AuditQuery, after: str, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        day.counter.audit_reading.find(auditor, query, after)
    assert refused.value.field == field


def test_the_counters_that_wrote_anything_are_known(day: Desk, auditor: ClerkSession) -> None:
    assert set(day.counter.audit_reading.counters(auditor)) == {"system", "城东营业厅/3", "城东营业厅/4"}
