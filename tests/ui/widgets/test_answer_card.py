"""The answer card: three columns, stacked when an answer is long, nothing left behind."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from counter_app.texts import Texts
from tests.ui.widgets.samples import SECRET, card
from tests.ui.widgets.traces import traces
from ui.theme import Theme
from ui.widgets.answer_card import AnswerCardView, AnswerPart

LONG = "第 3 步，共 6 步：正在给您的新家接线路，等材料到了以后，装维师傅会先打电话，再上门安装"


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, texts: Texts) -> AnswerCardView:
    """A card as wide as in the smallest window."""
    made = AnswerCardView(theme, texts)
    qtbot.addWidget(made)
    made.resize(998, 200)
    made.show_card(card(), texts)
    made.show()
    return made


def parts(view: AnswerCardView) -> list[AnswerPart]:
    return view.findChildren(AnswerPart)


def test_three_short_answers_stand_side_by_side(view: AnswerCardView) -> None:
    assert not view.is_stacked()
    assert len({part.y() for part in parts(view)}) == 1
    assert view.height() <= 150


def test_an_answer_of_more_than_two_lines_stacks_all_three(view: AnswerCardView, texts: Texts) -> None:
    view.show_card(card(LONG), texts)
    assert view.is_stacked()
    assert [part.width() for part in parts(view)] == [996] * 3
    assert sum(part.height() for part in parts(view)) + 2 == view.height()


def test_a_narrow_card_stacks_and_a_wide_one_unfolds_again(view: AnswerCardView) -> None:
    view.resize(420, 300)
    assert view.is_stacked()
    view.resize(998, 300)
    assert not view.is_stacked()


def test_each_answer_is_said_with_its_question(view: AnswerCardView) -> None:
    assert parts(view)[1].accessibleName() == "您要做什么 不用您办手续，请留意来电 师傅上门前会打 138****6621。"


def test_low_windows_get_a_lower_card(view: AnswerCardView) -> None:
    before = view.height()
    view.set_compact(True)
    assert view.height() < before


def test_english_answers_fit_in_columns(qtbot: QtBot, theme: Theme, english: Texts) -> None:
    view = AnswerCardView(theme, english)
    qtbot.addWidget(view)
    view.resize(998, 200)
    view.show_card(card("Step 3 of 6: the line to your new home is being connected"), english)
    assert not view.is_stacked()


def test_a_forgotten_card_holds_nothing(view: AnswerCardView, texts: Texts) -> None:
    view.show_card(card(SECRET), texts)
    assert SECRET in traces(view)
    view.forget()
    assert not any(word in traces(view) for word in (SECRET, "6621", "接线箱"))
