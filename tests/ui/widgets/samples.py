"""The story of the pictures as values: one customer with three numbers, one ticket on its way."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from counter_app.domain.finding import NumberGroup, TicketList, TicketRow
from counter_app.domain.masking import Masked
from counter_app.domain.timeline import DONE, NOW, STOPPED, TO_COME, TicketEvent, Timeline, TimelineStep
from counter_app.plain_words import Answer, AnswerCard

HALL = ZoneInfo("Asia/Shanghai")


def at(month: int, day: int, hour: int = 0, minute: int = 0, year: int = 2026) -> datetime:
    """A moment on the hall's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=HALL)


NOW_AT = at(3, 18, 14, 32)
SECRET = "西溪秘密路"
"""A word of the customer's that must not outlive her visit."""


def us(moment: datetime | None) -> int:
    """Integer microseconds, 0 for none."""
    return int(moment.timestamp() * 1_000_000) if moment else 0


def row(ticket_id: int, status: str = "in_progress", group: int = 0, **told: object) -> TicketRow:
    """A list row; what is not told is empty."""
    values = {
        "ticket_id": ticket_id, "number": f"GD26030904{ticket_id:02}", "kind": "broadband_move", "raw_kind": "",
        "status": status, "raw_status": "", "group": group, "opened_us": us(at(3, 9, 12, 6)), "expected_us": 0,
        "closed_us": 0, "moved_us": us(at(3, 17)), "summary": "", "late_days": 0, "waits_for_customer": False,
    }  # fmt: skip
    return TicketRow(**{**values, **told})  # type: ignore[arg-type]


def page(rows: tuple[TicketRow, ...], after: str = "", groups: int = 2) -> TicketList:
    """A page of a list over up to three numbers."""
    heads = (
        NumberGroup(0, "mobile", Masked("138****6621"), 3, 2),
        NumberGroup(1, "landline", Masked("0571****21"), 3, 1),
        NumberGroup(2, "unknown", Masked(""), 1, 0),
    )
    return TicketList(heads[:groups], rows, after, len(rows), len(rows))


def event(seq: int, text: str = "材料已到", when: datetime | None = None, **told: str) -> TicketEvent:
    """Something that happened."""
    values = {"status": "", "raw_status": "", "step": "", "department": "", "channel": "", "audience": "customer"}
    return TicketEvent(seq, when or at(3, 10) + timedelta(minutes=seq), text, **{**values, **told})


def step(no: int, state: str, events: tuple[TicketEvent, ...] = (), **told: object) -> TimelineStep:
    """A step of the route of a broadband move."""
    labels = ("Application taken", "Resource check", "Line assignment", "Visit appointment", "Work at your home")
    values = {
        "no": no, "code": "", "label": labels[(no - 1) % 5], "raw": False, "state": state, "started_at": None,
        "ended_at": None, "expected_at": None, "dwell": None, "department": "", "events": events,
    }  # fmt: skip
    return TimelineStep(**{**values, **told})  # type: ignore[arg-type]


def timeline(events_now: int = 2, text: str = "材料已到") -> Timeline:
    """Two steps done, one now (with so many events), one to come."""
    events = tuple(event(n, f"{text} {n}", channel="热线", department="客服中心") for n in range(events_now))
    steps = (
        step(1, DONE, (event(900, "已收申请"),), started_at=at(3, 9, 12, 6), ended_at=at(3, 9, 12, 14), dwell=timedelta(minutes=8), department="城东营业厅"),
        step(2, DONE, started_at=at(3, 9, 12, 14), ended_at=at(3, 10, 9, 40), dwell=timedelta(hours=21, minutes=26)),
        step(3, NOW, events, started_at=at(3, 10, 9, 40), dwell=timedelta(days=8, hours=4), expected_at=at(3, 12, 9, 40), department="线路维护中心"),
        step(4, TO_COME, expected_at=at(3, 20)),
    )
    return Timeline(steps, 3, at(3, 17), 1, events_now + 1)


def stopped() -> Timeline:
    """A ticket that ended on its way."""
    steps = (step(1, DONE, ended_at=at(3, 9, 12, 14)), step(2, STOPPED, ended_at=at(3, 10, 9, 40)))
    return Timeline(steps, 0, at(3, 10, 9, 40), 0, 0)


def card(where: str = "第 3 步，共 6 步：正在给新家接线路") -> AnswerCard:
    """The three answers of the pictures."""
    return AnswerCard(
        Answer(where, "楼道接线箱满了，正在加装。"),
        Answer("不用您办手续，请留意来电", "师傅上门前会打 138****6621。"),
        Answer("3月20日（周五）之前装好", "比承诺晚了 2 天，我们已催过 1 次。", late=True),
    )
