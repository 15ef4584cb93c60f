"""What a look-up must find, worked out the slow way: every ticket is looked at, nothing of the program's is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

OTHER_SIGNS = "%_'\"\\\0*?;<>|^`~$&!=²³①½Ⅷ😀🏳\ud800\ue000"
"""Signs no number has: a text with one of them is no number."""
DROPPED = "\u200b\u200e\u200f\u202b\u202e\u2066\ufeff"
"""Signs that cannot be seen."""
BETWEEN = " -.·/[](){}（）　\u00a0\u2011－—\t"
DIGITS = ("0123456789", "０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")
MOBILES = ("13800136621", "13800136622", "19912345678")
NUMBERS = (*MOBILES, "057188886621", "01065529988", "KD05713316", "ZX05714410", "1064812345678", "4008108888", "57188880001")
TICKET_DIGITS = ("2603090472", "2603090473", "0000007777", "13800136621", "57188880001", "9011")
PREFIXES = ("", "GD", "WX", "GZ")
ME, OTHER, NOBODY = "P1", "P2", None


@dataclass(frozen=True)
class Known:
    """A ticket of a generated store; numbers in their normal forms. The newest has the highest ``age`` of none."""

    number: str
    source: str
    service: str
    contact: str
    owner: str | None
    days_old: int


@dataclass(frozen=True)
class Typed:
    """Something typed: ``form`` is the number it spells, "" if it spells none. With a country it is a phone's only."""

    text: str
    form: str
    is_phone: bool = False


@dataclass(frozen=True)
class Expected:
    """What must be found: the tickets that are shown, whole (``rows``) or from outside (``glances``), newest first."""

    rows: tuple[Known, ...] = ()
    glances: tuple[Known, ...] = ()
    finding: str = ""


def expected(store: Sequence[Known], asked: Typed, verified: bool) -> Expected:
    """Look at every ticket of the store."""
    form = asked.form
    named = [t for t in store if form and not asked.is_phone and form in (t.number, t.number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))]
    if not verified:
        return Expected(glances=tuple(named), finding="glance" if named else "")
    mine = [t for t in named if t.owner == ME]
    if mine:
        return Expected(rows=tuple(mine), finding="one" if len(mine) == 1 else "several")
    with_number = sorted((t for t in store if t.owner == ME and form and form in (t.service, t.contact)), key=_days_old)
    if with_number:
        return Expected(rows=tuple(with_number), finding="one" if len(with_number) == 1 else "several")
    nobodys = [t for t in named if t.owner is None]
    if nobodys:
        return Expected(glances=tuple(nobodys), finding="no_owner")
    return Expected(finding="another_owner" if named else "")


def _days_old(ticket: Known) -> int:
    return ticket.days_old


@st.composite
def stores(draw: st.DrawFn) -> tuple[Known, ...]:
    """A few tickets with numbers that are alike, no two from one source with one number, no two of one age."""
    count = draw(st.integers(1, 8))
    tickets = []
    for days_old in draw(st.permutations(range(count))):
        service, contact = draw(st.sampled_from(("", *NUMBERS))), draw(st.sampled_from(("", *NUMBERS)))
        number = draw(st.sampled_from(PREFIXES)) + draw(st.sampled_from(TICKET_DIGITS))
        owner = draw(st.sampled_from([ME, ME, OTHER, NOBODY]))
        tickets.append(Known(number, f"system{days_old}", service, contact, owner, days_old))
    return tuple(tickets)


@st.composite
def typed(draw: st.DrawFn) -> Typed:
    """A number in some spelling, or something that looks like one and is none."""
    form = draw(st.sampled_from(NUMBERS) | st.sampled_from(TICKET_DIGITS) | st.builds(
        str.__add__, st.sampled_from(PREFIXES), st.sampled_from(TICKET_DIGITS)))  # fmt: skip
    spell = draw(st.sampled_from(_SPELLINGS))
    spelled = spell(draw, form)
    is_phone = spell is _with_country and spelled != form
    harm = draw(st.sampled_from(["", "", "", "sign", "long", "blanks"]))
    if harm == "sign":
        place = draw(st.integers(0, len(spelled)))
        return Typed(spelled[:place] + draw(st.sampled_from(OTHER_SIGNS)) + spelled[place:], "")
    if harm == "long":
        return Typed(spelled + "7" * 1_000_000, "")
    return Typed(" " * 1_000_000 + spelled if harm == "blanks" else spelled, form, is_phone)


def _as_it_is(draw: st.DrawFn, form: str) -> str:
    return form


def _other_script(draw: st.DrawFn, form: str) -> str:
    return form.translate(str.maketrans(DIGITS[0], draw(st.sampled_from(DIGITS))))


def _small_and_wide(draw: st.DrawFn, form: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) for c in form.lower())


def _parted(draw: st.DrawFn, form: str) -> str:
    parts = [draw(st.sampled_from(("", "", *BETWEEN, *DROPPED))) for _ in form]
    return "".join(char + part for char, part in zip(form, parts, strict=True))[:60]


def _with_country(draw: st.DrawFn, form: str) -> str:
    if form in MOBILES:
        return draw(st.sampled_from(["+86", "0086", "86", "+86 ", "0", "（+86）"])) + form
    return "+86 " + form[1:] if form in ("057188886621", "01065529988") else form


def _labelled(draw: st.DrawFn, form: str) -> str:
    return ("工单号：" + form) if form.startswith(("GD", "WX", "GZ")) else form


_Spelling = Callable[[st.DrawFn, str], str]
_SPELLINGS: tuple[_Spelling, ...] = (_as_it_is, _other_script, _small_and_wide, _parted, _with_country, _labelled)
