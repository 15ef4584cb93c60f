"""Identity documents: what a typed or scanned number is, what is wrong with it, and its normal form for hashing.

Sources: GB 11643 (resident numbers), ICAO 9303 part 4 (passport MRZ).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PresentedDocument:
    """A document that passed its own checks. ``scheme`` ‖ ``country`` ‖ ``number`` is what gets hashed.

    ``type`` is a row of the table of document types. ``number`` is normalised (15-digit resident numbers as 18).
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
