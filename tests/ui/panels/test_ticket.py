"""An opened ticket: title, chips, facts, answers, notes; and nothing of it once forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest

from counter_app.domain.timeline import Timeline
from counter_app.texts import Texts
from tests.doubles import story
from tests.doubles.visible_texts import held_texts, holding
from tests.ui.panels.conftest import Surroundings
from ui.panels.ticket import TicketPanel
from ui.theme import Theme


@pytest.fixture
def panel(around: Surroundings, theme: Theme, texts: Texts) -> TicketPanel:
    panel = TicketPanel(theme, texts)
    around.show(panel)
    return panel


def notes(panel: TicketPanel) -> list[str]:
    return panel._note.text().splitlines()


def test_facts_are_the_number_in_groups_dates_and_masked_values(panel: TicketPanel) -> None:
    panel.show_ticket(story.opened(fee="120.00"))
    facts = {fact.label: fact.value for fact in panel._facts.facts()}
    assert facts["工单号"] == "GD26 0309 0472"
    assert facts["地址"] == "西湖区青年路****"
    assert facts["费用"] == "120.00 元"


def test_an_order_names_its_items_with_their_own_states(panel: TicketPanel) -> None:
    panel.show_ticket(story.opened(items=story.ITEMS))
    assert "订单共 2 项：千兆宽带（已完成）；路由器（处理中）" in notes(panel)


def test_an_order_of_many_items_names_three_and_counts_the_rest(panel: TicketPanel) -> None:
    panel.show_ticket(story.opened(items=story.ITEMS * 3))
    assert notes(panel)[-1].endswith("，另有 3 项")


def test_days_without_movement_are_said_from_the_first_on(panel: TicketPanel) -> None:
    still = Timeline(story.TIMELINE.steps, 3, story.at(10), 8, 12)
    panel.show_ticket(story.opened(timeline=still))
    assert notes(panel) == ["已有 8 天没有动静。"]
    panel.show_ticket(story.opened())
    assert notes(panel) == []
    assert not panel._note.isVisible()


def test_the_senders_unknown_word_is_quoted(panel: TicketPanel) -> None:
    panel.show_ticket(story.opened(17))
    assert "来件写的是“挂起-07”，我们还不认识这个词。" in notes(panel)


def test_a_pick_up_date_is_said_while_the_repair_is_open(panel: TicketPanel) -> None:
    panel.show_ticket(story.opened(pick_up_at=story.NOW + timedelta(days=2)))
    assert notes(panel) == ["3月20日（周五）起可以取机。"]


def test_all_records_and_back_by_the_same_key(panel: TicketPanel) -> None:
    panel.show_ticket(story.opened())
    assert panel.records_button.text() == "全部记录 12 条"
    panel.show_records()
    assert panel.timeline.shows_all()
    assert panel.records_button.text() == "只看环节"
    panel.show_records()
    assert not panel.timeline.shows_all()


def test_another_ticket_begins_with_its_steps_again(panel: TicketPanel) -> None:
    panel.show_ticket(story.opened())
    panel.show_records()
    panel.show_ticket(story.opened(14))
    assert panel.records_button.text() == "全部记录 12 条"


def test_nothing_of_a_forgotten_ticket_is_held(panel: TicketPanel) -> None:
    panel.show_ticket(story.opened(items=story.ITEMS, reason="欠费"))
    panel.forget()
    assert holding(held_texts(panel), "0472", "6621", "青年路", "接线箱", "路由器", "欠费", "线路维护中心") == {}
