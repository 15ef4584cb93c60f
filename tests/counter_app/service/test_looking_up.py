"""What a look-up shows, and to whom."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from counter_app.domain import finding
from counter_app.domain.ticket import SourceKey
from counter_app.domain.ticket_number import slip_code
from counter_app.errors import BadInput, NotAllowed, VisitOver
from tests.builders.desk import LI, START, STRANGER, WANG, Desk, person, ticket


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Mrs Wang with two tickets on her mobile and one on her landline, Mr Li with one; one ticket of nobody."""
    desk.take(
        person("P1", WANG, "13800136621", name="王秀兰"),
        person("P2", LI, "13900001111", name="李大伟"),
        ticket("GD2603090472"),
        ticket("GD2603090473", kind="故障报修", status="closed", opened_at=START - timedelta(days=30)),
        ticket("GD2603090474", service_number="057188886621", contact_number="13900009999", opened_at=START),
        ticket("GD2603090475", owner_ref="P2", service_number="13900001111", contact_number="13900001111"),
        ticket("GD2603090476", owner_ref=None, service_number="13700000000", contact_number=None),
    )
    return desk


def test_before_verification_an_exact_ticket_number_shows_kind_state_and_dates_only(filled: Desk) -> None:
    for typed in ("GD2603090472", "gd 2603 0904 72", "2603090472", "ＧＤ２６０３０９０４７２"):
        found = filled.find(typed)
        assert found.finding == finding.GLANCE
        assert found.rows == ()
        assert [(g.kind, g.status, g.opened_at) for g in found.glances] == [
            ("broadband_move", "in_progress", START - timedelta(days=9))
        ]


def test_before_verification_a_phone_shows_nothing_whether_it_has_tickets_or_not(filled: Desk) -> None:
    known, unknown = filled.find("138 0013 6621"), filled.find("138 0013 6622")
    assert known.finding == unknown.finding == finding.NEEDS_DOCUMENT
    assert (known.rows, known.glances, known.matched) == (unknown.rows, unknown.glances, unknown.matched) == ((), (), "")


@pytest.mark.parametrize("typed", ["+86 138-0013-6621", "0086 13800136621", "8613800136621", "１３８００１３６６２１"])
def test_the_owner_finds_her_tickets_by_her_number_in_any_spelling(filled: Desk, typed: str) -> None:
    assert filled.verify(WANG)
    found = filled.find(typed)
    assert (found.finding, found.matched) == (finding.SEVERAL, finding.BY_SERVICE_NUMBER)
    assert [row.number for row in found.rows] == ["GD2603090472", "GD2603090473"]


def test_a_single_hit_says_that_the_contact_number_matched(filled: Desk) -> None:
    filled.verify(WANG)
    found = filled.find("139 0000 9999")
    assert (found.finding, found.matched) == (finding.ONE, finding.BY_CONTACT_NUMBER)
    assert found.rows[0].number == "GD2603090474"


def test_a_number_of_somebody_else_and_a_free_one_get_the_same_answer(filled: Desk) -> None:
    filled.verify(WANG)
    others, free = filled.find("13900001111"), filled.find("13900002222")
    assert others.finding == free.finding == finding.NOT_HERS
    assert (others.rows, others.glances) == (free.rows, free.glances) == ((), ())


def test_the_number_of_another_owners_ticket_is_said_and_shows_nothing(filled: Desk) -> None:
    filled.verify(WANG)
    found = filled.find("GD2603090475")
    assert (found.finding, found.rows, found.glances) == (finding.ANOTHER_OWNER, (), ())


def test_a_ticket_without_owner_shows_a_glance_to_a_verified_stranger(filled: Desk) -> None:
    filled.verify(WANG)
    found = filled.find("GD2603090476")
    assert (found.finding, len(found.glances), found.rows) == (finding.NO_OWNER, 1, ())


def test_a_document_nobody_has_verifies_nobody(filled: Desk) -> None:
    assert not filled.verify(STRANGER)
    assert filled.find("13800136621").finding == finding.NEEDS_DOCUMENT
    with pytest.raises(NotAllowed):
        filled.counter.looking_up.tickets(filled.session, filled.visit, False)


def test_another_customers_ticket_cannot_be_opened_by_its_id(filled: Desk) -> None:
    filled.verify(LI)
    his = filled.find("GD2603090475").rows[0].ticket_id
    filled.next_customer()
    filled.verify(WANG)
    with pytest.raises(NotAllowed) as there:
        filled.counter.looking_up.open_ticket(filled.session, filled.visit, his)
    with pytest.raises(NotAllowed) as nowhere:
        filled.counter.looking_up.open_ticket(filled.session, filled.visit, 999_999)
    assert there.value.text == nowhere.value.text


def test_the_list_groups_by_number_newest_first_and_filters_open_ones(filled: Desk) -> None:
    filled.verify(WANG)
    everything = filled.counter.looking_up.tickets(filled.session, filled.visit, False)
    assert [(g.line, g.number.text, g.tickets, g.open) for g in everything.groups] == [
        ("landline", "0571****21", 1, 1),
        ("mobile", "138****6621", 2, 1),
    ]
    assert [row.number for row in everything.rows] == ["GD2603090474", "GD2603090472", "GD2603090473"]
    only_open = filled.counter.looking_up.tickets(filled.session, filled.visit, True)
    assert [row.number for row in only_open.rows] == ["GD2603090474", "GD2603090472"]


def test_an_opened_ticket_is_masked_and_says_how_late_it_is(filled: Desk) -> None:
    filled.verify(WANG)
    row = filled.find("GD2603090472").rows[0]
    opened = filled.counter.looking_up.open_ticket(filled.session, filled.visit, row.ticket_id)
    assert (opened.owner.text, opened.service_number.text) == ("王**", "138****6621")
    assert opened.card.late_days == 2
    assert opened.timeline.steps[opened.timeline.now_no - 1].label == "Line assignment"
    assert [e.text for e in opened.events] == ["已收申请", "端口已满，需加装"]


def test_five_thousand_tickets_come_page_by_page_each_once_in_order(desk: Desk) -> None:
    desk.take(person("E1", WANG, "4008001234", organisation=True, name="城东贸易有限公司"))
    desk.take(*(
        ticket(f"EN{n:08}", owner_ref="E1", service_number="4008001234" if n % 3 else "057188880000",
               opened_at=START - timedelta(hours=n // 2), events=())
        for n in range(5000)
    ))  # fmt: skip
    desk.verify(WANG)
    seen, after, pages = [], "", 0
    while True:
        page = desk.counter.looking_up.tickets(desk.session, desk.visit, False, after)
        seen += page.rows
        pages += 1
        after = page.after
        if not after:
            break
    assert (len(seen), len({row.ticket_id for row in seen}), pages) == (5000, 5000, 100)
    order = list(dict.fromkeys(row.group for row in seen))
    assert order == [group.index for group in page.groups]
    assert all((order.index(a.group), -a.opened_us) <= (order.index(b.group), -b.opened_us) for a, b in pairwise(seen))


def test_the_new_holder_of_a_number_sees_none_of_the_old_tickets(desk: Desk) -> None:
    change = date(2026, 3, 1)
    desk.take(
        person("P1", WANG, "13800136621", held_from=date(2020, 1, 1), held_to=change - timedelta(days=1)),
        person("P2", LI, "13800136621", held_from=change),
        ticket("OLD0000001", owner_ref=None, opened_at=START - timedelta(days=100)),
        ticket("NEW0000001", owner_ref=None, opened_at=START - timedelta(days=2)),
    )
    desk.verify(LI)
    assert [row.number for row in desk.find("13800136621").rows] == ["NEW0000001"]
    assert desk.find("OLD0000001").finding == finding.ANOTHER_OWNER
    desk.next_customer()
    desk.verify(WANG)
    assert [row.number for row in desk.find("13800136621").rows] == ["OLD0000001"]


def test_two_systems_with_one_number_give_two_glances_and_a_prefix_tells_them_apart(desk: Desk) -> None:
    desk.take(ticket("GD0000007777"), ticket("GZ0000007777", key=SourceKey("old", "ticket", "1")))
    assert len(desk.find("0000007777").glances) == 2
    assert [g.number for g in desk.find("GZ0000007777").glances] == ["GZ0000007777"]


@given(typed=st.text(alphabet=st.sampled_from("%_'\"\\\0[]*? \t-138"), max_size=70))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wildcards_quotes_and_nul_find_nothing(filled: Desk, typed: str) -> None:
    if not filled.visit:
        filled.verify(WANG)
    found = filled.find(typed + "%")
    assert (found.rows, found.glances) == ((), ())


def test_what_is_typed_is_cut_at_64_characters_and_it_is_said(filled: Desk) -> None:
    assert filled.find("1" * 65).recognised.cut
    assert not filled.find("1" * 64).recognised.cut


def test_a_visit_ends_after_ten_minutes_without_activity_and_after_thirty_in_all(filled: Desk) -> None:
    filled.verify(WANG)
    filled.clock.forward(minutes=11)
    with pytest.raises(VisitOver):
        filled.find("13800136621")
    filled.next_customer()
    filled.verify(WANG)
    for _ in range(4):
        filled.clock.forward(minutes=7)
        filled.find("13800136621")
    filled.clock.forward(minutes=7)
    with pytest.raises(VisitOver):
        filled.find("13800136621")


def test_a_visit_is_of_one_customer(filled: Desk) -> None:
    filled.verify(WANG)
    with pytest.raises(NotAllowed):
        filled.verify(LI)
    assert filled.verify(WANG)


def test_a_ticket_that_comes_while_the_pages_are_turned_moves_no_heading(desk: Desk) -> None:
    desk.take(person("P1", WANG))
    desk.take(*(ticket(f"A{n:08}", service_number="13800136621", opened_at=START - timedelta(hours=n)) for n in range(70)))
    desk.take(*(ticket(f"B{n:08}", service_number="13900137730", opened_at=START - timedelta(days=9, hours=n)) for n in range(20)))
    desk.verify(WANG)
    first = desk.counter.looking_up.tickets(desk.session, desk.visit, False)
    desk.take(ticket("B99999999", service_number="13900137730", opened_at=START + timedelta(hours=1)))
    second = desk.counter.looking_up.tickets(desk.session, desk.visit, False, first.after)
    heading = {group.index: group.number.text for page in (first, second) for group in page.groups}
    seen = [(row.number[0], heading[row.group]) for row in (*first.rows, *second.rows)]
    assert seen == [("A", "138****6621")] * 70 + [("B", "139****7730")] * 20


def test_the_record_names_the_ticket_that_was_glanced_at(filled: Desk, store_url: str) -> None:
    filled.find("GD2603090472")
    engine = create_engine(store_url)
    with engine.connect() as connection:
        detail = connection.execute(text("SELECT detail FROM audit WHERE action = 'find'")).scalar_one()
        ticket_id = connection.execute(text("SELECT id FROM ticket WHERE number = 'GD2603090472'")).scalar_one()
    engine.dispose()
    assert json.loads(detail)["tickets"] == str(ticket_id)


def test_a_slip_code_with_a_guessed_number_opens_nothing(filled: Desk) -> None:
    tag = filled.counter.looking_up._store.tag
    for guessed in ("G", "GD", "GD26", ""):
        assert filled.find(slip_code(tag, guessed, 1)).glances == ()
    assert len(filled.find(slip_code(tag, "GD2603090472", 1)).glances) == 1


@pytest.mark.parametrize("after", ["x", "1.2", "1.2.3", "9" * 40 + ".1.1.a", "1.1.-1.a"])
def test_a_page_that_never_was_is_refused_in_words(filled: Desk, after: str) -> None:
    filled.verify(WANG)
    with pytest.raises(BadInput):
        filled.counter.looking_up.tickets(filled.session, filled.visit, False, after)
