"""Whether a ticket is late, computed from its dates every time and never stored."""

from __future__ import annotations

from datetime import datetime, timedelta

from counter_app.domain.statuses import status


def late_days(code: str, expected_at: datetime | None, now: datetime, opened_at: datetime | None = None) -> int:
    """Whole days an open ticket is past its expected date.

    0 if it is closed, dealt with and waiting for the customer's word, has no date, or a date before it was opened.
    """
    row = status(code)
    if expected_at is None or row.closed or row.code == "resolved":
        return 0
    if opened_at is not None and expected_at < opened_at:
        return 0
    return max(0, (now - expected_at) // timedelta(days=1))
