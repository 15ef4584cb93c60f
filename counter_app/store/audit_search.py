"""Finding audit rows by who, where, when and about what; following chains is another matter (``store.audit``)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, or_, select, tuple_

from counter_app.audit_record import AuditPlace, AuditRow, AuditWish
from counter_app.store.tables import audit, audit_ticket, ticket, visit_party


def find(connection: Connection, wish: AuditWish, after: AuditPlace | None, limit: int) -> tuple[AuditRow, ...]:
    """The rows that are wished for, newest first, from behind a place on."""
    wanted = _conditions(wish)
    if after is not None:
        wanted.append(_behind(after))
    columns = [audit.c[name] for name in AuditRow._fields]
    newest = (audit.c.at_us.desc(), audit.c.chain.desc(), audit.c.seq.desc())
    rows = connection.execute(select(*columns).where(and_(True, *wanted)).order_by(*newest).limit(limit))
    return tuple(AuditRow._make(row) for row in rows)


def ticket_numbers(connection: Connection, ticket_ids: Sequence[int]) -> dict[int, str]:
    """The numbers of tickets as people see them, by id."""
    rows = connection.execute(select(ticket.c.id, ticket.c.number).where(ticket.c.id.in_(list(ticket_ids))))
    return {int(ticket_id): str(number) for ticket_id, number in rows}


def _conditions(wish: AuditWish) -> list[ColumnElement[bool]]:
    c = audit.c
    wanted: list[ColumnElement[bool]] = []
    if wish.actor_id:
        wanted.append(c.actor_id == wish.actor_id)
    if wish.chain:
        wanted.append(c.chain == wish.chain)
    if wish.from_us is not None:
        wanted.append(c.at_us >= wish.from_us)
    if wish.to_us is not None:
        wanted.append(c.at_us < wish.to_us)
    if wish.refused:
        wanted.append(c.outcome != "ok")
    if wish.ticket_ids is not None:
        named = select(audit_ticket.c.chain, audit_ticket.c.seq).where(audit_ticket.c.ticket_id.in_(wish.ticket_ids))
        wanted.append(tuple_(c.chain, c.seq).in_(named))
    if wish.macs is not None:
        visits = select(visit_party.c.visit_id).where(visit_party.c.mac.in_(wish.macs))
        wanted.append(c.visit_id.in_(visits))
    return wanted


def _behind(after: AuditPlace) -> ColumnElement[bool]:
    c = audit.c
    same_moment = (c.at_us == after.at_us) & or_(
        c.chain < after.chain, (c.chain == after.chain) & (c.seq < after.seq)
    )
    return or_(c.at_us < after.at_us, same_moment)
