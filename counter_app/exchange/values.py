"""What a cell or a JSON value says, as a value: texts, moments, days, amounts, numbers."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from counter_app.domain import kinds
from counter_app.domain.statuses import fold
from counter_app.domain.ticket import CUSTOMER, INTERNAL, Value
from counter_app.errors import BadInput
from counter_app.texts import mark

TEXT, WORD, NUMBER, MOMENT, MONEY, KIND = "text", "word", "number", "moment", "money", "kind"
AUDIENCE, PARTY, PERSON, ORGANISATION = "audience", "party", "person", "organisation"
TEXT_LIMIT, WORD_LIMIT, NUMBER_LIMIT = 20_000, 200, 64
EARLIEST_YEAR, LATEST_YEAR = 1970, 2199
MOST_MONEY = Decimal(1_000_000_000)

WRITTEN_DATE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T\s]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)
SPREADSHEET_DAMAGE = re.compile(r"\d([.,]\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
PHONE_LIKE = re.compile(r"(?=(?:\D*\d){5,20}\D*$)\+?[\d\s().-]+", re.ASCII)
NAME = re.compile(r"[A-Za-z@][A-Za-z0-9_.-]{0,60}")
"""What a field, type or column is called: safe to repeat in a message."""
NOT_ASCII, HANZI = re.compile(r"[^\x00-\x7f]{3,}"), re.compile(r"[\u4e00-\u9fff]")
AMOUNT = re.compile(r"[¥¥]?\s*(-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d{1,12}(?:\.\d+)?)\s*元?", re.ASCII)
AUDIENCES = {
    **dict.fromkeys(("customer", "客户", "客户可见"), CUSTOMER),
    **dict.fromkeys(("internal", "内部", "仅内部"), INTERNAL),
}
PARTIES = {
    **dict.fromkeys(("person", "individual", "个人"), PERSON),
    **dict.fromkeys(("organisation", "organization", "company", "单位", "企业"), ORGANISATION),
}


class BadDate(BadInput):
    """A date that is written and cannot be read."""


class Remark(BadInput):
    """Nothing is refused; it only says what whoever imports the file should know."""


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """The text without blanks around it, otherwise as written; "" says nothing.

    Raises: BadInput for what no store keeps or no font shows (NUL, half a character, the mark of a character lost
    before), for what was read in a wrong encoding somewhere, and for more than ``limit`` characters.
    """
    plain = text.strip()
    if "\0" in plain:
        raise BadInput(mark("It holds a NUL character."))
    if any("\ud800" <= c <= "\udfff" for c in plain):
        raise BadInput(mark("It holds half a character (a lone surrogate)."))
    if "�" in plain:
        raise BadInput(mark("It holds the sign for a lost character; the text was damaged before it came here."))
    if len(plain) > limit:
        raise BadInput(mark("It is longer than {limit} characters."), limit=limit)
    if not plain.isascii() and any(map(_is_garbled, NOT_ASCII.findall(plain))):
        raise BadInput(mark("It was read in a wrong encoding before it came here."))
    return plain


def _is_garbled(word: str) -> bool:
    """Whether it is Chinese in UTF-8 that somebody read as GB18030, which turns it into other, rare Chinese."""
    try:
        meant = word.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return False
    return len(HANZI.findall(meant)) > 1 and all(c >= "\u2000" or c == "\u00b7" for c in meant)


def read_moment(text: str, zone: ZoneInfo) -> datetime:
    """A written date as an aware moment in UTC: ISO 8601 in its usual forms, with ``/``, ``.`` or 年月日 as well.

    Without a zone it is the hall's time, without a time midnight there; fractions finer than a µs are cut off.
    Raises: BadDate, also for days that do not exist and years outside 1970 to 2199.
    """
    found = WRITTEN_DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        raise BadDate(mark("The date cannot be read."))
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    try:
        if not EARLIEST_YEAR <= int(year) <= LATEST_YEAR:
            raise ValueError
        local = datetime(
            *(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)),
            microsecond=int((fraction or "")[:6].ljust(6, "0")),
            tzinfo=_zone(offset) if offset else zone,
        )
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadDate(mark("The date cannot be read.")) from None


def read_money(text: str) -> Decimal:
    """An amount in yuan with two decimals (``12.5``, ``¥1,200.00``, ``12.50元``). Raises: BadInput."""
    found = AMOUNT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        amount = Decimal(found.group(1).replace(",", "")) if found else None
    except InvalidOperation:
        amount = None
    if amount is None or abs(amount) >= MOST_MONEY or amount != amount.quantize(Decimal("0.01")):
        raise BadInput(mark("The amount cannot be read."))
    return amount.quantize(Decimal("0.01"))


def _zone(offset: str) -> timezone:
    if offset in "Zz":
        return UTC
    length = timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
    return timezone(-length if offset[0] == "-" else length)


def _text(text: str, zone: ZoneInfo) -> Value | None:
    return clean(text) or None


def _word(text: str, zone: ZoneInfo) -> Value | None:
    word = clean(text, WORD_LIMIT)
    if SPREADSHEET_DAMAGE.fullmatch(word):
        raise BadInput(mark("A spreadsheet program has turned the number into a rounded one."))
    return word or None


def _number(text: str, zone: ZoneInfo) -> Value | None:
    """A number to ring or a line's number, as written; an e-mail address or a name in its place says nothing."""
    plain = clean(text)
    return plain if len(plain) <= NUMBER_LIMIT and PHONE_LIKE.fullmatch(unicodedata.normalize("NFKC", plain)) else None


def _moment(text: str, zone: ZoneInfo) -> Value | None:
    return read_moment(text, zone) if clean(text) else None


def _money(text: str, zone: ZoneInfo) -> Value | None:
    return read_money(text) if clean(text) else None


def _kind(text: str, zone: ZoneInfo) -> Value | None:
    """A word that is a known kind; any other word in its place is something else (an order's sales category)."""
    word = clean(text)
    return word if word and kinds.recognise(word) != "other" else None


def _audience(text: str, zone: ZoneInfo) -> Value | None:
    return _one_of(text, AUDIENCES, mark("The audience is customer or internal."))


def _party(text: str, zone: ZoneInfo) -> Value | None:
    return _one_of(text, PARTIES, mark("A party is a person or an organisation."))


def _one_of(text: str, words: dict[str, str], otherwise: str) -> str | None:
    """A word out of few: a guess at any other could show a remark to the wrong reader."""
    word = fold(clean(text, WORD_LIMIT))
    if word and word not in words:
        raise BadInput(otherwise)
    return words.get(word)


READINGS: dict[str, Callable[[str, ZoneInfo], Value | None]] = {
    TEXT: _text,
    WORD: _word,
    NUMBER: _number,
    MOMENT: _moment,
    MONEY: _money,
    KIND: _kind,
    AUDIENCE: _audience,
    PARTY: _party,
}
"""How a written value is read: text and zone of the hall → value, None if it says nothing. Raise BadInput."""
