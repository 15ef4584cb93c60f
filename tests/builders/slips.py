"""Facts of slips: the story of the pictures (ticket GD26 0309 0472 on 18 March 2026, 14:33), and what may be changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from counter_app.domain.answer import CardFacts
from counter_app.domain.masking import Masked
from counter_app.domain.slip import SlipFacts
from counter_app.domain.ticket import CUSTOMER
from counter_app.domain.ticket_number import slip_code
from counter_app.domain.timeline import DONE, NOW, TO_COME, TicketEvent, Timeline, TimelineStep
from counter_app.plain_words import Answer, AnswerCard
from counter_app.texts import Texts

NUMBER = "GD2603090472"


def at(day: int, hour: int = 0, minute: int = 0, month: int = 3, year: int = 2026) -> datetime:
    """A moment on the hall's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


PRINTED = at(18, 14, 33)


def remark(text: str, day: int = 17, audience: str = CUSTOMER) -> TicketEvent:
    """Something noted on a day of March."""
    return TicketEvent(day, at(day, 10, 5), text, "", "", "", "", "hall", audience)


def step(no: int, label: str, state: str, day: int = 0) -> TimelineStep:
    """A step that ended on a day, stands since one, or is expected for one (0: not known)."""
    when = at(day, 9, 40) if day else None
    started = when if state == NOW else None
    ended = when if state == DONE else None
    return TimelineStep(no, "", label, False, state, started, ended, when if state == TO_COME else None, None, "", ())


MOVE_STEPS = (
    step(1, "Application taken", DONE, 9),
    step(2, "Resource check", DONE, 10),
    step(3, "Line assignment", NOW, 10),
    step(4, "Visit appointment", TO_COME, 19),
    step(5, "Work at your home", TO_COME, 20),
    step(6, "Activation and speed test", TO_COME, 20),
)


def timeline(steps: tuple[TimelineStep, ...] = MOVE_STEPS, records: int = 12) -> Timeline:
    """A route; where it stands is read from the steps."""
    now_no = next((one.no for one in steps if one.state == NOW), 0)
    return Timeline(steps, now_no, at(17, 16, 20), 0, records)


CARD = CardFacts(
    kind="broadband_move",
    status="in_progress",
    raw_status="",
    step_no=3,
    step_count=6,
    step_code="assigned",
    step_label="Line assignment",
    step_raw=False,
    opened_at=at(9, 12, 6),
    expected_at=at(16, 12, 6),
    pick_up_at=None,
    closed_at=None,
    reason="",
    contact="138****6621",
    late_days=2,
    days_still=0,
    now=PRINTED,
)
MOVE = SlipFacts(
    hall="城东营业厅",
    counter="3",
    staff_number="3107",
    ask_here=(),
    printed_at=PRINTED,
    copy_no=1,
    number=NUMBER,
    code=slip_code("7K2M", NUMBER, 11),
    kind="broadband_move",
    raw_kind="",
    status="in_progress",
    raw_status="",
    owner=Masked("王**"),
    service_number=Masked("KD****3316"),
    contact_number=Masked("138****6621"),
    site=Masked(""),
    fee="",
    opened_at=at(9, 12, 6),
    expected_at=at(16, 12, 6),
    closed_at=None,
    pick_up_at=None,
    reason="",
    card=CARD,
    timeline=timeline(),
    remarks=(),
)
"""The slip of the pictures."""

FULL = replace(
    MOVE,
    copy_no=2,
    ask_here=("城东营业厅 3 号台，周一至周日 9:00–18:00", "客服热线 10099 转 2"),
    site=Masked("西湖区青年路****"),
    remarks=(remark("已收申请，老机位 3月9日 停用", 9), remark("材料已到，3月19日 上午加装", 17)),
)
"""The same with everything a slip can carry."""

REPAIR = replace(
    MOVE,
    kind="phone_repair",
    service_number=Masked("139****0007"),
    pick_up_at=at(21),
    card=replace(CARD, kind="phone_repair", late_days=0, pick_up_at=at(21)),
    timeline=timeline(
        (
            step(1, "Application taken", DONE, 9),
            step(2, "Sent to the workshop", DONE, 10),
            step(3, "In the workshop", NOW, 12),
            step(4, "Ready for pick-up", TO_COME, 21),
        )
    ),
)
CANCELLED = replace(
    MOVE,
    kind="transfer",
    status="cancelled",
    reason="客户撤回",
    closed_at=at(17, 9, 30),
    card=replace(CARD, kind="transfer", status="cancelled", late_days=0, closed_at=at(17, 9, 30), reason="客户撤回"),
    timeline=timeline(
        (
            step(1, "Application taken", DONE, 9),
            step(2, "Details checked", DONE, 10),
            step(3, "Change made in the network", TO_COME, 20),
            step(4, "Confirmed with you", TO_COME),
        )
    ),
)


def picture_answers(texts: Texts, facts: CardFacts) -> AnswerCard:
    """The answers of the pictures, whatever the facts."""
    if not texts.is_chinese:
        return AnswerCard(
            Answer("Step 3 of 6: a line is being laid to your new home.", "The junction box was full; another is being added."),
            Answer("Nothing to hand in. Please watch for a call.", f"The engineer rings {facts.contact} before the visit."),
            Answer("Installed by Friday 20 March.", "2 days later than promised; we have urged it once.", late=True),
        )
    return AnswerCard(
        Answer("第 3 步，共 6 步：正在给新家接线路。", "楼道接线箱满了，正在加装。"),
        Answer("不用您办手续，请留意来电。", f"师傅上门前会打 {facts.contact}。"),
        Answer("3月20日（周五）之前装好。", "比承诺晚了 2 天，我们已催过 1 次。", late=True),
    )
