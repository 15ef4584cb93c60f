"""The slip at the window: chosen, previewed, sent, saved; a printer that fails counts nothing."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication

from tests.builders.desk import WANG
from tests.e2e.clerk import Clerk
from tests.e2e.hall import WANG_MOVE


def open_move(clerk: Clerk) -> None:
    clerk.present(WANG)
    clerk.until(lambda: clerk.state() == "ok")
    clerk.look_up(WANG_MOVE)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)


def open_sheet(clerk: Clerk) -> None:
    clerk.press("F8")
    clerk.until(lambda: clerk.page.slip.page.pages() == 1)


def test_f8_and_f8_again_hand_the_slip_to_the_printer(clerk: Clerk) -> None:
    open_move(clerk)
    open_sheet(clerk)
    clerk.press("F8")
    clerk.until_seen("凭条已交给打印机")
    assert not clerk.sees("已打印")
    assert clerk.sees("paper，第 1 次")
    assert clerk.page.next_button.role() == "primary"
    (sent,) = clerk.printer.sent
    assert sent[2] == 1
    assert WANG_MOVE not in sent[3]


def test_from_the_card_to_the_slip_takes_at_most_45_keys(clerk: Clerk) -> None:
    clerk.press("F2")
    clerk.type(WANG)
    before = clerk.keys
    clerk.press("Return")
    clerk.until_seen("4 件工单")
    clerk.look_up(WANG_MOVE)
    clerk.until(lambda: clerk.opened() == WANG_MOVE)
    clerk.press("F8")
    clerk.press("F8")
    clerk.until(lambda: len(clerk.printer.sent) == 1)
    assert clerk.keys - before <= 45


def test_layout_paper_copies_and_language_are_taken_by_key(clerk: Clerk) -> None:
    open_move(clerk)
    open_sheet(clerk)
    clerk.press("Alt+3")
    clerk.until_idle()
    while not clerk.page.slip.form.copies.spin.hasFocus():
        clerk.press("Tab")
    clerk.press("Up")
    while not clerk.page.slip.form.language.hasFocus():
        clerk.press("Tab")
    clerk.press("Right")
    clerk.until_idle()
    clerk.press("F8")
    clerk.until(lambda: bool(clerk.printer.sent))
    slip, _printer, copies, _title = clerk.printer.sent[0]
    assert (slip.width_mm, copies) == (80, 2)
    assert "Broadband move" in PdfReader(BytesIO(slip.pdf)).pages[0].extract_text()


def test_tab_never_leaves_the_open_sheet(clerk: Clerk) -> None:
    open_move(clerk)
    open_sheet(clerk)
    for _ in range(30):
        clerk.press("Tab")
        assert clerk.page.slip.isAncestorOf(clerk.focused())


def test_a_printer_that_fails_is_said_in_the_sheet_and_not_counted(clerk: Clerk) -> None:
    open_move(clerk)
    open_sheet(clerk)
    clerk.printer.broken = True
    clerk.press("F8")
    clerk.until_seen("这次不计数")
    assert clerk.page.slip.is_open()
    clerk.printer.broken = False
    clerk.press("F8")
    clerk.until_seen("paper，第 1 次")


def test_a_slip_that_fails_after_f12_is_still_reported_and_names_nobody(clerk: Clerk) -> None:
    open_move(clerk)
    open_sheet(clerk)
    clerk.printer.broken = True
    clerk.press("F8")
    clerk.press("F12")
    clerk.until_seen("上一位客户的凭条没有交出去")
    assert not clerk.sees("王")


def test_f12_right_after_f8_does_not_lose_the_slip(clerk: Clerk) -> None:
    open_move(clerk)
    open_sheet(clerk)
    clerk.press("F8")
    clerk.press("F12")
    clerk.until_idle()
    assert len(clerk.printer.sent) == 1
    assert not clerk.sees("没有交出去")


def test_the_second_print_is_announced_as_the_second(clerk: Clerk) -> None:
    open_move(clerk)
    for n in (1, 2):
        open_sheet(clerk)
        clerk.press("F8")
        clerk.until_seen(f"paper，第 {n} 次")


def test_a_slip_is_saved_as_a_file_where_the_clerk_says(clerk: Clerk, tmp_path: Path) -> None:
    open_move(clerk)
    open_sheet(clerk)
    clerk.press("Ctrl+S")
    clerk.until(lambda: QGuiApplication.focusWindow() is not clerk.app.window.windowHandle())
    clerk.press("Ctrl+A")
    clerk.type(str(tmp_path / "wang.pdf"))
    clerk.press("Return")
    clerk.until_seen("凭条已存成文件")
    assert "GD26 0309 0472" in PdfReader(tmp_path / "wang.pdf").pages[0].extract_text()
