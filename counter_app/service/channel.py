"""Another channel (customer app, web hall, hotline) at work on the same tickets, as a trusted account of its own."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from counter_app.domain import statuses
from counter_app.domain.acts import ActWish
from counter_app.domain.finding import OpenedTicket
from counter_app.domain.masking import Masked, mask_number
from counter_app.domain.phone import number_key
from counter_app.domain.ticket import CUSTOMER, INTERNAL, EventRecord
from counter_app.domain.timeline import TicketEvent, Timeline
from counter_app.errors import BadInput, NotAllowed
from counter_app.service.showing import list_row, opened, time_of
from counter_app.texts import mark
from counter_app.work import Actor, AuditEntry, Store, StoredTicket, WholeTicket, Work

MOST = 200
LONGEST_TEXT, LONGEST_STEP = 500, 40
_NAME = re.compile(r"[a-z][a-z0-9_]{0,19}")
_ACTION_ID = re.compile(r"[0-9A-Za-z-]{16,64}")


@dataclass(frozen=True, slots=True)
class ChannelTicket:
    """A ticket in the list of a number. ``kind`` and ``status`` are codes of their tables (labels are there)."""

    ticket_id: int
    number: str
    kind: str
    raw_kind: str
    status: str
    raw_status: str
    service_number: Masked
    opened_at: datetime | None
    expected_at: datetime | None
    closed_at: datetime | None


class Channel:
    """What another channel may do. It answers for its customers: it knows who holds the number it asks about.

    Everything is written to the channel's own audit chain in the transaction of the read or write. Names, numbers and
    addresses are masked, remarks for the staff are left out.
    """

    def __init__(self, store: Store, zone: str, name: str) -> None:
        """``name``: a to z, 0 to 9 and _, at most 20, such as ``app``; days are those of ``zone``. Raises: BadInput."""
        if not _NAME.fullmatch(name) or name == "system":
            raise BadInput(mark("A channel's name has small letters, digits and _ only."), field="channel")
        self.name = name
        self._store = store
        self._zone = ZoneInfo(zone)
        self._actor = Actor(f"channel:{name}", "channel", name)

    def tickets_of(self, number: str) -> tuple[ChannelTicket, ...]:
        """The tickets of a service or contact number that belong to whoever holds the number today, newest first.

        At most 200. Where no holder is recorded, those of the one party that has tickets of the number. None for a
        number nobody is known to hold. Raises: StoreAway, NotRecorded.
        """
        key = number_key(number)
        with self._store.writing(self._actor) as work:
            owners = work.tickets.owners_of_number(key, work.now.astimezone(self._zone).date())
            rows = work.tickets.of_owner_with_number(owners, key, MOST)
            ids = ",".join(str(row.ticket_id) for row in rows)
            work.record(AuditEntry("channel_list", detail=(("tickets", ids),)))
            return tuple(_listed(row, work.now) for row in rows)

    def open(self, ticket_id: int) -> OpenedTicket:
        """A ticket as its customer may see it. Raises: NotAllowed (unknown, or without an owner), StoreAway, NotRecorded."""
        with self._store.writing(self._actor) as work:
            whole = self._whole(work, "open_ticket", ticket_id)
            work.record(AuditEntry("open_ticket", "ticket", str(ticket_id)))
            return _for_customers(opened(whole, work.now))

    def add_event(
        self, ticket_id: int, version: int, step: str, text: str, audience: str, action_id: str
    ) -> int:
        """Add what happened to an open ticket, once; the ticket's version after it.

        ``version`` is that of the ticket when it was opened. ``step`` (at most 40 characters) or ``text`` (500) may be
        empty, not both; ``audience`` is ``customer`` or ``internal``. ``action_id`` (a UUID made when the act began)
        may be sent again after an error: it is applied once. Raises: BadInput, NotAllowed, ChangedElsewhere, StoreAway,
        NotRecorded.
        """
        said = _checked(step, text, audience, action_id)
        with self._store.writing(self._actor) as work:
            whole = self._whole(work, "add_event", ticket_id)
            applied_to = work.actions.ticket_of(action_id)
            if applied_to == ticket_id:
                return whole.version
            if applied_to is not None:
                raise BadInput(mark("This action was made for another ticket."), field="action_id")
            if statuses.status(whole.row.status).closed:
                raise NotAllowed(mark("This ticket is closed; nothing more can be added."), code="closed")
            event = replace(said, at=work.now, author=self._actor.actor_id, channel=self.name)
            now = work.actions.add(ActWish(action_id, ticket_id, version, "channel_event", event))
            seen = (("audience", audience), ("version", now))
            work.record(AuditEntry("add_event", "ticket", str(ticket_id), action_id=action_id, detail=seen))
            return now

    def _whole(self, work: Work, act: str, ticket_id: int) -> WholeTicket:
        work.asks(act, object_type="ticket", object_id=str(ticket_id))
        whole = work.tickets.whole(ticket_id)
        if whole is None or whole.owner is None:
            raise NotAllowed(mark("No ticket of this customer is behind it."), code="not_hers")
        return whole


def _listed(stored: StoredTicket, now: datetime) -> ChannelTicket:
    row = list_row(stored, 0, now)
    return ChannelTicket(
        row.ticket_id, row.number, row.kind, row.raw_kind, row.status, row.raw_status,
        mask_number(stored.service_number_key), time_of(row.opened_us), time_of(row.expected_us), time_of(row.closed_us),
    )  # fmt: skip


def _for_customers(ticket: OpenedTicket) -> OpenedTicket:
    """The ticket without the remarks that are written for the staff; where it stands stays."""
    steps = tuple(replace(step, events=_written_for_her(step.events)) for step in ticket.timeline.steps)
    events = _written_for_her(ticket.events)
    line = Timeline(
        steps, ticket.timeline.now_no, ticket.timeline.moved_at, ticket.timeline.days_still, len(events)
    )  # fmt: skip
    return replace(ticket, events=events, timeline=line)


def _written_for_her(events: tuple[TicketEvent, ...]) -> tuple[TicketEvent, ...]:
    return tuple(event for event in events if event.audience == CUSTOMER)


def _checked(step: str, text: str, audience: str, action_id: str) -> EventRecord:
    """The event that is meant, without its time and author. Raises: BadInput."""
    step, text = step.strip(), text.strip()
    if not step and not text:
        raise BadInput(mark("Say a step or a remark."), field="text")
    if len(step) > LONGEST_STEP or len(text) > LONGEST_TEXT:
        raise BadInput(
            mark("A step has at most {step} characters, a remark {remark}."), field="text", step=LONGEST_STEP,
            remark=LONGEST_TEXT,
        )  # fmt: skip
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in step + text):
        raise BadInput(mark("There are signs in it that cannot be shown."), field="text")
    if audience not in (CUSTOMER, INTERNAL):
        raise BadInput(mark("A remark is for “customer” or “internal”."), field="audience")
    if not _ACTION_ID.fullmatch(action_id):
        raise BadInput(mark("An action needs an id of its own, such as a UUID."), field="action_id")
    return EventRecord(datetime.min.replace(tzinfo=UTC), text, "", step, audience=audience)
