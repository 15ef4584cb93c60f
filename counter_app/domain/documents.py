"""Identity documents: what a typed or scanned number is, what is wrong with it, and its normal form for hashing.

Sources: MIIT order 25 of 2013, art. 7 (which documents), GB 11643 (resident numbers), GB 32100 (organisations), ICAO 9303
part 4 (passport MRZ).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from counter_app.domain import (
    military_id,
    organisation_code,
    passport,
    permanent_residence,
    residence_permits,
    resident_number,
    travel_permits,
)
from counter_app.domain.countries import country_code
from counter_app.domain.masking import mask_patterns
from counter_app.domain.segments import ReadNumber, Segment
from counter_app.domain.spelling import folded
from counter_app.domain.statuses import fold
from counter_app.domain.ticket import DocumentRecord
from counter_app.errors import BadInput
from counter_app.texts import mark

RESIDENT_ID, TEMPORARY_ID, HOUSEHOLD_REGISTER = "resident_id", "temporary_id", "household_register"
HK_MACAO_PERMIT, TAIWAN_PERMIT = "hk_macao_permit", "taiwan_permit"
HMT_RESIDENCE_PERMIT = "hmt_residence_permit"
PERMANENT_RESIDENCE_2017, PERMANENT_RESIDENCE_2023 = "permanent_residence_2017", "permanent_residence_2023"
PASSPORT, MILITARY_ID, ARMED_POLICE_ID, ORGANISATION = "passport", "military_id", "armed_police_id", "organisation"
FIELD = "document"
LONGEST = 100
"""Characters of a typed document that are read: two lines of 44 and room for blanks."""
REFUSE, WARN = "refuse", "warn"
"""What becomes of an expired document (the setting ``expired_documents``): no verification, or one that says so."""
_SAFE = str.maketrans(
    {"Х": "X", "х": "X", "Χ": "X", "χ": "X", "×": "X", "Ⅹ": "X", "ⅹ": "X", "《": "<", "〈": "<", "‹": "<"}
)
_CHINA = timedelta(hours=8)


class AmbiguousDocument(BadInput):
    """The number alone may be of several documents: ``types`` are their codes, the likeliest first. Ask which it is."""

    def __init__(self, types: tuple[str, ...]) -> None:
        super().__init__(
            mark("This number may be of several documents."), field=FIELD, advice=mark("Please choose which one it is.")
        )
        self.types = types


@dataclass(frozen=True, slots=True)
class PresentedDocument:
    """A document that passed its own checks. ``scheme`` ‖ ``country`` ‖ ``number`` is what gets hashed.

    ``type`` is a row of the table of document types. ``number`` is normalised (15-digit resident numbers as 18, counts
    of re-issues left out). ``country`` is the issuer's three letters, "" if a passport's number was typed without it
    (see :func:`hashed_forms`).
    """

    type: str
    scheme: str
    country: str
    number: str
    valid_to: date | None = None

    @property
    def last4(self) -> str:
        """The last four characters, never more than half of the number: all that is ever shown or stored."""
        return self.number[-min(4, max(1, len(self.number) // 2)) :]

    def is_expired(self, today: date) -> bool:
        """Whether its last valid day, where the document told it, has passed."""
        return self.valid_to is not None and self.valid_to < today

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


def _is_resident(number: str) -> bool:
    """Rather a resident's number than one of those that are built alike."""
    others = (
        residence_permits.looks_like_one,
        permanent_residence.looks_like_2023,
        travel_permits.looks_like_hk_macao,
        organisation_code.is_rather_one,
    )
    return resident_number.looks_like_one(number) and not any(other(number) for other in others)


def _never(number: str) -> bool:
    """For documents that carry their holder's resident number: the number cannot tell them apart, nor need it."""
    return False


DOCUMENT_TYPES: dict[str, DocumentType] = {
    row.code: row
    for row in (
        DocumentType(
            RESIDENT_ID, mark("Resident ID"), "citizen", True,
            ("居民身份证", "身份证", "二代身份证", "第二代居民身份证", "residentid", "residentidcard",
             "residentidentitycard", "idcard", "identitycard", "nationalid", "nationalidentitycard"),
            _is_resident, resident_number.read, resident_number.segments,
        ),
        DocumentType(
            TEMPORARY_ID, mark("Temporary ID"), "citizen", True,
            ("临时居民身份证", "临时身份证", "temporaryid", "temporaryidcard", "temporaryresidentid"),
            _never, resident_number.read, resident_number.segments,
        ),
        DocumentType(
            HOUSEHOLD_REGISTER, mark("Household register"), "citizen", True,
            ("户口簿", "户口本", "居民户口簿", "householdregister", "hukou", "hukoubook"),
            _never, resident_number.read, resident_number.segments,
        ),
        DocumentType(
            HK_MACAO_PERMIT, mark("HK/Macao travel permit"), "hk_macao", True,
            ("港澳居民来往内地通行证", "港澳通行证", "港澳居民通行证", "回乡证", "港澳台胞证", "hkmacaopermit",
             "hk/macaotravelpermit", "hkmacaotravelpermit", "homereturnpermit", "mainlandtravelpermitforhkandmacaoresidents"),
            travel_permits.looks_like_hk_macao, travel_permits.read_hk_macao, travel_permits.segments_hk_macao,
        ),
        DocumentType(
            TAIWAN_PERMIT, mark("Taiwan travel permit"), "taiwan", True,
            ("台湾居民来往大陆通行证", "台胞证", "台湾通行证", "taiwanpermit", "taiwantravelpermit",
             "taiwancompatriotpermit", "mainlandtravelpermitfortaiwanresidents"),
            travel_permits.looks_like_taiwan, travel_permits.read_taiwan, travel_permits.segments_taiwan,
        ),
        DocumentType(
            HMT_RESIDENCE_PERMIT, mark("HK/Macao/Taiwan residence permit"), "citizen", True,
            ("港澳台居民居住证", "港澳居民居住证", "台湾居民居住证", "hmtresidencepermit", "residencepermit",
             "hk/macao/taiwanresidencepermit"),
            residence_permits.looks_like_one, residence_permits.read, residence_permits.segments,
        ),
        DocumentType(
            PERMANENT_RESIDENCE_2023, mark("Permanent residence card"), "citizen", True,
            ("外国人永久居留身份证", "外国人永久居留身份证2023", "外国人永久居留证", "五星卡", "permanentresidence2023",
             "permanentresidencecard", "foreignpermanentresidentidcard"),
            permanent_residence.looks_like_2023, permanent_residence.read_2023, permanent_residence.segments_2023,
        ),
        DocumentType(
            PERMANENT_RESIDENCE_2017, mark("Permanent residence card (2017)"), "permanent_2017", True,
            ("外国人永久居留身份证2017", "外国人永久居留身份证", "外国人永久居留证", "permanentresidence2017",
             "permanentresidencecard2017", "permanentresidencecard"),
            permanent_residence.looks_like_2017, permanent_residence.read_2017, permanent_residence.segments_2017,
        ),
        DocumentType(
            PASSPORT, mark("Passport"), "passport", False,
            ("护照", "外国护照", "中国护照", "外国公民护照", "passport", "foreignpassport"),
            passport.looks_like_one, passport.read, passport.segments,
        ),
        DocumentType(
            MILITARY_ID, mark("Military ID"), "military", True,
            ("军官证", "士兵证", "军人身份证件", "军人证", "解放军军人身份证件", "文职干部证", "文职人员证", "军队文职人员证",
             "militaryid", "militaryidcard", "officercard", "soldiercard", "plaid"),
            military_id.looks_like_army, military_id.read, military_id.segments,
        ),
        DocumentType(
            ARMED_POLICE_ID, mark("Armed police ID"), "military", True,
            ("武警身份证件", "武装警察身份证件", "武警证", "武警警官证", "武警士兵证", "警官证", "armedpoliceid",
             "armedpoliceidcard"),
            military_id.looks_like_armed_police, military_id.read, military_id.segments,
        ),
        DocumentType(
            ORGANISATION, mark("Organisation"), "organisation", True,
            ("统一社会信用代码", "营业执照", "统一社会信用代码证", "组织机构代码证", "企业证件", "organisation",
             "organization", "businesslicence", "businesslicense", "unifiedsocialcreditcode", "uscc"),
            organisation_code.looks_like_one, organisation_code.read, organisation_code.segments,
        ),
    )
}  # fmt: skip
"""In the order in which a number is tried when its type is not given."""


def normalise_document(text: str) -> str:
    """The typed or scanned text without blanks and dashes, upper case, full-width signs and a Cyrillic Х as ASCII."""
    plain = folded(text[: LONGEST * 4].translate(_SAFE))
    return "".join(c for c in plain if not c.isspace() and c not in "-.·()")[: LONGEST + 1]


def candidates(text: str, today: date | None = None) -> tuple[str, ...]:
    """The codes of the types the number may be of, the likeliest first; none for a number that passes no check.

    More than one: the clerk must be asked. Documents that carry their holder's resident number are that one number.
    """
    number, day = normalise_document(text), today or _today()
    rows = [row for row in DOCUMENT_TYPES.values() if row.looks_like_one(number) and _passes(row, number, day)]
    codes = tuple(row.code for row in rows)
    if RESIDENT_ID in codes or HMT_RESIDENCE_PERMIT in codes:  # a birth date in the right place is no accident
        return tuple(code for code in codes if code != ORGANISATION)
    return _person_or_organisation(number) if codes == (ORGANISATION,) else codes


def _person_or_organisation(number: str) -> tuple[str, ...]:
    """What a number may be that passes as an organisation's: of 31 misread numbers of persons one does so by accident."""
    if not resident_number.looks_like_one(number) or not (number[17].isdigit() or number[17] == "X"):
        return (ORGANISATION,)
    has_birth, begins_like_a_company = number[6:8] in ("19", "20"), number.startswith("9")
    if has_birth != begins_like_a_company:
        return () if has_birth else (ORGANISATION,)
    person = next(row.code for row in DOCUMENT_TYPES.values() if row.looks_like_one(number))
    return person, ORGANISATION


def document_type(text: str) -> str:
    """The code of the type a number alone is rather taken for; a resident ID where nothing else fits."""
    number = normalise_document(text)
    looks = (row.code for row in DOCUMENT_TYPES.values() if row.looks_like_one(number))
    return next(iter((*candidates(text), *looks)), RESIDENT_ID)


def read_document(
    text: str, type_code: str = "", country: str = "", today: date | None = None, expired: str = REFUSE
) -> PresentedDocument:
    """Check a typed or scanned document; ``type_code`` "" recognises the type, ``country`` is a passport's if known.

    ``expired`` is REFUSE or WARN (then ``is_expired`` tells). Raises: BadInput with the exact reason, the wrong places
    of the normalised text and an advice; never the number. AmbiguousDocument where ``type_code`` must be asked for.
    """
    number, day = normalise_document(text), today or _today()
    if not number:
        raise BadInput(mark("Please type the document's number."), field=FIELD, start=0, end=0)
    row = _only_row(text, type_code, day)
    try:
        document = _presented(row, row.read(number, day), country)
    except BadInput as error:
        error.field = FIELD
        raise
    refuse_expired(document, day, expired)
    return document


def refuse_expired(document: PresentedDocument, today: date, policy: str) -> None:
    """Say that a document's last valid day has passed, unless ``policy`` is WARN. Raises: BadInput."""
    if document.valid_to is None or not document.is_expired(today) or policy == WARN:
        return
    day = document.valid_to
    raise BadInput(
        mark("This document expired on {year}-{month:02}-{day:02}."), field=FIELD,
        advice=mark("Please ask for another one."), year=day.year, month=day.month, day=day.day,
    )  # fmt: skip


def segments(text: str, type_code: str = "", today: date | None = None) -> tuple[Segment, ...]:
    """The number part by part with the verdict of each, for the check table; empty if it has not the right length."""
    day = today or _today()
    return _row(text, type_code).segments(normalise_document(text), day)


def from_record(record: DocumentRecord) -> PresentedDocument:
    """The document of an owners file. Its type may be written in Chinese or English; an expired one is taken as it is.

    Raises: BadInput; AmbiguousDocument if no type is given and the number fits several.
    """
    wanted, number = fold(record.type), normalise_document(record.number)
    named = [row for row in DOCUMENT_TYPES.values() if wanted in map(fold, (row.code, row.label, *row.names))]
    if not named and wanted:
        raise BadInput(
            mark("The document type “{type}” is not known here."), field="document_type", type=mask_patterns(record.type[:40])
        )
    usual = named[0] if named else _only_row(record.number, "", _today())
    row = next((row for row in named if row.looks_like_one(number)), usual)  # two cards of foreigners share a name
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


def _only_row(text: str, type_code: str, today: date) -> DocumentType:
    """The chosen row, or the one that the number tells. Raises: AmbiguousDocument."""
    fitting = () if type_code in DOCUMENT_TYPES else candidates(text, today)
    if len(fitting) > 1:
        raise AmbiguousDocument(fitting)
    return _row(text, type_code)


def _passes(row: DocumentType, number: str, today: date) -> bool:
    try:
        row.read(number, today)
    except BadInput:
        return False
    return True


def _today() -> date:
    return (datetime.now(UTC) + _CHINA).date()


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
