"""The pages about each business, what makes a ticket faster, and the glossary, in both languages."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import timedelta
from string import Formatter

import pytest

from counter_app.about_business import AboutBusiness, about_business, faster_now, glossary
from counter_app.domain.kinds import KINDS
from counter_app.domain.standards import CARRIER, WORKING_DAYS, Limit
from counter_app.domain.statuses import STATUSES, status
from counter_app.resource_files import resource
from counter_app.texts import LANGUAGES, AboutRow, Texts
from tests.builders.answer_cards import MOVE, every_case
from tests.builders.clocks import STANDARDS
from tests.builders.jargon import JARGON_EN, JARGON_ZH

HALF_A_PAGE = {"zh_CN": 340, "en": 1200}
FIGURES = re.compile(r"\d|[一两二三四五六七八九十半]\s*(?:个)?(?:小时|天|工作日|日|周|星期|个月|元|块|成)|\b(?:two|three|four|five|six|seven|ten)\b")


def told(language: str) -> dict[str, dict[str, AboutRow]]:
    """The file as it is."""
    return tomllib.loads(resource("about", f"{language}.toml").read_text("utf-8"))


def words_of(row: AboutRow) -> list[str]:
    """Every text of a row."""
    return [words for value in row.values() for words in (value if isinstance(value, list) else [str(value)])]


def every_text(language: str) -> list[tuple[str, str]]:
    """Every text of the file with its place."""
    return [(f"{part}.{key}", words) for part, rows in told(language).items() for key, row in rows.items() for words in words_of(row)]


def whole(page: AboutBusiness) -> str:
    """Everything on a page."""
    steps = [f"{step.label} {step.says} {step.usually}" for step in page.steps]
    return "\n".join([page.label, *steps, *page.usually, *page.bring, page.effect, page.bill, *page.faster])


def slots(words: str) -> set[str]:
    """The slots of a text."""
    return {name for _, name, _, _ in Formatter().parse(words) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_half_a_page_that_is_whole(language: str) -> None:
    for code, row in KINDS.items():
        for line in ("", "mobile", "landline"):
            page = about_business(Texts(language), code, STANDARDS, line)
            assert [step.label for step in page.steps] == [Texts(language).say(step.label) for step in row.route]
            assert all(step.says for step in page.steps)
            assert page.usually and page.bring and page.effect and page.bill and page.faster, code
            assert not re.search("[{}]|None|  ", whole(page)), code
            assert len(whole(page)) <= HALF_A_PAGE[language], (code, len(whole(page)))


def test_both_languages_have_the_same_rows_with_as_many_lines_and_the_same_slots() -> None:
    zh, en = told("zh_CN"), told("en")
    assert {part: list(rows) for part, rows in zh.items()} == {part: list(rows) for part, rows in en.items()}
    for part, rows in zh.items():
        for key, row in rows.items():
            other = en[part][key]
            assert set(row) == set(other), (part, key)
            assert [slots(words) for words in words_of(row)] == [slots(words) for words in words_of(other)], (part, key)


def test_there_is_a_page_for_each_kind_a_sentence_for_each_step_and_none_for_what_does_not_exist() -> None:
    zh = told("zh_CN")
    assert set(zh["kind"]) == set(KINDS)
    steps = {step.code for row in KINDS.values() for step in row.route}
    assert {key for key in zh["step"] if "." not in key} == steps
    for key in zh["step"]:
        kind_code, _, step = key.rpartition(".")
        assert not kind_code or step in {one.code for one in KINDS[kind_code].route}, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_no_jargon(language: str) -> None:
    jargon = JARGON_ZH if language == "zh_CN" else JARGON_EN
    assert [place for place, words in every_text(language) if jargon.search(words)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_comes_from_the_standards(language: str) -> None:
    assert [place for place, words in every_text(language) if FIGURES.search(words)] == []
    for code in KINDS:
        page = about_business(Texts(language), code, STANDARDS, "mobile")
        known = {str(n) for limit in STANDARDS.limits.values() for n in (limit.amount, limit.rural) if n}
        assert set(re.findall(r"\d+", whole(page))) <= known, code


def test_what_nobody_stands_for_is_called_a_guide_and_what_the_law_says_a_rule() -> None:
    zh = Texts("zh_CN")
    assert about_business(zh, "fault", STANDARDS).usually == (
        "按规定，48 小时（农村 72 小时）之内要修好。",
        "等您补充的时间也算在内。",
    )
    assert about_business(zh, "broadband_move", STANDARDS).usually == (
        "一般 5 个工作日，这只是参考，以单子上写的日期为准。",
    )
    assert about_business(zh, "transfer", STANDARDS, "landline").usually == ("没有统一的时限，以单子上写的日期为准。",)
    theirs = replace(STANDARDS, limits={**STANDARDS.limits, ("broadband_move", "ticket"): Limit(3, WORKING_DAYS, CARRIER, "")})
    assert about_business(zh, "broadband_move", theirs).usually[0] == "按我们公布的时限，3 个工作日之内要移好。"
    steps = {step.label: step.usually for step in about_business(zh, "broadband_move", STANDARDS).steps}
    assert steps["线路调配"] == "参考 2 天"


def test_the_way_to_an_appeal_is_told_with_its_limits_and_left_out_where_they_are_not_known() -> None:
    page = about_business(Texts("zh_CN"), "complaint", STANDARDS)
    assert any("15 天" in words and "5 个工作日" in words and "30 天" in words for words in page.faster)
    without = replace(STANDARDS, limits={key: limit for key, limit in STANDARDS.limits.items() if key[0] != "appeal"})
    assert len(about_business(Texts("zh_CN"), "complaint", without).faster) == len(page.faster) - 1


def test_a_kind_from_a_newer_version_gets_the_page_of_other_requests() -> None:
    assert about_business(Texts("en"), "from_tomorrow", STANDARDS).label == "Other request"


def test_what_makes_this_ticket_faster_depends_on_where_it_stands() -> None:
    zh = Texts("zh_CN")
    late = replace(MOVE, late_days=2)
    assert faster_now(zh, late) == ("电话会打到 138****6621，请留意接听。", "已经晚了，可以请柜台帮您催一催。")
    waits = replace(MOVE, status="pending", reason="押金凭条没有交。", late_days=2)
    assert faster_now(zh, waits)[0] == "单子上写着：押金凭条没有交。您这边好了，我们马上接着办。"
    assert faster_now(zh, replace(waits, reason=""))[0] == "现在在等您补充，补什么，请柜台帮您看一看。"
    assert not any("催" in words for words in faster_now(zh, waits))
    assert "催" in faster_now(zh, replace(MOVE, late_days=0, days_still=3))[-1]
    assert "催" not in faster_now(zh, replace(MOVE, late_days=0, days_still=2))[-1]
    assert faster_now(zh, replace(MOVE, contact="KD****3316"))[0] == "单子上没有能打的电话，请告诉柜台一个。"
    assert faster_now(zh, replace(MOVE, status="completed")) == ()
    assert faster_now(zh, replace(MOVE, kind="phone_repair", step_code="ready"))[0].startswith("已经可以取了")
    assert faster_now(zh, replace(MOVE, status="resolved"))[0].startswith("我们做了")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_open_ticket_has_a_way_to_be_faster_and_no_closed_one_has(language: str) -> None:
    for case in every_case()[::7]:
        said = faster_now(Texts(language), case)
        assert bool(said) != status(case.status).closed
        assert not re.search("[{}]|None|  ", " ".join(said))
        if case.clock is not None and case.clock.ticket_late_by > timedelta(0) and case.status == "in_progress" and case.step_code != "ready":
            assert re.search("催|urge", said[-1]), case


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_tells_each_public_state_with_an_example(language: str) -> None:
    words = glossary(Texts(language))
    assert [word.category for word in words] == ["accepted", "in_progress", "completed", "cancelled", "unrecognised"]
    assert all(word.name and word.meaning and word.example for word in words)
    assert {row.category for row in STATUSES.values()} == {word.category for word in words}
    if language == "zh_CN":
        assert all(f"“{word.name}”" in word.example for word in words)
