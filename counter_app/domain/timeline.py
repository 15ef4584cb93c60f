"""Where a ticket is on its kind's route, as values computed from its events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

DONE, NOW, TO_COME = "done", "now", "to_come"


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One stored event of a ticket. ``text`` has its number patterns masked; ``status`` is a status code or ""."""

    seq: int
    at: datetime
    text: str
    status: str
    raw_status: str
    step: str
    department: str
    channel: str
    audience: str


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One stop of the route as shown.

    ``no`` counts from 1 along the route. ``label`` is a catalogue key, or the source's own word when ``raw``.
    ``dwell`` is how long the ticket stood (or stands) here. ``events`` are oldest first.
    """

    no: int
    code: str
    label: str
    raw: bool
    state: str
    started_at: datetime | None
    ended_at: datetime | None
    expected_at: datetime | None
    dwell: timedelta | None
    department: str
    events: tuple[TicketEvent, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole route. ``now_no`` is the step the ticket stands at (0: none, the ticket is closed or not started)."""

    steps: tuple[TimelineStep, ...]
    now_no: int
    moved_at: datetime | None
    days_still: int
    """Whole days since the last movement of an open ticket; 0 for a closed one."""
    records: int
    """How many events the ticket has in all."""
