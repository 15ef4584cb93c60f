"""Line breaks: after ，：。 in headlines, and no number is ever broken or cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.theme import Theme
from ui.widgets.line_breaks import break_lines, elided, first_lines, tidy_lines

HEADLINE_PX = 278


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("第 3 步，共 6 步：正在给新家接线路", ["第 3 步，共 6 步：", "正在给新家接线路"]),
        ("不用您办手续，请留意来电", ["不用您办手续，", "请留意来电"]),
        ("3月20日（周五）之前装好", ["3月20日（周五）", "之前装好"]),
        ("已经办完", ["已经办完"]),
        ("", []),
    ],
)
def test_headlines_break_only_after_a_mark(light_theme: Theme, text: str, lines: list[str]) -> None:
    assert break_lines(text, light_theme.metrics("answer"), HEADLINE_PX, phrases=True) == lines


def test_a_phrase_longer_than_a_line_breaks_evenly_and_not_before_a_mark(light_theme: Theme) -> None:
    lines = break_lines("我们正在和装维公司商量重新给您约一个上门的日子。", light_theme.metrics("answer"), HEADLINE_PX, phrases=True)
    assert len(lines) == 3
    assert min(map(len, lines)) >= 6
    assert not any(line[0] in "，。：" for line in lines)


def test_english_breaks_between_words(light_theme: Theme) -> None:
    lines = break_lines("Nothing to hand in. Please watch for a call", light_theme.metrics("title"), 200)
    assert " ".join(lines) == "Nothing to hand in. Please watch for a call"


def test_dates_and_amounts_stay_whole(light_theme: Theme) -> None:
    text = "线路维护中心要在3月19日之前答复，已经停了 8 天，共收 1200 元"
    for width in range(60, 300, 7):
        joined = break_lines(text, light_theme.metrics("body"), width)
        assert any("3月19日" in line for line in joined), joined
        assert any("8 天" in line for line in joined), joined


@given(st.text(alphabet="线路，。（）abc 0123456789*-", max_size=40), st.integers(30, 300))
def test_breaking_loses_no_character(light_theme: Theme, text: str, width: int) -> None:
    lines = break_lines(text, light_theme.metrics("body"), width)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(alphabet="线路调配ab，", max_size=12), st.from_regex(r"[0-9]{3}\*{4}[0-9]{4}", fullmatch=True), st.integers(20, 260))
def test_a_number_is_shown_whole_or_not_at_all(light_theme: Theme, words: str, number: str, width: int) -> None:
    kept = elided(words + number, light_theme.metrics("body"), width)
    assert number in kept or not re.search(r"[0-9*]", kept)
    assert light_theme.metrics("body").horizontalAdvance(kept) <= width


def test_a_remark_leaves_no_word_alone_on_its_last_line(light_theme: Theme) -> None:
    text = "配线管理：回复：材料已到，3月19日 上午加装"
    assert tidy_lines(text, light_theme.metrics("small"), 255) == ["配线管理：回复：材料已到，", "3月19日 上午加装"]
    assert tidy_lines("已收", light_theme.metrics("small"), 255) == ["已收"]


def test_a_long_remark_ends_after_three_lines_with_dots(light_theme: Theme) -> None:
    lines = first_lines("新楼道接线箱端口已满，需加装。" * 10, light_theme.metrics("small"), 200, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert not any(line.endswith("…") for line in lines[:-1])
