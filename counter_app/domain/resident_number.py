"""Resident numbers of 18 places, and the old ones of 15.

Source: GB 11643 (area, birth date, order, check digit with weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2, modulus 11).
"""

from __future__ import annotations

import calendar
from datetime import date
from itertools import pairwise

from counter_app.domain.segments import BAD, LATER, OK, ReadNumber, Segment, trouble_of
from counter_app.errors import BadInput
from counter_app.texts import mark

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
LONG, SHORT = 18, 15
FIRST_YEAR = 1900
PROVINCES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
LOOK_ALIKES = frozenset("ODQILZSBG")
COMPARE_DATE = mark(
    "Please compare the 8 digits of the birth date with the card; most likely one was misread or two are swapped."
)
COMPARE_OLD_DATE = mark(
    "Please compare the 6 digits of the birth date with the card; most likely one was misread or two are swapped."
)


def looks_like_one(number: str) -> bool:
    """Whether a normalised text is rather a resident number, right or wrong, than anything else."""
    digits = sum(c.isdigit() for c in number)
    return digits >= 10 and digits >= len(number) - 2 and "<" not in number


def province_of(number: str, at: int = 0) -> bool:
    """Whether the two digits from ``at`` on are those of a province."""
    return number[at : at + 2] in PROVINCES.split()


def read(number: str, today: date) -> ReadNumber:
    """The number as 18 places. An unknown area code is no reason to reject. Raises: BadInput with the exact reason."""
    _check_length(number)
    refuse_other_than_digits(number)
    refuse_wrong_birth(number, today)
    if len(number) == SHORT:
        number = as_18(number)
    else:
        refuse_wrong_check_digit(number)
    return ReadNumber(number, "CHN", "")


def as_18(number: str) -> str:
    """An old number of 15 digits in its form of today: the century 19 put in, the check digit put behind."""
    longer = number[:6] + "19" + number[6:]
    return longer + check_digit(longer)


def check_digit(number: str) -> str:
    """The check digit of the first 17 digits. Source: GB 11643."""
    return CHECK_DIGITS[sum(int(d) * w for d, w in zip(number[:17], WEIGHTS, strict=True)) % 11]


def segments(number: str, today: date) -> tuple[Segment, ...]:
    """Part by part: area, birth date, order and check digit; nothing for a number of another length."""
    if len(number) not in (LONG, SHORT):
        return ()
    cuts = (0, 6, 14, 17, 18) if len(number) == LONG else (0, 6, 12, 15)
    labels = (mark("Area"), mark("Birth date"), mark("Order"), mark("Check digit"))
    wrong = trouble_of(read, number, today)
    bad = next((i for i in range(len(cuts) - 1) if wrong and wrong.start < cuts[i + 1]), len(cuts))
    return tuple(
        Segment(start + 1, end, labels[i], number[start:end], *_verdict(i, bad, number[start:end]))
        for i, (start, end) in enumerate(pairwise(cuts))
    )


def _verdict(part: int, bad: int, typed: str) -> tuple[str, str]:
    if part == bad and not typed.rstrip("X").isdigit() and typed != "X":
        return BAD, mark("Not a number")
    if part == bad:
        return BAD, mark("No such day") if part == 1 else mark("Does not fit")
    if part > bad:
        return LATER, mark("Checked once the part above is right")
    if part == 0 and not province_of(typed):
        return OK, mark("Not on our list of areas, that is all right")
    return OK, (mark("A known area"), mark("A possible date"), mark("Nothing to check here"), mark("Fits"))[part]


def _check_length(number: str) -> None:
    if len(number) in (LONG, SHORT) or not (number.isascii() and number.isalnum()):
        return
    if len(number) > LONG:
        raise BadInput(
            mark("A resident number has 18 digits; this one has {n}."), start=LONG, end=len(number), n=len(number),
            advice=mark("Please look for a digit typed twice."),
        )  # fmt: skip
    raise BadInput(
        mark("A resident number has 18 digits; this one has {n}."), start=len(number), end=len(number), n=len(number),
        advice=mark("Please look for a digit left out. Old numbers have 15."),
    )  # fmt: skip


def refuse_other_than_digits(number: str) -> None:
    """Every place must be a digit; place 18 may be an X. Raises: BadInput."""
    for place, char in enumerate(number):
        if (char.isascii() and char.isdigit()) or (place == 17 and char == "X"):
            continue
        advice = mark("Please type only what stands on the card.")
        if char == "X":
            advice = mark("Only the last place of a resident number may be an X.")
        elif char in LOOK_ALIKES:
            advice = mark("It may be a digit that looks like this letter.")
        raise BadInput(
            mark("Place {place} must be a digit; there is “{char}”."),
            start=place, end=place + 1, place=place + 1, char=char, advice=advice,
        )  # fmt: skip


def refuse_wrong_check_digit(number: str) -> None:
    """Place 18 must fit the 17 digits before it. Raises: BadInput."""
    if check_digit(number) != number[17]:
        raise BadInput(
            mark("The check digit, number 18, does not fit the other digits."), start=17, end=18,
            advice=mark("Please compare digit 18 with the card first, then all the others, one by one."),
        )  # fmt: skip


def refuse_wrong_birth(number: str, today: date) -> None:
    """The birth date (of 18 or 15 digits) must exist, be 1900 or later and not in the future. Raises: BadInput."""
    at = 10 if len(number) == LONG else 8  # where the month starts
    year = int(number[6:10]) if len(number) == LONG else 1900 + int(number[6:8])
    month, day = int(number[at : at + 2]), int(number[at + 2 : at + 4])
    advice = COMPARE_DATE if len(number) == LONG else COMPARE_OLD_DATE
    if year < FIRST_YEAR:
        raise BadInput(
            mark("Digits 7 to 10, “{part}”, are no year of birth: it would be before 1900."),
            start=6, end=10, part=number[6:10], advice=advice,
        )  # fmt: skip
    if not 1 <= month <= 12:
        raise BadInput(
            mark("Digits {first} to {last}, “{part}”, are not a month: they go from 01 to 12."),
            start=at, end=at + 2, first=at + 1, last=at + 2, part=number[at : at + 2], advice=advice,
        )  # fmt: skip
    _check_day(number, at, (year, month, day), advice)
    if date(year, month, day) > today:
        raise BadInput(
            mark("Digits {first} to {last} are a birth date that has not come yet."),
            start=6, end=at + 4, first=7, last=at + 4, advice=advice,
        )  # fmt: skip


def _check_day(number: str, at: int, birth: tuple[int, int, int], advice: str) -> None:
    year, month, day = birth
    if 1 <= day <= calendar.monthrange(year, month)[1]:
        return
    text = mark("Digits {first} to {last}, “{part}”, are not a date: no month has a day {day}.")
    if month == 2 and day == 29:
        text = mark("Digits {first} to {last}, “{part}”, are not a date: that year February has no 29th.")
    elif day in (30, 31):
        text = NO_SUCH_DAY[(month, day)]
    raise BadInput(
        text, start=at, end=at + 4, first=at + 1, last=at + 4, part=number[at : at + 4], day=day, advice=advice
    )


NO_SUCH_DAY = {
    (2, 30): mark("Digits {first} to {last}, “{part}”, are not a date: February has no 30th."),
    (2, 31): mark("Digits {first} to {last}, “{part}”, are not a date: February has no 31st."),
    (4, 31): mark("Digits {first} to {last}, “{part}”, are not a date: April has no 31st."),
    (6, 31): mark("Digits {first} to {last}, “{part}”, are not a date: June has no 31st."),
    (9, 31): mark("Digits {first} to {last}, “{part}”, are not a date: September has no 31st."),
    (11, 31): mark("Digits {first} to {last}, “{part}”, are not a date: November has no 31st."),
}
