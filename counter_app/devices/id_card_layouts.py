"""What stands where in the 256 bytes of text that an ID-card reader gives of a card (UTF-16, low byte first).

Sources: GA/T 490 (resident cards); the layouts of the residence permit of Hong Kong, Macao and Taiwan residents and of
the foreigner's permanent residence cards of 2017 and 2023 as reader makers publish them.
"""

from __future__ import annotations

from datetime import date
from itertools import accumulate
from typing import NamedTuple

from counter_app.domain.card_read import CardRead
from counter_app.domain.documents import (
    HMT_RESIDENCE_PERMIT,
    PERMANENT_RESIDENCE_2017,
    PERMANENT_RESIDENCE_2023,
    RESIDENT_ID,
)
from counter_app.domain.masking import STAR, mask_name
from counter_app.errors import DeviceTrouble
from counter_app.texts import mark

TEXT_SIZE = 256
LETTER_AT = 248
"""Where every layout has the letter that tells which it is."""
LONG_TERM = bytes.fromhex("7F951F67")  # 长期, in place of the last valid day
_SIZE_OF_A_LENGTH = 2
GARBLED = mark("What came from the reader makes no sense. Please put the document down again, or type its number.")
UNKNOWN_CARD = mark("This kind of card is not known here. Please type the number that is printed on it.")
UNREADABLE_CARD = mark("Number or last valid day of this card cannot be read. Please type the number and check the day.")


class Field(NamedTuple):
    """One field: its first byte and its length in bytes."""

    at: int
    size: int


class Layout(NamedTuple):
    """One layout: its letter, the document type it is (a row of ``domain.documents``), where its fields are.

    ``names`` are the fields of a name, the first that is not blank counts, each of one part or two. ``country`` is three
    letters, "" if the card tells it in a field. ``digits`` is the length of the number.
    """

    letter: str
    document_type: str
    country: str
    digits: int
    names: tuple[tuple[str, ...], ...]
    fields: dict[str, Field]


def _fields(told: str) -> dict[str, Field]:
    """Fields in their order on the card, each with its length in bytes."""
    words = told.split()
    sizes = [int(size) for size in words[1::2]]
    starts = accumulate(sizes, initial=0)
    return {name: Field(at, size) for name, at, size in zip(words[::2], starts, sizes, strict=False)}


LAYOUTS = {
    row.letter: row
    for row in (
        Layout(
            " ", RESIDENT_ID, "CHN", 18, (("name",),),
            _fields("name 30 sex 2 nation 4 birth 16 address 70 number 36 issuer 30 valid_from 16 valid_to 16 "
                    "reserved 28 letter 2 reserved_2 6"),
        ),
        Layout(
            "J", HMT_RESIDENCE_PERMIT, "CHN", 18, (("name",),),
            _fields("name 30 sex 2 reserved 4 birth 16 address 70 number 36 issuer 30 valid_from 16 valid_to 16 "
                    "permit_number 18 issue_count 4 reserved_2 6 letter 2 reserved_3 6"),
        ),
        Layout(
            "I", PERMANENT_RESIDENCE_2017, "", 15, (("name",), ("english_name",)),
            _fields("english_name 120 sex 2 number 30 country 6 name 30 valid_from 16 valid_to 16 birth 16 "
                    "version 4 office 8 letter 2 reserved 6"),
        ),
        Layout(
            "Y", PERMANENT_RESIDENCE_2023, "", 18, (("name",), ("english_name", "english_name_2")),
            _fields("name 30 sex 2 issue_count 4 birth 16 english_name 70 number 36 reserved 30 valid_from 16 "
                    "valid_to 16 english_name_2 22 country 6 letter 2 old_number 6"),
        ),
    )
}  # fmt: skip
"""By letter."""


def card_text(data: bytes) -> bytes:
    """The 256 bytes of text in an answer to *read*; photo and fingerprints are left where they are.

    In front stand two lengths (text, photo) or three (text, photo, fingerprint). Raises: DeviceTrouble.
    """
    for lengths in (2, 3):
        head = lengths * _SIZE_OF_A_LENGTH
        sizes = [int.from_bytes(data[at : at + _SIZE_OF_A_LENGTH], "big") for at in range(0, head, _SIZE_OF_A_LENGTH)]
        if sizes[0] == TEXT_SIZE and len(data) == head + sum(sizes):
            return data[head : head + TEXT_SIZE]
    raise DeviceTrouble(GARBLED)


def read_card(text: bytes) -> CardRead:
    """The card of a 256-byte text. Its fields of address, birth and nation are not even decoded.

    Raises: DeviceTrouble for a card of no known layout and for one whose number or last valid day cannot be read.
    """
    layout = LAYOUTS.get(_said(text, Field(LETTER_AT, 2)) or " ")
    if layout is None:
        raise DeviceTrouble(UNKNOWN_CARD)
    number = _said(text, layout.fields["number"])
    if len(number) != layout.digits or not (number.isascii() and number.isalnum()):
        raise DeviceTrouble(UNREADABLE_CARD)
    return CardRead(
        document_type=layout.document_type,
        number=number,
        country=_country(text, layout),
        valid_from=_day(text, layout.fields["valid_from"]),
        valid_to=_last_day(text, layout.fields["valid_to"]),
        name=mask_name(_name(text, layout)),
    )


def _said(text: bytes, field: Field) -> str:
    """The field without its padding."""
    return _plain(text, field).strip()


def _plain(text: bytes, field: Field) -> str:
    """The whole field; what is no text becomes a star."""
    plain = text[field.at : field.at + field.size].decode("utf-16-le", "replace")
    return plain.replace("\N{REPLACEMENT CHARACTER}", STAR).replace("\0", " ")


def _name(text: bytes, layout: Layout) -> str:
    """The first name that is not blank. A long one goes on in another field, where the blank between may stand."""
    names = ("".join(_plain(text, layout.fields[part]) for part in parts).strip() for parts in layout.names)
    return next((name for name in names if name), "")


def _country(text: bytes, layout: Layout) -> str:
    if layout.country:
        return layout.country
    told = _said(text, layout.fields["country"]).upper()
    return told if len(told) == 3 and told.isascii() and told.isalpha() else ""


def _day(text: bytes, field: Field) -> date | None:
    told = _said(text, field)
    if len(told) != 8 or not (told.isascii() and told.isdigit()):
        return None
    try:
        return date(int(told[:4]), int(told[4:6]), int(told[6:]))
    except ValueError:
        return None


def _last_day(text: bytes, field: Field) -> date | None:
    """The last valid day, None for 长期 alone: a day that cannot be read must not become *forever*."""
    if text[field.at : field.at + field.size].startswith(LONG_TERM):
        return None
    day = _day(text, field)
    if day is None:
        raise DeviceTrouble(UNREADABLE_CARD)
    return day
