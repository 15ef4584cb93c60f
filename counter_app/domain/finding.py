"""What a look-up answers and what an opened ticket shows: masked values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from counter_app.domain.answer import CardFacts
from counter_app.domain.masking import Masked
from counter_app.domain.timeline import TicketEvent, Timeline

# what the box recognised; the lines are those of service numbers too
MOBILE, LANDLINE, TICKET_NUMBER, SLIP_CODE, UNKNOWN = "mobile", "landline", "ticket_number", "slip_code", "unknown"
BROADBAND, IOT, SERVICE400, ENTERPRISE = "broadband", "iot", "service400", "enterprise"

# findings
NOTHING = "nothing"  # an empty normal form, or no such ticket number
NEEDS_DOCUMENT = "needs_document"  # not verified, not a ticket number: nothing is said, the query is kept
GLANCE = "glance"  # not verified, exact ticket number: kind, public label, dates
ONE = "one"  # verified: one ticket of hers, open it at once
SEVERAL = "several"  # verified: several tickets of hers
NOT_HERS = "not_hers"  # verified: no ticket of hers carries this number
ANOTHER_OWNER = "another_owner"  # verified, exact ticket number of somebody else: said, nothing else shown
NO_OWNER = "no_owner"  # the ticket has no owner: glance and why
OTHER_STORE = "other_store"  # a slip of another store, and no ticket here has its number

BY_TICKET_NUMBER, BY_SERVICE_NUMBER, BY_CONTACT_NUMBER = "ticket_number", "service_number", "contact_number"


@dataclass(frozen=True, slots=True)
class Recognised:
    """What the text in the box is taken for. ``shown`` is safe to show; ``cut`` says it was cut at 64 characters."""

    kind: str
    shown: str
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """All that may be seen of a ticket before its owner is verified."""

    number: str
    kind: str
    raw_kind: str
    status: str
    opened_at: datetime | None
    expected_at: datetime | None
    closed_at: datetime | None
    source: str = ""
    """The system it comes from, as that system calls itself: tells tickets of one number apart."""


class TicketRow(NamedTuple):
    """A row of the ticket list. Times are integer µs since 1970 UTC (0: not known), made local when painted."""

    ticket_id: int
    number: str
    kind: str
    raw_kind: str
    status: str
    raw_status: str
    group: int
    opened_us: int
    expected_us: int
    closed_us: int
    moved_us: int
    summary: str
    """The step it stands at or the reason it ended: a catalogue key or the source's own word, "" if neither."""
    late_days: int
    waits_for_customer: bool
    source: str = ""
    """The system it comes from: tells tickets of one number apart."""


@dataclass(frozen=True, slots=True)
class NumberGroup:
    """The owner's tickets of one service number; "" number: none given.

    ``line`` is MOBILE, LANDLINE, BROADBAND, IOT, SERVICE400, ENTERPRISE or UNKNOWN, "" without a number.
    """

    index: int
    line: str
    number: Masked
    tickets: int
    open: int


@dataclass(frozen=True, slots=True)
class TicketList:
    """A page of the verified owner's tickets, grouped by number, newest first. ``after`` is "" on the last page."""

    groups: tuple[NumberGroup, ...]
    rows: tuple[TicketRow, ...]
    after: str
    tickets: int
    open: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one look-up. ``matched`` names the field that carried the number.

    ``count`` is how many tickets were found, also where ``rows`` holds only the newest 50. ``keep``: not verified yet,
    and the same text may find more once the owner is.
    """

    recognised: Recognised
    finding: str
    matched: str = ""
    rows: tuple[TicketRow, ...] = ()
    glances: tuple[Glance, ...] = ()
    count: int = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """One number of a pasted list: what it was taken for and what a look-up of it alone would answer.

    ``text`` is the number as it was pasted, to look it up alone: on the screen show ``recognised.shown``.
    """

    text: str = field(repr=False)
    recognised: Recognised
    finding: str
    matched: str
    count: int
    rows: tuple[TicketRow, ...]
    """The one ticket found; none where several or no ticket were."""
    glances: tuple[Glance, ...]


@dataclass(frozen=True, slots=True)
class FoundList:
    """The answer to a pasted list: one row per number in its order, each number once.

    ``left_out`` numbers stood behind the 50th; ``cut``: the text went on and was not read to its end.
    """

    numbers: tuple[FoundNumber, ...]
    left_out: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer to a presented document. ``known``: it belongs to a party of this store; else every other field but
    ``document`` and ``last4`` is empty and the screen says one and the same text."""

    known: bool
    document: str
    last4: str
    name: Masked
    verified_at: datetime
    organisation: bool = False
    expired_on: date | None = None
    """The document's last valid day, if it has passed and the policy takes it all the same: to be said."""


@dataclass(frozen=True, slots=True)
class TicketItem:
    """One line of an order with its own status."""

    item_id: str
    action: str
    name: str
    status: str
    raw_status: str


@dataclass(frozen=True, slots=True)
class OpenedTicket:
    """Everything the detail panel shows of a ticket whose owner is verified."""

    ticket_id: int
    version: int
    number: str
    kind: str
    raw_kind: str
    status: str
    raw_status: str
    reason: str
    title: str
    channel: str
    owner: Masked
    service_number: Masked
    contact_number: Masked
    site: Masked
    fee: str
    opened_at: datetime | None
    expected_at: datetime | None
    closed_at: datetime | None
    pick_up_at: datetime | None
    items: tuple[TicketItem, ...]
    events: tuple[TicketEvent, ...]
    """All events, oldest first."""
    timeline: Timeline
    card: CardFacts
    prints: int
    """How often a slip of this ticket was sent to a printer or saved."""
    shown_at: datetime
