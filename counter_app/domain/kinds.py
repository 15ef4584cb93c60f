"""The kinds of ticket and the route each takes: one row each. A new kind is one row here and its words."""

from __future__ import annotations

from typing import NamedTuple

from counter_app.domain.statuses import fold
from counter_app.texts import mark


class Step(NamedTuple):
    """One stop of a route. ``names``: how sources write it; ``label``: what people read (a catalogue key)."""

    code: str
    label: str
    names: tuple[str, ...] = ()


class Kind(NamedTuple):
    """A kind of ticket. ``icon`` is a name in ``resources/icons``; ``repair`` has a pick-up date."""

    code: str
    label: str
    icon: str
    route: tuple[Step, ...]
    names: tuple[str, ...]
    repair: bool = False


TAKEN = Step("taken", mark("Application taken"), ("受理", "受理登记", "登记", "accept"))
CHECKED = Step("checked", mark("Resource check"), ("资源核查", "resourcecheck"))
ASSIGNED = Step("assigned", mark("Line assignment"), ("线路调配", "配线", "lineassignment"))
BOOKED = Step("booked", mark("Visit appointment"), ("预约上门", "预约", "appointment"))
INSTALLED = Step("installed", mark("Work at your home"), ("上门安装", "上门施工", "施工", "installation"))
TESTED = Step("tested", mark("Activation and speed test"), ("开通测速", "开通", "activation"))
REVIEWED = Step("reviewed", mark("Details checked"), ("资料审核", "审核", "review"))
SWITCHED = Step("switched", mark("Change made in the network"), ("系统变更", "开通处理", "provisioning"))
CONFIRMED = Step("confirmed", mark("Confirmed with you"), ("回访确认", "回访", "客户确认", "confirmation"))
DISPATCHED = Step("dispatched", mark("Engineer assigned"), ("派单", "dispatch"))
REPAIRED = Step("repaired", mark("Fault being repaired"), ("故障处理", "抢修", "修复", "repair"))
INVESTIGATED = Step("investigated", mark("Being looked into"), ("调查核实", "核实", "investigation"))
ANSWERED = Step("answered", mark("Answer to you"), ("答复客户", "答复", "answer"))
SENT_IN = Step("sent_in", mark("Sent to the workshop"), ("送修", "sentin"))
WORKSHOP = Step("workshop", mark("In the workshop"), ("检测维修", "维修", "workshop"))
READY = Step("ready", mark("Ready for pick-up"), ("待取机", "可取机", "取机", "pickup"))
SURVEYED = Step("surveyed", mark("Site survey"), ("现场勘察", "勘察", "survey"))
BUILT = Step("built", mark("Line being built"), ("线路建设", "敷设", "construction"))

GENERAL_ROUTE = (
    TAKEN,
    Step("handled", mark("Being handled"), ("处理", "办理", "handling")),
    Step("finished", mark("Finished"), ("完成", "办结", "done")),
)

KINDS: dict[str, Kind] = {
    row.code: row
    for row in (
        Kind("broadband_move", mark("Broadband move"), "map-pin",
             (TAKEN, CHECKED, ASSIGNED, BOOKED, INSTALLED, TESTED), ("broadbandmove", "宽带移机", "移机")),
        Kind("broadband_install", mark("New broadband"), "plus",
             (TAKEN, CHECKED, BOOKED, INSTALLED, TESTED), ("broadbandinstall", "宽带新装", "宽带装机", "装机")),
        Kind("broadband_speed", mark("Broadband speed change"), "chevrons-up",
             (TAKEN, CHECKED, SWITCHED, TESTED), ("broadbandspeed", "宽带提速", "提速")),
        Kind("plan_change", mark("Plan change"), "file-pen",
             (TAKEN, REVIEWED, SWITCHED, CONFIRMED), ("planchange", "套餐变更", "套餐")),
        Kind("activation", mark("Service activation"), "check",
             (TAKEN, REVIEWED, SWITCHED, CONFIRMED), ("activation", "业务开通", "开户", "入网", "add", "productorder")),
        Kind("sim_replacement", mark("SIM replacement"), "refresh-cw",
             (TAKEN, REVIEWED, SWITCHED), ("simreplacement", "补卡", "换卡")),
        Kind("transfer", mark("Change of holder"), "users",
             (TAKEN, REVIEWED, SWITCHED, CONFIRMED), ("transfer", "过户", "手机过户")),
        Kind("suspension", mark("Suspension or resumption"), "hand",
             (TAKEN, REVIEWED, SWITCHED), ("suspension", "停机保号", "停复机", "固话停机保号", "复机")),
        Kind("cancellation", mark("Cancelling the service"), "circle-x",
             (TAKEN, REVIEWED, SWITCHED, CONFIRMED), ("cancellation", "拆机", "销户", "delete", "terminate")),
        Kind("roaming", mark("International roaming"), "send",
             (TAKEN, REVIEWED, SWITCHED), ("roaming", "国际漫游开通", "国际漫游", "漫游")),
        Kind("phone_repair", mark("Phone repair"), "phone",
             (TAKEN, SENT_IN, WORKSHOP, READY), ("phonerepair", "手机维修", "终端维修"), repair=True),
        Kind("fault", mark("Fault report"), "triangle-alert",
             (TAKEN, DISPATCHED, REPAIRED, CONFIRMED),
             ("fault", "incident", "故障报修", "宽带报修", "报修", "servicefailure")),
        Kind("complaint", mark("Complaint"), "message-square",
             (TAKEN, INVESTIGATED, ANSWERED, CONFIRMED),
             ("complaint", "complain", "投诉", "billdispute", "费用争议", "missingdata")),
        Kind("enterprise_line", mark("Enterprise line"), "building-2",
             (TAKEN, SURVEYED, BUILT, INSTALLED, TESTED), ("enterpriseline", "企业专线", "专线", "专线开通")),
        Kind("other", mark("Other request"), "info", GENERAL_ROUTE, ("other", "request", "其他")),
    )
}
_BY_NAME = {fold(name): row.code for row in KINDS.values() for name in row.names}


def recognise(raw: str) -> str:
    """The code of the kind a source wrote as ``raw``; ``other`` where it is not known (its own word stays beside it)."""
    return _BY_NAME.get(fold(raw), "other")


def kind(code: str) -> Kind:
    """The row of ``code``; a code from a newer version is shown as ``other``."""
    return KINDS.get(code, KINDS["other"])


def step_of(route_of: Kind, raw: str) -> Step | None:
    """The step of the kind's route that a source wrote as ``raw`` (code, label or name), or None."""
    wanted = fold(raw)
    for step in route_of.route:
        if wanted in (fold(step.code), fold(step.label)) or wanted in {fold(name) for name in step.names}:
            return step
    return None
