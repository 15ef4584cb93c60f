"""Unified social credit codes of organisations (统一社会信用代码): 18 digits and letters.

Source: GB 32100 (31 characters, weights 3^i modulo 31, check character in place 18).
"""

from __future__ import annotations

import re
from datetime import date

from counter_app.domain.segments import Part, ReadNumber, Segment, judged, trouble_of
from counter_app.errors import BadInput
from counter_app.texts import mark

LENGTH = 18
CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""All digits and letters but I, O, S, V and Z."""
AREA = range(2, 8)
OLD_CODE, OLD_LICENCE = 9, 15
_ROUGHLY = re.compile(r"[0-9ANY][0-9A-Z][0-9OISZ]{6}[0-9A-Z]{8,11}")
PARTS = (
    Part(mark("Registered with"), 0, 1, mark("Nothing to check here")),
    Part(mark("Kind of organisation"), 1, 2, mark("Nothing to check here")),
    Part(mark("Area"), 2, 8, mark("Nothing to check here")),
    Part(mark("Organisation"), 8, 17, mark("Nothing to check here")),
    Part(mark("Check character"), 17, 18, mark("Fits")),
)


def looks_like_one(number: str) -> bool:
    """Whether a normalised text may be an organisation's code, right or wrong."""
    return _ROUGHLY.fullmatch(number) is not None


def is_rather_one(number: str) -> bool:
    """Whether a text that may be an organisation's code has the letters that resident numbers do not have."""
    letters = [char for char in number[:17] if char.isalpha()]
    return looks_like_one(number) and len(letters) >= 2 and all(char in CHARACTERS for char in letters)


def read(number: str, today: date) -> ReadNumber:
    """The code as it stands. Raises: BadInput with the exact reason."""
    for place, char in enumerate(number):
        _refuse_odd(place, char)
    if len(number) != LENGTH:
        advice = mark("Please compare the code with the licence, character by character.")
        if len(number) in (OLD_CODE, OLD_LICENCE):
            advice = mark("This is rather an old number of the organisation: the licence of today has a code of 18.")
        raise BadInput(
            mark("A unified social credit code has 18 letters and digits; this one has {n}."),
            start=min(len(number), LENGTH), end=len(number), n=len(number), advice=advice,
        )  # fmt: skip
    _refuse_letters_of_area(number)
    if check_character(number) != number[17]:
        raise BadInput(
            mark("The check character, number 18, does not fit the others."), start=17, end=18,
            advice=mark("Please compare the code with the licence, character by character."),
        )  # fmt: skip
    return ReadNumber(number, "CHN", "")


def check_character(code: str) -> str:
    """The check character of the first 17. Source: GB 32100."""
    total = sum(CHARACTERS.index(char) * pow(3, place, 31) for place, char in enumerate(code[:17]))
    return CHARACTERS[-total % 31]


def segments(number: str, today: date) -> tuple[Segment, ...]:
    """Part by part; nothing for a code of another length."""
    return judged(number, PARTS, trouble_of(read, number, today)) if len(number) == LENGTH else ()


def _refuse_odd(place: int, char: str) -> None:
    if char not in CHARACTERS and char.isascii() and char.isalnum():
        raise BadInput(
            mark("Place {place} cannot be “{char}”: these codes have no letters I, O, S, V and Z."),
            start=place, end=place + 1, place=place + 1, char=char,
            advice=mark("It may be a digit that looks like this letter."),
        )  # fmt: skip
    if char not in CHARACTERS:
        raise BadInput(
            mark("Place {place} must be a letter A to Z or a digit; there is “{char}”."),
            start=place, end=place + 1, place=place + 1, char=char,
        )  # fmt: skip


def _refuse_letters_of_area(number: str) -> None:
    for place in AREA:
        if not number[place].isdigit():
            raise BadInput(
                mark("Place {place} must be a digit; there is “{char}”."), start=place, end=place + 1, place=place + 1,
                char=number[place], advice=mark("Places 3 to 8 are the area where the organisation is registered."),
            )  # fmt: skip
