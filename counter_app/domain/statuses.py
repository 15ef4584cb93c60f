"""The states a ticket can have: one row each. A new state is one row here and its words in the catalogues."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from counter_app.texts import mark

ACCEPTED, IN_PROGRESS, COMPLETED, CANCELLED, UNRECOGNISED = (
    "accepted",
    "in_progress",
    "completed",
    "cancelled",
    "unrecognised",
)
CATEGORIES = (ACCEPTED, IN_PROGRESS, COMPLETED, CANCELLED, UNRECOGNISED)
CATEGORY_LABELS = {
    ACCEPTED: mark("Accepted"),
    IN_PROGRESS: mark("In progress"),
    COMPLETED: mark("Completed"),
    CANCELLED: mark("Cancelled"),
    UNRECOGNISED: mark("Not recognised"),
}


class Status(NamedTuple):
    """One state: its code, category (filter and colour), public label, and how far along its life it stands.

    ``closed``: nothing more will happen. ``waits_for_customer``: the customer must act first.
    ``names``: how sources write it, folded by :func:`fold`.
    """

    code: str
    category: str
    label: str
    rank: int
    closed: bool
    waits_for_customer: bool
    names: tuple[str, ...]


STATUSES: dict[str, Status] = {
    row.code: row
    for row in (
        Status("acknowledged", ACCEPTED, mark("Accepted"), 10, False, False,
               ("acknowledged", "submitted", "已受理", "受理", "initial")),
        Status("in_progress", IN_PROGRESS, mark("In progress"), 20, False, False,
               ("inprogress", "inprogress.accepted", "处理中", "在办", "办理中")),
        Status("pending", IN_PROGRESS, mark("Waiting for you"), 30, False, True,
               ("pending", "inprogresspending", "待客户", "待补充", "待您补充", "等待客户")),
        Status("held", IN_PROGRESS, mark("Paused by us"), 31, False, False,
               ("held", "inprogressheld", "内部暂停")),
        Status("assessing_cancellation", IN_PROGRESS, mark("Cancellation under way"), 40, False, False,
               ("assessingcancellation", "取消评估中")),
        Status("pending_cancellation", IN_PROGRESS, mark("Cancellation under way"), 41, False, False,
               ("pendingcancellation", "取消中", "正在办理取消")),
        Status("resolved", IN_PROGRESS, mark("Dealt with, please confirm"), 50, False, True,
               ("resolved", "已处理", "已处理，待您确认", "待确认")),
        Status("partial", COMPLETED, mark("Partly done"), 60, True, False, ("partial", "部分完成", "部分办成")),
        Status("failed", CANCELLED, mark("Not done"), 61, True, False, ("failed", "失败", "未办成")),
        Status("rejected", CANCELLED, mark("Not accepted"), 62, True, False, ("rejected", "未受理", "驳回")),
        Status("cancelled", CANCELLED, mark("Cancelled"), 70, True, False, ("cancelled", "canceled", "已取消", "取消")),
        Status("completed", COMPLETED, mark("Completed"), 80, True, False, ("completed", "已完成", "完成")),
        Status("closed", COMPLETED, mark("Completed"), 81, True, False, ("closed", "已办结", "办结", "已关闭")),
        Status("unrecognised", UNRECOGNISED, mark("Not recognised"), 0, False, False, ()),
    )
}
NOT_TAKEN_IN = frozenset({"draft"})
"""States of things that are not tickets yet: not imported, counted as refused by name."""

CLOSED = tuple(row.code for row in STATUSES.values() if row.closed)


def fold(text: str) -> str:
    """The spelling states are compared in: NFKC, lower case, without spaces, dashes and underscores."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c not in " _-\t")


_BY_NAME = {fold(name): row.code for row in STATUSES.values() for name in row.names}


def recognise(raw: str) -> str:
    """The code of the state a source wrote as ``raw``; ``unrecognised`` for a word not known (never a guess)."""
    return _BY_NAME.get(fold(raw), "unrecognised")


def status(code: str) -> Status:
    """The row of ``code``; a code from a newer version is shown as unrecognised."""
    return STATUSES.get(code, STATUSES["unrecognised"])
