"""The three answers, for every kind, state, step and date, in both languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from string import Formatter

import pytest

from counter_app.domain.answer import CardFacts
from counter_app.domain.deadlines import late_days
from counter_app.domain.kinds import KINDS, kind
from counter_app.domain.statuses import STATUSES, status
from counter_app.plain_words import Answer, AnswerCard, answer_card
from counter_app.resource_files import resource
from counter_app.texts import LANGUAGES, Texts

NOW = datetime(2026, 3, 18, 6, 32, tzinfo=UTC)
OPENED = datetime(2026, 3, 9, 4, 6, tzinfo=UTC)
DATES = (
    None,
    NOW + timedelta(days=400),
    NOW + timedelta(days=2),
    NOW - timedelta(hours=3),
    NOW - timedelta(days=2),
    OPENED - timedelta(days=90),
)
DOUBTFUL = (
    "resolved",
    "partial",
    "failed",
    "rejected",
    "assessing_cancellation",
    "pending_cancellation",
    "unrecognised",
    "held",
    "pending",
)
JARGON_ZH = re.compile("系统|挂起|竣工|工位|归档|异常|操作|失败|稍后|装维|派单|回单|环节|接口|状态|你|[!！]")
JARGON_EN = re.compile(r"(?i:\b(system|status|error|archive|provision|workflow|pending|fail))|\b[A-Z]{3,}")
LINE_ZH, LINES, LONGEST_EN, SUPPORT_ZH, SUPPORT_EN = 12, 2, 62, 36, 80
MOVE = CardFacts(
    kind="broadband_move", status="in_progress", raw_status="", step_no=3, step_count=6, step_code="assigned",
    step_label="Line assignment", step_raw=False, opened_at=OPENED, expected_at=NOW - timedelta(days=2), pick_up_at=None,
    closed_at=None, reason="", contact="138****6621", late_days=2, days_still=0, now=NOW,
)  # fmt: skip


def facts(**told: object) -> CardFacts:
    """The move of the pictures with something else told; lateness follows the dates."""
    card = replace(MOVE, **told)  # type: ignore[arg-type]
    return replace(card, late_days=late_days(card.status, card.expected_at, card.now, card.opened_at))


def every_case() -> Iterator[CardFacts]:
    """Every kind in every state at every step, with and without each date and word."""
    for kind_code, row in KINDS.items():
        for code, state in STATUSES.items():
            for number, step in enumerate([*row.route, None], 1):
                for date in DATES:
                    yield facts(
                        kind=kind_code, status=code, step_no=number if step else 0, step_count=len(row.route),
                        step_code=step.code if step else "", step_label=step.label if step else "", expected_at=date,
                        pick_up_at=date if row.repair else None, closed_at=date if state.closed else None,
                        reason="客户撤回" if date else "", contact="138****6621" if date else "", raw_status="转办" if date else "",
                        days_still=number,
                    )  # fmt: skip


def answers(card: AnswerCard) -> tuple[Answer, Answer, Answer]:
    """The three, in order."""
    return card.where, card.do, card.when


def whole(card: AnswerCard) -> str:
    """Everything the card says."""
    return "\n".join(f"{a.headline}\n{a.support}" for a in answers(card))


def width(text: str) -> float:
    """In 汉字: Latin letters, digits and blanks are half as wide."""
    return sum(0.5 if c.isascii() else 1 for c in text)


def lines(headline: str) -> list[str]:
    """The headline broken after ，：。 only, as the screen breaks it."""
    broken = [""]
    for phrase in re.findall("[^，：。]+[，：。]?", headline):
        if broken[-1] and width((broken[-1] + phrase).strip()) > LINE_ZH:
            broken.append("")
        broken[-1] += phrase
    return broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_gets_three_whole_short_answers_without_jargon(language: str) -> None:
    texts, zh = Texts(language), language == "zh_CN"
    seen: set[str] = set()
    for case in every_case():
        card = answer_card(texts, case)
        if whole(card) in seen:
            continue
        seen.add(whole(card))
        for answer in answers(card):
            told = (case.kind, case.status, case.step_code, answer)
            assert answer.headline, told
            assert not re.search("[{}]|None|  ", answer.headline + answer.support), told
            assert "“”" not in answer.support, told
            assert not (JARGON_ZH if zh else JARGON_EN).search(answer.headline + answer.support), told
            assert width(answer.support) <= SUPPORT_ZH if zh else len(answer.support) <= SUPPORT_EN, told
            assert not answer.late or re.search("对不住|sorry", answer.headline + answer.support), told
            if zh:
                assert len(lines(answer.headline)) <= LINES, told
                assert max(width(line.strip()) for line in lines(answer.headline)) <= LINE_ZH, told
                assert answer.headline[-1] not in "，：。", told
            else:
                assert len(answer.headline) <= LONGEST_EN, told
    assert len(seen) > 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_called_done_unless_it_is(language: str) -> None:
    texts = Texts(language)
    done = re.compile(
        r"已完成|完成|已经\S*[好通]了|已经答复|好的$|开通的$|答复的$|Completed|It has been|^Done on|repair is done",
        re.MULTILINE,
    )
    for case in every_case():
        card = answer_card(texts, case)
        said = done.search(whole(card))
        if case.status in ("completed", "closed"):
            assert said
        elif case.status != "rejected":  # 答复的: it was answered that it is not accepted
            assert not said, whole(card)
        assert "已取消" not in whole(card)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_date_is_said_that_the_ticket_does_not_carry(language: str) -> None:
    texts = Texts(language)
    for case in every_case():
        bare = replace(case, expected_at=None, pick_up_at=None, closed_at=None, late_days=0)
        assert not re.search(
            r"\d+月|月\d|20\d\d|Jan|Feb|Mar|\bday\b", whole(answer_card(texts, bare)).replace("days", "")
        )


def test_an_open_ticket_without_a_date_says_so() -> None:
    card = answer_card(Texts("zh_CN"), facts(expected_at=None))
    assert card.when == Answer("还没有给出日期", "柜台可以帮您问一问。")
    assert answer_card(Texts("en"), facts(expected_at=None)).when.headline == "No date has been given yet"


def test_an_expected_date_before_the_ticket_was_opened_is_no_date() -> None:
    assert answer_card(Texts("zh_CN"), facts(expected_at=OPENED - timedelta(days=1))).when.headline == "还没有给出日期"


def test_the_move_of_the_pictures_says_where_it_is_and_that_it_is_late() -> None:
    card = answer_card(Texts("zh_CN"), MOVE)
    assert lines(card.where.headline) == ["第 3 步，共 6 步：", "正在给新家接线路"]
    assert card.do.headline == "不用您办手续，请留意来电"
    assert card.do.support == "有事会打 138****6621。"
    assert lines(card.when.headline) == ["已经晚了 2 天，", "真对不住您"]
    assert card.when.support == "原定 3月16日（周一），新的日期还没有给出。"
    assert card.when.late


def test_english_says_one_day_and_two_days() -> None:
    late = Texts("en")
    assert answer_card(late, facts(expected_at=NOW - timedelta(days=1))).when.headline == "1 day late, and we are sorry"
    assert (
        answer_card(late, facts(expected_at=NOW - timedelta(days=2))).when.headline == "2 days late, and we are sorry"
    )


def test_a_date_that_passed_today_is_not_promised_again() -> None:
    card = answer_card(Texts("zh_CN"), facts(expected_at=NOW - timedelta(hours=3)))
    assert card.when.headline == "原定3月18日（周三），还没有移好"
    assert card.when.late


def test_a_date_ahead_is_an_expectation() -> None:
    card = answer_card(Texts("zh_CN"), facts(expected_at=NOW + timedelta(days=2)))
    assert card.when == Answer("3月20日（周五）之前，预计移好", "")


def test_a_repair_that_is_ready_says_come_and_fetch_it() -> None:
    ready = facts(
        kind="phone_repair", step_code="ready", step_label="Ready for pick-up", step_no=4, step_count=4,
        expected_at=None, pick_up_at=NOW - timedelta(days=1), days_still=9,
    )  # fmt: skip
    card = answer_card(Texts("zh_CN"), ready)
    assert card.where == Answer("第 4 步，共 4 步：手机可以取了", "")
    assert card.do == Answer("请来取手机", "请带上证件和这张单子。")
    assert card.when.headline == "现在就可以来取"
    later = answer_card(Texts("zh_CN"), replace(ready, pick_up_at=NOW + timedelta(days=2)))
    assert later.when.headline == "3月20日（周五）起，可以来取"
    assert answer_card(Texts("zh_CN"), replace(ready, pick_up_at=None)).when.headline == "现在就可以来取"


def test_a_repair_under_way_names_its_pick_up_date() -> None:
    repair = facts(
        kind="phone_repair",
        step_code="workshop",
        step_no=3,
        step_count=4,
        pick_up_at=NOW + timedelta(days=2),
        expected_at=None,
    )
    assert answer_card(Texts("zh_CN"), repair).when.headline == "预计3月20日（周五），可以来取"
    missed = replace(repair, pick_up_at=NOW - timedelta(days=2))
    assert answer_card(Texts("zh_CN"), missed).when == Answer(
        "原定3月16日（周一）取，还没有备好", "对不住，让您久等了。", True
    )
    late = replace(repair, late_days=3)
    assert "晚了 3 天" in answer_card(Texts("zh_CN"), late).when.support


def test_a_cancelled_ticket_says_why() -> None:
    cancelled = facts(status="cancelled", reason="客户撤回。", closed_at=NOW, step_no=0)
    card = answer_card(Texts("zh_CN"), cancelled)
    assert card.where == Answer("这件已经取消", "原因：客户撤回。")
    assert card.when.headline == "3月18日（周三）取消的"
    assert answer_card(Texts("zh_CN"), replace(cancelled, reason="")).where.support == "单子上没有写原因。"


def test_an_unrecognised_ticket_says_the_senders_word_and_promises_nothing() -> None:
    card = answer_card(
        Texts("zh_CN"), facts(status="unrecognised", raw_status="挂起-07", expected_at=NOW + timedelta(days=2))
    )
    assert card.where.support == "来件写的是“挂起-07”，这个词我们还不认识。"
    assert card.when == Answer("日期说不准，要先问清楚", "单子上写的是 3月20日（周五）。")


def test_a_status_from_a_newer_version_is_treated_as_unrecognised() -> None:
    assert (
        answer_card(Texts("zh_CN"), facts(status="from_tomorrow", raw_status="新词")).where.headline
        == "到哪一步，还说不准"
    )


def test_a_step_the_sender_named_is_quoted_as_the_senders() -> None:
    card = answer_card(Texts("zh_CN"), facts(step_code="", step_label="送上天", step_raw=True))
    assert card.where == Answer("第 3 步，共 6 步", "这一步来件写的是“送上天”。")


def test_what_is_missing_is_asked_for() -> None:
    card = answer_card(Texts("zh_CN"), facts(status="pending", reason="押金凭条未交", expected_at=None))
    assert card.do == Answer("请您补充，我们好接着办", "还差：押金凭条未交。")
    assert card.where.support == "停在第 3 步：线路调配。"
    assert not card.when.late


def test_somebody_elses_words_are_cut_and_stay_on_one_line() -> None:
    card = answer_card(Texts("zh_CN"), facts(status="cancelled", reason="长\n" * 500, closed_at=NOW))
    assert len(card.where.support) < 50
    assert "\n" not in card.where.support


def test_words_with_braces_from_a_source_are_only_words() -> None:
    card = answer_card(Texts("zh_CN"), facts(status="cancelled", reason="{no} {0} {x!r}", closed_at=NOW))
    assert card.where.support == "原因：{no} {0} {x!r}。"


def test_an_account_is_not_rung() -> None:
    assert answer_card(Texts("zh_CN"), facts(contact="KD****3316")).do.support == ""


def test_days_without_news_are_told_from_the_third_on() -> None:
    assert answer_card(Texts("zh_CN"), facts(days_still=2)).where.support == ""
    assert answer_card(Texts("zh_CN"), facts(days_still=3)).where.support == "已经 3 天没有新的进展。"


def test_both_languages_have_the_same_rows_with_the_same_slots() -> None:
    zh, en = (tomllib.loads(resource("plain_words", f"{language}.toml").read_text("utf-8")) for language in LANGUAGES)
    assert {part: set(rows) for part, rows in zh.items()} == {part: set(rows) for part, rows in en.items()}
    for part, rows in zh.items():
        for key, row in rows.items():
            assert set(row) == set(en[part][key]), (part, key)
            for line in ("support", "otherwise"):
                assert slots(row.get(line, "")) == slots(en[part][key].get(line, "")), (part, key)


def slots(text: str) -> set[str]:
    """The names of a text's slots."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_no_row_is_for_a_kind_step_or_state_that_does_not_exist() -> None:
    told = tomllib.loads(resource("plain_words", "zh_CN.toml").read_text("utf-8"))
    steps = {step.code for row in KINDS.values() for step in row.route}
    assert {key.split(".")[-1] for key in told["step"]} == steps
    for part in told.values():
        for key in part:
            first, _, second = key.partition(".")
            assert not second or (first in (*KINDS, "step") and second in (steps | set(STATUSES))), key


def test_every_doubtful_state_has_words_of_its_own() -> None:
    told = tomllib.loads(resource("plain_words", "zh_CN.toml").read_text("utf-8"))
    for code in DOUBTFUL:
        assert code in told["where"], code
    assert kind("phone_repair").repair
    assert status("resolved").waits_for_customer


def test_a_repair_that_lies_ready_says_come_and_fetch_it_even_when_it_waits_for_the_customer() -> None:
    for code in ("in_progress", "pending", "resolved"):
        card = answer_card(Texts("zh_CN"), facts(kind="phone_repair", status=code, step_code="ready", step_label="Ready for pick-up", step_no=4, step_count=4))
        assert "补充" not in card.where.headline + card.do.headline + card.when.headline
        assert "取" in card.do.headline + card.where.headline
