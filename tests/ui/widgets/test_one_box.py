"""The one box: Enter, Esc, composing, 64 characters, busy after a moment, forgetting."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from pytestqt.qtbot import QtBot

from counter_app.texts import Texts
from tests.ui.widgets.traces import traces
from ui.theme import Theme
from ui.widgets.one_box import LONGEST, OneBox


@pytest.fixture
def box(qtbot: QtBot, theme: Theme, texts: Texts) -> OneBox:
    """A shown box with focus."""
    made = OneBox(theme, texts)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.take_focus()
    return made


def compose(box: OneBox, preedit: str, commit: str = "") -> None:
    """What an input method sends."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(box.line(), event)


def test_enter_tells_the_whole_text(box: OneBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box.line(), "GD26 0309")
    with qtbot.waitSignal(box.entered) as told:
        qtbot.keyClick(box.line(), Qt.Key.Key_Return)
    assert told.args == ["GD26 0309"]


def test_escape_is_told_and_changes_nothing_itself(box: OneBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box.line(), "138")
    with qtbot.waitSignal(box.escaped):
        qtbot.keyClick(box.line(), Qt.Key.Key_Escape)
    assert box.text() == "138"


def test_enter_and_escape_belong_to_the_input_method_while_composing(box: OneBox, qtbot: QtBot) -> None:
    told: list[str] = []
    box.entered.connect(told.append)
    box.escaped.connect(lambda: told.append("esc"))
    compose(box, "qing'nian")
    qtbot.keyClick(box.line(), Qt.Key.Key_Return)
    qtbot.keyClick(box.line(), Qt.Key.Key_Escape)
    assert told == []
    compose(box, "", "青年")
    qtbot.keyClick(box.line(), Qt.Key.Key_Return)
    assert told == ["青年"]


def test_more_than_64_characters_are_cut_and_said(box: OneBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.cut):
        qtbot.keyClicks(box.line(), "1" * (LONGEST + 1))
    assert box.text() == "1" * LONGEST
    assert "64" in box.note()
    qtbot.keyClick(box.line(), Qt.Key.Key_Backspace)
    assert box.note() == ""


def test_a_scanned_text_is_cut_the_same_way(box: OneBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.cut):
        box.set_text("2" * 80)
    assert box.text() == "2" * LONGEST


def test_exactly_64_characters_stay_without_a_word(box: OneBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box.line(), "1" * LONGEST)
    assert (len(box.text()), box.note()) == (LONGEST, "")


def test_the_bar_shows_only_after_a_moment_of_work(box: OneBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.busy_shown, timeout=5000):
        box.set_busy(True)
        assert not box.shows_busy()
    assert box.shows_busy()
    box.set_busy(False)
    assert not box.shows_busy()


def test_quick_work_never_shows_the_bar(box: OneBox, qtbot: QtBot) -> None:
    shown: list[bool] = []
    box.busy_shown.connect(lambda: shown.append(True))
    box.set_busy(True)
    box.set_busy(False)
    with qtbot.waitSignal(box.busy_shown, timeout=5000):
        box.set_busy(True)  # the next work: its own signal comes after the first one's would have come
    assert shown == [True]


def test_a_wrong_number_is_said_with_icon_words_and_frame(box: OneBox) -> None:
    box.set_note("手机号要 11 位，现在是 9 位。", "bad")
    assert box.is_wrong()
    assert box.line().accessibleDescription() == "手机号要 11 位，现在是 9 位。"
    box.set_note("按工单号找到", "good")
    assert not box.is_wrong()


def test_f3_selects_everything(box: OneBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box.line(), "1380000")
    box.take_focus()
    assert box.line().selectedText() == "1380000"


def test_a_forgotten_box_cannot_bring_anything_back(box: OneBox, qtbot: QtBot) -> None:
    qtbot.keyClicks(box.line(), "13800006621")
    compose(box, "mimi")
    box.set_note("按联系电话 138****6621 找到", "good")
    box.forget()
    box.line().undo()
    assert box.text() == ""
    assert not any(word in traces(box) for word in ("6621", "mimi", "UNDO"))


def test_the_control_characters_of_a_paste_do_no_harm(box: OneBox) -> None:
    box.set_text("138\x00\n%_'")
    assert box.text().startswith("138")
