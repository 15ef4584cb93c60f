"""Where lines end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.slips.line_breaks import CUT, NO_LINE_START, balanced, shortened, wrapped, wrapped_by_phrase


def ems(text: str) -> float:
    """A plain measure: a 汉字 is 1 wide, a Latin letter a half."""
    return sum(0.5 if c.isascii() else 1.0 for c in text)


@pytest.mark.parametrize("mark", list("，。、：；！？）》〉」』】”’…％"))
def test_a_line_never_begins_with_a_closing_mark(mark: str) -> None:
    for width in range(3, 9):
        lines = wrapped("一二三四五六七八" + mark + "九十", width, ems)
        assert not any(line[0] in NO_LINE_START for line in lines), lines


@pytest.mark.parametrize("mark", list("（《〈「『【“‘￥"))
def test_a_line_never_ends_with_an_opening_mark(mark: str) -> None:
    for width in range(3, 9):
        lines = wrapped("一二三四五六七八" + mark + "九十十一十二", width, ems)
        assert not any(line[-1] == mark for line in lines), lines


@pytest.mark.parametrize("kept", ["138****6621", "第 3 步", "3月20日", "2 天", "（周五）", "3 号台", "broadband", "阿·买", "24 Nov", "3 March"])
def test_what_belongs_together_stays_on_one_line(kept: str) -> None:
    for before in range(12):
        lines = wrapped("字" * before + kept + "字" * 12, 8, ems)
        assert any(kept in line for line in lines), lines


def test_english_breaks_between_words_only() -> None:
    assert wrapped("The junction box was full, so another one is being added.", 13, ems) == [
        "The junction box was full,",
        "so another one is being",
        "added.",
    ]


def test_what_is_longer_than_a_line_is_cut_rather_than_lost() -> None:
    word = "ABCDEFGHIJ" * 5
    lines = wrapped("看 " + word, 6, ems)
    assert "".join(lines).replace(" ", "") == "看" + word
    assert all(ems(line) <= 6 for line in lines)


def test_headlines_end_their_lines_with_a_phrase() -> None:
    assert wrapped_by_phrase("第 3 步，共 6 步：正在给新家接线路。", 12, ems) == ["第 3 步，共 6 步：", "正在给新家接线路。"]
    assert wrapped_by_phrase("Step 3 of 6: connecting your new home.", 13, ems) == ["Step 3 of 6:", "connecting your new home."]
    assert wrapped_by_phrase("不用您办手续。", 12, ems) == ["不用您办手续。"]
    assert wrapped_by_phrase("", 12, ems) == []


def test_a_word_is_never_cut_to_make_lines_alike() -> None:
    assert balanced("International roaming:", 10, ems) == ["International", "roaming:"]
    assert wrapped_by_phrase("International roaming: progress", 10, ems) == ["International", "roaming: progress"]


def test_balanced_lines_leave_no_single_character_behind() -> None:
    assert wrapped("电话里不会问您要密码或验证码。", 13, ems)[-1] == "码。"
    assert balanced("电话里不会问您要密码或验证码。", 13, ems) == ["电话里不会问您要", "密码或验证码。"]


def test_what_is_left_out_is_seen_to_be_left_out() -> None:
    lines = wrapped("很长的留言" * 50, 10, ems)
    short = shortened(lines, 3, 10, ems)
    assert len(short) == 3
    assert short[-1].endswith(CUT)
    assert all(ems(line) <= 10 for line in short)
    assert shortened(["一"], 3, 10, ems) == ["一"]


TEXTS = st.text(alphabet=st.sampled_from("一二三四五，。（）《》“”、 abc123*·月日第步"), max_size=120)


@given(TEXTS, st.integers(min_value=2, max_value=30))
def test_no_character_is_lost_and_every_line_fits(text: str, width: int) -> None:
    for lines in (wrapped(text, width, ems), balanced(text, width, ems), wrapped_by_phrase(text, width, ems)):
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
        assert all(ems(line) <= width for line in lines)
        assert all(line == line.strip() and line for line in lines)
