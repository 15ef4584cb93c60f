"""Whose a ticket is: a pure function of what the sources said, found out anew when they say more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select, tuple_, update

from counter_app.domain.ticket import SourceKey
from counter_app.store.tables import party, party_document, service_holding, ticket

NAMED, HOLDER, NOBODY = "named", "holder", ""
ANY_SOURCE = ""


class _Holding(NamedTuple):
    party_id: int
    held_from: date
    held_to: date | None


class OwnerFinder:
    """Finds owners within one connection's transaction; days are the hall's."""

    def __init__(self, connection: Connection, zone: str) -> None:
        self._connection = connection
        self._zone = ZoneInfo(zone)

    def resolve(self, keys: Sequence[SourceKey]) -> int:
        """Set owner and applicant of these tickets (at most some hundred); how many changed."""
        by_key = tuple_(ticket.c.source, ticket.c.source_type, ticket.c.source_id)
        c = ticket.c
        query = select(
            c.id, c.source, c.owner_ref, c.applicant_ref, c.service_number_key, c.opened_at, c.owner_id, c.owner_basis,
            c.applicant_id,
        ).where(by_key.in_(list(keys)))  # fmt: skip
        rows = self._connection.execute(query).all()
        refs = {ref for row in rows for ref in (row.owner_ref, row.applicant_ref) if ref}
        parties, proven = self._parties(refs)
        holdings = self._holdings({row.service_number_key for row in rows if row.service_number_key})
        changed = 0
        for row in rows:
            named = _party(parties, row.source, row.owner_ref, proven)
            holder = self._holder(row.opened_at, holdings.get(row.service_number_key, []))
            owner, basis = (named, NAMED) if named in proven else holder
            applicant = _party(parties, row.source, row.applicant_ref, proven)
            if (owner, basis, applicant) != (row.owner_id, row.owner_basis, row.applicant_id):
                values = {"owner_id": owner, "owner_basis": basis, "applicant_id": applicant, "version": c.version + 1}
                self._connection.execute(update(ticket).where(c.id == row.id).values(**values))
                changed += 1
        return changed

    def _parties(self, refs: set[str]) -> tuple[dict[tuple[str, str], int], frozenset[int | None]]:
        """The parties by (source, id), and those among them that a document proves."""
        if not refs:
            return {}, frozenset()
        found = self._connection.execute(select(party.c.source, party.c.source_id, party.c.id).where(
            party.c.source_id.in_(sorted(refs))))  # fmt: skip
        parties = {(row.source, row.source_id): row.id for row in found}
        ids = sorted(parties.values())
        proven = self._connection.execute(
            select(party_document.c.party_id).distinct().where(party_document.c.party_id.in_(ids))
        ).scalars()
        return parties, frozenset(proven)

    def _holdings(self, numbers: set[str]) -> dict[str, list[_Holding]]:
        c = service_holding.c
        query = select(c.number_key, c.party_id, c.held_from, c.held_to).where(c.number_key.in_(sorted(numbers)))
        found: dict[str, list[_Holding]] = {}
        for number, *holding in self._connection.execute(query) if numbers else ():
            found.setdefault(number, []).append(_Holding(*holding))
        return found

    def _holder(self, opened_at: datetime | None, holdings: list[_Holding]) -> tuple[int | None, str]:
        """Who held the number on the day the ticket was opened: the latest to begin; two on one day: nobody.

        Two parties with one document are one person, told by two sources.
        """
        if opened_at is None:
            return None, NOBODY
        day = opened_at.astimezone(self._zone).date()
        held = [h for h in holdings if _covers(h, day)]
        if not held:
            return None, NOBODY
        begun = max(h.held_from for h in held)
        holders = sorted({h.party_id for h in held if h.held_from == begun})
        return (holders[0], HOLDER) if len(holders) == 1 or self._are_one(holders) else (None, NOBODY)

    def _are_one(self, holders: Sequence[int]) -> bool:
        """Whether all these parties have a document in common."""
        c = party_document.c
        shared = select(c.scheme, c.country, c.mac).where(c.party_id.in_(holders)).group_by(c.scheme, c.country, c.mac)
        found = self._connection.execute(shared.having(func.count(c.party_id.distinct()) == len(holders)))
        return found.first() is not None


def _party(
    parties: dict[tuple[str, str], int], source: str, ref: str, proven: frozenset[int | None]
) -> int | None:
    """The party of this id: one with a document before one without, the ticket's own source before any source."""
    if not ref:
        return None
    found = [parties[key] for key in ((source, ref), (ANY_SOURCE, ref)) if key in parties]
    return next((party_id for party_id in found if party_id in proven), found[0] if found else None)


def _covers(holding: _Holding, day: date) -> bool:
    return holding.held_from <= day and (holding.held_to is None or day <= holding.held_to)
