"""Permanent residence cards of foreigners: that of 2017 (15 places) and that of 2023 (18 places, beginning with 9).

Sources: ICAO Doc 9303-3 (check digit 7 3 1 of the card of 2017); GB 11643 (check digit of the card of 2023).
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from counter_app.domain import passport, resident_number
from counter_app.domain.resident_number import LONG, LOOK_ALIKES
from counter_app.domain.segments import Part, ReadNumber, Segment, judged, trouble_of
from counter_app.errors import BadInput
from counter_app.texts import mark

LENGTH_2017 = 15
NATION_LETTERS = 3
_ROUGHLY_2017 = re.compile(r"[A-Z]{3}[0-9OILSZBGDQ]{10,13}")
_BIRTH_YEAR = ("19", "20")
PARTS_2017 = (
    Part(mark("Nationality"), 0, 3, mark("Nothing to check here")),
    Part(mark("Place of application"), 3, 7, mark("Nothing to check here")),
    Part(mark("Birth date"), 7, 13, mark("A possible date"), mark("No such day")),
    Part(mark("Order"), 13, 14, mark("Nothing to check here")),
    Part(mark("Check digit"), 14, 15, mark("Fits")),
)
PARTS_2023 = (
    Part(mark("Place of application"), 0, 3, mark("Nothing to check here")),
    Part(mark("Nationality"), 3, 6, mark("Nothing to check here")),
    Part(mark("Birth date"), 6, 14, mark("A possible date"), mark("No such day")),
    Part(mark("Order"), 14, 17, mark("Nothing to check here")),
    Part(mark("Check digit"), 17, 18, mark("Fits")),
)
COMPARE = mark("Please compare the number with the card, digit by digit.")


def looks_like_2017(number: str) -> bool:
    """Whether a normalised text is rather the number of a card of 2017, right or wrong, than anything else."""
    return _ROUGHLY_2017.fullmatch(number) is not None


def looks_like_2023(number: str) -> bool:
    """Whether a normalised text is rather the number of a card of 2023 than an organisation's code, which begins alike."""
    if not (LONG - 2 <= len(number) <= LONG + 1 and number.startswith("9")):
        return False
    born = number[6:8] in _BIRTH_YEAR
    return born and resident_number.province_of(number, 1) and resident_number.looks_like_one(number)


def read_2017(number: str, today: date) -> ReadNumber:
    """The number of a card of 2017: nation, place, birth date, order, check digit. Raises: BadInput."""
    for place, char in enumerate(number):
        _refuse_misplaced(place, char)
    if len(number) != LENGTH_2017:
        raise BadInput(
            mark("The number of this card has 15 letters and digits; this one has {n}."),
            start=min(len(number), LENGTH_2017), end=len(number), n=len(number),
            advice=mark("Cards of 2023 and later have 18 digits: please check the type."),
        )  # fmt: skip
    _refuse_birth_2017(number)
    if passport.check_digit(number[:14]) != number[14]:
        raise BadInput(
            mark("The check digit, number 15, does not fit the other characters."), start=14, end=15, advice=COMPARE
        )
    return ReadNumber(number, "CHN", "")


def read_2023(number: str, today: date) -> ReadNumber:
    """The number of a card of 2023: 9, place, nation, birth date, order, check digit. Raises: BadInput."""
    if number.isascii() and number.isalnum() and len(number) != LONG:
        raise BadInput(
            mark("The number of this card has 18 digits; this one has {n}."),
            start=min(len(number), LONG), end=len(number), n=len(number),
            advice=mark("Cards of 2017 have 3 letters and 12 digits: please check the type."),
        )  # fmt: skip
    if not number.startswith("9"):
        raise BadInput(mark("The number of this card begins with 9."), start=0, end=1, advice=COMPARE)
    resident_number.refuse_other_than_digits(number)
    resident_number.refuse_wrong_birth(number, today)
    resident_number.refuse_wrong_check_digit(number)
    return ReadNumber(number, "CHN", "")


def segments_2017(number: str, today: date) -> tuple[Segment, ...]:
    """Part by part; nothing for a number of another length."""
    return judged(number, PARTS_2017, trouble_of(read_2017, number, today)) if len(number) == LENGTH_2017 else ()


def segments_2023(number: str, today: date) -> tuple[Segment, ...]:
    """Part by part; nothing for a number of another length."""
    return judged(number, PARTS_2023, trouble_of(read_2023, number, today)) if len(number) == LONG else ()


def _refuse_misplaced(place: int, char: str) -> None:
    if place < NATION_LETTERS and not ("A" <= char <= "Z"):
        raise BadInput(
            mark("The number of this card begins with 3 letters; there is “{char}” in place {place}."),
            start=place, end=place + 1, char=char, place=place + 1,
            advice=mark("They are the letters of the country, such as KAZ."),
        )  # fmt: skip
    if place >= NATION_LETTERS and not (char.isascii() and char.isdigit()):
        advice = mark("Please type only what stands on the card.")
        if char in LOOK_ALIKES:
            advice = mark("It may be a digit that looks like this letter.")
        raise BadInput(
            mark("Place {place} must be a digit; there is “{char}”."),
            start=place, end=place + 1, place=place + 1, char=char, advice=advice,
        )  # fmt: skip


def _refuse_birth_2017(number: str) -> None:
    """Month and day must exist in 19YY or 20YY: the card does not tell the century."""
    year, month, day = int(number[7:9]), int(number[9:11]), int(number[11:13])
    years = (1900 + year, 2000 + year)
    if 1 <= month <= 12 and any(1 <= day <= calendar.monthrange(y, month)[1] for y in years):
        return
    raise BadInput(
        mark("Digits {first} to {last}, “{part}”, are not a birth date: year, month, day of two digits each."),
        start=7, end=13, first=8, last=13, part=number[7:13], advice=COMPARE,
    )  # fmt: skip
