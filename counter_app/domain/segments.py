"""The parts of a document number, each with what was found when it was checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from counter_app.errors import BadInput
from counter_app.texts import mark

OK, BAD, LATER = "ok", "bad", "later"


class Segment(NamedTuple):
    """One line of the check table: places ``first`` to ``last`` (from 1) of the normalised input and their verdict.

    ``label`` and ``words`` are catalogue keys. ``typed`` is part of a document number: for the screen only. ``LATER``
    means that an earlier part must be mended first.
    """

    first: int
    last: int
    label: str
    typed: str
    verdict: str
    words: str


class ReadNumber(NamedTuple):
    """What a row of the table of document types makes of a number that passed: normal form, country, last valid day."""

    number: str
    country: str
    valid_to: str
    """YYMMDD as the document carries it, "" if it carries none."""


class Part(NamedTuple):
    """A part of a number as its kind of document cuts it: label, from, to (0-based, end excluded), words when right."""

    label: str
    start: int
    end: int
    right: str
    wrong: str = mark("Does not fit")


def trouble_of(read: Callable[[str, date], ReadNumber], number: str, today: date) -> BadInput | None:
    """What is wrong with a number that ``read`` checks, None if nothing is."""
    try:
        read(number, today)
    except BadInput as error:
        return error
    return None


def judged(number: str, parts: Sequence[Part], wrong: BadInput | None) -> tuple[Segment, ...]:
    """The parts with their verdicts: right before the wrong place, to be checked later behind it."""
    bad = next((i for i, part in enumerate(parts) if wrong and wrong.start < part.end), len(parts))
    return tuple(
        Segment(part.start + 1, part.end, part.label, number[part.start : part.end], *_verdict(i - bad, part))
        for i, part in enumerate(parts)
    )


def _verdict(behind: int, part: Part) -> tuple[str, str]:
    if behind < 0:
        return OK, part.right
    return (BAD, part.wrong) if behind == 0 else (LATER, mark("Checked once the part above is right"))
