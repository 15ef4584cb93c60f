"""F1 held and tapped, and how the window looks: chosen at sign-in, remembered at this computer, nothing personal kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.builders.desk import WANG
from tests.e2e.clerk import Clerk
from tests.e2e.conftest import OpenWindow
from tests.e2e.hall import WANG_MOVE
from ui.keys import KEYS
from ui.looks import Look, LookFile


def hold_f1(clerk: Clerk, seconds: float) -> None:
    QTest.keyPress(clerk.focused(), Qt.Key.Key_F1)
    assert clerk.page.keys.is_open()
    clerk.seconds += seconds
    QTest.keyRelease(clerk.focused(), Qt.Key.Key_F1)


def test_f1_shows_all_keys_while_it_is_held(clerk: Clerk) -> None:
    clerk.type("138")
    hold_f1(clerk, 2)
    assert not clerk.page.keys.is_open()
    clerk.type("0")
    assert clerk.page.box.text() == "1380"  # the focus is where it was


def test_a_tap_on_f1_leaves_the_sheet_until_the_next_tap(clerk: Clerk) -> None:
    hold_f1(clerk, 0.1)
    assert clerk.page.keys.is_open()
    assert all(clerk.sees(key.shown) for key in KEYS)
    QTest.keyClick(clerk.focused(), Qt.Key.Key_F1)
    assert not clerk.page.keys.is_open()


def test_what_is_chosen_at_the_foot_is_there_at_the_next_start(open_window: OpenWindow, hall: Path) -> None:
    clerk = open_window()
    clerk.app.remember_looks(LookFile(hall))
    clerk.app.sign_in.take_focus()
    clerk.type("3107")
    while clerk.focused() is not clerk.app.sign_in.theme:
        clerk.press("Tab")
    clerk.press("Right")
    clerk.press("Right")
    assert clerk.focused() is clerk.app.sign_in.theme
    assert clerk.app.theme.name == "high-contrast"
    clerk.press("Tab")
    clerk.press("Right")
    assert clerk.app.theme.view == "large"
    assert clerk.app.sign_in.staff_number.text() == "3107"
    kept = (hall / "look.toml").read_text("utf-8")
    assert kept == 'theme = "high-contrast"\nview = "large"\nlanguage = "zh_CN"\n'
    assert LookFile(hall).look() == Look("high-contrast", "large", "zh_CN")


def test_a_look_nobody_can_read_is_the_usual_one(tmp_path: Path) -> None:
    for text in ("theme = 3", "theme = [", 'theme = "pink"\nview = "huge"\nlanguage = "xx"'):
        (tmp_path / "look.toml").write_text(text, "utf-8")
        assert LookFile(tmp_path).look() == Look()
    assert LookFile(tmp_path / "not-there").look() == Look()


def test_a_look_that_cannot_be_kept_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be", "utf-8")
    LookFile(tmp_path / "data").keep(Look("dark"))


def test_a_whole_visit_works_in_large_type_with_the_list_folded(open_window: OpenWindow) -> None:
    clerk = open_window()
    clerk.app.use_look(Look("dark", "large", "zh_CN"))
    clerk.app.sign_in.take_focus()
    clerk.sign_in()
    clerk.look_up(WANG_MOVE)
    clerk.until_seen("GD26 0309 0472")
    clerk.present(WANG)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)
    clerk.until_seen("件，共 4 件")
    assert not clerk.page.list.isVisible()
    assert not clerk.page.box.isVisible()
    clerk.press("Esc")
    assert clerk.page.list.isVisible()
    clerk.press("Return")
    clerk.until(lambda: bool(clerk.opened()))
    clerk.press("F3")
    assert clerk.page.box.isVisible()
    clerk.press("F8")
    clerk.press("F8")
    clerk.until_seen("凭条已交给打印机")
    clerk.press("F12")
    assert clerk.page.box.isVisible()
    assert clerk.state() == "none"
