"""The parts of a document number, each with what was found when it was checked."""

from __future__ import annotations

from typing import NamedTuple

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
