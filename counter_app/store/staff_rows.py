"""Clerks, their sessions and the counters they sit at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, RowMapping, func, insert, select, update

from counter_app.domain.staff import (
    FREE_TRIES,
    MOST_TRIES,
    OWN,
    SESSION_LIMIT,
    StaffMember,
    wait_after,
)
from counter_app.store.tables import clerk, clerk_session, visit
from counter_app.work import ClerkRow, SignInAttempt

CLERK = [clerk.c[name] for name in ClerkRow._fields if name not in ("clerk_id", "counter")]


class ClerkRows:
    """Implements ``work.Clerks`` on one connection's transaction."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    def count(self) -> int:
        """How many clerks there are."""
        return int(self._connection.execute(select(func.count()).select_from(clerk)).scalar_one())

    def add(self, staff_number: str, name: str, role: str, password_hash: str, state: str = OWN) -> int:
        """Add a clerk with a password of her own, or one given to her (``state``); the new id."""
        made = insert(clerk).values(
            staff_number=staff_number, name=name, role=role, password_hash=password_hash, password_state=state,
            disabled=False, failures=0, made_at=self._now,
        )  # fmt: skip
        return int(self._connection.execute(made.returning(clerk.c.id)).scalar_one())

    def attempt(self, staff_number: str) -> SignInAttempt:
        """Count a guess before it is looked at, so that many at once cannot pass the limit together."""
        who = clerk.c.staff_number == staff_number
        row = self._connection.execute(select(clerk).where(who).with_for_update()).one_or_none()
        if row is None:
            return SignInAttempt(None, False)
        known = _clerk(row._mapping)
        waits = row.stopped_until is not None and row.stopped_until > self._now
        if waits or row.failures >= MOST_TRIES:
            return SignInAttempt(known, True, row.failures)
        self._connection.execute(update(clerk).where(who).values(self._after(row.failures + 1)))
        return SignInAttempt(known, False, row.failures + 1)

    def _after(self, failures: int) -> dict[str, object]:
        until = self._now + wait_after(failures) if failures >= FREE_TRIES else None
        return {"failures": failures, "stopped_until": until}

    def failed(self, clerk_id: int) -> bool:
        """A guess was wrong: whether it was one too many, so that the account is disabled by it."""
        spent = (clerk.c.id == clerk_id) & (clerk.c.failures >= MOST_TRIES) & clerk.c.disabled.is_(False)
        return bool(self._connection.execute(update(clerk).where(spent).values(disabled=True)).rowcount)

    def forgiven(self, clerk_id: int, counted: int) -> None:
        """A right password: the guesses before it are forgotten, those that others made since are not."""
        failures = select(clerk.c.failures).where(clerk.c.id == clerk_id).with_for_update()
        left = max(0, self._connection.execute(failures).scalar_one() - counted)
        self._connection.execute(update(clerk).where(clerk.c.id == clerk_id).values(self._after(left)))

    def signed_in(self, clerk_id: int, counter: str, session_id: str) -> None:
        """An earlier session of the clerk is ended, a new one begun."""
        self.end_sessions(clerk_id, "elsewhere")
        begun = insert(clerk_session).values(
            id=session_id, clerk_id=clerk_id, counter=counter, started_at=self._now, end_reason=""
        )
        self._connection.execute(begun)

    def rehashed(self, clerk_id: int, password_hash: str) -> None:
        """Keep a password's hash under newer parameters."""
        self._connection.execute(update(clerk).where(clerk.c.id == clerk_id).values(password_hash=password_hash))

    def give_password(self, clerk_id: int, password_hash: str, state: str) -> None:
        """A new password (or the old one in another ``state``)."""
        values = {"password_hash": password_hash, "password_state": state}
        self._connection.execute(update(clerk).where(clerk.c.id == clerk_id).values(values))

    def give_role(self, clerk_id: int, role: str) -> None:
        """Another role, from the next call on."""
        self._connection.execute(update(clerk).where(clerk.c.id == clerk_id).values(role=role))

    def set_disabled(self, clerk_id: int, disabled: bool) -> None:
        """Close an account, its sessions with it, or open it again: then guessing starts from nought."""
        fresh = {} if disabled else self._after(0)
        self._connection.execute(update(clerk).where(clerk.c.id == clerk_id).values(disabled=disabled, **fresh))
        if disabled:
            self.end_sessions(clerk_id, "disabled")

    def sign_out(self, session_id: str) -> None:
        """End a session and the visits it opened."""
        self._end(clerk_session.c.id == session_id, session_id, "sign_out")

    def end_sessions(self, clerk_id: int, reason: str, but: str = "") -> None:
        """End a clerk's sessions, all ``but`` one, and their visits."""
        live = select(clerk_session.c.id).where(
            clerk_session.c.clerk_id == clerk_id, clerk_session.c.ended_at.is_(None), clerk_session.c.id != but
        )
        for session_id in self._connection.execute(live).scalars().all():
            self._end(clerk_session.c.id == session_id, session_id, reason)

    def _end(self, which: ColumnElement[bool], session_id: str, reason: str) -> None:
        self._connection.execute(
            update(clerk_session).where(which).values(ended_at=self._now, end_reason=reason)
        )
        mine = (visit.c.session_id == session_id) & visit.c.ended_at.is_(None)
        self._connection.execute(update(visit).where(mine).values(ended_at=self._now, end_reason="sign_out"))

    def by_session(self, session_id: str) -> ClerkRow | None:
        """The clerk of a session that goes on (12 hours at most), or None."""
        found = self._connection.execute(
            select(clerk.c.id, *CLERK, clerk_session.c.counter)
            .join(clerk_session, clerk_session.c.clerk_id == clerk.c.id)
            .where(
                clerk_session.c.id == session_id,
                clerk_session.c.ended_at.is_(None),
                clerk_session.c.started_at > self._now - SESSION_LIMIT,
            )
        ).one_or_none()
        return None if found is None else _clerk(found._mapping)

    def why_ended(self, session_id: str) -> str:
        """Why a session is over: its end reason, "time" if it only grew too old, "" if there is none."""
        query = select(clerk_session.c.ended_at, clerk_session.c.end_reason).where(clerk_session.c.id == session_id)
        found = self._connection.execute(query).one_or_none()
        if found is None:
            return ""
        return str(found.end_reason) if found.ended_at is not None else "time"

    def by_number(self, staff_number: str) -> ClerkRow | None:
        """The clerk with this number, kept as she is until the transaction ends; None if there is none."""
        query = select(clerk.c.id, *CLERK).where(clerk.c.staff_number == staff_number).with_for_update()
        found = self._connection.execute(query).one_or_none()
        return None if found is None else _clerk(found._mapping)

    def names(self, clerk_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
        """Staff number and name of clerks by their ids."""
        query = select(clerk.c.id, clerk.c.staff_number, clerk.c.name).where(clerk.c.id.in_(list(clerk_ids)))
        return {row.id: (row.staff_number, row.name) for row in self._connection.execute(query)}

    def staff(self) -> tuple[StaffMember, ...]:
        """Everybody, by staff number."""
        began = func.max(clerk_session.c.started_at)
        last = select(clerk_session.c.clerk_id, began.label("at")).group_by(clerk_session.c.clerk_id).subquery()
        on = (
            (clerk_session.c.clerk_id == clerk.c.id)
            & clerk_session.c.ended_at.is_(None)
            & (clerk_session.c.started_at > self._now - SESSION_LIMIT)
        )
        query = (
            select(clerk, clerk_session.c.counter, last.c.at)
            .outerjoin(clerk_session, on)
            .outerjoin(last, last.c.clerk_id == clerk.c.id)
            .order_by(clerk.c.staff_number)
        )
        return tuple(self._member(row) for row in self._connection.execute(query))

    def _member(self, row: Row[tuple[object, ...]]) -> StaffMember:
        waits = row.stopped_until is not None and row.stopped_until > self._now
        return StaffMember(
            staff_number=row.staff_number, name=row.name, role=row.role, disabled=row.disabled,
            password_state=row.password_state, failures=row.failures, waits_until=row.stopped_until if waits else None,
            counter=row.counter or "", signed_in_at=row.at,
        )  # fmt: skip

    def admins(self) -> int:
        """How many administrators can sign in, kept so until the transaction ends."""
        able = select(clerk.c.id).where(clerk.c.role == "admin", clerk.c.disabled.is_(False)).with_for_update()
        return len(self._connection.execute(able).all())


def _clerk(row: RowMapping) -> ClerkRow:
    return ClerkRow(
        row["id"], row["staff_number"], row["name"], row["role"], row["password_hash"], row["disabled"],
        row["password_state"], row.get("counter", ""),
    )  # fmt: skip
