"""The people and tickets of the window's tests: each customer has words of her own that nobody else has."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from counter_app.domain.ticket import EventRecord, ItemRecord, Record, SourceKey
from tests.builders.desk import LI, PASSWORD, START, WANG, PaperPrinter, TestClock, open_counter, person, ticket

WANG_PHONE, LI_PHONE, SHARED_PHONE = "13800136621", "13900137730", "13700135555"
WANG_MOVE, WANG_REPAIR, LI_FAULT = "GD2603090472", "WX2603110018", "BZ2603120033"
OWNERLESS, OLD_HOLDERS, LONG, CANCELLED, TWICE = "GD2603130900", "GD2501010001", "GD2603300300", "GD2602020202", "GD2603170011"
WANG_TRACES = ("王**", "136621", "6621", "青年路", "王的备注", "0472", "王家", WANG[-4:], WANG)
LI_TRACES = ("李*", "7730", "李的备注", "0033", LI[-4:], LI)
RECORDS = 300


def _wangs() -> tuple[Record, ...]:
    days = [START - timedelta(hours=n) for n in range(RECORDS, 0, -1)]
    return (
        person("P1", WANG, WANG_PHONE, name="王秀兰", held_from=date(2020, 1, 1)),
        person("P1", WANG, SHARED_PHONE, name="王秀兰", held_from=date(2025, 6, 1)),
        ticket(WANG_MOVE, site="杭州市西湖区青年路 12 号 3 单元", title="王家移机", events=(
            EventRecord(START - timedelta(days=9), "王的备注：已收申请", "acknowledged", "受理", "城东营业厅", "", "营业厅", "customer"),
            EventRecord(START - timedelta(days=8), "王的备注：端口已满", "inProgress", "线路调配", "线路维护中心", "", "", "customer"),
        )),
        ticket(WANG_REPAIR, kind="手机维修", pick_up_at=START + timedelta(days=2), opened_at=START - timedelta(days=3),
               expected_at=START + timedelta(days=2), items=(ItemRecord("1", "add", "换屏", "inProgress"),)),
        ticket(CANCELLED, kind="套餐变更", status="cancelled", reason="欠费停机未结清", cancelled_at=START - timedelta(days=20),
               opened_at=START - timedelta(days=40), events=()),
        ticket(LONG, kind="投诉", opened_at=days[0], expected_at=None, service_number=SHARED_PHONE, contact_number=None,
               events=tuple(EventRecord(at, f"第 {n} 次联系", "inProgress" if n else "acknowledged", "调查核实" if n else "受理", "客服中心", "", "", "customer")
                            for n, at in enumerate(days))),
    )  # fmt: skip


def _others() -> tuple[Record, ...]:
    return (
        person("P2", LI, LI_PHONE, name="李明", held_from=date(2020, 1, 1)),
        ticket(LI_FAULT, kind="故障报修", owner_ref="P2", service_number=LI_PHONE, contact_number=LI_PHONE, events=(
            EventRecord(START - timedelta(days=2), "李的备注：光猫红灯", "inProgress", "派单", "装维班", "", "", "customer"),)),
        ticket(OWNERLESS, owner_ref=None, service_number=None, contact_number=None),
        ticket(OLD_HOLDERS, owner_ref=None, service_number=SHARED_PHONE, contact_number=None, status="completed",
               opened_at=START - timedelta(days=440), expected_at=None, completed_at=START - timedelta(days=430)),
        person("P3", "", SHARED_PHONE, name="旧机主", held_from=date(2019, 1, 1), held_to=date(2025, 5, 31)),
        ticket(TWICE, key=SourceKey("crm", "ticket", TWICE), owner_ref="P2", service_number=LI_PHONE, contact_number=None),
        ticket(TWICE, key=SourceKey("boss", "order", TWICE), owner_ref=None, service_number=None, contact_number=None,
               kind="套餐变更"),
    )  # fmt: skip


def fill(url: str, folder: Path) -> None:
    """A store with all of them and one clerk, 3107."""
    counter = open_counter(url, folder, TestClock(), PaperPrinter())
    counter.staff.add_first((("3107", "陈静", "clerk", PASSWORD), ("9001", "赵主任", "admin", PASSWORD)))
    report = counter.importing.take("test", (*_wangs(), *_others()))
    assert not report.refused, report.refused
    counter.close()
