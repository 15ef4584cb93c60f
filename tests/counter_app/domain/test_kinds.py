"""The table of kinds and their routes."""

from __future__ import annotations

from collections import Counter

import pytest

from counter_app.domain.kinds import KINDS, kind, recognise, step_of
from counter_app.domain.statuses import fold
from counter_app.resource_files import resource
from counter_app.texts import Texts


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("宽带移机", "broadband_move"),
        ("broadband-move", "broadband_move"),
        ("Broadband Move", "broadband_move"),
        ("手机过户", "transfer"),
        ("国际漫游开通", "roaming"),
        ("终端维修", "phone_repair"),
        ("投诉", "complaint"),
        ("来自别处的一种", "other"),
        ("", "other"),
    ],
)
def test_kinds_are_recognised_in_the_words_of_their_sources(raw: str, code: str) -> None:
    assert recognise(raw) == code


def test_no_word_names_two_kinds_and_every_name_is_written_as_it_is_compared() -> None:
    names = Counter(name for row in KINDS.values() for name in row.names)
    assert [name for name, times in names.items() if times > 1] == []
    assert all(recognise(name) == row.code for row in KINDS.values() for name in row.names)


def test_every_kind_has_a_chinese_name_an_icon_and_a_route_that_starts_with_the_application() -> None:
    chinese = Texts("zh_CN")
    for code, row in KINDS.items():
        assert code == row.code == kind(code).code
        assert chinese.say(row.label) != row.label
        assert resource("icons", f"{row.icon}.svg").exists()
        assert row.route[0].code == "taken"
        assert len({step.code for step in row.route}) == len(row.route)
        assert all(chinese.say(step.label) != step.label for step in row.route)


def test_a_step_is_found_by_its_code_label_and_every_name_and_by_no_other_steps() -> None:
    for row in KINDS.values():
        words = Counter(word for step in row.route for word in {fold(name) for name in (step.code, *step.names)})
        assert [word for word, times in words.items() if times > 1] == []
        for step in row.route:
            for word in (step.code, step.code.upper(), step.label, *step.names):
                assert step_of(row, word) == step, (row.code, word)
    assert step_of(kind("fault"), "送上天") is None


def test_a_code_of_a_newer_version_is_another_request() -> None:
    assert kind("from_tomorrow").code == "other"


def test_only_a_repair_has_a_pick_up() -> None:
    assert [code for code, row in KINDS.items() if row.repair] == ["phone_repair"]
    assert any(step.code == "ready" for step in kind("phone_repair").route)
