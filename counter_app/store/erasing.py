"""Erasing what is personal in tickets that were closed long ago; the rows stay, and the ticket can come back to life."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, func, or_, select, tuple_, update

from counter_app.audit_record import ErasedBatch
from counter_app.domain import statuses
from counter_app.domain.merging import TicketState, fingerprint
from counter_app.domain.ticket import EventRecord
from counter_app.store.tables import audit_text, audit_ticket, event, party, party_document, service_holding, ticket
from counter_app.store.tables import ticket_item as item

BLANKED = (
    "reason", "title", "service_number", "service_number_key", "contact_number", "contact_number_key", "owner_basis",
    "owner_ref", "applicant_ref", "account", "site",
)  # fmt: skip
"""Columns of a ticket that hold names, numbers or free words. Its number, kind, state and dates stay."""


class Erasing:
    """Implements ``audit_record.Erasing`` on one connection's transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def due(self, closed_before: datetime, limit: int) -> tuple[int, ...]:
        """Tickets closed before this moment that still say something personal, oldest first."""
        c = ticket.c
        closed_at = func.coalesce(c.closed_at, c.completed_at, c.cancelled_at, c.moved_at, c.opened_at)
        wanted = c.closed.is_(True) & c.erased_at.is_(None) & (closed_at < closed_before)
        return tuple(self._connection.execute(select(c.id).where(wanted).order_by(c.id).limit(limit)).scalars())

    def erase(self, ticket_ids: Sequence[int], held_since: datetime) -> ErasedBatch:
        """Erase these tickets; their customers too, if no other ticket is theirs and they hold no number since then."""
        mine = ticket.c.id.in_(list(ticket_ids))
        people = self._people(ticket_ids)
        blank: dict[str, object] = {**dict.fromkeys(BLANKED, ""), "owner_id": None, "applicant_id": None, "erased_at": self._now}
        self._connection.execute(update(ticket).where(mine).values(**blank, version=ticket.c.version + 1))
        self._connection.execute(update(event).where(event.c.ticket_id.in_(list(ticket_ids))).values(text="", author=""))
        self._connection.execute(update(item).where(item.c.ticket_id.in_(list(ticket_ids))).values(name=None))
        gone = self._without_anything(people, held_since)
        self._connection.execute(update(party).where(party.c.id.in_(gone)).values(name=""))
        self._connection.execute(update(party_document).where(party_document.c.party_id.in_(gone)).values(last4=""))
        self._connection.execute(delete(service_holding).where(service_holding.c.party_id.in_(gone)))
        return ErasedBatch(len(ticket_ids), len(gone), self._texts(ticket_ids))

    def _people(self, ticket_ids: Sequence[int]) -> set[int]:
        query = select(ticket.c.owner_id, ticket.c.applicant_id).where(ticket.c.id.in_(list(ticket_ids)))
        return {one for row in self._connection.execute(query) for one in row if one is not None}

    def _without_anything(self, people: Iterable[int], held_since: datetime) -> list[int]:
        c, holds = ticket.c, service_holding.c
        some = sorted(people)
        owners = select(c.owner_id).where(c.owner_id.in_(some))
        applicants = select(c.applicant_id).where(c.applicant_id.in_(some))
        still = or_(holds.held_to.is_(None), holds.held_to >= held_since.date())
        holders = select(holds.party_id).where(holds.party_id.in_(some) & still)
        kept = set(self._connection.execute(owners.union(applicants, holders)).scalars())
        return [one for one in some if one not in kept]

    def _texts(self, ticket_ids: Sequence[int]) -> tuple[tuple[str, int], ...]:
        """Audit rows about these tickets that have a text beside them."""
        c = audit_text.c
        named = select(audit_ticket.c.chain, audit_ticket.c.seq).where(audit_ticket.c.ticket_id.in_(list(ticket_ids)))
        query = select(c.chain, c.seq).where(c.text.is_not(None) & tuple_(c.chain, c.seq).in_(named))
        return tuple((chain, seq) for chain, seq in self._connection.execute(query.order_by(c.chain, c.seq)))


def still_wanted(connection: Connection, states: Sequence[TicketState]) -> list[TicketState]:
    """The arriving states without those of erased tickets that are still closed: nothing of them comes back.

    A ticket that a source has opened again comes back with all that the source says of it.
    """
    c = ticket.c
    keys = [tuple(state.record.key) for state in states]
    query = select(c.source, c.source_type, c.source_id, c.id).where(c.erased_at.is_not(None))
    found = connection.execute(query.where(tuple_(c.source, c.source_type, c.source_id).in_(keys))).all()
    erased = {tuple(row[:3]): int(row[3]) for row in found}
    wanted = []
    for state in states:
        ticket_id = erased.get(tuple(state.record.key))
        if ticket_id is not None:
            if statuses.status(statuses.recognise(state.record.status or "")).closed:
                continue
            state = _revived(connection, ticket_id, state)
        wanted.append(state)
    return wanted


def _revived(connection: Connection, ticket_id: int, state: TicketState) -> TicketState:
    """The state of a ticket that lives again, its erased events without those that the source still tells in words."""
    connection.execute(update(ticket).where(ticket.c.id == ticket_id).values(erased_at=None))
    c = event.c
    fields = (c.at, c.text, c.raw_status, c.step, c.department, c.author, c.channel, c.audience)
    kept = connection.execute(select(c.source_key, *fields).where((c.ticket_id == ticket_id) & c.action_id.is_(None)))
    erased = {row[0]: fingerprint(EventRecord(*row[1:])) for row in kept}
    blank = {now for before, now in erased.items() if now != before}
    told = {fingerprint(record): record for record in state.record.events}
    for key in erased.keys() & told.keys():
        same = (c.ticket_id == ticket_id) & (c.source_key == key)
        connection.execute(update(event).where(same).values(text=told[key].text, author=told[key].author))
    events = tuple(record for key, record in told.items() if key not in blank)
    return replace(state, record=replace(state.record, events=events))
