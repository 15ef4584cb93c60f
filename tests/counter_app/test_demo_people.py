"""The demo's customers, cards and words: invented, valid, plain."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from counter_app import demo
from counter_app.demo import Demo, make_demo
from counter_app.domain import documents, roles
from counter_app.domain.phone import parse_phone
from counter_app.domain.ticket import CUSTOMER
from counter_app.texts import Texts

NOW = datetime(2026, 3, 18, 14, 32, tzinfo=ZoneInfo("Asia/Shanghai"))
ASSIGNED_PROVINCES = {
    *range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83, 91,
}  # fmt: skip
NOT_FOR_CUSTOMERS = ("系统", "异常码", "操作失败", "请稍后再试", "挂起", "竣工", "！", "!")


@pytest.fixture(scope="module")
def content() -> Demo:
    return make_demo(NOW)


def numbers_of(content: Demo, party: str) -> set[str]:
    return {p.holding.number for p in content.parties if p.party_id == party and p.holding}


def party_by_document(content: Demo, number: str) -> str:
    shown = documents.read_document(number, today=NOW.date())
    for party in content.parties:
        if party.document and documents.from_record(party.document).number == shown.number:
            return party.party_id
    return ""


def test_no_two_parties_share_a_document_and_each_passes_its_check(content: Demo) -> None:
    numbers = [documents.from_record(p.document).number for p in content.parties if p.document]
    assert len(numbers) == len(set(numbers)) == len({p.party_id for p in content.parties if p.document})
    for number in numbers:
        if len(number) == 18:
            weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
            told = sum(int(d) * w for d, w in zip(number, weights, strict=False)) % 11
            assert number[17] == "10X98765432"[told]
            assert int(number[:2]) not in ASSIGNED_PROVINCES


def test_every_card_passes_its_check_and_is_of_no_province_nor_state(content: Demo) -> None:
    for card in content.cards:
        shown = documents.read_document(card.number, today=NOW.date())
        assert (
            shown.country == "UTO"
            if shown.type == documents.PASSPORT
            else int(shown.number[:2]) not in (ASSIGNED_PROVINCES)
        )
    assert {documents.read_document(c.number, today=NOW.date()).type for c in content.cards} == {
        "resident_id",
        "passport",
    }
    assert any(len(card.number) == 15 for card in content.cards)


def test_every_card_is_a_customers_with_tickets_but_one_strangers(content: Demo) -> None:
    unknown = 0
    for card in content.cards:
        party = party_by_document(content, card.number)
        numbers = numbers_of(content, party) if party else set()
        if not party:
            unknown += 1
        else:
            assert [t for t in content.tickets if t.owner_ref == party or t.service_number in numbers], card.label
    assert unknown == 1


def test_every_card_says_in_chinese_what_it_shows(content: Demo) -> None:
    chinese = Texts("zh_CN")
    assert set(demo.CARD_LABELS.values()) == {card.label for card in content.cards}
    assert all(chinese.say(card.label) != card.label for card in content.cards)


def test_mobile_numbers_are_of_blocks_made_for_it_and_read_as_numbers(content: Demo) -> None:
    blocks = {"1380060", "1380061", "1380065", "1380067", "1390005"}
    for party in content.parties:
        assert party.holding
        number = party.holding.number
        phone = parse_phone(number)
        if number.startswith("1"):
            assert phone and phone.kind == "mobile" and number[:7] in blocks
        elif number.startswith("0"):
            assert phone and phone.kind == "landline"
        else:
            assert phone is None and re.fullmatch(r"(KD|ZX)\d{8}", number)


def test_no_number_is_held_by_two_at_a_time(content: Demo) -> None:
    now = Counter(p.holding.number for p in content.parties if p.holding and p.holding.held_to is None)
    assert set(now.values()) == {1}


# words


def test_what_customers_read_is_plain(content: Demo) -> None:
    for ticket in content.tickets:
        for event in ticket.events:
            if event.audience == CUSTOMER:
                assert event.text and not [word for word in NOT_FOR_CUSTOMERS if word in event.text], event.text


def test_no_slot_is_left_open_in_a_remark(content: Demo) -> None:
    assert not [e.text for t in content.tickets for e in t.events if "{" in e.text or "}" in e.text]


def test_titles_and_reasons_name_nobody(content: Demo) -> None:
    names = {p.name for p in content.parties if p.name and not p.organisation}
    for ticket in content.tickets:
        said = f"{ticket.title}{ticket.reason}"
        assert not re.search(r"\d{7,}", said) and not [name for name in names if len(name) > 2 and name in said]


def test_hall_and_clerks_are_there_with_a_role_each_and_long_passwords(content: Demo) -> None:
    assert (content.hall.name, content.hall.counter) == ("城东营业厅", "3")
    assert all("演示" in line and not re.search(r"\d{5}", line) for line in content.hall.ask_here)
    assert [clerk.role for clerk in content.clerks] == list(roles.ROLES)
    assert content.clerks[0].staff_number == "3107" and content.clerks[0].name == "李敏"
    assert all(len(clerk.password) >= 15 for clerk in content.clerks)
