"""Typing a document: recognised, checked part by part, refused with the exact reason, wiped when done."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.card_read import CardRead
from counter_app.domain.masking import Masked
from counter_app.errors import BadInput, StoreAway
from counter_app.texts import Texts
from tests.doubles.visible_texts import held_texts, holding
from tests.ui.panels.conftest import Surroundings
from ui.panels.document_entry import READER, SCANNED, TYPED, DocumentEntryPanel
from ui.theme import Theme
from ui.widgets.segment_table import BAD, GOOD, LATER

RIGHT, WRONG_DAY = "110101194802150023", "33010619480231002X"
MRZ = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F3012159ZE184226B<<<<<10")


@pytest.fixture
def panel(around: Surroundings, theme: Theme, texts: Texts) -> DocumentEntryPanel:
    panel = DocumentEntryPanel(around.reception, theme, texts, around.clock)  # type: ignore[arg-type]
    around.verified, around.refused = [], []  # type: ignore[attr-defined]
    panel.verified.connect(around.verified.append)  # type: ignore[attr-defined]
    panel.refused.connect(around.refused.append)  # type: ignore[attr-defined]
    around.show(panel)
    panel.take_focus()
    return panel


def test_each_part_is_checked_while_the_number_is_typed(panel: DocumentEntryPanel, around: Surroundings) -> None:
    around.type(WRONG_DAY)
    assert [row.result for row in panel.table.rows()] == [GOOD, BAD, LATER, LATER]
    assert panel.table.rows()[0].place.startswith("第 1–6 位")


def test_a_number_of_several_documents_asks_which_and_goes_on_with_the_answer(
    panel: DocumentEntryPanel, around: Surroundings
) -> None:
    around.type("12345678")  # a Taiwan permit, or a soldier's
    around.press("Return")
    assert panel.wrong.what.text() == "这个号码对得上几种证件。"
    combo = panel.type.combo
    offered = [combo.itemData(at) for at in range(combo.count())]
    assert offered[0] == ""
    assert 2 <= len(offered) - 1 <= 4
    assert around.counter.called("verify") == []
    combo.hidePopup()
    combo.setCurrentIndex(1)
    assert around.counter.called("verify")[0][1].type == offered[1]  # type: ignore[attr-defined]
    assert combo.count() > 10  # all of them again for the next document


def test_a_card_from_the_reader_is_presented_as_read(panel: DocumentEntryPanel, around: Surroundings) -> None:
    panel.present(CardRead("resident_id", RIGHT, "", None, None, Masked("王**")))
    _visit, document, method = around.counter.called("verify")[0]
    assert (document.number, method) == (RIGHT, READER)  # type: ignore[attr-defined]


def test_an_expired_card_is_refused_with_its_day(panel: DocumentEntryPanel, around: Surroundings) -> None:
    panel.present(CardRead("resident_id", RIGHT, "", None, date(2025, 6, 3), Masked("王**")))
    assert around.counter.called("verify") == []
    assert "2025" in panel.wrong.what.text()
    assert panel.wrong.advice.text() == "请客户换一种证件。"


def test_a_wrong_day_is_said_exactly_and_marked(panel: DocumentEntryPanel, around: Surroundings) -> None:
    around.type(WRONG_DAY)
    around.press("Return")
    assert panel.wrong.what.text() == "第 11 到 14 位“0231”不是一个日期：2 月没有 31 日。"
    assert panel.wrong.advice.text()
    assert panel.field.line().marked() == "0231"
    assert around.counter.called("verify") == []
    assert len(around.refused) == 1  # type: ignore[attr-defined]


def test_a_right_number_is_presented_as_typed_and_wiped(panel: DocumentEntryPanel, around: Surroundings) -> None:
    around.type("1101 0119 4802 1500 23")
    around.press("Return")
    ((visit, document, method),) = around.counter.called("verify")
    assert (visit, document.number, method) == ("visit 1", RIGHT, TYPED)  # type: ignore[attr-defined]
    assert len(around.verified) == 1  # type: ignore[attr-defined]
    assert holding(held_texts(panel), RIGHT, RIGHT[:6], RIGHT[6:14]) == {}


def test_a_scanned_number_is_presented_as_scanned(panel: DocumentEntryPanel, around: Surroundings) -> None:
    around.type(RIGHT)
    panel.note_scan()
    around.press("Return")
    assert around.counter.called("verify")[0][2] == SCANNED


def test_the_two_lines_of_a_passport_come_with_an_enter_after_each(panel: DocumentEntryPanel, around: Surroundings) -> None:
    for line in MRZ:
        around.type(line)
        panel.note_scan()
        around.press("Return")
    assert "有效期" in panel.wrong.what.text() or "到期" in panel.wrong.what.text()  # of 2012, read to its end
    assert len(panel.field.text()) == 88


def test_a_chosen_type_is_kept_to(panel: DocumentEntryPanel, around: Surroundings) -> None:
    panel.type.combo.setCurrentIndex(panel.type.combo.findText("护照"))
    around.type(RIGHT)
    around.press("Return")
    assert panel.wrong.what.text() == "护照号码是 5 到 9 位，现在是 18 位。"


def test_an_empty_number_asks_for_one(panel: DocumentEntryPanel, around: Surroundings) -> None:
    around.press("Return")
    assert panel.wrong.isVisible()


def test_typing_on_takes_the_error_away(panel: DocumentEntryPanel, around: Surroundings) -> None:
    around.type(WRONG_DAY)
    around.press("Return")
    around.press("End")
    around.press("Backspace")
    assert not panel.wrong.isVisible()
    assert not panel.field.is_wrong()


@pytest.mark.parametrize("trouble", [StoreAway("away"), BadInput("Please try another number.", field="document")])
def test_a_number_that_could_not_be_verified_stays_to_be_tried_again(
    panel: DocumentEntryPanel, around: Surroundings, trouble: StoreAway | BadInput
) -> None:
    around.counter.trouble["verify"] = trouble
    around.type(RIGHT)
    around.press("Return")
    assert panel.field.text() == RIGHT
    assert not panel.verify_button.is_busy()
    del around.counter.trouble["verify"]
    around.press("Return")
    assert len(around.verified) == 1  # type: ignore[attr-defined]


def test_enter_pressed_twice_verifies_once(panel: DocumentEntryPanel, around: Surroundings) -> None:
    around.tasks.hold()
    around.type(RIGHT)
    around.press("Return")
    around.press("Return")
    around.tasks.release()
    around.tasks.release()
    assert len(around.counter.called("verify")) == 1
