"""What a slip says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counter_app.domain.masking import NOTHING, Masked
from counter_app.domain.slip import SlipFacts
from counter_app.domain.ticket import INTERNAL
from counter_app.domain.timeline import DONE, NOW, STOPPED, TO_COME
from counter_app.slips.content import SlipWords, slip_words
from counter_app.slips.layouts import LAYOUTS
from counter_app.texts import Texts
from tests.builders.slips import CANCELLED, CARD, FULL, MOVE, REPAIR, at, picture_answers, remark, step, timeline


def words(facts: SlipFacts, language: str = "zh_CN") -> SlipWords:
    """The words of a status slip."""
    return slip_words(facts, Texts(language), picture_answers, LAYOUTS["status"].title)


def shown(facts: SlipFacts, language: str = "zh_CN") -> dict[str, str]:
    """The facts by label."""
    return {fact.label: fact.value for fact in words(facts, language).facts}


def test_an_open_ticket_says_what_it_is_and_when_it_is_due() -> None:
    assert shown(MOVE) == {
        "客户": "王**",
        "联系电话": "138****6621",
        "业务号码": "KD****3316",
        "受理时间": "3月9日 12:06",
        "办理时限": "3月16日 12:06",
        "状态": "处理中，已超时 2 天",
    }
    assert words(MOVE).number == "GD26 0309 0472"


def test_a_repair_says_when_the_phone_can_be_picked_up_instead_of_when_it_is_due() -> None:
    assert shown(REPAIR)["取机时间"] == "3月21日"
    assert "办理时限" not in shown(REPAIR)


def test_a_cancelled_ticket_says_when_and_why_and_promises_nothing_more() -> None:
    assert shown(CANCELLED)["取消时间"] == "3月17日 09:30"
    assert shown(CANCELLED)["原因"] == "客户撤回"
    assert shown(CANCELLED)["状态"] == "已取消"
    assert [step.name for step in words(CANCELLED).steps] == ["受理登记", "资料审核"]
    assert words(CANCELLED).steps_to_come == ""
    assert words(replace(CANCELLED, expected_at=at(25))).come_back == ""


@pytest.mark.parametrize(
    ("status", "label", "state"),
    [
        ("completed", "办结时间", "已完成"),
        ("closed", "办结时间", "已完成"),
        ("partial", "结束时间", "部分办成"),
        ("failed", "结束时间", "未办成"),
        ("rejected", "结束时间", "未受理"),
    ],
)
def test_the_doubtful_ends_keep_their_own_words(status: str, label: str, state: str) -> None:
    facts = shown(replace(CANCELLED, status=status))
    assert facts[label] == "3月17日 09:30"
    assert facts["状态"] == state


def test_an_unknown_state_is_shown_as_the_source_wrote_it() -> None:
    assert shown(replace(MOVE, status="unrecognised", raw_status="挂起-07"))["状态"] == "未识别（来件写的是“挂起-07”）"


def test_a_late_ticket_that_has_ended_is_not_called_late() -> None:
    facts = replace(CANCELLED, card=replace(CARD, late_days=9))
    assert shown(facts)["状态"] == "已取消"


def test_an_unknown_kind_keeps_its_own_word() -> None:
    assert words(replace(MOVE, kind="other", raw_kind="宽带 装维 加急")).kind == "宽带 装维 加急"
    assert words(replace(MOVE, kind="other", raw_kind="其他")).kind == "其他业务"


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(
        MOVE, hall="", counter="", staff_number="", owner=NOTHING, service_number=NOTHING, contact_number=NOTHING,
        opened_at=None, expected_at=None,
    )  # fmt: skip
    said = words(bare)
    assert [fact.label for fact in said.facts] == ["状态"]
    assert (said.hall, said.desk, said.ask, said.remarks, said.come_back) == ("", "", (), (), "")


def test_where_to_ask_is_what_the_hall_has_said() -> None:
    assert words(FULL).ask == ("咨询：城东营业厅 3 号台，周一至周日 9:00–18:00", "客服热线 10099 转 2")


def test_only_the_newest_three_remarks_for_the_customer_come_newest_first() -> None:
    many = [remark(f"第 {n} 条", n) for n in range(1, 17)] + [remark("内部：客户态度差", 17, INTERNAL), remark("", 18)]
    said = words(replace(MOVE, remarks=tuple(many))).remarks
    assert [(one.day, one.text) for one in said] == [("3月16日", "第 16 条"), ("3月15日", "第 15 条"), ("3月14日", "第 14 条")]


def test_the_second_copy_says_that_it_is_one() -> None:
    assert words(MOVE).copy == "第 1 次打印"
    assert words(FULL).copy == "第 2 次打印（补打）"
    assert words(FULL, "en").copy == "Copy 2 (reprint)"


def test_a_date_still_to_come_tells_when_to_ask_again() -> None:
    assert words(replace(MOVE, expected_at=at(20, 18))).come_back == "过了 3月20日 没人联系您，请再来找我们。"
    assert words(MOVE).come_back == ""  # it has passed: no new promise is made up


def test_a_date_that_has_passed_never_looks_like_a_promise() -> None:
    route = (step(1, "Application taken", DONE, 9), step(2, "Line assignment", NOW, 10), step(3, "Work at your home", TO_COME, 16))
    late = replace(MOVE, timeline=timeline(route))
    assert words(late).steps[-1].note == "原定 3月16日"
    assert words(late, "en").steps[-1].note == "was due 16 Mar"
    assert words(replace(late, printed_at=at(15))).steps[-1].note == "预计 3月16日"


def test_a_step_at_which_a_ticket_ended_says_when() -> None:
    ended = replace(CANCELLED, timeline=timeline((replace(step(1, "Details checked", DONE, 10), state=STOPPED),)))
    assert words(ended).steps[-1].note == "3月10日 结束"
    assert words(ended, "en").steps[-1].note == "ended 10 Mar"


def test_a_fee_is_said_in_yuan_and_none_is_not_said() -> None:
    assert shown(replace(MOVE, fee="100.00"))["费用"] == "100.00 元"
    assert shown(replace(MOVE, fee="100.00"), "en")["Fee"] == "100.00 yuan"
    assert "费用" not in shown(MOVE)


def test_the_line_code_carries_the_number_as_it_is_written() -> None:
    assert words(MOVE).line_code == "GD2603090472"


def test_paper_never_says_today_and_names_another_year() -> None:
    today = shown(replace(MOVE, opened_at=at(18, 9, 12)))
    assert today["受理时间"] == "3月18日 09:12"
    assert shown(replace(MOVE, opened_at=at(30, 9, 0, 10, 2025)))["受理时间"] == "2025年10月30日 09:00"


def test_an_english_slip_is_english_but_for_names_and_remarks() -> None:
    said = words(replace(FULL, hall="East Hall", ask_here=(), remarks=(), owner=Masked("W***"), site=NOTHING), "en")
    assert repr(said).isascii() or set(repr(said)) - set("“”") <= set(map(chr, range(128)))
    assert [fact.label for fact in said.facts] == [
        "Customer", "Contact phone", "Service number", "Accepted on", "Due by", "State",
    ]  # fmt: skip


def test_raw_words_of_a_source_are_made_safe_too() -> None:
    hostile = replace(MOVE, hall="城东\u202e厅", number="GD\x0026", raw_kind="其\u200b它事", kind="other", reason="a\nb", status="failed")
    said = words(hostile)
    assert (said.hall, said.number, said.kind) == ("城东厅", "GD26", "其它事")
    assert {fact.value for fact in said.facts} >= {"a b"}
