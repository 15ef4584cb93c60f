"""Acts on tickets: what a clerk or another channel wants to add."""

from __future__ import annotations

from dataclasses import dataclass

from counter_app.domain.ticket import EventRecord


@dataclass(frozen=True, slots=True)
class ActWish:
    """An act on a ticket that was seen at ``version``: its event, and who does it where (visit and clerk if any)."""

    action_id: str
    ticket_id: int
    version: int
    kind: str
    event: EventRecord
    visit_id: str = ""
    clerk_id: int | None = None
