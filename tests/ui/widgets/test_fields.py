"""Fields of forms: the sentence below, secrets, choices; the document number in groups, marked and wiped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from counter_app.texts import Texts
from tests.ui.widgets.traces import traces
from ui.theme import Theme
from ui.widgets.combo import ComboField
from ui.widgets.count_field import CountField
from ui.widgets.document_field import LONGEST, DocumentField, in_groups
from ui.widgets.segment import Segment
from ui.widgets.segment_table import BAD, GOOD, LATER, SegmentRow, SegmentTable
from ui.widgets.text_field import TextField

NUMBER = "33010619480231002X"


@pytest.fixture
def field(qtbot: QtBot, theme: Theme, texts: Texts) -> DocumentField:
    """A document field on show with focus."""
    made = DocumentField(theme, texts)
    qtbot.addWidget(made)
    made.resize(448, 80)
    made.set_whole(18)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.line().setFocus()
    return made


def test_an_error_is_a_frame_an_icon_and_a_sentence_until_it_is_mended(qtbot: QtBot, theme: Theme) -> None:
    made = TextField("手机号", "", theme)
    qtbot.addWidget(made)
    made.show()
    made.set_error("手机号要 11 位，现在是 9 位。")
    assert made.error() == made.line().accessibleDescription() == "手机号要 11 位，现在是 9 位。"
    qtbot.keyClick(made.line(), Qt.Key.Key_1)
    assert (made.error(), made.text()) == ("", "1")


def test_a_secret_is_shown_as_dots_and_forgotten_whole(qtbot: QtBot, theme: Theme) -> None:
    made = TextField("密码", "", theme, secret=True)
    qtbot.addWidget(made)
    qtbot.keyClicks(made.line(), "zebra77")
    made.set_side("大写锁定已开")
    assert made.line().displayText() != "zebra77"
    made.set_secret(False)
    assert made.line().echoMode() == QLineEdit.EchoMode.Normal
    made.forget()
    made.line().undo()
    assert not any(word in traces(made) for word in ("zebra77", "UNDO", "大写"))


def test_enter_in_a_field_tells_its_text(qtbot: QtBot, theme: Theme) -> None:
    made = TextField("工号", "", theme)
    qtbot.addWidget(made)
    qtbot.keyClicks(made.line(), "3107")
    with qtbot.waitSignal(made.entered) as told:
        qtbot.keyClick(made.line(), Qt.Key.Key_Enter)
    assert told.args == ["3107"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (NUMBER, "330106 1948 0231 002X"),
        ("330106194802", "330106 1948 02"),
        ("330106480231002", "330106 480231 002"),
        ("E12345678", "E12345678"),
        ("X", "X"),
        ("", ""),
        ("1" * 19, "1" * 19),
    ],
)
def test_numbers_are_shown_in_their_groups(number: str, shown: str) -> None:
    assert in_groups(number) == shown


def test_typing_groups_the_digits_and_counts_them(field: DocumentField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field.line(), NUMBER)
    assert field.line().text() == "330106 1948 0231 002X"
    assert field.text() == NUMBER
    assert "18 / 18 位" in traces(field)


def test_mending_a_digit_in_the_middle_keeps_the_cursor_there(field: DocumentField, qtbot: QtBot) -> None:
    field.set_text(NUMBER)
    field.line().setCursorPosition(13)  # behind the first digit of the third group
    qtbot.keyClick(field.line(), Qt.Key.Key_Backspace)
    qtbot.keyClick(field.line(), Qt.Key.Key_1)
    assert field.text() == "33010619481231002X"
    qtbot.keyClick(field.line(), Qt.Key.Key_9)
    assert field.text() == "330106194819231002X"


def test_enter_tells_the_number_without_spaces(field: DocumentField, qtbot: QtBot) -> None:
    field.set_text(NUMBER)
    with qtbot.waitSignal(field.entered) as told:
        qtbot.keyClick(field.line(), Qt.Key.Key_Return)
    assert told.args == [NUMBER]


def test_the_wrong_part_is_marked_and_the_cursor_stands_before_it(field: DocumentField, qtbot: QtBot) -> None:
    field.set_text(NUMBER)
    plain = field.grab().toImage()
    field.show_wrong(10, 14, "第 11 到 14 位“0231”不是一个日期。")
    assert field.line().marked() == "0231"
    assert field.line().cursorPosition() == 12
    assert field.is_wrong()
    assert field.grab().toImage() != plain
    qtbot.keyClick(field.line(), Qt.Key.Key_Delete)
    assert (field.line().marked(), field.is_wrong()) == ("", False)


def test_a_passport_zone_is_taken_whole_and_not_more(field: DocumentField) -> None:
    field.set_text("P" * 100)
    assert field.text() == "P" * LONGEST


def test_a_wiped_number_is_nowhere(field: DocumentField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field.line(), NUMBER)
    field.show_wrong(10, 14, "第 11 到 14 位“0231”不是一个日期。")
    field.forget()
    field.line().undo()
    assert field.text() == ""
    assert not any(word in traces(field) for word in ("330106", "0231", "UNDO"))


def test_the_table_of_parts_says_each_check_in_words(qtbot: QtBot, theme: Theme, texts: Texts) -> None:
    table = SegmentTable(theme, texts)
    qtbot.addWidget(table)
    assert table.isHidden()
    table.show_rows((SegmentRow("第 1–6 位", "330106", GOOD, "有这个地区代码"), SegmentRow("第 7–14 位", "1948 02 31", BAD, "没有这一天"), SegmentRow("第 18 位", "X", LATER, "日期改对后再查")))
    assert "没有这一天" in table.accessibleDescription()
    assert not table.isHidden()
    assert not table.grab().isNull()
    table.forget()
    assert not any(word in traces(table) for word in ("330106", "1948"))


def test_arrows_move_a_segment_and_a_click_takes_a_choice(qtbot: QtBot, theme: Theme) -> None:
    segment = Segment(("在办 4", "全部 7"), theme, "看")
    qtbot.addWidget(segment)
    segment.show()
    told: list[int] = []
    segment.changed.connect(told.append)
    qtbot.keyClick(segment, Qt.Key.Key_Right)
    qtbot.keyClick(segment, Qt.Key.Key_Right)
    assert (told, segment.accessibleName()) == ([1], "看 全部 7")
    qtbot.mouseClick(segment, Qt.MouseButton.LeftButton, pos=segment.rect().center() / 4)
    assert told == [1, 0]
    segment.set_current(1)
    assert told == [1, 0]


def test_a_choice_has_a_name_and_its_key(qtbot: QtBot, theme: Theme) -> None:
    made = ComboField("证件类型", theme, "Alt+T")
    qtbot.addWidget(made)
    made.combo.addItems(["居民身份证", "护照"])
    assert (made.combo.accessibleName(), made.combo.accessibleDescription()) == ("证件类型", "Alt+T")
    assert not made.grab().isNull()


def test_copies_stay_between_one_and_nine(qtbot: QtBot, theme: Theme) -> None:
    made = CountField("份数", theme)
    qtbot.addWidget(made)
    made.spin.setValue(20)
    assert made.value() == 9
    made.spin.setValue(0)
    assert made.value() == 1
