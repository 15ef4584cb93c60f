"""Parties, their documents and the numbers they hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection, insert, select, tuple_, update

from counter_app.store.tables import party, party_document, service_holding
from counter_app.work import PartyRow, PartyState

SINCE_EVER = date(1, 1, 1)


class PartyRows:
    """Implements ``work.Parties`` on one connection's transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def with_document(self, scheme: str, country: str, mac: str) -> tuple[PartyRow, ...]:
        """Every party a document belongs to (the same person may come from two sources)."""
        found = self._connection.execute(
            select(party.c.id, party.c.name, party.c.organisation)
            .join(party_document, party_document.c.party_id == party.c.id)
            .where(party_document.c.mac == mac, party_document.c.scheme == scheme, party_document.c.country == country)
            .order_by(party.c.id)
        )
        return tuple(PartyRow._make(row) for row in found)

    def countries(self, scheme: str) -> tuple[str, ...]:
        """The countries that documents of a scheme were issued by."""
        found = select(party_document.c.country).distinct().where(party_document.c.scheme == scheme)
        return tuple(sorted(self._connection.execute(found).scalars()))

    def save(self, parties: Sequence[PartyState]) -> tuple[str, ...]:
        """Add what is new of these parties; for each "new", "updated" or "unchanged"."""
        known = self._ids(parties)
        made = [p for p in parties if (p.source, p.source_id) not in known]
        if made:
            rows = [
                {"source": p.source, "source_id": p.source_id, "name": p.name, "organisation": p.organisation}
                for p in made
            ]
            self._connection.execute(insert(party), rows)
        ids = self._ids(parties)
        outcomes = []
        for state in parties:
            party_id = ids[(state.source, state.source_id)]
            changed = [self._rename(party_id, state), self._add_documents(party_id, state), self._hold(party_id, state)]
            is_known = (state.source, state.source_id) in known
            outcomes.append("new" if not is_known else "updated" if any(changed) else "unchanged")
        return tuple(outcomes)

    def _ids(self, parties: Sequence[PartyState]) -> dict[tuple[str, str], int]:
        keys = [(p.source, p.source_id) for p in parties]
        wanted = tuple_(party.c.source, party.c.source_id).in_(keys)
        found = self._connection.execute(select(party.c.id, party.c.source, party.c.source_id).where(wanted))
        return {(row.source, row.source_id): row.id for row in found}

    def _rename(self, party_id: int, state: PartyState) -> bool:
        """Two names for one party: the longer one stands, then the later in order, whichever came first."""
        row = self._connection.execute(select(party.c.name, party.c.organisation).where(party.c.id == party_id)).one()
        name = max((row.name, state.name), key=_name_order)
        organisation = row.organisation or state.organisation
        if (name, organisation) == (row.name, row.organisation):
            return False
        values = {"name": name, "organisation": organisation}
        self._connection.execute(update(party).where(party.c.id == party_id).values(values))
        return True

    def _add_documents(self, party_id: int, state: PartyState) -> bool:
        changed = False
        for scheme, country, mac, last4, valid_to in state.documents:
            mine = (party_document.c.party_id == party_id) & (party_document.c.mac == mac)
            known = self._connection.execute(select(party_document.c.valid_to).where(mine)).one_or_none()
            if known is None:
                values = {"party_id": party_id, "scheme": scheme, "country": country, "mac": mac, "last4": last4}
                self._connection.execute(insert(party_document).values(**values, valid_to=valid_to))
                changed = True
            elif valid_to is not None and (known.valid_to is None or valid_to > known.valid_to):
                self._connection.execute(update(party_document).where(mine).values(valid_to=valid_to))
                changed = True
        return changed

    def _hold(self, party_id: int, state: PartyState) -> bool:
        """Add holdings; of two ends of the same holding the earlier stands."""
        changed = False
        table = service_holding.c
        for number_key, held_from, held_to in state.holdings:
            begin = held_from or SINCE_EVER
            mine = (table.number_key == number_key) & (table.party_id == party_id) & (table.held_from == begin)
            known = self._connection.execute(select(table.held_to).where(mine)).one_or_none()
            if known is None:
                values = {"number_key": number_key, "party_id": party_id, "held_from": begin, "held_to": held_to}
                self._connection.execute(insert(service_holding).values(values))
                changed = True
            elif held_to is not None and (known.held_to is None or held_to < known.held_to):
                self._connection.execute(update(service_holding).where(mine).values(held_to=held_to))
                changed = True
        return changed


def _name_order(name: str) -> tuple[int, str]:
    return len(name), name
