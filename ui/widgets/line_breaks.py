"""Where lines may end: after ，：。 in headlines, never inside a number, a date or a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtGui import QFontMetricsF

PHRASE = re.compile(r"[^，：。；？]*[，：。；？]+[”」』）]*|[^，：。；？]+")
AFTER_BRACKET = re.compile(r"(?<=[）」』])(?![，：。；？])")
TOKEN = re.compile(
    r"(?:\d+年)?\d+月\d+日|"  # a date stays whole
    r"[第共约]? ?\d[\d,.:*/-]* ?[\u4e00-\u9fff]|"  # a number stays with its unit
    r"[^\s\u2e80-\uffef]+\s*|"  # a word of another script
    r"."
)
CLOSING = "，。：；、！？）》」』”’"
OPENING = "（《「『“‘"
ELLIPSIS = "…"
NUMBER_PART = re.compile(r"[0-9*]")


def break_lines(text: str, metrics: QFontMetricsF, width: float, phrases: bool = False) -> list[str]:
    """The lines of ``text`` in ``width`` px. With ``phrases`` a line ends after ，：。 as long as the phrases fit."""
    if not text:
        return []
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    pieces = _pieces(text, metrics, width) if phrases else [text]
    lines: list[str] = [""]
    for piece in pieces:
        if _fits(lines[-1] + piece, metrics, width):
            lines[-1] += piece
        elif _fits(piece, metrics, width):
            lines.append(piece)
        else:
            room = _even_width(piece, metrics, width) if phrases else width
            _fill(lines, _tokens(piece), metrics, room)
    return [line.strip() for line in lines if line.strip()]


def _pieces(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """The phrases of ``text``; one that is longer than a line may also end after a closing bracket."""
    pieces: list[str] = []
    for match in PHRASE.finditer(text):
        phrase = match.group()
        pieces.extend([phrase] if _fits(phrase, metrics, width) else AFTER_BRACKET.split(phrase))
    return pieces


def _even_width(piece: str, metrics: QFontMetricsF, width: float) -> float:
    """The least width that needs no more lines than ``width`` does, so that no line is left with one character."""

    def lines_at(room: float) -> int:
        lines = [""]
        _fill(lines, _tokens(piece), metrics, room)
        return len(lines)

    wanted = lines_at(width)
    low, high = width / 2, width
    while high - low > 4:
        middle = (low + high) / 2
        if lines_at(middle) > wanted:
            low = middle
        else:
            high = middle
    return high


def _fits(text: str, metrics: QFontMetricsF, width: float) -> bool:
    return metrics.horizontalAdvance(text.rstrip()) <= width


def _fill(lines: list[str], tokens: Iterator[str], metrics: QFontMetricsF, width: float) -> None:
    for token in tokens:
        if _fits(lines[-1] + token, metrics, width):
            lines[-1] += token
        elif _fits(token, metrics, width):
            lines.append(token)
        else:
            for letter in token:  # a word longer than a line has to break somewhere
                if _fits(lines[-1] + letter, metrics, width):
                    lines[-1] += letter
                else:
                    lines.append(letter)


def _tokens(text: str) -> Iterator[str]:
    """The pieces a line may break between; marks stay with the word they belong to."""
    held = ""
    for match in TOKEN.finditer(text):
        token = match.group()
        if not held or held[-1] in OPENING or token[0] in CLOSING or token.isspace():
            held += token
        else:
            yield held
            held = token
    if held:
        yield held


def elided(text: str, metrics: QFontMetricsF, width: float) -> str:
    """``text``, or its beginning and … if it is too long; a number is dropped whole, never cut. "" if nothing fits."""
    if metrics.horizontalAdvance(text) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.horizontalAdvance(text[:middle] + ELLIPSIS) <= width:
            low = middle
        else:
            high = middle - 1
    while 0 < low < len(text) and NUMBER_PART.match(text[low]) and NUMBER_PART.match(text[low - 1]):
        low -= 1
    kept = text[:low].rstrip(" ，、,·")
    return kept + ELLIPSIS if kept else ""


def tidy_lines(text: str, metrics: QFontMetricsF, width: float) -> list[str]:
    """Lines that end after ，：。 where that takes no more of them, so that no word is left alone."""
    lines = break_lines(text, metrics, width)
    by_phrase = break_lines(text, metrics, width, phrases=True)
    return by_phrase if len(by_phrase) == len(lines) else lines


def first_lines(text: str, metrics: QFontMetricsF, width: float, most: int) -> list[str]:
    """At most ``most`` lines; the last one ends in … if there was more."""
    lines = tidy_lines(text, metrics, width)
    if len(lines) <= most:
        return lines
    lines = break_lines(text, metrics, width)
    rest = "".join(lines[most - 1 :])
    return [*lines[: most - 1], elided(rest, metrics, width) or ELLIPSIS]
