"""Identity documents: what a typed or scanned number is, what is wrong with it, and its normal form for hashing.

Sources: GB 11643 (resident numbers), ICAO 9303 part 4 (passport MRZ).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from counter_app.domain import passport, resident_number
from counter_app.domain.countries import country_code
from counter_app.domain.masking import mask_patterns
from counter_app.domain.segments import ReadNumber, Segment
from counter_app.domain.spelling import folded
from counter_app.domain.statuses import fold
from counter_app.domain.ticket import DocumentRecord
from counter_app.errors import BadInput
from counter_app.texts import mark

RESIDENT_ID, PASSPORT = "resident_id", "passport"
FIELD = "document"
LONGEST = 100
"""Characters of a typed document that are read: two lines of 44 and room for blanks."""
_SAFE = str.maketrans(
    {"Х": "X", "х": "X", "Χ": "X", "χ": "X", "×": "X", "Ⅹ": "X", "ⅹ": "X", "《": "<", "〈": "<", "‹": "<"}
)
_CHINA = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class PresentedDocument:
    """A document that passed its own checks. ``scheme`` ‖ ``country`` ‖ ``number`` is what gets hashed.

    ``type`` is a row of the table of document types. ``number`` is normalised (15-digit resident numbers as 18).
    ``country`` is three letters, "" if a passport's number was typed without it (see :func:`hashed_forms`).
    """

    type: str
    scheme: str
    country: str
    number: str
    valid_to: date | None = None

    @property
    def last4(self) -> str:
        """The last four characters, the only part that is ever shown or stored."""
        return self.number[-4:]

    def __repr__(self) -> str:
        return f"PresentedDocument(type={self.type!r})"


class DocumentType(NamedTuple):
    """A type of document: its code, label (a catalogue key), hashing scheme, how sources write it, and its rules.

    ``unique``: a number belongs to one person whatever the country. ``looks_like_one`` recognises a normalised text,
    ``read`` checks it, ``segments`` shows the check part by part.
    """

    code: str
    label: str
    scheme: str
    unique: bool
    names: tuple[str, ...]
    looks_like_one: Callable[[str], bool]
    read: Callable[[str, date], ReadNumber]
    segments: Callable[[str, date], tuple[Segment, ...]]


DOCUMENT_TYPES: dict[str, DocumentType] = {
    row.code: row
    for row in (
        DocumentType(
            RESIDENT_ID, mark("Resident ID"), "citizen", True,
            ("居民身份证", "身份证", "二代身份证", "residentid", "residentidcard", "residentidentitycard", "idcard",
             "identitycard", "nationalid", "nationalidentitycard", "临时身份证", "临时居民身份证", "户口簿"),
            resident_number.looks_like_one, resident_number.read, resident_number.segments,
        ),
        DocumentType(
            PASSPORT, mark("Passport"), "passport", False,
            ("护照", "外国护照", "中国护照", "passport", "foreignpassport"),
            passport.looks_like_one, passport.read, passport.segments,
        ),
    )
}  # fmt: skip
"""In the order in which a number is tried when its type is not given."""


def normalise_document(text: str) -> str:
    """The typed or scanned text without blanks and dashes, upper case, full-width signs and a Cyrillic Х as ASCII."""
    plain = folded(text[: LONGEST * 4].translate(_SAFE))
    return "".join(c for c in plain if not c.isspace() and c not in "-.·")[: LONGEST + 1]


def document_type(text: str) -> str:
    """The code of the type a number alone is taken for; a resident ID where nothing else fits."""
    number = normalise_document(text)
    return next((row.code for row in DOCUMENT_TYPES.values() if row.looks_like_one(number)), RESIDENT_ID)


def read_document(text: str, type_code: str = "", country: str = "", today: date | None = None) -> PresentedDocument:
    """Check a typed or scanned document; ``type_code`` "" recognises the type, ``country`` is a passport's if known.

    Raises: BadInput with the exact reason, the wrong places of the normalised text and an advice; never the number.
    """
    number, row = normalise_document(text), _row(text, type_code)
    if not number:
        raise BadInput(mark("Please type the document's number."), field=FIELD, start=0, end=0)
    day = today or (datetime.now(UTC) + _CHINA).date()
    try:
        document = _presented(row, row.read(number, day), country)
    except BadInput as error:
        error.field = FIELD
        raise
    if document.valid_to is not None and document.valid_to < day:
        raise _expired(document.valid_to)
    return document


def segments(text: str, type_code: str = "", today: date | None = None) -> tuple[Segment, ...]:
    """The number part by part with the verdict of each, for the check table; empty if it has not the right length."""
    day = today or (datetime.now(UTC) + _CHINA).date()
    return _row(text, type_code).segments(normalise_document(text), day)


def from_record(record: DocumentRecord) -> PresentedDocument:
    """The document of an owners file. Its type may be written in Chinese or English; an expired one is taken as it is.

    Raises: BadInput.
    """
    wanted = fold(record.type)
    row = next((r for r in DOCUMENT_TYPES.values() if wanted in (fold(r.code), *map(fold, r.names))), None)
    if row is None and wanted:
        raise BadInput(
            mark("The document type “{type}” is not known here."), field="document_type", type=mask_patterns(record.type[:40])
        )
    number = normalise_document(record.number)
    row = row or _row(record.number, "")
    document = _presented(row, row.read(number, date.max), record.country)
    return replace(document, valid_to=record.valid_to or document.valid_to)


def hashed_forms(document: PresentedDocument, countries: Iterable[str]) -> tuple[PresentedDocument, ...]:
    """The forms under which this document may be known, given the ``countries`` that documents of its scheme have.

    A passport's number typed without its country is tried with each; one with a country also without. More than one
    party found that way means the country must be asked for: the number alone does not tell whose it is.
    """
    if DOCUMENT_TYPES[document.type].unique:
        return (document,)
    tried = [document.country, "", *(() if document.country else sorted(set(countries)))]
    return tuple(replace(document, country=country) for country in dict.fromkeys(tried))


def _row(text: str, type_code: str) -> DocumentType:
    return DOCUMENT_TYPES[type_code] if type_code in DOCUMENT_TYPES else DOCUMENT_TYPES[document_type(text)]


def _presented(row: DocumentType, told: ReadNumber, country: str) -> PresentedDocument:
    known = country_code(told.country or country)
    return PresentedDocument(row.code, row.scheme, known, told.number, _day(told.valid_to))


def _day(yymmdd: str) -> date | None:
    """The date of YYMMDD, 1970 to 2069; None for one that does not exist."""
    if not yymmdd.isdigit():
        return None
    year, month, day = int(yymmdd[:2]), int(yymmdd[2:4]), int(yymmdd[4:])
    try:
        return date(year + (1900 if year >= 70 else 2000), month, day)
    except ValueError:
        return None


def _expired(day: date) -> BadInput:
    return BadInput(
        mark("This document expired on {year}-{month:02}-{day:02}."),
        field=FIELD,
        advice=mark("Please ask for another one."),
        year=day.year,
        month=day.month,
        day=day.day,
    )
