"""What one transaction of the store can do: protocols and the plain values that never leave the service."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from counter_app.audit_record import AuditRows, Erasing
from counter_app.domain.acts import ActWish
from counter_app.domain.merging import TicketState
from counter_app.domain.slip import PrintLine
from counter_app.domain.staff import OWN, StaffMember
from counter_app.domain.ticket import SourceKey
from counter_app.domain.timeline import TicketEvent
from counter_app.domain.visit import Visit


class Actor(NamedTuple):
    """Who does it: ``actor_id`` is ``clerk:<id>`` or ``system``; ``counter`` names the audit chain."""

    actor_id: str
    role: str
    counter: str


SYSTEM = Actor("system", "system", "system")
"""The account of the command line and of the program itself."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row for the audit chain: identifiers and counts only, nothing personal.

    ``text`` is free text that may be personal: kept beside the row and erasable, the row holds a salted commitment.
    A row is found by ticket if ``object_type`` is ``ticket`` or ``detail`` has ``tickets`` as a text: ids, commas between.
    """

    action: str
    object_type: str = ""
    object_id: str = ""
    visit_id: str = ""
    outcome: str = "ok"
    reason: str = ""
    action_id: str = ""
    detail: tuple[tuple[str, str | int], ...] = ()
    text: str = ""


class ClerkRow(NamedTuple):
    """A clerk as the store knows it. ``counter`` is where the session asked for was begun ("" without a session)."""

    clerk_id: int
    staff_number: str
    name: str
    role: str
    password_hash: str
    disabled: bool
    password_state: str = OWN
    counter: str = ""


class SignInAttempt(NamedTuple):
    """One counted attempt: the clerk if the number is known, and whether guessing is stopped for now.

    ``counted``: wrong passwords in a row, this guess among them until it turns out right.
    """

    clerk: ClerkRow | None
    stopped: bool
    counted: int = 0


class PartyRow(NamedTuple):
    """A party with its plain name; masked before it leaves the service."""

    party_id: int
    name: str
    organisation: bool


class StoredTicket(NamedTuple):
    """A list row with plain numbers; masked before it leaves the service. Times are µs since 1970 UTC, 0: unknown."""

    ticket_id: int
    number: str
    kind: str
    raw_kind: str
    status: str
    raw_status: str
    reason: str
    service_number_key: str
    contact_number_key: str
    owner_id: int | None
    opened_us: int
    expected_us: int
    closed_us: int
    moved_us: int
    step: str
    source: str = ""


class StoredItem(NamedTuple):
    """One line of an order."""

    item_id: str
    action: str
    name: str
    status: str
    raw_status: str


@dataclass(frozen=True, slots=True)
class WholeTicket:
    """An opened ticket with everything plain; masked before it leaves the service."""

    row: StoredTicket
    version: int
    title: str
    channel: str
    service_number: str
    contact_number: str
    site: str
    fee: str
    opened_at: datetime | None
    expected_at: datetime | None
    closed_at: datetime | None
    pick_up_at: datetime | None
    owner: PartyRow | None
    items: tuple[StoredItem, ...]
    events: tuple[TicketEvent, ...]
    """Oldest first; texts plain."""
    prints: int


class GroupCount(NamedTuple):
    """How many tickets of the owner carry one service number."""

    number_key: str
    tickets: int
    open: int
    first_id: int
    """Its first ticket's id: tells the group for good, however the others change."""
    last_id: int


class PageKey(NamedTuple):
    """Where the next page starts: after this ticket (0: from the top) of this number group, up to an id.

    What comes while somebody turns the pages waits for the next look: it would change the order of the groups.
    """

    number_key: str
    opened_us: int
    ticket_id: int
    up_to: int


@dataclass(frozen=True, slots=True)
class PrintWish:
    """A print about to be sent or saved."""

    print_id: str
    ticket_id: int
    visit_id: str
    layout: str
    paper: str
    language: str
    target: str


class PartyState(NamedTuple):
    """A party as import merges it; ``documents`` are (scheme, country, mac hex, last4, valid_to)."""

    source: str
    source_id: str
    name: str
    organisation: bool
    documents: tuple[tuple[str, str, str, str, date | None], ...]
    holdings: tuple[tuple[str, date | None, date | None], ...]


class Clerks(Protocol):
    """Clerks and their sessions."""

    def count(self) -> int: ...
    def add(self, staff_number: str, name: str, role: str, password_hash: str, state: str = OWN) -> int: ...
    def attempt(self, staff_number: str) -> SignInAttempt: ...
    def failed(self, clerk_id: int) -> bool: ...
    def forgiven(self, clerk_id: int, counted: int) -> None: ...
    def signed_in(self, clerk_id: int, counter: str, session_id: str) -> None: ...
    def rehashed(self, clerk_id: int, password_hash: str) -> None: ...
    def give_password(self, clerk_id: int, password_hash: str, state: str) -> None: ...
    def give_role(self, clerk_id: int, role: str) -> None: ...
    def set_disabled(self, clerk_id: int, disabled: bool) -> None: ...
    def sign_out(self, session_id: str) -> None: ...
    def end_sessions(self, clerk_id: int, reason: str, but: str = "") -> None: ...
    def by_session(self, session_id: str) -> ClerkRow | None: ...
    def why_ended(self, session_id: str) -> str: ...
    def by_number(self, staff_number: str) -> ClerkRow | None: ...
    def names(self, clerk_ids: Sequence[int]) -> dict[int, tuple[str, str]]: ...
    def staff(self) -> tuple[StaffMember, ...]: ...
    def admins(self) -> int: ...


class VisitRows(Protocol):
    """Visits and whose documents they were verified with."""

    def open(self, visit_id: str, session_id: str, counter: str) -> None: ...
    def get(self, visit_id: str) -> Visit | None: ...
    def seen(self, visit_id: str) -> None: ...
    def verified(self, visit_id: str, document: tuple[str, str, str, str], method: str) -> None: ...
    def shown_document(self, visit_id: str) -> tuple[str, str] | None: ...
    def end(self, visit_id: str, reason: str) -> None: ...
    def end_all_of(self, counter: str, reason: str) -> None: ...


class Parties(Protocol):
    """Parties, their documents and holdings."""

    def with_document(self, scheme: str, country: str, mac: str) -> tuple[PartyRow, ...]: ...
    def countries(self, scheme: str) -> tuple[str, ...]: ...
    def save(self, parties: Sequence[PartyState]) -> tuple[str, ...]: ...


class Tickets(Protocol):
    """Tickets, read for the counter and written by imports."""

    def by_number(self, number_key: str) -> tuple[StoredTicket, ...]: ...
    def by_id(self, ticket_id: int) -> StoredTicket | None: ...
    def of_owner_with_number(self, owners: Sequence[int], number_key: str, limit: int) -> tuple[StoredTicket, ...]: ...
    def count_of_owner_with_number(self, owners: Sequence[int], number_key: str) -> int: ...
    def owners_of_number(self, number_key: str, day: date) -> tuple[int, ...]: ...
    def groups(self, owners: Sequence[int], up_to: int) -> tuple[GroupCount, ...]: ...
    def page(
        self, owners: Sequence[int], open_only: bool, number_key: str, after: PageKey | None, limit: int
    ) -> tuple[StoredTicket, ...]: ...
    def whole(self, ticket_id: int) -> WholeTicket | None: ...
    def states(self, keys: Iterable[SourceKey]) -> dict[SourceKey, TicketState]: ...
    def save(self, states: Sequence[TicketState]) -> None: ...
    def resolve_owners(self, keys: Sequence[SourceKey]) -> int: ...
    def touched_by(self, parties: Sequence[PartyState]) -> tuple[SourceKey, ...]: ...
    def gaps(self, keys: Iterable[SourceKey]) -> tuple[int, int]: ...


class Actions(Protocol):
    """Acts on tickets, each applied once."""

    def ticket_of(self, action_id: str) -> int | None: ...
    def add(self, wish: ActWish) -> int: ...


class Prints(Protocol):
    """Prints of slips: counted when the printer took them."""

    def start(self, wish: PrintWish) -> int: ...
    def failed(self, print_id: str, why: str) -> None: ...
    def next_copy(self, ticket_id: int) -> int: ...
    def of_visit(self, visit_id: str, limit: int) -> tuple[PrintLine, ...]: ...
    def in_visit(self, visit_id: str, print_id: str) -> PrintLine | None: ...
    def is_known(self, print_id: str) -> bool: ...


class Imports(Protocol):
    """Files taken in."""

    def start(self, name: str, sha256: str, size: int) -> int: ...
    def finish(self, import_id: int, counts: tuple[int, int, int, int]) -> None: ...
    def take_turn(self) -> None: ...


class Work(Protocol):
    """One transaction. ``now`` is the store's time: the server's on PostgreSQL, this counter's clock on SQLite."""

    @property
    def now(self) -> datetime: ...
    @property
    def clerks(self) -> Clerks: ...
    @property
    def visits(self) -> VisitRows: ...
    @property
    def parties(self) -> Parties: ...
    @property
    def tickets(self) -> Tickets: ...
    @property
    def actions(self) -> Actions: ...
    @property
    def prints(self) -> Prints: ...
    @property
    def imports(self) -> Imports: ...
    @property
    def audit(self) -> AuditRows: ...
    @property
    def erasing(self) -> Erasing: ...
    def record(self, entry: AuditEntry) -> None:
        """Append a row to the actor's audit chain, in this transaction. Raises: NotRecorded."""
        ...

    def asks(self, act: str = "", visit_id: str = "", object_type: str = "", object_id: str = "") -> None:
        """Say what this transaction is about, as far as it is known by now ("": as said before).

        If it ends with ``NotAllowed``, the refusal is recorded with it, in a transaction of its own.
        """
        ...


class Store(Protocol):
    """The shared store. One ``with`` block is one transaction: committed at its end, rolled back on any exception."""

    @property
    def tag(self) -> str:
        """Six characters that tell this store's slips from another's."""
        ...

    @property
    def store_id(self) -> str:
        """The store's name for whatever is kept outside it: keys, remembered heads, checkpoints."""
        ...

    def reading(self) -> AbstractContextManager[Work]:
        """A read transaction, for what carries no personal data. Raises: StoreAway."""
        ...

    def writing(self, who: Actor) -> AbstractContextManager[Work]:
        """A write transaction of ``who``; ``NotAllowed`` from its block leaves a row ``denied`` on the audit chain.

        Raises: StoreAway, NotRecorded.
        """
        ...

    def tidy(self) -> None:
        """Let nothing that was erased stay behind in the database's own files, as far as it can be told to."""
        ...

    def close(self) -> None:
        """Let go of every connection."""
        ...
