"""Whose a service number is today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection, select

from counter_app.store.tables import party_document, service_holding, ticket

MOST = 20


def owners_of_number(connection: Connection, number_key: str, day: date) -> tuple[int, ...]:
    """The party that holds the number on a day, with all parties of the same document; none where it is not certain.

    Of several holdings the latest begun counts. Where no holding of the number was ever recorded, it is the one party
    that has tickets of it.
    """
    if not number_key:
        return ()
    known = _holders(connection, number_key, day)
    if known is None:
        mine = (ticket.c.service_number_key == number_key) & ticket.c.owner_id.is_not(None)
        known = tuple(connection.execute(select(ticket.c.owner_id).distinct().where(mine).limit(MOST)).scalars())
    person = _same_person(connection, known[0]) if known else set()
    return tuple(sorted(person)) if person >= set(known) else ()


def _holders(connection: Connection, number_key: str, day: date) -> Sequence[int] | None:
    """The parties whose holding covers the day and began last; None if no holding is recorded at all."""
    c = service_holding.c
    rows = connection.execute(select(c.party_id, c.held_from, c.held_to).where(c.number_key == number_key)).all()
    if not rows:
        return None
    held = [row for row in rows if row.held_from <= day and (row.held_to is None or day <= row.held_to)]
    begun = max((row.held_from for row in held), default=None)
    return tuple(row.party_id for row in held if row.held_from == begun)


def _same_person(connection: Connection, party_id: int) -> set[int]:
    """The party and all others that have a document of it."""
    hers, others = party_document.alias("hers"), party_document.alias("others")
    same = (hers.c.mac == others.c.mac) & (hers.c.scheme == others.c.scheme) & (hers.c.country == others.c.country)
    found = select(others.c.party_id).distinct().select_from(hers.join(others, same)).where(hers.c.party_id == party_id)
    return {party_id, *connection.execute(found).scalars()}
