"""Clerks, their sessions and the counters they sit at."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from counter_app.store.tables import clerk, clerk_session, visit
from counter_app.work import ClerkRow, SignInAttempt

TRIES = 5
STOP = timedelta(minutes=15)


class ClerkRows:
    """Implements ``work.Clerks`` on one connection's transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def count(self) -> int:
        """How many clerks there are."""
        return int(self._connection.execute(select(func.count()).select_from(clerk)).scalar_one())

    def add(self, staff_number: str, name: str, role: str, password_hash: str) -> int:
        """Add a clerk; the new id."""
        made = insert(clerk).values(
            staff_number=staff_number, name=name, role=role, password_hash=password_hash,
            disabled=False, failures=0, made_at=self._now,
        )  # fmt: skip
        return int(self._connection.execute(made.returning(clerk.c.id)).scalar_one())

    def attempt(self, staff_number: str) -> SignInAttempt:
        """Count a guess before it is looked at, so that many at once cannot pass the limit together."""
        who = clerk.c.staff_number == staff_number
        row = self._connection.execute(select(clerk).where(who).with_for_update()).one_or_none()
        if row is None:
            return SignInAttempt(None, False)
        known = ClerkRow(row.id, row.staff_number, row.name, row.role, row.password_hash, row.disabled)
        if row.stopped_until is not None and row.stopped_until > self._now:
            return SignInAttempt(known, True)
        failures = (0 if row.stopped_until is not None else row.failures) + 1
        stop = self._now + STOP if failures >= TRIES else None
        self._connection.execute(update(clerk).where(who).values(failures=failures, stopped_until=stop))
        return SignInAttempt(known, False)

    def signed_in(self, clerk_id: int, counter: str, session_id: str) -> None:
        """A right password: failures forgotten, an earlier session of the clerk ended, a new one begun."""
        self._connection.execute(update(clerk).where(clerk.c.id == clerk_id).values(failures=0, stopped_until=None))
        live = select(clerk_session.c.id).where(clerk_session.c.clerk_id == clerk_id, clerk_session.c.ended_at.is_(None))
        for earlier in self._connection.execute(live).scalars().all():
            self.sign_out(earlier)
        begun = insert(clerk_session).values(id=session_id, clerk_id=clerk_id, counter=counter, started_at=self._now)
        self._connection.execute(begun)

    def rehashed(self, clerk_id: int, password_hash: str) -> None:
        """Keep a password's hash under newer parameters."""
        self._connection.execute(update(clerk).where(clerk.c.id == clerk_id).values(password_hash=password_hash))

    def sign_out(self, session_id: str) -> None:
        """End a session and the visits it opened."""
        self._end(clerk_session.c.id == session_id)
        mine = (visit.c.session_id == session_id) & visit.c.ended_at.is_(None)
        self._connection.execute(update(visit).where(mine).values(ended_at=self._now, end_reason="sign_out"))

    def _end(self, which: ColumnElement[bool]) -> None:
        self._connection.execute(update(clerk_session).where(which).values(ended_at=self._now))

    def by_session(self, session_id: str) -> ClerkRow | None:
        """The clerk of a session that has not ended, or None."""
        found = self._connection.execute(
            select(clerk)
            .join(clerk_session, clerk_session.c.clerk_id == clerk.c.id)
            .where(clerk_session.c.id == session_id, clerk_session.c.ended_at.is_(None))
        ).one_or_none()
        if found is None:
            return None
        return ClerkRow(found.id, found.staff_number, found.name, found.role, found.password_hash, found.disabled)
