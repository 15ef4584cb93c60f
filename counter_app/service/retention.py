"""Retention: tickets closed for longer than the carrier keeps them lose names, numbers and remarks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from counter_app.domain import roles
from counter_app.errors import BadInput
from counter_app.service.admission import By, permitted
from counter_app.service.chains import row_name
from counter_app.texts import mark
from counter_app.work import AuditEntry, Store, Work

BATCH = 500


@dataclass(frozen=True, slots=True)
class Erased:
    """What a run erased: tickets, customers of whom nothing else is kept, texts beside audit rows."""

    tickets: int = 0
    parties: int = 0
    texts: int = 0


class Retention:
    """The use case of erasing what is kept long enough. Rows and the audit record stay."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def run(self, by: By, days: int) -> Erased:
        """Erase every ticket closed more than ``days`` days ago (1 or more), in transactions of 500 tickets.

        A run that is cut off is finished by the next. Raises: BadInput, NotAllowed, SessionOver, StoreAway, NotRecorded.
        """
        if days < 1:
            raise BadInput(mark("Tickets are kept for a day at least."), field="days")
        total = Erased()
        while True:
            with permitted(self._store, by, roles.ERASE) as work:
                batch = _erase(work, timedelta(days=days))
            if not batch.tickets:
                self._store.tidy()
                return total
            total = Erased(total.tickets + batch.tickets, total.parties + batch.parties, total.texts + batch.texts)


def _erase(work: Work, keep: timedelta) -> Erased:
    since = work.now - keep
    ids = work.erasing.due(since, BATCH)
    if not ids:
        return Erased()
    done = work.erasing.erase(ids, since)
    for chain, seq in done.texts:
        work.audit.erase_text(chain, seq)
        work.record(AuditEntry("text_erased", "audit_row", row_name(chain, seq)))
    told = (("days", keep.days), ("parties", done.parties), ("tickets", ",".join(str(one) for one in ids)))
    work.record(AuditEntry("retention", detail=told))
    return Erased(done.tickets, done.parties, len(done.texts))
