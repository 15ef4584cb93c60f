"""Signing in, the first administrator, languages, time limits: the real window on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.builders.desk import PASSWORD, WANG
from tests.doubles.visible_texts import held_texts, holding
from tests.e2e.clerk import Clerk
from tests.e2e.conftest import OpenWindow
from tests.e2e.hall import WANG_MOVE, WANG_TRACES


@pytest.fixture
def new_store(qtbot: QtBot, tmp_path: Path) -> Iterator[Clerk]:
    """A clerk at the window of a store that does not exist yet."""
    clerk = Clerk(qtbot, f"sqlite:///{tmp_path / 'new.db'}", tmp_path)
    yield clerk
    clerk.leave()


def focused_name() -> str:
    focused = QApplication.focusWidget()
    return focused.accessibleName() if focused is not None else ""


def test_the_title_is_product_and_counter_whoever_is_signed_in(open_window: OpenWindow) -> None:
    clerk = open_window()
    assert clerk.app.window.windowTitle() == "工单查询台 · 城东营业厅 · 3 号台"
    clerk.sign_in()
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    assert clerk.app.window.windowTitle() == "工单查询台 · 城东营业厅 · 3 号台"


def test_a_wrong_password_is_said_beside_its_field_and_typed_anew(open_window: OpenWindow) -> None:
    clerk = open_window()
    clerk.type("3107")
    clerk.press("Return")
    clerk.type("wrong words")
    clerk.press("Return")
    clerk.until(lambda: bool(clerk.app.sign_in.password.error()))
    assert "不" in clerk.app.sign_in.password.error()
    assert clerk.app.sign_in.password.text() == ""
    clerk.type(PASSWORD)
    clerk.press("Return")
    clerk.until(lambda: clerk.app.main is not None)


def test_what_is_typed_before_the_store_is_open_signs_in_once_it_is(open_window: OpenWindow) -> None:
    clerk = open_window()
    clerk.sign_in()  # typed at once, with the counter still in the making
    assert clerk.sees("陈静 3107")


def test_enter_in_empty_fields_says_what_is_missing(open_window: OpenWindow) -> None:
    clerk = open_window()
    clerk.press("Return")
    assert clerk.app.sign_in.staff_number.error() == "请输入工号。"


def test_a_new_store_asks_for_its_first_administrator_and_signs_in(new_store: Clerk) -> None:
    clerk = new_store
    clerk.until(lambda: not clerk.app.sign_in.first_admin.isHidden())
    form = clerk.app.sign_in.first_admin
    for text in ("1001", "周敏", "short", "short"):
        clerk.type(text)
        clerk.press("Return")
    clerk.until(lambda: bool(form.password.error()))
    for field in (form.password, form.again):
        field.setFocus()
        clerk.press("Ctrl+A")
        clerk.type("four words of mine")
    clerk.press("Return")
    clerk.until(lambda: clerk.app.main is not None)
    assert clerk.sees("周敏 1001")


def test_two_different_passwords_make_no_administrator(new_store: Clerk) -> None:
    clerk = new_store
    clerk.until(lambda: not clerk.app.sign_in.first_admin.isHidden())
    for text in ("1001", "周敏", "four words of mine", "four words of yours"):
        clerk.type(text)
        clerk.press("Return")
    assert clerk.app.sign_in.first_admin.again.error() == "两次输入的密码不一样。"
    assert clerk.counter.staff.needs_first_admin()


def test_the_language_is_switched_at_the_foot_and_the_staff_number_stays(open_window: OpenWindow) -> None:
    clerk = open_window()
    clerk.until_seen("正常")
    clerk.type("3107")
    clerk.press("Tab")
    clerk.type("secret")
    while clerk.focused() is not clerk.app.sign_in.language:
        clerk.press("Tab")
    clerk.press("Right")
    clerk.until_seen("Before opening")
    assert clerk.app.sign_in.staff_number.text() == "3107"
    assert clerk.app.sign_in.password.text() == ""
    assert clerk.app.window.windowTitle() == "Ticket counter · 城东营业厅 · Counter 3"
    clerk.settle()
    assert holding(held_texts(), "secret", "工号") == {}


def test_a_whole_visit_works_in_english(open_window: OpenWindow) -> None:
    clerk = open_window("en")
    clerk.sign_in()
    clerk.look_up(WANG_MOVE)
    clerk.until_seen("Without a checked document")
    clerk.present(WANG)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)
    assert clerk.sees("Found by ticket number")
    clerk.press("F8")
    clerk.press("F8")
    clerk.until_seen("The slip is sent to the printer")
    clerk.press("F12")
    clerk.until_seen("were cleared from the screen")


def test_a_visit_that_timed_out_in_the_service_starts_anew_with_a_sentence(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.until_idle()
    clerk.clock.forward(minutes=11)
    clerk.look_up(WANG_MOVE)
    clerk.until_seen("这次接待已结束")
    assert clerk.state() == "none"
    assert holding(held_texts(clerk.app.tasks, clerk.page), *WANG_TRACES) == {}
    clerk.look_up(WANG_MOVE)
    clerk.until_seen("GD26 0309 0472")


def test_ten_idle_minutes_clear_the_screen_by_themselves(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.until_idle()
    clerk.seconds += 601
    clerk.app.main.reception.look_at_clock()
    clerk.until_seen("10 分钟没有操作")
    clerk.settle()
    assert clerk.state() == "none"
    assert holding(held_texts(clerk.app.tasks, clerk.page), *WANG_TRACES) == {}


def test_a_clerk_signed_out_elsewhere_is_led_back_to_sign_in(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.until_idle()
    clerk.counter.staff.sign_out(clerk.app.main.reception.session)
    clerk.look_up(WANG_MOVE)
    clerk.until(lambda: clerk.app.main is None)
    clerk.until_seen("您已不在登录状态")
    clerk.settle()
    assert holding(held_texts(clerk.app.tasks), *WANG_TRACES) == {}


def test_every_stop_of_tab_at_the_counter_has_a_name(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(WANG_MOVE)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)
    first, names = clerk.focused(), []
    for _ in range(30):
        clerk.press("Tab")
        names.append(focused_name())
        if clerk.focused() is first:
            break
    assert clerk.focused() is first
    assert all(names), names
    assert len(set(names)) >= 6
