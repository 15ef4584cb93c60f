"""Who is at the counter, and how long whoever guesses a password has to wait."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

OWN, FIRST, SPENT = "own", "first", "spent"
"""States of a password: chosen by its clerk; given by an administrator, for one sign-in; given and used."""
SESSION_LIMIT = timedelta(hours=12)
"""How long a clerk stays signed in at most."""
APPROVAL_LIMIT = timedelta(minutes=2)
"""How long after a second person's password the act she answers for must be done."""
FREE_TRIES = 5
MOST_TRIES = 100
"""Wrong passwords in a row after which an account is disabled (NIST SP 800-63B: at most 100)."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


def wait_after(failures: int) -> timedelta:
    """How long the next guess waits after so many wrong ones in a row: nothing up to four, then 30 s, doubled to 15 min.

    With 30 s no more than six guesses are looked at in any first minute.
    """
    if failures < FREE_TRIES:
        return timedelta(0)
    doubled = 1 << min(failures - FREE_TRIES, 10)
    return min(LONGEST_WAIT, FIRST_WAIT * doubled)


@dataclass(frozen=True, slots=True)
class ClerkSession:
    """A signed-in clerk at one counter; ``session_id`` is 128 random bits, checked in every call's transaction.

    ``must_change_password``: she signed in with a password she was given; nothing else is allowed before she has
    chosen one of her own (``Staff.change_password``).
    """

    session_id: str
    clerk_id: int
    staff_number: str
    name: str
    role: str
    counter: str
    started_at: datetime
    must_change_password: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """A second person answers for an act at somebody's counter; good for ``APPROVAL_LIMIT`` (``Staff.approve``)."""

    clerk_id: int
    staff_number: str
    act: str
    session_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ServerRoom:
    """Whoever sits at the command line of the store's computer: recorded as the system."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A clerk as an administrator sees the staff; ``counter`` is where she is signed in now ("": nowhere)."""

    staff_number: str
    name: str
    role: str
    disabled: bool
    password_state: str
    failures: int
    waits_until: datetime | None
    counter: str
    signed_in_at: datetime | None


@dataclass(frozen=True, slots=True)
class FirstPassword:
    """A password given to a clerk, to be said once: it is good for one sign-in and kept nowhere."""

    staff_number: str
    password: str = field(repr=False)
