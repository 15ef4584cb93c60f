"""Tickets as values: what arrives from a source, what a list row holds, what an opened ticket shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

CUSTOMER, INTERNAL = "customer", "internal"
"""Audiences of an event: whoever the remark is written for."""


class SourceKey(NamedTuple):
    """How a record is known for good: the system it comes from, its resource type there, its id there."""

    source: str
    type: str
    id: str


@dataclass(frozen=True, slots=True)
class EventRecord:
    """Something that happened to a ticket, as a source tells it. Equal date and content are the same event.

    ``status`` and ``step`` are the source's own words ("" where it says none); ``at`` is aware, UTC.
    """

    at: datetime
    text: str = ""
    status: str = ""
    step: str = ""
    department: str = ""
    author: str = ""
    channel: str = ""
    audience: str = INTERNAL


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One line of an order with its own status. ``None`` means the source did not say."""

    item_id: str
    action: str | None = None
    name: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """A ticket as one record of one file tells it. ``None`` is *not said* (never *empty*); times are aware, UTC.

    ``moment`` is when the source says the record was true (see the README's import rules); ``None`` fills only gaps.
    ``named``: an event named this ticket, the record does not bring the ticket itself (it waits until it comes).
    ``owner_ref`` / ``applicant_ref``: the party's id in the same source. ``kind`` and ``status`` are raw words.
    """

    key: SourceKey
    moment: datetime | None = None
    named: bool = False
    number: str | None = None
    kind: str | None = None
    status: str | None = None
    reason: str | None = None
    title: str | None = None
    opened_at: datetime | None = None
    expected_at: datetime | None = None
    completed_at: datetime | None = None
    cancelled_at: datetime | None = None
    pick_up_at: datetime | None = None
    service_number: str | None = None
    contact_number: str | None = None
    owner_ref: str | None = None
    applicant_ref: str | None = None
    account: str | None = None
    site: str | None = None
    fee: Decimal | None = None
    channel: str | None = None
    items: tuple[ItemRecord, ...] = ()
    events: tuple[EventRecord, ...] = ()


Value = str | datetime | Decimal
"""What one field of a ticket can hold, when a source says it."""

NOT_VALUES = ("key", "moment", "named", "items", "events")
SAID_FIELDS = tuple(row.name for row in fields(TicketRecord) if row.name not in NOT_VALUES)
"""The fields of a ticket record that a source says or leaves out, one value each."""

# Fields go by name here (tables of places and columns, merging), which the checker cannot follow through ``replace``.
_replaced: Callable[..., TicketRecord] = replace


def said(record: TicketRecord) -> dict[str, Value]:
    """The values the record says, by field name."""
    return {name: value for name in SAID_FIELDS if (value := getattr(record, name)) is not None}


def filled(record: TicketRecord, values: Mapping[str, Value]) -> TicketRecord:
    """The record with ``values`` (field name → value) in place. Raises: TypeError for a name that is not a field."""
    return _replaced(record, **values)


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """A document of a party as an owners file gives it: in clear only until it is hashed on the way in."""

    type: str
    number: str = field(repr=False)
    country: str = ""
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class HoldingRecord:
    """A service number held by a party from one day to another (``None``: since ever, until further notice)."""

    number: str
    held_from: date | None = None
    held_to: date | None = None


@dataclass(frozen=True, slots=True)
class PartyRecord:
    """A person or organisation as a source tells it, known by (source, id)."""

    source: str
    party_id: str
    name: str | None = None
    organisation: bool | None = None
    document: DocumentRecord | None = None
    holding: HoldingRecord | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record or file that was not taken in: where it stands and why (a catalogue key and its values).

    ``is_note``: nothing was refused; it only says what whoever imports the file should know (hidden rows were read).
    """

    file: str
    position: str
    reason: str
    values: tuple[tuple[str, str | int], ...] = ()
    is_note: bool = False


Record = TicketRecord | PartyRecord
