"""Who is at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ClerkSession:
    """A signed-in clerk at one counter; ``session_id`` is 128 random bits, checked in every call's transaction."""

    session_id: str
    clerk_id: int
    staff_number: str
    name: str
    role: str
    counter: str
    started_at: datetime
