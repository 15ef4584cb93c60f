"""Residence permits of residents of Hong Kong, Macao and Taiwan: 18 places as on a resident ID, beginning 81, 82 or 83.

Source: GB 11643; the permits' area codes 810000, 820000 and 830000.
"""

from __future__ import annotations

from datetime import date

from counter_app.domain import resident_number
from counter_app.domain.resident_number import LONG
from counter_app.domain.segments import Part, ReadNumber, Segment, judged, trouble_of
from counter_app.errors import BadInput
from counter_app.texts import mark

HEADS = ("81", "82", "83")
PARTS = (
    Part(mark("Hong Kong, Macao or Taiwan"), 0, 6, mark("Fits")),
    Part(mark("Birth date"), 6, 14, mark("A possible date"), mark("No such day")),
    Part(mark("Order"), 14, 17, mark("Nothing to check here")),
    Part(mark("Check digit"), 17, 18, mark("Fits")),
)


def looks_like_one(number: str) -> bool:
    """Whether a normalised text is rather a residence permit's number, right or wrong, than anything else."""
    return LONG - 2 <= len(number) <= LONG + 1 and number.startswith(HEADS) and resident_number.looks_like_one(number)


def read(number: str, today: date) -> ReadNumber:
    """The permit's number. Raises: BadInput with the exact reason."""
    if number.isascii() and number.isalnum() and len(number) != LONG:
        raise BadInput(
            mark("The number of a residence permit has 18 digits; this one has {n}."),
            start=min(len(number), LONG), end=len(number), n=len(number),
            advice=mark("Please compare the number with the card, digit by digit."),
        )  # fmt: skip
    if not number.startswith(HEADS):
        raise BadInput(
            mark("The number of a residence permit begins with 81, 82 or 83."), start=0, end=min(2, len(number)),
            advice=mark("Please check the type: on a resident ID the number may begin otherwise."),
        )  # fmt: skip
    resident_number.refuse_other_than_digits(number)
    resident_number.refuse_wrong_birth(number, today)
    resident_number.refuse_wrong_check_digit(number)
    return ReadNumber(number, "CHN", "")


def segments(number: str, today: date) -> tuple[Segment, ...]:
    """Part by part: where from, birth date, order and check digit; nothing for a number of another length."""
    return judged(number, PARTS, trouble_of(read, number, today)) if len(number) == LONG else ()
