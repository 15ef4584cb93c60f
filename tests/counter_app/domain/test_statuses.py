"""The table of states."""

from __future__ import annotations

from collections import Counter

import pytest

from counter_app.domain.statuses import (
    CANCELLED,
    CATEGORIES,
    CATEGORY_LABELS,
    CLOSED,
    COMPLETED,
    NOT_TAKEN_IN,
    STATUSES,
    recognise,
    status,
)
from counter_app.texts import Texts


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("acknowledged", "acknowledged"),
        ("In Progress", "in_progress"),
        ("in-progress", "in_progress"),
        ("inProgress", "in_progress"),
        ("inProgress.accepted", "in_progress"),
        ("InProgressPending", "pending"),
        ("assessingCancellation", "assessing_cancellation"),
        ("pendingCancellation", "pending_cancellation"),
        ("ＲＥＳＯＬＶＥＤ", "resolved"),
        ("partial", "partial"),
        ("canceled", "cancelled"),
        ("处理中", "in_progress"),
        ("已处理，待您确认", "resolved"),
        ("挂起-07", "unrecognised"),
        ("", "unrecognised"),
        ("unrecognised", "unrecognised"),
    ],
)
def test_states_are_recognised_in_the_words_of_their_sources(raw: str, code: str) -> None:
    assert recognise(raw) == code


def test_no_word_names_two_states() -> None:
    names = Counter(name for row in STATUSES.values() for name in row.names)
    assert [name for name, times in names.items() if times > 1] == []


def test_every_name_is_written_as_it_is_compared() -> None:
    for row in STATUSES.values():
        for name in row.names:
            assert recognise(name) == row.code, name


def test_every_state_has_a_category_a_chinese_label_and_a_rank_of_its_own() -> None:
    chinese = Texts("zh_CN")
    assert len({row.rank for row in STATUSES.values()}) == len(STATUSES)
    for code, row in STATUSES.items():
        assert code == row.code
        assert row.category in CATEGORIES
        assert chinese.say(row.label) != row.label
        assert chinese.say(CATEGORY_LABELS[row.category]) != CATEGORY_LABELS[row.category]


def test_the_bare_words_completed_and_cancelled_are_for_what_is_really_so() -> None:
    for row in STATUSES.values():
        said = Texts("zh_CN").say(row.label)
        assert ("完成" in said) == (row.code in ("completed", "closed"))
        assert (said == "已取消") == (row.code == "cancelled")


def test_everything_completed_or_cancelled_is_closed_and_nothing_else() -> None:
    for row in STATUSES.values():
        assert row.closed == (row.category in (COMPLETED, CANCELLED)) == (row.code in CLOSED)
        assert not (row.closed and row.waits_for_customer)


def test_a_draft_is_not_a_ticket_and_no_state() -> None:
    assert not NOT_TAKEN_IN & set(STATUSES)
    assert recognise("draft") == "unrecognised"


def test_a_code_of_a_newer_version_is_shown_as_unrecognised() -> None:
    assert status("from_tomorrow").code == "unrecognised"
