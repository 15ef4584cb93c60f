"""A pasted text with several numbers in it: which they are, one by one."""

from __future__ import annotations

import re

from counter_app.domain.finding import LANDLINE, MOBILE
from counter_app.domain.phone import number_key, parse_phone
from counter_app.domain.spelling import letters_and_digits
from counter_app.domain.ticket_number import LONGEST, full_form, read_slip_code

MOST = 50
MOST_CHARACTERS = 20_000
"""How much of a pasted text is read."""
_BETWEEN = re.compile("[,，、;；|\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LABEL = re.compile("^[^0-9A-Za-z０-９Ａ-Ｚａ-ｚ+＋(（]*[:：]|^[\u3400-\u9fff]+(?=[ 0-9０-９+＋(（A-Za-zＡ-Ｚａ-ｚ])")
_SHORT_GROUP = re.compile(r"\d{1,4}")
_HEAD = re.compile("[A-Za-zＡ-Ｚａ-ｚ]{1,4}")
MOST_GROUPS = 6


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a text (of the first 20,000 characters), each as it was written (at most 64 characters) and each once, in their order.

    Commas, 、, semicolons, bars, tabs and line breaks stand between numbers; blanks do where what they part is a number
    each by itself (the groups of one number, 138 0013 6621, stay together). Words without a number are left out. A
    text that is one number as a whole, whatever signs stand in it, is that one.
    """
    read = text if len(text) <= MOST_CHARACTERS else _whole_words(text[:MOST_CHARACTERS])
    if parse_phone(read) is not None or read_slip_code(read) is not None:
        return (read.strip(),)
    found: dict[str, str] = {}
    for piece in _BETWEEN.split(read):
        for number in _parted(_LABEL.sub("", piece.strip()).strip()):
            found.setdefault(number_key(number) or full_form(number) or number, number[:LONGEST])
    return tuple(found.values())


def is_cut(text: str) -> bool:
    """Whether a text is too long to be read to its end."""
    return len(text) > MOST_CHARACTERS


def _whole_words(text: str) -> str:
    """The text up to the last sign that stands between numbers: half a number is no number."""
    ends = [found.start() for found in re.finditer(_BETWEEN.pattern + r"|\s", text)]
    return text[: ends[-1]] if ends else ""


def _parted(piece: str) -> list[str]:
    """The numbers of a piece without separators but blanks."""
    words = piece.split()
    numbers: list[str] = []
    while words:
        taken = _groups_of_one(words)
        number = " ".join(words[:taken])
        if any(c.isdigit() for c in letters_and_digits(number)):
            numbers.append(number)
        words = words[taken:]
    return numbers


def _groups_of_one(words: list[str]) -> int:
    """How many of the first words are the groups of one number."""
    for taken in range(min(len(words), MOST_GROUPS), 1, -1):
        number = parse_phone(" ".join(words[:taken]))
        if number is not None and number.kind in (MOBILE, LANDLINE):
            return taken
    taken = 1
    if _HEAD.fullmatch(words[0]) and len(words) > 1 and parse_phone(words[1]) is None:
        taken = 2
    while taken < len(words) and _SHORT_GROUP.fullmatch(letters_and_digits(words[taken])):
        taken += 1
    return taken
