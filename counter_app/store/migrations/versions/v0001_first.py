"""The first schema: every table of the house."""

from __future__ import annotations

from counter_app.store.migrations import first_audit, first_people, first_tickets

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table, those that others point to first."""
    first_people.upgrade()
    first_tickets.upgrade()
    first_audit.upgrade()
