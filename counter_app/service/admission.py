"""Who may do what in which visit: asked in the same transaction as the read or the write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from counter_app.domain import roles
from counter_app.domain.staff import APPROVAL_LIMIT, OWN, Approval, ClerkSession, ServerRoom
from counter_app.domain.visit import Visit
from counter_app.errors import NotAllowed, SessionOver, VisitOver
from counter_app.texts import mark
from counter_app.work import SYSTEM, Actor, ClerkRow, Store, Work

By = ClerkSession | ServerRoom
"""Who asks: a signed-in clerk, or whoever sits at the store's computer (recorded as the system)."""
NOT_BY_HER = mark("Somebody else who may do this must confirm it with her own password.")
CHANGE_FIRST = mark("Please choose a password of your own first.")
SIGNED_OUT = mark("You are no longer signed in. Please sign in again.")
WHY_SIGNED_OUT = {
    "elsewhere": mark("You signed in at another counter, so you were signed out here."),
    "password": mark("Your password was changed. Please sign in with the new one."),
    "disabled": mark("Your account is closed. Please ask an administrator."),
    "time": mark("You have been signed in for 12 hours. Please sign in again."),
}


def actor(session: ClerkSession) -> Actor:
    """The signed-in clerk as the one who acts, on the counter's audit chain."""
    return Actor(f"clerk:{session.clerk_id}", session.role, session.counter)


def can(session: ClerkSession, act: str, verified: bool = True) -> str | None:
    """Why this clerk cannot do the act now (a catalogue key), or None: what a button asks, the table ``admitted`` asks.

    ``verified``: whether a customer's document is verified in the present visit.
    """
    if session.must_change_password and act != roles.CHANGE_PASSWORD:
        return CHANGE_FIRST
    return roles.can(session.role, act, verified)


@contextmanager
def permitted(store: Store, by: By, act: str) -> Iterator[Work]:
    """A write transaction of whoever asks, if she may do the act now. Raises: SessionOver, NotAllowed, StoreAway."""
    with store.writing(SYSTEM if isinstance(by, ServerRoom) else actor(by)) as work:
        work.asks(act)
        if isinstance(by, ClerkSession):
            admitted(work, by, act)
        yield work


def admitted(work: Work, session: ClerkSession, act: str) -> ClerkRow:
    """The clerk, if still signed in and allowed the act now; a refusal is recorded. Raises: SessionOver, NotAllowed."""
    work.asks(act)
    clerk = work.clerks.by_session(session.session_id)
    if clerk is None or clerk.disabled:
        why = "disabled" if clerk is not None else work.clerks.why_ended(session.session_id)
        raise SessionOver(WHY_SIGNED_OUT.get(why, SIGNED_OUT))
    if (clerk.clerk_id, clerk.counter) != (session.clerk_id, session.counter):
        raise SessionOver(SIGNED_OUT, code="forged")
    if clerk.password_state != OWN and act != roles.CHANGE_PASSWORD:
        raise NotAllowed(CHANGE_FIRST, code="first_password")
    reason = roles.can(clerk.role, act)
    if reason is not None:
        raise NotAllowed(reason, code="role")
    return clerk


def approved(work: Work, session: ClerkSession, approval: Approval, act: str) -> ClerkRow:
    """The second person who answers for the act at this counter, if she may still. Raises: NotAllowed."""
    clerk = work.clerks.by_number(approval.staff_number)
    fresh = work.now - approval.at <= APPROVAL_LIMIT
    if (approval.act, approval.session_id) != (act, session.session_id) or not fresh:
        raise NotAllowed(mark("Please have it confirmed again."), code="approval")
    if clerk is None or clerk.disabled or clerk.clerk_id == session.clerk_id or roles.can(clerk.role, act) is not None:
        raise NotAllowed(NOT_BY_HER, code="approval")
    return clerk


def visited(work: Work, session: ClerkSession, visit_id: str) -> Visit:
    """The clerk's visit, if it goes on; a refusal is recorded. Raises: VisitOver."""
    work.asks(visit_id=visit_id)
    visit = work.visits.get(visit_id)
    if visit is None or visit.session_id != session.session_id or visit.is_over(work.now):
        raise VisitOver(mark("This visit is over. Please verify the customer's document again."))
    return visit


def verified(work: Work, session: ClerkSession, visit_id: str) -> Visit:
    """The clerk's visit, if it goes on and its owner is verified. Raises: VisitOver, NotAllowed."""
    visit = visited(work, session, visit_id)
    if not visit.is_verified():
        raise NotAllowed(roles.VERIFY_FIRST, code="not_verified")
    return visit
