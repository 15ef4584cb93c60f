"""What a reader tells of a card that lay on it, and how the reader itself is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from counter_app.domain.documents import REFUSE, PresentedDocument, read_document, refuse_expired
from counter_app.domain.masking import Masked
from counter_app.texts import mark


@dataclass(frozen=True, slots=True)
class CardRead:
    """A card as read: the number, how long it holds, and of the name only its masked form; no address, no photo.

    ``document_type`` is a row of the table of document types. ``country`` is three letters, "" if the card does not
    tell. ``valid_from`` is None where the card carries no such day, ``valid_to`` is None for a card that never expires.
    """

    document_type: str
    number: str = field(repr=False)
    country: str
    valid_from: date | None
    valid_to: date | None
    name: Masked

    def is_expired(self, today: date) -> bool:
        """Whether its last valid day has passed."""
        return self.valid_to is not None and self.valid_to < today


def document_on(card: CardRead, today: date, expired: str = REFUSE) -> PresentedDocument:
    """The card's document, its number checked like a typed one. ``expired`` is REFUSE or WARN: then ask ``is_expired``.

    Raises: BadInput if the number does not pass its own checks, or the card's last valid day has passed.
    """
    told = read_document(card.number, card.document_type, today=today, expired=expired)
    document = replace(told, valid_to=card.valid_to)
    refuse_expired(document, today, expired)
    return document


class ReaderCondition(Enum):
    """Whether the next card put down is read."""

    READY = "ready"
    AWAY = "away"
    CARD_LIES = "card_lies"


CONDITION_LABELS = {
    ReaderCondition.READY: mark("Reader ready"),
    ReaderCondition.AWAY: mark("Reader not ready"),
    ReaderCondition.CARD_LIES: mark("Document on the reader"),
}
"""For the status bar; the sentence is in the state."""


@dataclass(frozen=True, slots=True)
class ReaderState:
    """How a reader is: ``text`` is a sentence for the clerk (a catalogue key), ``values`` fill its slots."""

    condition: ReaderCondition
    text: str
    values: tuple[tuple[str, str | int], ...] = ()
