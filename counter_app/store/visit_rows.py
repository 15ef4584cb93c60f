"""Visits and whose documents they were verified with."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from counter_app.domain.visit import Visit
from counter_app.store.tables import party_document, visit, visit_party


class Visits:
    """Implements ``work.VisitRows`` on one connection's transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def open(self, visit_id: str, session_id: str, counter: str) -> None:
        """A new visit at a counter."""
        made = insert(visit).values(
            id=visit_id, session_id=session_id, counter=counter, opened_at=self._now, seen_at=self._now, end_reason=""
        )
        self._connection.execute(made)

    def get(self, visit_id: str) -> Visit | None:
        """The visit with the parties its owner's document belongs to now."""
        row = self._connection.execute(select(visit).where(visit.c.id == visit_id)).one_or_none()
        if row is None:
            return None
        same = (
            (party_document.c.scheme == visit_party.c.scheme)
            & (party_document.c.country == visit_party.c.country)
            & (party_document.c.mac == visit_party.c.mac)
        )
        parties = self._connection.execute(
            select(party_document.c.party_id)
            .join(visit_party, same)
            .where(visit_party.c.visit_id == visit_id, visit_party.c.role == "owner")
            .order_by(party_document.c.party_id)
        ).scalars()
        return Visit(
            row.id, row.session_id, row.counter, row.opened_at, row.seen_at, row.verified_at, row.ended_at,
            tuple(parties),
        )  # fmt: skip

    def seen(self, visit_id: str) -> None:
        """Note activity."""
        self._connection.execute(update(visit).where(visit.c.id == visit_id).values(seen_at=self._now))

    def verified(self, visit_id: str, document: tuple[str, str, str, str], method: str) -> None:
        """Keep the shown document (scheme, country, mac hex, last4) as the owner's."""
        scheme, country, mac, last4 = document
        made = insert(visit_party).values(
            visit_id=visit_id, role="owner", scheme=scheme, country=country, mac=mac, last4=last4, method=method,
            relation="", authority="",
        )  # fmt: skip
        self._connection.execute(made)
        self._connection.execute(
            update(visit).where(visit.c.id == visit_id).values(verified_at=self._now, seen_at=self._now)
        )

    def shown_document(self, visit_id: str) -> tuple[str, str] | None:
        """(scheme, mac hex) of the owner's document shown in this visit, or None."""
        shown = select(visit_party.c.scheme, visit_party.c.mac).where(
            visit_party.c.visit_id == visit_id, visit_party.c.role == "owner"
        )
        found = self._connection.execute(shown).one_or_none()
        return None if found is None else (found.scheme, found.mac)

    def end(self, visit_id: str, reason: str) -> None:
        """End it; an ended one stays as it ended."""
        live = (visit.c.id == visit_id) & visit.c.ended_at.is_(None)
        self._connection.execute(update(visit).where(live).values(ended_at=self._now, end_reason=reason))

    def end_all_of(self, counter: str, reason: str) -> None:
        """End every open visit of a counter: there is one customer at a time."""
        live = (visit.c.counter == counter) & visit.c.ended_at.is_(None)
        self._connection.execute(update(visit).where(live).values(ended_at=self._now, end_reason=reason))
