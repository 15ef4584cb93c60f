"""The slip's sheet: what is wrong is said before anything is printed, nothing is printed twice by mistake."""

from __future__ import annotations

import dataclasses

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from counter_app.domain.slip import FAILED, SENT, PrinterChoice, PrintLine, Replaced
from counter_app.errors import DeviceTrouble
from counter_app.texts import Texts
from tests.doubles import story
from tests.doubles.counter import blank_slip
from tests.ui.panels.conftest import Surroundings
from ui.panels.slip_sheet import SlipSheet
from ui.theme import Theme


@pytest.fixture
def sheet(around: Surroundings, theme: Theme, texts: Texts) -> SlipSheet:
    sheet = SlipSheet(around.reception, theme, texts, around.window)
    around.sent = []  # type: ignore[attr-defined]
    sheet.sent.connect(lambda receipt, printer: around.sent.append((receipt, printer)))  # type: ignore[attr-defined]
    around.show(sheet)
    return sheet


def open_it(sheet: SlipSheet, around: Surroundings, **more: object) -> None:
    sheet.open_for(story.opened(**more))  # type: ignore[arg-type]
    around.qtbot.waitUntil(lambda: bool(around.counter.called("preview")))


def said(sheet: SlipSheet) -> list[str]:
    return [*sheet.form.said(), sheet._copy_note.text()]


def test_every_choice_is_previewed_as_it_is_taken(sheet: SlipSheet, around: Surroundings) -> None:
    open_it(sheet, around)
    for place, (layout, paper) in enumerate(around.counter.printing.choices()[1:], 2):
        sheet.choose(place)
        wish = around.counter.called("preview")[-1][1]
        assert (wish.layout, wish.paper, wish.language) == (layout.code, paper.code, "zh_CN")  # type: ignore[attr-defined]
    sheet.form.language.setFocus()
    around.press("Right")
    assert around.counter.called("preview")[-1][1].language == "en"  # type: ignore[attr-defined]


def test_missing_characters_are_named_before_printing(sheet: SlipSheet, around: Surroundings) -> None:
    around.counter.slip = blank_slip(("𰻝", "ඞ"))
    open_it(sheet, around)
    assert "这些字印不出来，会留空：𰻝 ඞ" in said(sheet)


def test_without_a_printer_saving_is_offered(sheet: SlipSheet, around: Surroundings) -> None:
    around.counter.known_printers = ()
    open_it(sheet, around)
    sheet.send()
    assert around.counter.called("send") == []
    assert "没有找到打印机" in said(sheet)
    assert any("Ctrl+S" in text for text in said(sheet))


def test_a_printer_that_is_not_ready_says_why(sheet: SlipSheet, around: Surroundings) -> None:
    around.counter.known_printers = (PrinterChoice("a", "前台", False, "Not ready: look at the printer"),)
    open_it(sheet, around)
    assert "没有就绪，请看一下打印机" in said(sheet)


def test_f8_twice_in_a_hurry_sends_once_the_printers_are_known(sheet: SlipSheet, around: Surroundings) -> None:
    around.tasks.hold()
    sheet.open_for(story.opened())
    sheet.send()
    assert around.counter.called("send") == []
    around.tasks.hold(holding=False)
    around.tasks.release()
    assert len(around.counter.called("send")) == 1


def test_a_slip_on_its_way_is_not_sent_again(sheet: SlipSheet, around: Surroundings) -> None:
    open_it(sheet, around)
    around.tasks.hold()
    sheet.send()
    sheet.send()
    assert sheet.print_button.is_busy()
    around.tasks.release()
    assert len(around.counter.called("send")) == 1
    assert not sheet.is_open()


def test_a_failed_print_says_so_and_that_it_is_not_counted(sheet: SlipSheet, around: Surroundings) -> None:
    around.counter.trouble["send"] = DeviceTrouble("The printer {printer} is not there any more.", printer="front")
    open_it(sheet, around)
    sheet.send()
    assert "打印机 front 已经不在了。这次不计数。" in said(sheet)
    assert sheet.is_open()
    assert around.troubles == []


def test_what_was_printed_before_is_said(sheet: SlipSheet, around: Surroundings) -> None:
    open_it(sheet, around, prints=2)
    assert "这是第 3 次，凭条上会印出来" in said(sheet)


def test_the_last_choices_stay_within_a_visit(sheet: SlipSheet, around: Surroundings) -> None:
    open_it(sheet, around)
    sheet.choose(3)
    sheet.close_sheet()
    open_it(sheet, around)
    assert sheet.form.choices[2].isChecked()
    assert QApplication.focusWidget() is sheet.form.choices[2]


def line(print_id: str, **more: object) -> PrintLine:
    values: dict[str, object] = {
        "ticket_id": 11, "number": "GD2603090472", "layout": "status", "paper": "a5", "language": "zh_CN",
        "printer": "front", "copy_no": 1, "state": SENT, "why": "", "at": story.NOW, **more,
    }  # fmt: skip
    return PrintLine(print_id=print_id, **values)  # type: ignore[arg-type]


def test_the_slips_of_this_visit_are_listed_and_printed_again(sheet: SlipSheet, around: Surroundings) -> None:
    around.counter.known_prints = (line("p2", state=FAILED, why="The printer {printer} is not there any more."), line("p1"))
    open_it(sheet, around)
    shown = [label.text() for label in sheet.form.lines.findChildren(QLabel) if label.isVisible()]
    assert shown[1] == "14:32 GD26 0309 0472 进度凭条，A5 纸 没有打印 打印机 front 已经不在了。"
    assert shown[2] == "14:32 GD26 0309 0472 进度凭条，A5 纸 第 1 份"
    again = [button for button in sheet.form.lines.findChildren(QAbstractButton) if button.isVisible()]
    again[1].click()
    assert around.counter.called("again") == [("visit 1", "p1", "front", 1)]
    assert not sheet.is_open()


def test_a_second_try_is_the_same_print_and_the_next_slip_another(sheet: SlipSheet, around: Surroundings) -> None:
    around.counter.trouble["send"] = DeviceTrouble("The printer {printer} is not there any more.", printer="front")
    open_it(sheet, around)
    sheet.send()
    sheet.send()
    around.counter.trouble.clear()
    sheet.send()
    open_it(sheet, around)
    sheet.send()
    ids = [call[4] for call in around.counter.called("send")]
    assert len(ids) == 4
    assert len(set(ids[:3])) == 1
    assert ids[3] != ids[0]


def test_a_printer_of_one_paper_brings_that_paper_and_says_when_another_is_taken(
    sheet: SlipSheet, around: Surroundings
) -> None:
    around.counter.known_printers = (PrinterChoice("roll", "小票", True, "", "roll80"),)
    open_it(sheet, around)
    assert sheet.form.pair()[1].code == "roll80"
    sheet.choose(1)
    assert "这台打印机只能用：80 毫米小票" in said(sheet)


def test_characters_that_are_printed_by_their_reading_are_named(sheet: SlipSheet, around: Surroundings) -> None:
    around.counter.slip = dataclasses.replace(blank_slip(("𬱖",)), replaced=(Replaced("𬱖", "(tuí)"),))
    open_it(sheet, around)
    assert "这些字改印读音：𬱖 印成 (tuí)" in said(sheet)
