"""Acts on tickets: what a clerk or another channel adds, each once, and never over somebody else's change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from counter_app.domain import statuses
from counter_app.domain.acts import ActWish
from counter_app.errors import ChangedElsewhere
from counter_app.store.tables import action, event, ticket
from counter_app.texts import mark


class _Moved(NamedTuple):
    at: datetime
    step: str


class ActionRows:
    """Implements ``work.Actions`` on one connection's transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def ticket_of(self, action_id: str) -> int | None:
        """The ticket an act was applied to, None if the act is not known."""
        found = self._connection.execute(select(action.c.ticket_id).where(action.c.id == action_id)).scalar_one_or_none()
        return None if found is None else int(found)

    def add(self, wish: ActWish) -> int:
        """Add the act's event to its ticket; the ticket's new version. Raises: ChangedElsewhere."""
        seen = (ticket.c.id == wish.ticket_id) & (ticket.c.version == wish.version)
        changed: dict[str, object] = {"version": wish.version + 1, "moved_at": wish.event.at}
        if wish.event.step:
            changed["step"] = wish.event.step
        if self._connection.execute(update(ticket).where(seen).values(changed)).rowcount != 1:
            raise ChangedElsewhere(mark("The ticket was changed elsewhere meanwhile. Please look at it again first."))
        self._connection.execute(insert(action).values(
            id=wish.action_id, ticket_id=wish.ticket_id, visit_id=wish.visit_id or None, clerk_id=wish.clerk_id,
            kind=wish.kind, at=self._now,
        ))  # fmt: skip
        last = select(func.max(event.c.seq)).where(event.c.ticket_id == wish.ticket_id)
        told = wish.event
        self._connection.execute(insert(event).values(
            ticket_id=wish.ticket_id, seq=int(self._connection.execute(last).scalar_one() or 0) + 1,
            source_key=f"action:{wish.action_id}", at=told.at, recorded_at=self._now, channel=told.channel,
            department=told.department, author=told.author, audience=told.audience, step=told.step, text=told.text,
            status=statuses.recognise(told.status) if told.status else "", raw_status=told.status,
            action_id=wish.action_id,
        ))  # fmt: skip
        return wish.version + 1


def let_acts_stand(connection: Connection, ticket_ids: Sequence[int]) -> None:
    """Tell these tickets' last movement and step with the acts on them: an import knows only what sources say."""
    acted = select(event.c.ticket_id).where(event.c.ticket_id.in_(ticket_ids), event.c.action_id.is_not(None))
    query = select(event.c.ticket_id, event.c.at, event.c.step).where(event.c.ticket_id.in_(acted))
    last: dict[int, _Moved] = {}
    for ticket_id, at, step in connection.execute(query.order_by(event.c.ticket_id, event.c.at, event.c.seq)):
        last[ticket_id] = _Moved(at, step or (last[ticket_id].step if ticket_id in last else ""))
    for ticket_id, moved in last.items():
        connection.execute(
            update(ticket).where(ticket.c.id == ticket_id).values(moved_at=moved.at, step=moved.step)
        )
