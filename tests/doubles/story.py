"""The story of the pictures as values: Wang's seven tickets on 18 March 2026, 14:32 (all invented)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from counter_app.domain.answer import CardFacts
from counter_app.domain.finding import (
    LANDLINE,
    MOBILE,
    UNKNOWN,
    Glance,
    NumberGroup,
    OpenedTicket,
    TicketItem,
    TicketList,
    TicketRow,
    Verification,
)
from counter_app.domain.masking import Masked
from counter_app.domain.statuses import status
from counter_app.domain.timeline import TicketEvent, Timeline, TimelineStep

NOW = datetime(2026, 3, 18, 6, 32, 8, tzinfo=UTC)
MOVE = 11


def at(day: int, hour: int = 0, minute: int = 0, month: int = 3, year: int = 2026) -> datetime:
    """A moment in the hall's time."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def us(moment: datetime | None) -> int:
    """Integer µs."""
    return int(moment.timestamp() * 1_000_000) if moment else 0


def verification(name: str = "王**") -> Verification:
    """Wang, verified."""
    return Verification(True, "resident_id", "002X", Masked(name), NOW)


def row(ticket_id: int, kind: str, status_code: str, group: int, opened: datetime, summary: str = "", **more: object) -> TicketRow:
    """A list row."""
    closed = us(opened + timedelta(days=3)) if status(status_code).closed else 0
    values: dict[str, object] = {
        "number": f"GD2603{ticket_id:06}", "raw_kind": "", "raw_status": "", "expected_us": 0, "late_days": 0,
        "waits_for_customer": status(status_code).waits_for_customer, "closed_us": closed, "moved_us": us(opened), **more,
    }  # fmt: skip
    return TicketRow(
        ticket_id=ticket_id, kind=kind, status=status_code, group=group, opened_us=us(opened), summary=summary, **values  # type: ignore[arg-type]
    )


ROWS = (
    row(MOVE, "broadband_move", "in_progress", 0, at(9, 12, 6), "Line assignment", number="GD2603090472",
        late_days=2, moved_us=us(at(10, 9, 40)), expected_us=us(at(16, 12, 6))),
    row(12, "broadband_speed", "completed", 0, at(30, 9, 0, 10, 2025), "已提到 500M"),
    row(13, "fault", "completed", 0, at(14, 9, 0, 8, 2025), "光猫已换"),
    row(14, "plan_change", "acknowledged", 1, at(17, 10), "4月1日起用新套餐"),
    row(15, "roaming", "pending", 1, at(15, 10), "押金凭条未交"),
    row(16, "transfer", "cancelled", 1, at(17, 10, 0, 1), "客户撤回"),
    row(17, "suspension", "unrecognised", 2, at(5, 10), raw_status="挂起-07"),
)  # fmt: skip
GROUPS = (
    NumberGroup(0, UNKNOWN, Masked("KD****3316"), 3, 1),
    NumberGroup(1, MOBILE, Masked("138****6621"), 3, 2),
    NumberGroup(2, LANDLINE, Masked("0571****21"), 1, 1),
)


def ticket_list(rows: tuple[TicketRow, ...] = ROWS, *, open_only: bool = False, after: str = "") -> TicketList:
    """Wang's list."""
    shown = tuple(r for r in rows if not open_only or not status(r.status).closed)
    is_open = sum(not status(r.status).closed for r in rows)
    groups = tuple(g for g in GROUPS if any(r.group == g.index for r in shown))
    return TicketList(groups, shown, after, len(rows), is_open)


def event(seq: int, moment: datetime, text: str, department: str = "城东营业厅", audience: str = "customer") -> TicketEvent:
    """An event."""
    return TicketEvent(seq, moment, text, "", "", "", department, "hall", audience)


def step(no: int, code: str, label: str, state: str, started: datetime | None, ended: datetime | None, **more: object) -> TimelineStep:
    """A step of the route."""
    values: dict[str, object] = {"expected_at": None, "department": "", "events": (), **more}
    dwell = (ended or NOW) - started if started else None
    return TimelineStep(
        no=no, code=code, label=label, raw=False, state=state, started_at=started, ended_at=ended, dwell=dwell, **values  # type: ignore[arg-type]
    )


EVENTS = (
    event(1, at(9, 12, 14), "已收申请，老机位 3月9日 停用"),
    event(2, at(10, 9, 40), "新楼道接线箱端口已满，需加装", "网络资源中心"),
    event(3, at(17, 10, 5), "热线催办（第 1 次）", "线路维护中心"),
    event(4, at(17, 16, 20), "回复：材料已到，3月19日 上午加装", "线路维护中心"),
)
TIMELINE = Timeline(
    (
        step(1, "taken", "Application taken", "done", at(9, 12, 6), at(9, 12, 14), department="城东营业厅", events=EVENTS[:1]),
        step(2, "checked", "Resource check", "done", at(9, 12, 14), at(10, 9, 40), department="网络资源中心", events=EVENTS[1:2]),
        step(3, "assigned", "Line assignment", "now", at(10, 9, 40), None, department="线路维护中心", events=EVENTS[2:]),
        step(4, "booked", "Visit appointment", "to_come", None, None, expected_at=at(19, 15), department="装维预约台"),
        step(5, "installed", "Work at your home", "to_come", None, None, expected_at=at(20), department="城东装维班"),
        step(6, "tested", "Activation and speed test", "to_come", None, None, expected_at=at(20), department="城东装维班"),
    ),
    3, at(17, 16, 20), 0, 12,
)  # fmt: skip


def card(kind: str = "broadband_move", status_code: str = "in_progress", **more: object) -> CardFacts:
    """Facts for the three answers."""
    values: dict[str, object] = {
        "raw_status": "", "step_no": 3, "step_count": 6, "step_code": "assigned", "step_label": "Line assignment",
        "step_raw": False, "opened_at": at(9, 12, 6), "expected_at": at(16, 12, 6), "pick_up_at": None,
        "closed_at": None, "reason": "", "contact": "138****6621", "late_days": 2, "days_still": 0, "now": NOW, **more,
    }  # fmt: skip
    return CardFacts(kind=kind, status=status_code, **values)  # type: ignore[arg-type]


def opened(ticket_id: int = MOVE, **more: object) -> OpenedTicket:
    """An opened ticket: the broadband move, or another row with its own kind and state."""
    of = next(r for r in ROWS if r.ticket_id == ticket_id)
    closed = status(of.status).closed
    values: dict[str, object] = {
        "version": 3, "number": of.number, "kind": of.kind, "raw_kind": "", "status": of.status,
        "raw_status": of.raw_status, "reason": "", "title": "", "channel": "hall", "owner": Masked("王**"),
        "service_number": GROUPS[of.group].number, "contact_number": Masked("138****6621"),
        "site": Masked("西湖区青年路****"), "fee": "", "opened_at": at(9, 12, 6), "expected_at": at(16, 12, 6),
        "closed_at": None, "pick_up_at": None, "items": (), "events": EVENTS, "timeline": TIMELINE,
        "card": card(of.kind, of.status, late_days=0 if closed else of.late_days), "prints": 0, "shown_at": NOW, **more,
    }  # fmt: skip
    return OpenedTicket(ticket_id=ticket_id, **values)  # type: ignore[arg-type]


def glance(number: str = "GD2603090472", status_code: str = "in_progress", kind: str = "broadband_move") -> Glance:
    """What may be seen before verification."""
    return Glance(number, kind, "", status_code, at(9, 12, 6), at(16, 12, 6), None)


ITEMS = (
    TicketItem("1", "add", "千兆宽带", "completed", ""),
    TicketItem("2", "add", "路由器", "in_progress", ""),
)
