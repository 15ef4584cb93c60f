"""The three answers, for every kind, state, step and date, in both languages."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Formatter

import pytest

from counter_app.domain.kinds import KINDS, kind
from counter_app.domain.statuses import STATUSES, status
from counter_app.domain.timeline import TicketDates
from counter_app.plain_words import Answer, AnswerCard, answer_card
from counter_app.resource_files import resource
from counter_app.texts import LANGUAGES, Texts
from tests.builders.answer_cards import (
    A_DAY_IN,
    LATE_IN_THE_YEAR,
    MOVE,
    MOVING,
    NOW,
    OPENED,
    THEIRS,
    cases_without_a_clock,
    clocked,
    every_card,
    facts,
)
from tests.builders.clocks import STANDARDS
from tests.builders.jargon import JARGON_EN, JARGON_ZH, LINE_ZH, lines, width

GOLDENS = Path(__file__).parents[1] / "goldens" / "plain_words"
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
LINES, LONGEST_EN, SUPPORT_ZH, SUPPORT_EN = 2, 62, 30, 84


def answers(card: AnswerCard) -> tuple[Answer, Answer, Answer]:
    """The three, in order."""
    return card.where, card.do, card.when


def whole(card: AnswerCard) -> str:
    """Everything the card says."""
    return "\n".join(f"{a.headline}\n{a.support}" for a in answers(card))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_gets_three_whole_short_answers_without_jargon(language: str) -> None:
    zh = language == "zh_CN"
    seen: set[str] = set()
    for case, card, _rows in every_card(language):
        if whole(card) in seen:
            continue
        seen.add(whole(card))
        for answer in answers(card):
            told = (case.kind, case.status, case.step_code, answer)
            assert answer.headline, told
            assert answer.support, told
            assert not re.search("[{}]|None|  ", answer.headline + answer.support), told
            assert "“”" not in answer.support, told
            assert not re.search(r"(?<!\d)0 (天|days?)|-\d", answer.headline + answer.support), told
            assert not (JARGON_ZH if zh else JARGON_EN).search(answer.headline + answer.support), told
            assert width(answer.support) <= SUPPORT_ZH if zh else len(answer.support) <= SUPPORT_EN, told
            assert not answer.late or re.search("对不住|sorry", answer.headline + answer.support), told
            if zh:
                assert len(lines(answer.headline)) <= LINES, told
                assert max(width(line.strip()) for line in lines(answer.headline)) <= LINE_ZH, told
                assert answer.headline[-1] not in "，：。", told
            else:
                assert len(answer.headline) <= LONGEST_EN, told
        assert not (JARGON_ZH if zh else JARGON_EN).search(card.note)
        assert not re.search("[{}]|None|  ", card.note)
        assert not card.note or re.search("核定|settles", card.note)
    assert len(seen) > 400


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_called_done_unless_it_is(language: str) -> None:
    done = re.compile(
        r"已完成|完成|已经\S*[好通]了|已经答复|好的$|开通的$|答复的$|Completed|It has been|^Done on|repair is done",
        re.MULTILINE,
    )
    for case, card, _rows in every_card(language):
        said = done.search(whole(card))
        if case.status in ("completed", "closed"):
            assert said
        elif case.status != "rejected":  # 答复的: it was answered that it is not accepted
            assert not said, whole(card)
        assert "已取消" not in whole(card)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_date_is_said_that_the_ticket_does_not_carry(language: str) -> None:
    texts = Texts(language)
    for case in cases_without_a_clock():
        bare = replace(case, expected_at=None, pick_up_at=None, closed_at=None, late_days=0, clock=None)
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
    assert card.when == Answer("3月20日（周五）之前，预计移好", "离这一天还有 2 天。")


def test_a_repair_that_is_ready_says_come_and_fetch_it() -> None:
    ready = facts(
        kind="phone_repair", step_code="ready", step_label="Ready for pick-up", step_no=4, step_count=4,
        expected_at=None, pick_up_at=NOW - timedelta(days=1), days_still=9,
    )  # fmt: skip
    card = answer_card(Texts("zh_CN"), ready)
    assert card.where == Answer("第 4 步，共 4 步：手机可以取了", "手机放着等您来取。")
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
    assert card.do == Answer("请您补充，我们好接着办", "单子上写着：押金凭条未交。")
    assert card.where.support == "停在第 3 步，补齐了就接着办。"
    assert not card.when.late


def test_somebody_elses_words_are_cut_and_stay_on_one_line() -> None:
    card = answer_card(Texts("zh_CN"), facts(status="cancelled", reason="长\n" * 500, closed_at=NOW))
    assert len(card.where.support) < 50
    assert "\n" not in card.where.support


def test_words_with_braces_from_a_source_are_only_words() -> None:
    card = answer_card(Texts("zh_CN"), facts(status="cancelled", reason="{no} {0} {x!r}", closed_at=NOW))
    assert card.where.support == "原因：{no} {0} {x!r}。"


def test_an_account_is_not_rung() -> None:
    assert answer_card(Texts("zh_CN"), facts(contact="KD****3316")).do.support == "单子上没有能打的电话，请告诉柜台。"


def test_days_without_news_are_told_from_the_third_on() -> None:
    assert answer_card(Texts("zh_CN"), facts(days_still=2)).where.support == "线路接到新家，师傅上门才装得上。"
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


def examples(language: str) -> list[str]:
    """One line for each distinct template: the rows it was put together from and the first words that came out."""
    found: dict[str, str] = {}
    blank = re.compile(r"\d+(\.\d+)?")
    for _case, card, rows in every_card(language):
        for part, answer in zip(("where", "do", "when"), answers(card), strict=True):
            row = next(taken for taken in rows if taken.startswith(f"{part}."))
            step = next((taken for taken in rows if taken.startswith("step.")), "") if row.startswith("where.on_step") else ""
            shape = "" if row.startswith("when.by_") else blank.sub("#", answer.support)
            found.setdefault(f"{row} {step} {shape}", f"{row} {step}".strip() + f" | {answer.headline} / {answer.support}")
        if card.note:
            row = next(taken for taken in rows if taken.startswith("note."))
            found.setdefault(row, f"{row} | {card.note}")
    return sorted(set(found.values()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_template_says_what_was_read_and_approved(language: str) -> None:
    said = "\n".join(examples(language)) + "\n"
    approved = GOLDENS / f"{language}.txt"
    if os.environ.get("REWRITE_GOLDENS"):
        approved.parent.mkdir(exist_ok=True)
        approved.write_text(said, "utf-8")
    assert said == approved.read_text("utf-8")


def test_every_row_of_plain_words_is_said_to_somebody() -> None:
    told = tomllib.loads(resource("plain_words", "zh_CN.toml").read_text("utf-8"))
    taken = {row for _case, _card, rows in every_card("zh_CN") for row in rows}
    assert {f"{part}.{key}" for part, rows in told.items() for key in rows} - taken == {"where.on_raw_step", "step.assigned", "step.switched"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_is_late_hears_an_apology(language: str) -> None:
    sorry = re.compile("对不住|sorry")
    for case, card, _rows in every_card(language):
        clock = case.clock
        if clock is not None and not status(case.status).closed and clock.ticket_late_by and case.status in MOVING:
            assert sorry.search(whole(card)), case
        if clock is not None and clock.ended_late_by >= timedelta(days=1):
            assert sorry.search(card.when.support), case
        if clock is not None and not clock.ticket_late_by and not clock.ended_late_by:
            assert not card.when.late, case


def test_a_ticket_that_waits_for_the_customer_says_since_when_and_that_it_is_because_of_the_wait() -> None:
    dates = TicketDates(OPENED, NOW - timedelta(days=2), None)
    waits = clocked("broadband_move", "pending", kind("broadband_move").route[2], dates, A_DAY_IN, NOW, STANDARDS)
    assert answer_card(Texts("zh_CN"), waits).when == Answer("您补充了，我们接着办", "因为等您补充，从3月10日（周二）停到现在。")
    assert "Because it waits for you" in answer_card(Texts("en"), waits).when.support
    fault = clocked("fault", "pending", None, dates, A_DAY_IN, NOW, STANDARDS)  # the law goes on counting
    assert answer_card(Texts("zh_CN"), fault).when.support == "原定 3月16日（周一），已经过了 2 天，让您久等了，对不住。"


def test_a_step_over_a_limit_is_told_only_where_the_carrier_stands_for_the_limit() -> None:
    dates = TicketDates(OPENED, NOW + timedelta(days=9), None)
    theirs, ours = (
        clocked("broadband_move", "in_progress", kind("broadband_move").route[2], dates, A_DAY_IN, NOW, standards)
        for standards in (THEIRS, STANDARDS)
    )
    assert answer_card(Texts("zh_CN"), theirs).where.support == "这一步一般 2 天，已经多了 6 天，对不住。"
    assert ours.clock is not None
    assert ours.clock.is_step_stuck  # by a local guess: the clerk sees it, nobody is told that a step usually takes so long
    assert answer_card(Texts("zh_CN"), ours).where.support == "已经 8 天没有新的进展。"


def test_a_day_to_fetch_it_holds_until_its_evening_and_one_before_the_opening_is_none() -> None:
    repair = facts(kind="phone_repair", step_code="workshop", expected_at=None)
    today = replace(repair, pick_up_at=datetime(2026, 3, 17, 16, tzinfo=UTC))  # midnight in the hall
    assert answer_card(Texts("zh_CN"), today).when.headline == "预计3月18日（周三），可以来取"
    yesterday = replace(repair, pick_up_at=datetime(2026, 3, 16, 16, tzinfo=UTC))
    assert answer_card(Texts("zh_CN"), yesterday).when.headline == "原定3月17日（周二）取，还没有备好"
    lost = replace(repair, pick_up_at=OPENED - timedelta(days=90))
    assert answer_card(Texts("zh_CN"), lost).when.headline == "还没有给出日期"


def test_without_a_date_the_rule_is_told_in_hours_and_never_as_a_date() -> None:
    fault = clocked("fault", "in_progress", None, TicketDates(OPENED, None, None), OPENED, OPENED + timedelta(hours=5), STANDARDS)
    when = answer_card(Texts("zh_CN"), fault).when
    assert when == Answer("还没有给出日期", "按规定，48 小时（农村 72 小时）之内要修好。")
    for case, card, _rows in every_card("zh_CN"):
        if case.clock is not None and case.expected_at is None and not status(case.status).closed:
            assert not re.search(r"\d月", card.when.headline), case


def test_holidays_not_yet_announced_are_said_plainly() -> None:
    dates = TicketDates(LATE_IN_THE_YEAR, None, None)
    unsure = clocked("broadband_move", "in_progress", None, dates, LATE_IN_THE_YEAR, LATE_IN_THE_YEAR + timedelta(days=1), THEIRS)
    assert answer_card(Texts("zh_CN"), unsure).when.support == "2027 年哪天放假还没公布，日子算不准。"


def test_what_is_owed_is_told_as_a_hint_below_the_answers() -> None:
    dates = TicketDates(OPENED, NOW - timedelta(days=2), None)
    late = clocked("broadband_move", "in_progress", None, dates, A_DAY_IN, NOW, STANDARDS)
    note = answer_card(Texts("zh_CN"), late).note
    assert note == "晚办补偿：因为我们晚了，每天可退费用的 1%，到今天算 2 天，合 2.00 元。请柜台核定。"
    assert "1% of the fee" in answer_card(Texts("en"), late).note
    assert answer_card(Texts("zh_CN"), MOVE).note == ""


def test_a_completed_ticket_is_called_in_time_only_if_that_is_known() -> None:
    done = clocked("fault", "completed", None, TicketDates(OPENED, NOW, None), A_DAY_IN, NOW, STANDARDS)
    assert answer_card(Texts("zh_CN"), done).when.support == "原定 3月18日（周三），没有晚。"
    unknown = clocked("fault", "completed", None, TicketDates(OPENED, None, None), A_DAY_IN, NOW, STANDARDS)
    assert "没有晚" not in answer_card(Texts("zh_CN"), unknown).when.support
    assert "没有晚" not in answer_card(Texts("zh_CN"), replace(done, clock=None)).when.support
