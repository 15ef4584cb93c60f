"""Numbers of every line, pasted lists, ticket numbers of two systems, slips of other halls."""

from __future__ import annotations

from datetime import timedelta

import pytest

from counter_app.domain import finding
from counter_app.domain.finding import FoundList
from counter_app.domain.ticket import SourceKey
from counter_app.domain.ticket_number import slip_code
from counter_app.errors import VisitOver
from tests.builders.desk import LI, START, WANG, Desk, person, ticket

LINES = {
    "13800136621": "mobile",
    "0571-88886621": "landline",
    "KD05713316": "broadband",
    "1064812345678": "iot",
    "4008108888": "service400",
    "ZX05714410": "enterprise",
    "57188880001": "unknown",
    "hz123456@adsl": "unknown",
}


@pytest.fixture
def shop(desk: Desk) -> Desk:
    """Mrs Wang with a ticket on a number of every line; Mr Li with one on another number of each form."""
    desk.take(
        person("P1", WANG), person("P2", LI),
        *(ticket(f"GD26030904{n:02}", service_number=number, contact_number=None, opened_at=START - timedelta(days=n))
          for n, number in enumerate(LINES)),
        ticket("GD2603090499", owner_ref="P2", service_number="KD05719999", contact_number="1064800000000"),
    )  # fmt: skip
    return desk


def pasted(desk: Desk, text: str) -> FoundList:
    """What a pasted list finds."""
    if not desk.visit:
        desk.next_customer()
    return desk.counter.looking_up.find_list(desk.session, desk.visit, text)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("kd 0571 3316", "broadband"), ("ＫＤ０５７１３３１６", "broadband"), ("106 4812 345678", "iot"),
        ("+86 1064812345678", "iot"), ("400-810-8888", "service400"), ("+86 400 810 8888", "service400"),
        ("zx-0571-4410", "enterprise"), ("57188880001", "ticket_number"), ("HZ123456@ADSL", "broadband"),
    ],
)  # fmt: skip
def test_a_number_of_any_line_is_kept_before_and_found_after_the_document(shop: Desk, typed: str, kind: str) -> None:
    before = shop.find(typed)
    assert (before.finding, before.keep, before.rows, before.glances, before.count) == ("needs_document", True, (), (), 0)
    shop.verify(WANG)
    found = shop.find(typed)
    assert (found.finding, found.matched, found.recognised.kind) == (finding.ONE, finding.BY_SERVICE_NUMBER, kind)
    shop.next_customer()
    shop.verify(LI)
    assert shop.find(typed).finding == finding.NOT_HERS


@pytest.mark.parametrize("typed", ["2603090500", "1234567890123456", "57188889999"])
def test_digits_that_are_no_ticket_are_kept_masked_like_an_account_whether_there_is_one_or_not(
    shop: Desk, typed: str
) -> None:
    found = shop.find(typed)
    assert (found.finding, found.keep, found.recognised.kind) == (finding.NEEDS_DOCUMENT, True, finding.UNKNOWN)
    assert "*" in found.recognised.shown


def test_a_ticket_number_nobody_has_is_said_so_and_kept_for_it_may_be_an_account(shop: Desk) -> None:
    found = shop.find("GD2603099999")
    assert (found.finding, found.keep) == (finding.NOTHING, True)
    assert not shop.find("%").keep
    assert shop.find("GD2603090400").keep


def test_the_list_heads_each_number_with_its_line(shop: Desk) -> None:
    shop.verify(WANG)
    page = shop.counter.looking_up.tickets(shop.session, shop.visit, False)
    assert [group.line for group in page.groups] == list(LINES.values())
    assert [group.number.text for group in page.groups][2:6] == ["KD****3316", "106****5678", "40****88", "ZX****4410"]


def test_before_the_document_a_pasted_list_shows_exact_ticket_numbers_only(shop: Desk) -> None:
    found = pasted(shop, "GD2603090400, 13800136621；KD05719999、WX0000000001\n12")
    told = [(n.recognised.kind, n.finding, n.count, len(n.glances), n.rows) for n in found.numbers]
    assert told == [
        ("ticket_number", finding.GLANCE, 1, 1, ()), ("mobile", finding.NEEDS_DOCUMENT, 0, 0, ()),
        ("broadband", finding.NEEDS_DOCUMENT, 0, 0, ()), ("ticket_number", finding.NOTHING, 0, 0, ()),
        ("unknown", finding.NEEDS_DOCUMENT, 0, 0, ()),
    ]  # fmt: skip
    assert (found.left_out, found.cut) == (0, False)


def test_after_the_document_each_number_of_the_list_has_its_own_answer(shop: Desk) -> None:
    shop.verify(WANG)
    found = pasted(shop, "13800136621 KD05713316 KD05719999 GD2603090499 GD2603090404 13800136621")
    assert [(n.text, n.finding, n.count) for n in found.numbers] == [
        ("13800136621", finding.ONE, 1), ("KD05713316", finding.ONE, 1), ("KD05719999", finding.NOT_HERS, 0),
        ("GD2603090499", finding.ANOTHER_OWNER, 0), ("GD2603090404", finding.ONE, 1),
    ]  # fmt: skip
    assert [row.number for n in found.numbers for row in n.rows] == ["GD2603090400", "GD2603090402", "GD2603090404"]
    assert "13800136621" not in repr(found)


def test_of_a_long_list_fifty_numbers_are_looked_up_and_the_rest_is_counted(shop: Desk) -> None:
    found = pasted(shop, "\n".join(f"1390000{n:04}" for n in range(61)))
    assert (len(found.numbers), found.left_out, found.cut) == (50, 11, False)
    assert pasted(shop, "1390000 " * 100_000).cut


def test_a_list_is_looked_up_in_a_visit_only(shop: Desk) -> None:
    shop.next_customer()
    shop.clock.forward(minutes=31)
    with pytest.raises(VisitOver):
        pasted(shop, "13800136621,13900001111")


def test_more_tickets_than_are_listed_are_counted_rightly(desk: Desk) -> None:
    desk.take(person("P1", WANG), *(ticket(f"N{n:07}", contact_number="13900001111", events=()) for n in range(73)))
    desk.verify(WANG)
    for number in ("13800136621", "13900001111"):
        found = desk.find(number)
        assert (found.finding, len(found.rows), found.count) == (finding.SEVERAL, 50, 73)
    assert [n.count for n in pasted(desk, "13800136621,13900001111").numbers] == [73, 73]


def test_tickets_of_two_systems_with_one_number_are_told_apart_by_source_kind_and_day(desk: Desk) -> None:
    desk.take(
        person("P1", WANG), person("P2", LI),
        ticket("2603090472", key=SourceKey("crm", "ticket", "1")),
        ticket("2603090472", key=SourceKey("workshop", "repair", "1"), kind="手机维修", opened_at=START),
        ticket("2603090472", key=SourceKey("boss", "order", "1"), owner_ref="P2"),
    )  # fmt: skip
    glances = desk.find("2603090472").glances
    assert {(g.source, g.kind) for g in glances} == {
        ("crm", "broadband_move"), ("workshop", "phone_repair"), ("boss", "broadband_move"),
    }  # fmt: skip
    assert all(g.opened_at is not None for g in glances)
    desk.verify(WANG)
    found = desk.find("2603090472")
    assert (found.finding, found.count) == (finding.SEVERAL, 2)
    assert {row.source for row in found.rows} == {"crm", "workshop"}


def test_a_ticket_number_that_only_one_has_shows_no_source_before_the_document(shop: Desk) -> None:
    assert [g.source for g in shop.find("GD2603090400").glances] == [""]


def test_a_slip_of_another_hall_is_said_so_unless_the_ticket_is_known_here(shop: Desk) -> None:
    other, known = slip_code("ZZZZZZ", "GD9999999999", 1), slip_code("ZZZZZZ", "GD2603090400", 77)
    assert (shop.find(other).finding, shop.find(other).keep) == (finding.OTHER_STORE, False)
    assert shop.find(known).finding == finding.GLANCE
    shop.verify(WANG)
    assert shop.find(other).finding == finding.OTHER_STORE
    assert [row.number for row in shop.find(known).rows] == ["GD2603090400"]
    assert shop.find(slip_code("ZZZZZZ", "GD2603090499", 1)).finding == finding.ANOTHER_OWNER


def test_a_slip_of_this_hall_whose_ticket_is_gone_is_not_called_another_halls(shop: Desk) -> None:
    tag = shop.counter.looking_up._store.tag
    code = slip_code(tag, "GD9999999999", 987_654)
    assert shop.find(code).finding == finding.NOTHING
    shop.verify(WANG)
    assert shop.find(code).finding == finding.NOT_HERS
