"""Visits: opened, verified, kept alive, ended."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from counter_app.domain import roles
from counter_app.domain.documents import (
    DOCUMENT_TYPES,
    REFUSE,
    PresentedDocument,
    hashed_forms,
    refuse_expired,
)
from counter_app.domain.finding import Verification
from counter_app.domain.masking import NOTHING, mask_name, mask_organisation
from counter_app.domain.staff import ClerkSession
from counter_app.domain.visit import Visit
from counter_app.errors import NotAllowed
from counter_app.ports import Keys
from counter_app.service.admission import actor, admitted, visited
from counter_app.texts import HALL_ZONE, mark
from counter_app.work import AuditEntry, PartyRow, Store, Work


class Visits:
    """Use cases around one customer at the counter."""

    def __init__(self, store: Store, keys: Keys, expired_documents: str = REFUSE, zone: str = HALL_ZONE) -> None:
        """``expired_documents`` is REFUSE or WARN; days are those of ``zone``."""
        self._store = store
        self._keys = keys
        self._expired_documents = expired_documents
        self._zone = ZoneInfo(zone)

    def open(self, session: ClerkSession) -> str:
        """Start a visit at this counter and end the one before it; its id. Raises: SessionOver, StoreAway."""
        with self._store.writing(actor(session)) as work:
            admitted(work, session, roles.LOOK_UP)
            work.visits.end_all_of(session.counter, "replaced")
            visit_id = secrets.token_hex(16)
            work.visits.open(visit_id, session.session_id, session.counter)
            work.record(AuditEntry("visit_open", visit_id=visit_id))
            return visit_id

    def verify(self, session: ClerkSession, visit_id: str, document: PresentedDocument, method: str) -> Verification:
        """Verify a checked document (``method``: "typed", "scanned" or "reader") for the visit.

        Raises: BadInput (it has expired, or could be of two countries), VisitOver, SessionOver, NotAllowed (another
        document is verified), NotRecorded, StoreAway.
        """
        with self._store.writing(actor(session)) as work:
            admitted(work, session, roles.VERIFY)
            visit = visited(work, session, visit_id)
            today = work.now.astimezone(self._zone).date()
            refuse_expired(document, today, self._expired_documents)
            country, parties = self._parties_of(work, document)
            mac = self._mac(replace(document, country=country))
            if parties and self._is_new(work, visit, document, mac):
                work.visits.verified(visit_id, (document.scheme, country, mac, document.last4), method)
            work.visits.seen(visit_id)
            outcome = "ok" if parties else "unknown"
            found = (
                ("parties", len(parties)), ("document", document.type), ("method", method),
                ("expired", int(document.is_expired(today))),
            )  # fmt: skip
            work.record(AuditEntry("verify", "visit", visit_id, visit_id, outcome, detail=found))
            return _verification(document, parties, work, today)

    def _parties_of(self, work: Work, document: PresentedDocument) -> tuple[str, tuple[PartyRow, ...]]:
        """Whose document it is, and its country; nobody's if a number alone could be of two countries."""
        tells_country = bool(document.country) or DOCUMENT_TYPES[document.type].unique
        forms = hashed_forms(document, () if tells_country else work.parties.countries(document.scheme))
        found = [(f.country, work.parties.with_document(f.scheme, f.country, self._mac(f))) for f in forms]
        known = [(country, parties) for country, parties in found if parties]
        exact = [one for one in known if one[0] == document.country]
        if exact or len(known) == 1:
            return (exact or known)[0]
        return document.country, ()

    def _mac(self, document: PresentedDocument) -> str:
        return self._keys.document_mac(document.scheme, document.country, document.number).hex()

    def _is_new(self, work: Work, visit: Visit, document: PresentedDocument, mac: str) -> bool:
        """Whether nobody is verified in this visit yet. Raises: NotAllowed if somebody else is."""
        shown = work.visits.shown_document(visit.visit_id)
        if shown is not None and shown != (document.scheme, mac):
            raise NotAllowed(mark("Another document is verified in this visit. Press F12 for the next customer first."))
        return shown is None

    def touch(self, session: ClerkSession, visit_id: str) -> None:
        """Note activity (key, scroll, page), so that the visit does not time out. Raises: VisitOver, SessionOver."""
        with self._store.writing(actor(session)) as work:
            admitted(work, session, roles.LOOK_UP)
            visited(work, session, visit_id)
            work.visits.seen(visit_id)

    def end(self, session: ClerkSession, visit_id: str, reason: str) -> None:
        """End the visit ("next_customer", "sign_out", "lock"); ending an ended one is no error."""
        with self._store.writing(actor(session)) as work:
            visit = work.visits.get(visit_id)
            if visit is None or visit.session_id != session.session_id or visit.ended_at is not None:
                return
            why = "timeout" if visit.is_over(work.now) else reason
            work.visits.end(visit_id, why)
            work.record(AuditEntry("visit_end", visit_id=visit_id, reason=why))


def _verification(
    document: PresentedDocument, parties: tuple[PartyRow, ...], work: Work, today: date
) -> Verification:
    if not parties:
        return Verification(False, document.type, document.last4, NOTHING, work.now)
    party = parties[0]
    name = mask_organisation(party.name) if party.organisation else mask_name(party.name)
    expired_on = document.valid_to if document.is_expired(today) else None
    return Verification(True, document.type, document.last4, name, work.now, party.organisation, expired_on)
