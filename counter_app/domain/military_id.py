"""Identity documents of soldiers and armed police: words in front (南字第), 4 to 10 letters and digits, 号 behind.

They have no check digit and no published form; words and number together tell one from another.
"""

from __future__ import annotations

import re
from datetime import date

from counter_app.domain.segments import Part, ReadNumber, Segment, judged, trouble_of
from counter_app.errors import BadInput
from counter_app.texts import mark

MOST_WORDS, FEWEST, MOST = 6, 4, 10
_FORM = re.compile(r"([\u3400-\u9fff]*?)(字?第?)([^\u3400-\u9fff]*)(号?)")
ARMED_POLICE = "武"


def looks_like_army(number: str) -> bool:
    """Whether a normalised text is rather a soldier's number, right or wrong, than anything else."""
    return _looks_like_one(number) and not number.startswith(ARMED_POLICE)


def looks_like_armed_police(number: str) -> bool:
    """Whether a normalised text is rather an armed policeman's number, right or wrong, than anything else."""
    return _looks_like_one(number) and number.startswith(ARMED_POLICE)


def read(number: str, today: date) -> ReadNumber:
    """The words in front and the number, without 字第 and 号. Raises: BadInput with the exact reason."""
    words, start, end = _cut(number)
    if not words:
        raise BadInput(
            mark("The words in front of the number are missing."), start=0, end=0,
            advice=mark("Please type them as they stand on the document, in front of the number."),
        )  # fmt: skip
    if len(words) > MOST_WORDS:
        raise BadInput(
            mark("In front of the number stand at most {most} words."), start=MOST_WORDS, end=len(words),
            most=MOST_WORDS, advice=mark("Please type only what stands on the card."),
        )  # fmt: skip
    for place in range(start, end):
        if not (number[place].isascii() and number[place].isalnum()):
            raise BadInput(
                mark("Place {place} must be a letter A to Z or a digit; there is “{char}”."),
                start=place, end=place + 1, place=place + 1, char=number[place],
            )  # fmt: skip
    if not FEWEST <= end - start <= MOST:
        raise BadInput(
            mark("Behind the words stand 4 to 10 letters and digits; here are {n}."),
            start=min(start + MOST, end), end=end, n=end - start,
            advice=mark("Please compare the number with the card, digit by digit."),
        )  # fmt: skip
    return ReadNumber(words + number[start:end], "CHN", "")


def segments(number: str, today: date) -> tuple[Segment, ...]:
    """The words in front and the number; nothing where one of them is missing."""
    words, start, end = _cut(number)
    if not words or start == end:
        return ()
    parts = (
        Part(mark("Words in front"), 0, start, mark("Nothing to check here")),
        Part(mark("Number"), start, end, mark("Nothing to check here")),
    )
    return judged(number, parts, trouble_of(read, number, today))


def _looks_like_one(number: str) -> bool:
    words, start, end = _cut(number)
    return bool(words) and any(c.isdigit() for c in number[start:end])


def _cut(number: str) -> tuple[str, int, int]:
    """The words in front, and from where to where the number stands."""
    found = _FORM.fullmatch(number)
    return ("", 0, len(number)) if found is None else (found[1], found.start(3), found.end(3))
