"""A visit: one customer at the counter, from the first input to "next customer"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

IDLE_LIMIT = timedelta(minutes=10)
FULL_LIMIT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Visit:
    """The visit as the store knows it. ``parties`` are those the shown document belongs to (none: not verified)."""

    visit_id: str
    session_id: str
    counter: str
    opened_at: datetime
    seen_at: datetime
    verified_at: datetime | None
    ended_at: datetime | None
    parties: tuple[int, ...]

    def is_over(self, now: datetime) -> bool:
        """Whether it ended or timed out: 10 min without activity, 30 min in all."""
        return self.ended_at is not None or now - self.seen_at > IDLE_LIMIT or now - self.opened_at > FULL_LIMIT

    def is_verified(self) -> bool:
        """Whether a document was verified and belongs to a party of this store."""
        return self.verified_at is not None and bool(self.parties)
