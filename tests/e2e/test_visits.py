"""Whole visits at the real window, on a real store, by the keyboard alone."""

from __future__ import annotations

import pytest

from tests.builders.desk import STRANGER, WANG
from tests.doubles.visible_texts import held_texts, holding
from tests.e2e.clerk import Clerk
from tests.e2e.hall import (
    CANCELLED,
    LI_FAULT,
    LI_PHONE,
    LI_TRACES,
    LONG,
    OLD_HOLDERS,
    OWNERLESS,
    RECORDS,
    SHARED_PHONE,
    TWICE,
    WANG_MOVE,
    WANG_PHONE,
    WANG_REPAIR,
    WANG_TRACES,
)

SECRET = ("王**", "6621", "青年路", "王的备注", "线路维护中心", "端口已满", "王家")


def test_document_first_then_number_opens_the_ticket(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.until_seen("王**")
    clerk.look_up(WANG_MOVE)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)
    assert clerk.sees("按工单号找到")
    assert clerk.sees("王的备注：端口已满")


def test_number_first_then_document_leads_to_the_same_place(clerk: Clerk) -> None:
    clerk.look_up("gd 2603 0904 72")
    clerk.until_seen("GD26 0309 0472")
    assert clerk.opened() == ""
    clerk.present(WANG)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)
    assert clerk.state() == "ok"


@pytest.mark.parametrize("spelling", [WANG_PHONE, "+86 138 0013 6621", "１３８００１３６６２１", "0086-138-0013-6621"])
def test_a_phone_typed_first_is_kept_and_looked_up_after_the_check(clerk: Clerk, spelling: str) -> None:
    clerk.look_up(spelling)
    clerk.until_seen("138****6621")
    assert not clerk.sees("宽带移机")
    clerk.present(WANG)
    clerk.until_seen("有 3 件工单用这个号码")
    clerk.press("Alt+1")
    clerk.until(lambda: bool(clerk.opened()))


def test_before_the_check_a_ticket_number_tells_business_state_and_dates_only(clerk: Clerk) -> None:
    clerk.look_up(WANG_MOVE)
    clerk.until_seen("GD26 0309 0472")
    assert clerk.sees("宽带移机")
    assert clerk.sees("处理中")
    assert holding(held_texts(), *SECRET) == {}


def test_before_the_check_a_phone_with_tickets_and_one_without_look_the_same(clerk: Clerk) -> None:
    seen = []
    for phone in (WANG_PHONE, "13800006621"):
        clerk.look_up(phone)
        clerk.until_idle()
        seen.append(clerk.shown() - {phone})
        clerk.press("F12")
    assert {text for text in seen[0] ^ seen[1] if "从屏幕清除" not in text} == set()


def test_a_wrong_document_says_exactly_why_and_looks_nothing_up(clerk: Clerk) -> None:
    clerk.present("33010619480231002X")
    clerk.until_seen("“0231”不是一个日期")
    assert clerk.state() == "no"
    assert clerk.page.document.field.line().marked() == "0231"
    assert clerk.page.document.isVisible()


def test_a_wrong_document_can_be_mended_in_place(clerk: Clerk) -> None:
    clerk.present(WANG[:-1] + ("5" if WANG[-1] != "5" else "4"))
    clerk.until(lambda: clerk.state() == "no")
    clerk.press("End")
    clerk.press("Backspace")
    assert clerk.state() == "none"
    clerk.type(WANG[-1])
    clerk.press("Return")
    clerk.until(lambda: clerk.state() == "ok")


@pytest.mark.parametrize("first", ["", WANG_PHONE, WANG_MOVE])
def test_a_strangers_document_gets_one_text_whatever_was_asked(clerk: Clerk, first: str) -> None:
    if first:
        clerk.look_up(first)
        clerk.until_idle()
    clerk.present(STRANGER)
    clerk.until_seen("这份证件名下没有查到工单")
    assert clerk.state() == "no"
    assert holding(held_texts(), *(trace for trace in SECRET if trace != "6621")) == {}


def test_a_verified_customer_cannot_open_somebody_elses_ticket(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(LI_FAULT)
    clerk.until_seen("证件与这件工单的机主不是同一人，不能查看")
    assert clerk.opened() == ""
    assert holding(held_texts(), "李的备注", "7730", "装维班") == {}


@pytest.mark.parametrize("number", [LI_PHONE, "13911112222"])
def test_a_strangers_number_and_a_free_one_get_the_same_sentence(clerk: Clerk, number: str) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(number)
    clerk.until_seen(f"{number[:3]}****{number[-4:]} 不在这位客户名下")


def test_an_unknown_ticket_number_says_so_before_and_after_the_check(clerk: Clerk) -> None:
    clerk.look_up("GD9999990000")
    clerk.until_seen("没有工单 GD99 9999 0000")
    clerk.press("Esc")
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up("GD9999990000")
    clerk.until_seen("这位客户名下没有工单 GD99 9999 0000")


@pytest.mark.parametrize("text", ["%", "_", "' OR 1=1 --", "；", "@@@"])
def test_signs_find_nothing(clerk: Clerk, text: str) -> None:
    clerk.look_up(text)
    clerk.until_seen("认不出这个号码")


def test_a_ticket_without_owner_shows_its_glance_and_says_why(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(OWNERLESS)
    clerk.until_seen("这件工单来的时候没有写机主")
    assert clerk.sees("GD26 0313 0900")
    assert not clerk.page.glance.document_button.isVisible()


def test_two_tickets_of_one_number_are_both_glanced_at(clerk: Clerk) -> None:
    clerk.look_up(TWICE)
    clerk.until_seen("有 2 件工单用这个号码")
    assert clerk.sees("套餐变更")
    assert clerk.sees("宽带移机")


def test_the_new_holder_of_a_number_sees_none_of_the_old_tickets(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(SHARED_PHONE)
    clerk.until(lambda: clerk.opened() == LONG)
    clerk.look_up(OLD_HOLDERS)
    clerk.until_seen("证件与这件工单的机主不是同一人")
    assert clerk.page.list.view.rows().rowCount() == 6


def test_a_ticket_with_300_events_opens_and_paints_only_what_is_seen(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(LONG)
    clerk.until(lambda: clerk.opened() == LONG)
    assert clerk.sees(f"全部记录 {RECORDS} 条") or clerk.page.ticket.records_button.text() == f"全部记录 {RECORDS} 条"
    clerk.press("Ctrl+H")
    clerk.app.window.grab()
    assert 0 < clerk.page.ticket.timeline.painted_events < 40


def test_tickets_are_stepped_through_without_leaving_the_detail(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until_seen("4 件工单")
    opened = []
    for _ in range(3):
        clerk.press("Ctrl+Down")
        clerk.until(lambda: clerk.opened() not in ("", *opened))
        opened.append(clerk.opened())
    clerk.press("Ctrl+Up")
    clerk.until(lambda: clerk.opened() == opened[1])


def test_pick_up_reason_and_items_are_said_under_the_timeline(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(WANG_REPAIR)
    clerk.until(lambda: clerk.opened() == WANG_REPAIR)
    assert clerk.sees("起可以取机")
    assert clerk.sees("订单共 1 项：换屏（处理中）")
    clerk.look_up(CANCELLED)
    clerk.until(lambda: clerk.opened() == CANCELLED)
    assert clerk.sees("原因：欠费停机未结清")


def test_the_list_shows_open_tickets_or_all(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until_seen("4 件工单")
    assert clerk.page.list.filter.choices() == ("在办 3", "全部 4")
    before = clerk.page.list.view.rows().rowCount()
    clerk.press("Tab")
    while not clerk.page.list.filter.hasFocus():
        clerk.press("Tab")
    clerk.press("Left")
    clerk.until_idle()
    assert clerk.page.list.view.rows().rowCount() < before


def test_a_scan_is_looked_up_wherever_the_focus_is(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(WANG_MOVE)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)
    clerk.press("F8")
    clerk.until(lambda: clerk.page.slip.is_open())
    clerk.scan(WANG_REPAIR)
    clerk.until(lambda: clerk.opened() == WANG_REPAIR)
    assert not clerk.page.slip.is_open()
    assert clerk.page.box.text() == WANG_REPAIR


def test_a_document_scanned_into_its_field_is_verified_as_scanned(clerk: Clerk) -> None:
    clerk.press("F2")
    clerk.scan(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    assert clerk.page.box.text() == ""


def test_esc_first_stops_then_closes_then_clears(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(WANG_MOVE)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)
    clerk.press("F8")
    clerk.press("Esc")
    assert not clerk.page.slip.is_open()
    assert clerk.page.box.text() == WANG_MOVE
    clerk.press("Esc")
    assert clerk.page.box.text() == ""
    assert clerk.opened() == WANG_MOVE


def test_old_results_never_stay_under_a_new_query(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(WANG_MOVE)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)
    clerk.look_up(LI_FAULT)
    assert clerk.page.ticket.ticket() is None
    assert holding(clerk.shown(), "王的备注", "青年路") == {}
    clerk.until_idle()


def test_a_number_of_more_than_64_characters_is_cut_visibly(clerk: Clerk) -> None:
    clerk.look_up("1" * 70)
    assert clerk.page.box.text() == "1" * 64
    clerk.until_idle()


@pytest.mark.parametrize("traces", [WANG_TRACES + LI_TRACES])
def test_nothing_is_held_of_anybody_before_the_first_customer(clerk: Clerk, traces: tuple[str, ...]) -> None:
    assert holding(held_texts(clerk.app.tasks, clerk.page), *traces) == {}
