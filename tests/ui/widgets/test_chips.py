"""Chips: icon and word for every state, one solid family for flags, nothing said twice."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from counter_app.domain.statuses import STATUSES
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.chips import DASHED, FILLED, SOLID, Chip, chip_size, late_chip, status_chip, ticket_chips, waiting_chip


@pytest.mark.parametrize("code", STATUSES)
def test_every_state_has_an_icon_and_a_word(texts: Texts, english: Texts, code: str) -> None:
    chinese, other = status_chip(texts, code), status_chip(english, code)
    assert chinese.icon == other.icon != ""
    assert chinese.word != other.word
    assert chinese.style in (FILLED, DASHED)


def test_states_of_different_categories_differ_in_icon_and_not_in_colour_alone(texts: Texts) -> None:
    specs = [status_chip(texts, code) for code in ("acknowledged", "in_progress", "closed", "cancelled", "unrecognised")]
    assert len({spec.icon for spec in specs}) == len({spec.word for spec in specs}) == 5


@pytest.mark.parametrize(("code", "word"), [("resolved", "已处理，待您确认"), ("partial", "部分办成"), ("failed", "未办成"), ("rejected", "未受理")])
def test_doubtful_states_never_say_completed_or_cancelled(texts: Texts, code: str, word: str) -> None:
    assert status_chip(texts, code).word == word


def test_an_unknown_state_keeps_the_senders_word(texts: Texts) -> None:
    spec = status_chip(texts, "unrecognised", "挂起-07")
    assert (spec.word, spec.raw, spec.style) == ("未识别", "挂起-07", DASHED)
    assert status_chip(texts, "closed", "办结").raw == ""


def test_lateness_counts_days_in_both_languages(texts: Texts, english: Texts) -> None:
    assert late_chip(texts, 2).word == "已超时 2 天"
    assert late_chip(english, 1).word == "1 day late"
    assert late_chip(english, 2).word == "2 days late"


def test_waiting_for_the_customer_is_said_once(texts: Texts) -> None:
    assert [chip.word for chip in ticket_chips(texts, "pending", "", 0)] == ["处理中", "待您补充"]
    assert [chip.word for chip in ticket_chips(texts, "resolved", "", 0)] == ["已处理，待您确认"]


def test_a_late_ticket_carries_the_solid_flag_after_its_state(texts: Texts) -> None:
    state, late = ticket_chips(texts, "in_progress", "", 2)
    assert (state.style, late.style) == (FILLED, SOLID)
    assert ticket_chips(texts, "in_progress", "", 0) == (state,)


def test_a_chip_is_as_wide_as_its_word_needs(texts: Texts, english: Texts, theme: Theme) -> None:
    for spec in (waiting_chip(texts), waiting_chip(english), late_chip(english, 12345)):
        needed = theme.metrics("chip-bold").horizontalAdvance(spec.word) + theme.icon_size("caption")
        assert chip_size(spec, theme).width() >= needed + 12
        assert chip_size(spec, theme).height() == 22


def test_a_forgotten_chip_says_nothing(qtbot: QtBot, texts: Texts, theme: Theme) -> None:
    chip = Chip(theme, spec=late_chip(texts, 2))
    qtbot.addWidget(chip)
    assert chip.accessibleName() == "已超时 2 天"
    chip.forget()
    assert chip.accessibleName() == ""
    assert chip.isHidden()
