"""Look-ups: the one box, the ticket list, an opened ticket."""

from __future__ import annotations

from counter_app.domain.finding import Found, OpenedTicket, TicketList
from counter_app.domain.staff import ClerkSession


class LookingUp:
    """Use cases that show tickets. Each is one transaction: visit checked, tickets read, audited, then shown."""

    def find(self, session: ClerkSession, visit_id: str, text: str) -> Found:
        """Look up what was typed or scanned into the box (cut at 64 characters).

        Raises: VisitOver, SessionOver, NotAllowed, NotRecorded, StoreAway.
        """
        raise NotImplementedError

    def tickets(self, session: ClerkSession, visit_id: str, open_only: bool, after: str = "") -> TicketList:
        """A page (50) of the verified owner's tickets; ``after`` is the page key of the page before. Raises: as find."""
        raise NotImplementedError

    def open_ticket(self, session: ClerkSession, visit_id: str, ticket_id: int) -> OpenedTicket:
        """Open one of the verified owner's tickets. Raises: as find; NotAllowed for a ticket that is not hers."""
        raise NotImplementedError
