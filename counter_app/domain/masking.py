"""Masked values: what leaves the service of a name, a phone or an address."""

from __future__ import annotations

import re
from dataclasses import dataclass

STAR = "*"
COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "巫马",
        "公西",
        "颛孙",
        "壤驷",
        "公良",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "轩辕",
        "令狐",
        "段干",
        "百里",
        "呼延",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "梁丘",
        "左丘",
        "东门",
        "西门",
        "南荣",
        "第五",
    ]
)
DOTS = re.compile("[•・．‧∙●.]")
ACCOUNT = r"(?:KD|AD|ADSL|LAN|FTTB|FTTH|PON|IPTV|ITV)\d{6,}"
"""How broadband accounts are written."""
ENTERPRISE_LINE = r"(?:ZX|DIA|MSTP|MPLS|SDH|OTN|VPN|IDC)(?=[0-9A-Z]*\d{6})[0-9A-Z]{6,}"
"""How lines of enterprises are written."""
_KEPT_PATTERN = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)(?:[ T]+\d{1,2}:\d\d(?::\d\d)?)?"
_HIDDEN_PATTERNS = (
    r"(?<!\d)(?:(?:\+|00)?86[ \-]?)?0?1[3-9]\d[ \-.·]?\d{4}[ \-.·]?\d{4}(?!\d)",  # a mobile number, whatever is around it
    r"(?<!\d)\d{17}[\dXxＸｘ](?!\d)",  # a document number
    rf"(?<![A-Za-z])(?i:{ACCOUNT}|ZX\d{{6,}})",
    r"(?<![0-9A-Za-z*¥￥.])\+?\d(?:[ \-]?\d){6,17}[Xx]?(?!\d|\.\d|,\d{3}|\s*[元块圆])",  # any other long number
)
_LINE_HEAD = re.compile(rf"(?=(?:{ACCOUNT}|{ENTERPRISE_LINE})$)[A-Z]+")
_NUMBERS = re.compile(f"(?P<date>{_KEPT_PATTERN})|" + "|".join(_HIDDEN_PATTERNS))
_PLACE = "[^省市区县旗盟镇乡路街道巷弄号0-9０-９,，;； ]"
_ADDRESS = (
    re.compile(rf"{_PLACE}{{2,8}}(?:省|自治区|特别行政区)"),
    re.compile(rf"{_PLACE}{{1,8}}(?:市|自治州|地区|盟)"),
    re.compile(rf"{_PLACE}{{1,8}}(?:(?<![小社园厂])区|县|旗|市)"),
    re.compile(rf"{_PLACE}{{1,8}}(?:街道|镇|乡|路|街|大道|道|巷)"),
)


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
    plain = DOTS.sub("·", name.strip()).strip("·") if not name.isascii() else name.strip()
    if not name.strip():
        return NOTHING
    if len(plain) <= 1:
        return Masked(STAR)
    if "·" in plain:
        return Masked(plain[0] + STAR * 2 + "·" + STAR * 2)
    if plain.isascii():
        return Masked(plain[0] + STAR * 3)
    kept = 2 if len(plain) > 2 and plain[:2] in COMPOUND_SURNAMES else 1
    return Masked(plain[:kept] + STAR * (len(plain) - kept))


def mask_organisation(name: str) -> Masked:
    """An organisation keeps at most its first four characters, and never more than half."""
    plain = name.strip()
    if not plain:
        return NOTHING
    kept = min(4, len(plain) // 2)
    return Masked(plain[:kept] + STAR * min(4, len(plain) - kept))


def mask_number(number: str) -> Masked:
    """138****6621, 0571****21, KD****3316: the ends of a long number, less of a short one; never more than half of it.

    Separators are left out. Of 15 and more characters (documents, cards) one and two stay. The letters in front of an
    account or line say what it is and stay beside half of its digits at most.
    """
    plain = "".join(c for place, c in enumerate(number.strip()) if c.isalnum() or (c == "+" and place == 0))
    if not plain:
        return NOTHING
    kept, last = _ends(plain)
    return Masked(plain[:kept] + STAR * 4 + (plain[-last:] if last else ""))


def _ends(plain: str) -> tuple[int, int]:
    """How many characters of a number stay at its front and its end."""
    head = _LINE_HEAD.match(plain.upper())
    if head is not None:
        return head.end(), (4 if len(plain) - head.end() >= 8 else 2)
    if plain[0].isalpha() and len(plain) >= 8:
        return (2 if plain[1].isalpha() else 1), (4 if len(plain) >= 11 else 2)
    if len(plain) >= 15:
        return 1, 2
    if len(plain) < 11:
        return (2, 2) if len(plain) >= 8 else (0, len(plain) // 3)
    if plain.startswith("0"):
        return (3 if plain[1] in "12" else 4), 2
    return 3, 4


def mask_address(address: str) -> Masked:
    """An address keeps its district and one more part at most (西湖区青年路****); the house stays hidden."""
    plain = " ".join(address.split())
    if not plain:
        return NOTHING
    at, ends = 0, [0]
    for part in _ADDRESS:
        found = part.match(plain, at)
        if found:
            at = found.end()
            ends.append(at)
    kept = max(end for end in ends if end < len(plain))
    if not kept and "," in plain:
        tail = plain.rsplit(",", 1)[1].strip()
        if tail and not any(c.isdigit() for c in tail):
            return Masked(f"{STAR * 4}, {tail}")
    return Masked(plain[:kept] + STAR * 4)


def mask_patterns(text: str) -> str:
    """The text with every run that looks like a phone, account or document number masked (``138****6621``).

    Dates, times, amounts with 元 and ticket numbers with a prefix stay as they are.
    """
    return _NUMBERS.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    return found[0] if found["date"] else mask_number(found[0]).text
