"""Nothing of one customer reaches the next: not on the screen, not below it, not late."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from tests.builders.desk import LI, STRANGER, WANG
from tests.doubles.visible_texts import held_texts, holding
from tests.e2e.clerk import Clerk
from tests.e2e.hall import LI_FAULT, LI_TRACES, LONG, WANG_MOVE, WANG_PHONE, WANG_TRACES


def held(clerk: Clerk, *traces: str) -> dict[str, list[str]]:
    """Which traces anything in the window, its tasks or the clipboard holds."""
    clerk.settle()
    return holding(held_texts(clerk.app.tasks, clerk.page), *traces)


def open_wangs_move(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(WANG_MOVE)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)


def test_the_scan_sees_what_is_there_while_it_is_there(clerk: Clerk) -> None:
    open_wangs_move(clerk)
    found = held(clerk, *WANG_TRACES)
    assert {"王**", "6621", "青年路", "王的备注", "0472"} <= set(found)
    assert WANG not in found


def test_f12_leaves_nothing_of_the_customer_in_the_widget_tree(clerk: Clerk) -> None:
    open_wangs_move(clerk)
    clerk.press("Ctrl+H")
    clerk.press("F8")
    clerk.until(lambda: clerk.page.slip.page.pages() == 1)
    clerk.press("F12")
    clerk.until_seen("从屏幕清除")
    assert held(clerk, *WANG_TRACES) == {}
    assert clerk.state() == "none"
    assert clerk.page.slip.page.pages() == 0


def test_f12_forgets_at_once_before_qt_deletes_anything(clerk: Clerk) -> None:
    open_wangs_move(clerk)
    clerk.press("F12")
    assert holding(held_texts(clerk.app.tasks, clerk.page), *WANG_TRACES) == {}


def test_the_old_page_is_gone_and_not_used_again(clerk: Clerk) -> None:
    open_wangs_move(clerk)
    old = clerk.page
    clerk.press("F12")
    clerk.settle()
    assert clerk.page is not old
    assert not isValid(old)


def test_a_click_on_next_customer_clears_what_was_typed_too(clerk: Clerk, qtbot: QtBot) -> None:
    clerk.type(WANG_PHONE)
    qtbot.mouseClick(clerk.page.next_button, Qt.MouseButton.LeftButton)
    clerk.settle()
    assert holding(held_texts(clerk.app.tasks, clerk.page, clerk.app.scanner), WANG_PHONE, WANG_PHONE[:7]) == {}


def test_f12_ends_the_visit_in_the_service(clerk: Clerk) -> None:
    open_wangs_move(clerk)
    clerk.press("F12")
    clerk.until_idle()
    clerk.look_up(WANG_MOVE)
    clerk.until_seen("GD26 0309 0472")
    assert clerk.opened() == ""
    assert clerk.page.glance.isVisible()


def test_answers_in_flight_at_f12_never_arrive(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.until_idle()
    clerk.look_up(WANG_MOVE)
    assert clerk.app.tasks.is_busy()
    clerk.press("F12")
    clerk.until_idle()
    assert held(clerk, *WANG_TRACES) == {}
    assert clerk.opened() == ""


def test_a_document_being_verified_at_f12_verifies_nobody(clerk: Clerk) -> None:
    clerk.present(WANG)
    assert clerk.app.tasks.is_busy()
    clerk.press("F12")
    clerk.until_idle()
    assert clerk.state() == "none"
    assert held(clerk, *WANG_TRACES) == {}


def test_a_half_typed_document_is_gone_after_esc_and_after_f12(clerk: Clerk) -> None:
    for key in ("Esc", "F12"):
        clerk.press("F2")
        clerk.type(WANG[:14])
        clerk.press(key)
        assert held(clerk, WANG[:6], WANG[6:10]) == {}


def test_the_typed_number_is_wiped_once_the_document_is_verified(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    assert held(clerk, WANG[:6], WANG[6:14]) == {}


def test_a_copied_ticket_number_is_taken_off_the_clipboard(clerk: Clerk) -> None:
    open_wangs_move(clerk)
    clerk.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == WANG_MOVE
    clerk.press("F12")
    assert QGuiApplication.clipboard().text() == ""


def test_a_number_copied_out_of_the_box_is_taken_off_too(clerk: Clerk) -> None:
    clerk.type(WANG_PHONE)
    clerk.press("Ctrl+A")
    clerk.press("Ctrl+C")
    assert QGuiApplication.clipboard().text() == WANG_PHONE
    clerk.press("F12")
    assert QGuiApplication.clipboard().text() == ""


def test_signing_out_leaves_nothing_either(clerk: Clerk) -> None:
    open_wangs_move(clerk)
    clerk.press("Ctrl+L")
    clerk.until(lambda: clerk.app.main is None)
    clerk.until_idle()
    clerk.settle()
    assert holding(held_texts(clerk.app.tasks), *WANG_TRACES, "陈静") == {}
    clerk.sign_in()
    assert clerk.state() == "none"


def test_f12_works_in_the_file_dialog(clerk: Clerk) -> None:
    open_wangs_move(clerk)
    clerk.press("F8")
    clerk.press("Ctrl+S")
    clerk.until(lambda: clerk.page.slip.has_dialog())
    clerk.until(lambda: QGuiApplication.focusWindow() is not clerk.app.window.windowHandle())
    clerk.press("F12")
    clerk.until_seen("从屏幕清除")
    assert held(clerk, *WANG_TRACES) == {}


ACTS = ("number", "document", "open", "sheet", "records", "esc", "next", "stranger", "long")


@pytest.mark.parametrize("seed", range(3))
def test_a_random_walk_over_customers_never_mixes_them(clerk: Clerk, seed: int) -> None:
    walk_about(clerk, seed, 40)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(100, 110))
def test_a_long_random_walk_over_customers_never_mixes_them(clerk: Clerk, seed: int) -> None:
    walk_about(clerk, seed, 500)


def walk_about(clerk: Clerk, seed: int, steps: int) -> None:
    """Acts of a clerk in a hurry; after each, nothing of the other customer is held anywhere."""
    people = {WANG: (WANG_TRACES, LI_TRACES, WANG_MOVE), LI: (LI_TRACES, WANG_TRACES, LI_FAULT)}
    chance = random.Random(seed)
    card = chance.choice(list(people))
    for _ in range(steps):
        _mine, _others, number = people[card]
        act = chance.choice(ACTS)
        if act == "next":
            clerk.press("F12")
            card = chance.choice(list(people))
        else:
            walk(clerk, act, card, number)
        if chance.random() < 0.5:
            clerk.until_idle()
        assert held(clerk, *people[card][1]) == {}, act
    clerk.press("F12")
    clerk.until_idle()
    assert held(clerk, *WANG_TRACES, *LI_TRACES) == {}


def walk(clerk: Clerk, act: str, card: str, number: str) -> None:
    """One act of a clerk in a hurry; not every act means something everywhere."""
    if act in ("document", "stranger"):
        if clerk.state() != "ok":
            clerk.present(card if act == "document" else STRANGER)
    elif act in ("number", "long"):
        clerk.look_up(number if act == "number" else LONG)
    else:
        clerk.press({"open": "Ctrl+Down", "sheet": "F8", "records": "Ctrl+H", "esc": "Esc"}[act])
