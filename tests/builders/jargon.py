"""Words of the trade that no customer is told, and how wide a text is."""

from __future__ import annotations

import re

FORBIDDEN_ZH = (
    "系统", "挂起", "竣工", "工位", "归档", "异常", "操作", "失败", "稍后", "装维", "派单", "回单", "环节", "接口", "状态",
    "工单", "外线", "割接", "端口", "预受理", "在途", "流程", "节点", "闭环", "时效", "超时", "SLA", "客户", "用户侧",
    "资源核查", "线路调配", "核销", "销账", "激活", "甩单", "退单", "建单", "催单", "报竣", "转派", "督办", "贵方", "我司",
    "请知悉", "予以", "尚未", "敬请", "如需", "若", "逾期",
)  # fmt: skip
FORBIDDEN_EN = (
    "system", "status", "error", "archive", "provision", "workflow", "pending", "fail", "dispatch", "escalat", "SLA",
    "backend", "node", "queue", "ticketing", "resolve", "commission", "decommission", "churn",
)  # fmt: skip
JARGON_ZH = re.compile("|".join(FORBIDDEN_ZH) + "|你|[!！]")
JARGON_EN = re.compile(rf"(?i:\b({'|'.join(FORBIDDEN_EN)}))|\b(?!SIM\b)[A-Z]{{3,}}|!")
LINE_ZH = 12
"""Chinese characters on a line of a headline."""


def width(text: str) -> float:
    """In Chinese characters: Latin letters, digits and blanks are half as wide."""
    return sum(0.5 if c.isascii() else 1 for c in text)


def lines(headline: str) -> list[str]:
    """The headline broken after commas, colons and full stops only, as the screen breaks it."""
    broken = [""]
    for phrase in re.findall("[^，：。]+[，：。]?", headline):
        if broken[-1] and width((broken[-1] + phrase).strip()) > LINE_ZH:
            broken.append("")
        broken[-1] += phrase
    return broken
