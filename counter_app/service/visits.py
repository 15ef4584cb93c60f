"""Visits: opened, verified, kept alive, ended."""

from __future__ import annotations

from counter_app.domain.documents import PresentedDocument
from counter_app.domain.finding import Verification
from counter_app.domain.staff import ClerkSession


class Visits:
    """Use cases around one customer at the counter."""

    def open(self, session: ClerkSession) -> str:
        """Start a visit at this counter and end the one before it; its id. Raises: SessionOver, StoreAway."""
        raise NotImplementedError

    def verify(self, session: ClerkSession, visit_id: str, document: PresentedDocument, method: str) -> Verification:
        """Verify a checked document (``method``: "typed" or "scanned") for the visit.

        Raises: VisitOver, SessionOver, NotAllowed, NotRecorded, StoreAway.
        """
        raise NotImplementedError

    def touch(self, session: ClerkSession, visit_id: str) -> None:
        """Note activity (key, scroll, page), so that the visit does not time out. Raises: VisitOver, SessionOver."""
        raise NotImplementedError

    def end(self, session: ClerkSession, visit_id: str, reason: str) -> None:
        """End the visit ("next_customer", "sign_out", "lock"); ending an ended one is no error."""
        raise NotImplementedError
