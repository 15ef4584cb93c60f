"""Where a line of Chinese or English may end: own rules, because a line must never begin with a comma."""

from __future__ import annotations

import re
from collections.abc import Callable

from counter_app.texts import LONG_MONTHS, MONTHS

NO_LINE_START = frozenset("，。、：；！？）》〉」』】〕〗”’…·・～％℃％,.;:!?)]}%°—-/")
NO_LINE_END = frozenset("（《〈「『【〔〖“‘([{￥¥$#№")
_UNITS = frozenset("年月日号点时分秒天周步位元件次个份岁米兆第")
_MONTHS = frozenset((*MONTHS, *LONG_MONTHS))
_WORD = re.compile(r"[0-9A-Za-zÀ-ɏ*_+@&=<>'’~^|\\/.,:;\-]+")
_PHRASE = re.compile(r"[^，：。；！？]*[，：。；！？]+[”’）」』]*|[^，：。；！？]+$")
_PHRASE_LATIN = re.compile(r".*?[,:;.!?]+(?:\s+|$)|.+$")
CUT = "…"
SHORT_BRACKETS = 4

Measure = Callable[[str], float]


def wrapped(text: str, width: float, measure: Measure) -> list[str]:
    """``text`` in lines no wider than ``width`` (the unit of ``measure``); what cannot be kept whole is cut anywhere."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text.strip(" ")):
        if measure((line + piece).rstrip(" ")) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip(" "))
        line = piece.lstrip(" ")
        while measure(line.rstrip(" ")) > width and len(line) > 1:
            fits = _most_that_fits(line, width, measure)
            lines.append(line[:fits])
            line = line[fits:].lstrip(" ")
    if line.strip():
        lines.append(line.rstrip(" "))
    return lines


def balanced(text: str, width: float, measure: Measure) -> list[str]:
    """As few lines as :func:`wrapped` needs, all about as long: no single 汉字 or word on a last line."""
    fewest = len(wrapped(text, width, measure))
    whole = max((measure(piece.strip(" ")) for piece in _pieces(text)), default=0.0)
    narrow, wide = max(width / 2, min(whole, width)), width  # no narrower than what would have to be cut then
    for _ in range(8):
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if len(wrapped(text, middle, measure)) <= fewest else (middle, wide)
    return wrapped(text, wide, measure)


def wrapped_by_phrase(text: str, width: float, measure: Measure) -> list[str]:
    """Like :func:`wrapped`, but a line ends after ，：。 (or , : .) where the phrase fits a line: for headlines."""
    text = text.strip(" ")
    if measure(text) <= width:
        return [text] if text else []
    phrases = (_PHRASE_LATIN if text.isascii() else _PHRASE).findall(text)
    lines: list[str] = []
    for phrase in phrases:
        joined = lines[-1] + phrase if lines else phrase
        if lines and measure(joined.rstrip()) <= width:
            lines[-1] = joined
        elif measure(phrase.strip()) <= width:
            lines.append(phrase)
        else:
            lines.extend(balanced(phrase, width, measure))
            lines[-1] += " " * phrase.endswith(" ")
    return [line.strip(" ") for line in lines if line.strip(" ")]


def shortened(lines: list[str], most: int, width: float, measure: Measure) -> list[str]:
    """At most ``most`` lines; where some are left out, the last one ends in … that is seen to fit."""
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and measure(last + CUT) > width:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + CUT]


def _pieces(text: str) -> list[str]:
    """The smallest parts that stay whole: words, single 汉字 with the marks that hang on them, numbers with units."""
    pieces: list[str] = []
    for atom in _atoms(text):
        if pieces and _clings(pieces[-1], atom):
            pieces[-1] += atom
        else:
            pieces.append(atom)
    return pieces


def _atoms(text: str) -> list[str]:
    atoms: list[str] = []
    at = 0
    while at < len(text):
        word = _WORD.match(text, at)
        atoms.append(word.group() if word else text[at])
        at += len(atoms[-1])
    return atoms


def _clings(before: str, atom: str) -> bool:
    last = before[-1]
    if atom == " " or atom[0] in NO_LINE_START or last in NO_LINE_END or last in "·・":
        return True
    if last == " ":  # 第 3 步, 2 天: the space between a figure and a 汉字 never ends a line
        trimmed = before.rstrip(" ")
        if trimmed[-1:].isdigit() and atom.rstrip(",.;:") in _MONTHS:
            return True
        return bool(trimmed) and (_is_figure(trimmed[-1], atom[0]) or _is_figure(atom[0], trimmed[-1]))
    if (last.isdigit() and atom[0] in _UNITS) or (before.endswith("号") and atom == "台"):
        return True
    return (last in "年月第" and atom[0].isdigit()) or _is_in_short_brackets(before)


def _is_in_short_brackets(before: str) -> bool:
    """（周五）, （补打）: a few characters in brackets stay together."""
    opened = before.rfind("（")
    return opened > before.rfind("）") and len(before) - opened <= SHORT_BRACKETS


def _is_figure(one: str, other: str) -> bool:
    return one.isdigit() and not other.isascii()


def _most_that_fits(line: str, width: float, measure: Measure) -> int:
    low, high = 1, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(line[:middle]) <= width:
            low = middle
        else:
            high = middle - 1
    fits = low
    while fits > max(1, low - 4) and fits < len(line) and (line[fits] in NO_LINE_START or line[fits - 1] in NO_LINE_END):
        fits -= 1
    return fits if fits > max(1, low - 4) else low
