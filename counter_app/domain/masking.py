"""Masked values: what leaves the service of a name, a phone or an address."""

from __future__ import annotations

import re
from dataclasses import dataclass

STAR = "*"
COMPOUND_SURNAMES = frozenset(
    ["欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "子车", "亓官", "司寇", "巫马", "公西", "颛孙", "壤驷", "公良", "漆雕", "乐正", "宰父", "谷梁", "拓跋", "夹谷", "轩辕", "令狐", "段干", "百里", "呼延", "东郭", "南门", "羊舌", "微生", "梁丘", "左丘", "东门", "西门", "南荣", "第五"]
)
DOTS = re.compile("[•・．‧∙●.]")
NUMBER_PATTERN = re.compile(r"(?<![0-9A-Za-z*])\+?\d(?:[ \-]?\d){6,17}[Xx]?(?![0-9A-Za-z])")
DISTRICT_END = re.compile("[区县旗市]|街道|镇|乡")


@dataclass(frozen=True, slots=True)
class Masked:
    """A value that holds only its masked text; the plain one cannot be had from it."""

    text: str

    def __str__(self) -> str:
        return self.text


NOTHING = Masked("")


def mask_name(name: str) -> Masked:
    """王** for a person: the surname (one or two characters) stays, each further character is one star.

    A name of one character is all stars; a dotted name keeps the first character of its first part.
    """
    plain = DOTS.sub("·", name.strip()) if not name.isascii() else name.strip()
    if not plain:
        return NOTHING
    if len(plain) == 1:
        return Masked(STAR)
    if "·" in plain:
        return Masked(plain[0] + STAR * 2 + "·" + STAR * 2)
    if plain.isascii():
        return Masked(plain[0] + STAR * 3)
    kept = 2 if len(plain) > 2 and plain[:2] in COMPOUND_SURNAMES else 1
    return Masked(plain[:kept] + STAR * (len(plain) - kept))


def mask_organisation(name: str) -> Masked:
    """An organisation keeps its first four characters: it is public, its tickets are not."""
    plain = name.strip()
    kept = min(4, max(1, len(plain) // 2))
    return Masked(plain[:kept] + STAR * min(4, len(plain) - kept)) if plain else NOTHING


def mask_number(number: str) -> Masked:
    """138****6621: the first three and the last four of a long number, less of a short one."""
    plain = number.strip()
    if not plain:
        return NOTHING
    if len(plain) >= 11:
        kept = 4 if plain.startswith("0") else 3
        last = 2 if plain.startswith("0") else 4
    else:
        kept, last = (2, 2) if len(plain) >= 6 else (0, min(1, len(plain) - 1))
    return Masked(plain[:kept] + STAR * 4 + (plain[-last:] if last else ""))


def mask_address(address: str) -> Masked:
    """An address keeps everything to its district and one more part at most; the house stays hidden."""
    plain = address.strip()
    if not plain:
        return NOTHING
    cuts = [m.end() for m in DISTRICT_END.finditer(plain) if m.end() < len(plain)]
    kept = cuts[-1] if cuts else min(3, len(plain) // 2)
    return Masked(plain[:kept] + STAR * 4)


def mask_patterns(text: str) -> str:
    """The text with every run that looks like a phone, account or document number masked (``138****6621``)."""
    return NUMBER_PATTERN.sub(lambda m: mask_number(re.sub(r"[ \-+]", "", m.group())).text, text)
