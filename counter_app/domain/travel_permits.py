"""Travel permits to the mainland: of residents of Hong Kong and Macao (H or M and 8 digits), and of Taiwan (8 digits).

Two more digits behind count how often the permit was made anew; they are no part of the number that stays.
"""

from __future__ import annotations

import re
from datetime import date

from counter_app.domain.resident_number import LOOK_ALIKES
from counter_app.domain.segments import Part, ReadNumber, Segment, judged, trouble_of
from counter_app.errors import BadInput
from counter_app.texts import mark

DIGITS, WITH_COUNT = 8, 10
_ROUGHLY = re.compile(r"[HM][0-9OILSZBGDQ]{7,12}")
COUNT = mark("Count of re-issues")
NUMBER_PARTS = (Part(mark("Permit number"), 0, 8, mark("Nothing to check here")),)
HK_MACAO_PARTS = (
    Part(mark("Hong Kong or Macao"), 0, 1, mark("Fits")),
    Part(mark("Permit number"), 1, 9, mark("Nothing to check here")),
)
ADVICE = mark("Please compare the number with the permit, digit by digit.")


def looks_like_hk_macao(number: str) -> bool:
    """Whether a normalised text is rather a permit number of Hong Kong or Macao, right or wrong, than anything else."""
    return _ROUGHLY.fullmatch(number) is not None


def looks_like_taiwan(number: str) -> bool:
    """Whether a normalised text may be a permit number of Taiwan."""
    return len(number) in (DIGITS, WITH_COUNT) and number.isascii() and number.isdigit()


def read_hk_macao(number: str, today: date) -> ReadNumber:
    """The letter and the 8 digits of the permit. Raises: BadInput with the exact reason."""
    if number[:1] not in ("H", "M"):
        raise BadInput(
            mark("The number of this permit begins with H or M; there is “{char}”."), start=0, end=1, char=number[:1],
            advice=mark("H stands for Hong Kong, M for Macao: please type the letter too."),
        )  # fmt: skip
    _refuse_other_than_digits(number, 1)
    if len(number) - 1 not in (DIGITS, WITH_COUNT):
        raise _wrong_length(
            mark("Behind the letter stand 8 digits, or 10 with the count of re-issues; here are {n}."),
            number, len(number) - 1,
        )  # fmt: skip
    return ReadNumber(number[: 1 + DIGITS], "CHN", "")


def read_taiwan(number: str, today: date) -> ReadNumber:
    """The 8 digits of the permit. Raises: BadInput with the exact reason."""
    _refuse_other_than_digits(number, 0)
    if len(number) not in (DIGITS, WITH_COUNT):
        raise _wrong_length(
            mark("The number of this permit has 8 digits, or 10 with the count of re-issues; this one has {n}."),
            number, len(number),
        )  # fmt: skip
    return ReadNumber(number[:DIGITS], "CHN", "")


def segments_hk_macao(number: str, today: date) -> tuple[Segment, ...]:
    """Letter, number and count of re-issues; nothing for a number of another length."""
    return _judged(number, HK_MACAO_PARTS, 1, trouble_of(read_hk_macao, number, today))


def segments_taiwan(number: str, today: date) -> tuple[Segment, ...]:
    """Number and count of re-issues; nothing for a number of another length."""
    return _judged(number, NUMBER_PARTS, 0, trouble_of(read_taiwan, number, today))


def _judged(number: str, parts: tuple[Part, ...], letters: int, wrong: BadInput | None) -> tuple[Segment, ...]:
    if len(number) - letters not in (DIGITS, WITH_COUNT):
        return ()
    if len(number) - letters == WITH_COUNT:
        parts = (*parts, Part(COUNT, letters + DIGITS, letters + WITH_COUNT, mark("Not part of the number that stays")))
    return judged(number, parts, wrong)


def _refuse_other_than_digits(number: str, start: int) -> None:
    for place, char in enumerate(number):
        if place >= start and not (char.isascii() and char.isdigit()):
            advice = mark("It may be a digit that looks like this letter.") if char in LOOK_ALIKES else ADVICE
            raise BadInput(
                mark("Place {place} must be a digit; there is “{char}”."),
                start=place, end=place + 1, place=place + 1, char=char, advice=advice,
            )  # fmt: skip


def _wrong_length(text: str, number: str, digits: int) -> BadInput:
    letters = len(number) - digits
    start = letters + DIGITS if digits < WITH_COUNT else letters + WITH_COUNT
    return BadInput(text, start=min(start, len(number)), end=len(number), n=digits, advice=ADVICE)
