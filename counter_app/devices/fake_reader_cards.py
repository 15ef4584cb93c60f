"""Invented cards for the pretended reader: a small value becomes the 256 bytes of text of its layout."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from counter_app.devices.id_card_layouts import LAYOUTS, LONG_TERM, Field, Layout
from counter_app.domain.documents import normalise_document

PHOTO_SIZE = 1024
FINGERPRINT_SIZE = 512
_LATIN_UNITS = 35
"""How much of a Latin name the first of its two fields holds on a card of 2023."""
_HMT_AREAS = ("810000", "820000", "830000")


@dataclass(frozen=True, slots=True)
class FakeCard:
    """An invented card. ``letter`` is its layout (" ", "J", "I", "Y"); ``valid_to`` None is 长期.

    ``others`` are further fields of the layout by name (``address``, ``issuer``, ``permit_number``, …). A field longer
    than its place is cut. ``photo`` and ``fingers`` (each of 512 bytes) come along like on a real card.
    """

    number: str = field(repr=False)
    name: str = field(repr=False)
    letter: str = " "
    valid_from: date = date(2020, 1, 1)
    valid_to: date | None = None
    english_name: str = field(default="", repr=False)
    country: str = ""
    others: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    photo: bytes = field(default=bytes(PHOTO_SIZE), repr=False)
    fingers: int = 0

    def text(self) -> bytes:
        """The 256 bytes, padded with blanks."""
        layout = LAYOUTS[self.letter]
        told = {
            "letter": self.letter,
            "number": self.number,
            "name": self.name,
            "country": self.country,
            "valid_from": f"{self.valid_from:%Y%m%d}",
            **self._latin(layout),
            **dict(self.others),
        }
        text = bytearray(b" \0" * 128)
        for name, words in told.items():
            if name in layout.fields:
                _put(text, layout.fields[name], words.encode("utf-16-le", "surrogatepass"))
        last_day = LONG_TERM if self.valid_to is None else f"{self.valid_to:%Y%m%d}".encode("utf-16-le")
        _put(text, layout.fields["valid_to"], last_day)
        return bytes(text)

    def _latin(self, layout: Layout) -> dict[str, str]:
        if "english_name_2" not in layout.fields:
            return {"english_name": self.english_name}
        return {"english_name": self.english_name[:_LATIN_UNITS], "english_name_2": self.english_name[_LATIN_UNITS:]}


def _put(text: bytearray, place: Field, words: bytes) -> None:
    cut = words[: place.size]
    text[place.at : place.at + len(cut)] = cut


def card_for(number: str, name: str = "", country: str = "") -> FakeCard | None:
    """A card that carries a document number of the demo; None for a document that has no chip these readers read.

    ``number`` as it is typed; the layout follows from it. An old number of 15 digits was never on such a card.
    """
    plain = normalise_document(number)
    if len(plain) == 15 and plain[:3].isalpha():
        return FakeCard(plain, name, "I", english_name=name if name.isascii() else "", country=plain[:3])
    if len(plain) != 18 or not plain[:17].isdigit():
        return None
    if plain.startswith("9"):
        return FakeCard(plain, "" if name.isascii() else name, "Y", english_name=name if name.isascii() else "", country=country)
    return FakeCard(plain, name, "J" if plain[:6] in _HMT_AREAS else " ")
