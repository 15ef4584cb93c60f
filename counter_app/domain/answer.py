"""What the answer card is made from: facts only, no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from counter_app.domain.clocks import TicketClock


@dataclass(frozen=True, slots=True)
class CardFacts:
    """Everything the three answers may use. ``step_label`` is a catalogue key (or a raw word when ``step_raw``)."""

    kind: str
    status: str
    raw_status: str
    step_no: int
    step_count: int
    step_code: str
    step_label: str
    step_raw: bool
    opened_at: datetime | None
    expected_at: datetime | None
    pick_up_at: datetime | None
    closed_at: datetime | None
    reason: str
    contact: str
    """The contact number, masked; "" if none."""
    late_days: int
    """Whole days past the expected date of an open ticket; 0 if not late or no date is given."""
    days_still: int
    now: datetime
    clock: TicketClock | None = None
    """The ticket's clock at ``now``; None: only the dates above are known, and ``late_days`` counts."""
