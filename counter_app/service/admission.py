"""Who may do what in which visit: asked in the same transaction as the read or the write."""

from __future__ import annotations

from counter_app.domain import roles
from counter_app.domain.staff import ClerkSession
from counter_app.domain.visit import Visit
from counter_app.errors import NotAllowed, SessionOver, VisitOver
from counter_app.texts import mark
from counter_app.work import Actor, ClerkRow, Work


def actor(session: ClerkSession) -> Actor:
    """The signed-in clerk as the one who acts, on the counter's audit chain."""
    return Actor(f"clerk:{session.clerk_id}", session.role, session.counter)


def admitted(work: Work, session: ClerkSession, act: str) -> ClerkRow:
    """The clerk, if still signed in and allowed the act now. Raises: SessionOver, NotAllowed."""
    clerk = work.clerks.by_session(session.session_id)
    if clerk is None or clerk.disabled:
        raise SessionOver(mark("You are no longer signed in. Please sign in again."))
    if not roles.may(clerk.role, act):
        raise NotAllowed(mark("Your role does not allow this."))
    return clerk


def visited(work: Work, session: ClerkSession, visit_id: str) -> Visit:
    """The clerk's visit, if it goes on. Raises: VisitOver."""
    visit = work.visits.get(visit_id)
    if visit is None or visit.session_id != session.session_id or visit.is_over(work.now):
        raise VisitOver(mark("This visit is over. Please verify the customer's document again."))
    return visit


def verified(work: Work, session: ClerkSession, visit_id: str) -> Visit:
    """The clerk's visit, if it goes on and its owner is verified. Raises: VisitOver, NotAllowed."""
    visit = visited(work, session, visit_id)
    if not visit.is_verified():
        raise NotAllowed(mark("Verify the customer's document first."))
    return visit
