"""Passports: the number alone, or the two machine-readable lines (or the second of them).

Source: ICAO Doc 9303 part 4 (TD3: two lines of 44; check digits with weights 7 3 1, modulus 10).
"""

from __future__ import annotations

import re
from datetime import date

from counter_app.domain.segments import BAD, LATER, OK, ReadNumber, Segment, trouble_of
from counter_app.errors import BadInput
from counter_app.texts import mark

LINE = 44
SHORTEST, LONGEST = 5, 9
_NUMBER = re.compile(r"[A-Z]{0,3}\d{5,9}|[A-Z0-9]{5,9}")
_CHINESE = re.compile(r"E[IO]\d{7}")
_ALLOWED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<")
# the parts of the second line: label, from, to, where its check digit stands
_PARTS = (
    (mark("Passport number"), 0, 9, 9),
    (mark("Birth date"), 13, 19, 19),
    (mark("Last valid day"), 21, 27, 27),
    (mark("Personal number"), 28, 42, 42),
)
_DIGITS_ONLY = tuple(i for start, end in ((9, 10), (13, 20), (21, 28), (43, 44)) for i in range(start, end))
COMPARE = mark("Please compare this part with the passport; O and 0, I and 1 are easily mixed up.")


def looks_like_one(number: str) -> bool:
    """Whether a normalised text is a passport number or its lines rather than anything else."""
    return "<" in number or (len(number) <= LONGEST and _NUMBER.fullmatch(number) is not None and _has_digit(number))


def read(number: str, today: date) -> ReadNumber:
    """The passport's number; country and last valid day too if its lines were read. Raises: BadInput."""
    if _is_lines(number):
        return _read_lines(number)
    for place, char in enumerate(number):
        if char not in _ALLOWED or char == "<":
            raise BadInput(
                mark("Place {place} must be a letter A to Z or a digit; there is “{char}”."),
                start=place, end=place + 1, place=place + 1, char=char,
            )  # fmt: skip
    if not SHORTEST <= len(number) <= LONGEST:
        raise BadInput(
            mark("A passport number has 5 to 9 letters and digits; this one has {n}."),
            start=min(len(number), LONGEST), end=len(number), n=len(number),
            advice=mark("You can also scan or type the two lines at the foot of the passport."),
        )  # fmt: skip
    if not _has_digit(number):
        raise BadInput(mark("A passport number has digits in it; this one has none."), start=0, end=len(number))
    return ReadNumber(number, "", "")


def check_digit(part: str) -> str:
    """The check digit of a part of the lines: digits as they are, A to Z as 10 to 35, < as 0. Source: ICAO 9303-3."""
    return str(sum(_value(char) * (7, 3, 1)[place % 3] for place, char in enumerate(part)) % 10)


def segments(number: str, today: date) -> tuple[Segment, ...]:
    """Part by part: the number alone, or the four parts of the second line with a check digit of their own."""
    trouble = trouble_of(read, number, today)
    if not _is_lines(number):
        verdict = (BAD, mark("Not a passport number")) if trouble else (OK, mark("Nothing to check here"))
        return (Segment(1, len(number), mark("Passport number"), number, *verdict),) if number else ()
    if len(number) not in (LINE, 2 * LINE) or (len(number) == LINE and _is_first_line(number)):
        return ()
    at, rows = len(number) - LINE, []
    bad = trouble.start if trouble else len(number)
    for label, start, end, check in _PARTS:
        first, last = at + start, at + check + 1
        verdict = OK, mark("Fits")
        if bad < first:
            verdict = LATER, mark("Checked once the part above is right")
        elif bad < last:
            verdict = BAD, mark("Does not fit")
        rows.append(Segment(first + 1, last, label, number[first : at + end].rstrip("<"), *verdict))
    return tuple(rows)


def _has_digit(number: str) -> bool:
    return any(c.isdigit() for c in number)


def _value(char: str) -> int:
    return 0 if char == "<" else int(char, 36)


def _is_lines(number: str) -> bool:
    return "<" in number or len(number) >= LINE - 4


def _is_first_line(number: str) -> bool:
    return number.startswith("P") and not any(c.isdigit() for c in number[5:19])


def _read_lines(number: str) -> ReadNumber:
    if len(number) not in (LINE, 2 * LINE):
        raise BadInput(
            mark("Each of the two lines has 44 characters; {n} were typed or scanned."),
            start=len(number), end=len(number), n=len(number),
            advice=mark("The second line alone is enough. Please type its < signs too, or type the passport number only."),
        )  # fmt: skip
    if len(number) == LINE and _is_first_line(number):
        raise BadInput(
            mark("This is the first line; the number stands in the second."),
            start=0, end=LINE, advice=mark("Please type or scan the second line."),
        )  # fmt: skip
    at = len(number) - LINE
    line = number[at:]
    _check_characters(number, at)
    _check_parts(line, at)
    country = line[10:13].rstrip("<")
    plain = line[:9].rstrip("<")
    if country == "CHN" and _CHINESE.fullmatch(plain):
        raise BadInput(
            mark("Chinese passports have no letter O or I in this place."), start=at + 1, end=at + 2, advice=COMPARE
        )
    return ReadNumber(plain, country, line[21:27])


def _check_characters(number: str, at: int) -> None:
    for place, char in enumerate(number):
        in_line = place - at
        if char not in _ALLOWED:
            raise BadInput(
                mark("Place {place} must be a letter A to Z, a digit or <; there is “{char}”."),
                start=place, end=place + 1, place=place % LINE + 1, char=char,
            )  # fmt: skip
        if in_line in _DIGITS_ONLY and not char.isdigit() and not (13 <= in_line < 19 and char == "<"):
            raise BadInput(
                mark("Place {place} of the second line must be a digit; there is “{char}”."),
                start=place, end=place + 1, place=in_line + 1, char=char, advice=COMPARE,
            )  # fmt: skip


def _check_parts(line: str, at: int) -> None:
    for label, start, end, check in _PARTS:
        told = line[check]
        if told == "<" and not line[start:end].strip("<"):
            continue
        if check_digit(line[start:end]) != told:
            raise BadInput(_PART_TEXTS[label], start=at + start, end=at + check + 1, advice=COMPARE)
    whole = line[0:10] + line[13:20] + line[21:43]
    if check_digit(whole) != line[43]:
        raise BadInput(
            mark("The last check digit does not fit the second line."), start=at + 43, end=at + 44, advice=COMPARE
        )


_PART_TEXTS = {
    "Passport number": mark("The passport number and its check digit do not fit."),
    "Birth date": mark("The birth date and its check digit do not fit."),
    "Last valid day": mark("The last valid day and its check digit do not fit."),
    "Personal number": mark("The personal number and its check digit do not fit."),
}
