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
        mine = [(ids[(p.source, p.source_id)], p) for p in parties]
        changed = self._rename(mine) | self._add_documents(mine) | self._hold(mine)
        return tuple(
            "new" if (p.source, p.source_id) not in known else "updated" if party_id in changed else "unchanged"
            for party_id, p in mine
        )

    def _ids(self, parties: Sequence[PartyState]) -> dict[tuple[str, str], int]:
        keys = [(p.source, p.source_id) for p in parties]
        wanted = tuple_(party.c.source, party.c.source_id).in_(keys)
        found = self._connection.execute(select(party.c.id, party.c.source, party.c.source_id).where(wanted))
        return {(row.source, row.source_id): row.id for row in found}

    def _rename(self, mine: Sequence[tuple[int, PartyState]]) -> set[int]:
        """Two names for one party: the longer one stands, then the later in order, whichever came first."""
        query = select(party.c.id, party.c.name, party.c.organisation).where(party.c.id.in_([i for i, _ in mine]))
        known = {row.id: row for row in self._connection.execute(query)}
        changed = set()
        for party_id, state in mine:
            row = known[party_id]
            name = max((row.name, state.name), key=_name_order)
            organisation = row.organisation or state.organisation
            if (name, organisation) != (row.name, row.organisation):
                values = {"name": name, "organisation": organisation}
                self._connection.execute(update(party).where(party.c.id == party_id).values(**values))
                changed.add(party_id)
        return changed

    def _add_documents(self, mine: Sequence[tuple[int, PartyState]]) -> set[int]:
        c = party_document.c
        query = select(c.party_id, c.scheme, c.country, c.mac, c.valid_to).where(c.party_id.in_([i for i, _ in mine]))
        known = {tuple(row[:4]): row[4] for row in self._connection.execute(query)}
        made: dict[tuple[object, ...], dict[str, object]] = {}
        changed = set()
        for party_id, state in mine:
            for scheme, country, mac, last4, valid_to in state.documents:
                key = (party_id, scheme, country, mac)
                if key not in known:
                    row = dict(zip(("party_id", "scheme", "country", "mac"), key, strict=True))
                    made[key] = {**row, "last4": last4, "valid_to": valid_to}
                    known[key] = valid_to
                elif not _is_later(valid_to, known[key]):
                    continue
                elif key in made:
                    made[key]["valid_to"] = known[key] = valid_to
                else:
                    which = (c.party_id == party_id) & (c.scheme == scheme) & (c.country == country) & (c.mac == mac)
                    self._connection.execute(update(party_document).where(which).values(valid_to=valid_to))
                    known[key] = valid_to
                changed.add(party_id)
        if made:
            self._connection.execute(insert(party_document), list(made.values()))
        return changed

    def _hold(self, mine: Sequence[tuple[int, PartyState]]) -> set[int]:
        """Add holdings; of two ends of the same holding the earlier stands."""
        c = service_holding.c
        query = select(c.number_key, c.party_id, c.held_from, c.held_to).where(c.party_id.in_([i for i, _ in mine]))
        known = {tuple(row[:3]): row[3] for row in self._connection.execute(query)}
        made: dict[tuple[object, ...], dict[str, object]] = {}
        changed = set()
        for party_id, state in mine:
            for number_key, held_from, held_to in state.holdings:
                key = (number_key, party_id, held_from or SINCE_EVER)
                if key not in known:
                    row = dict(zip(("number_key", "party_id", "held_from"), key, strict=True))
                    made[key] = {**row, "held_to": held_to}
                    known[key] = held_to
                elif not _ends_earlier(held_to, known[key]):
                    continue
                elif key in made:
                    made[key]["held_to"] = known[key] = held_to
                else:
                    which = (c.number_key == number_key) & (c.party_id == party_id) & (c.held_from == key[2])
                    self._connection.execute(update(service_holding).where(which).values(held_to=held_to))
                    known[key] = held_to
                changed.add(party_id)
        if made:
            self._connection.execute(insert(service_holding), list(made.values()))
        return changed


def _is_later(valid_to: date | None, known: date | None) -> bool:
    return valid_to is not None and (known is None or valid_to > known)


def _ends_earlier(held_to: date | None, known: date | None) -> bool:
    return held_to is not None and (known is None or held_to < known)


def _name_order(name: str) -> tuple[int, str]:
    return len(name), name
