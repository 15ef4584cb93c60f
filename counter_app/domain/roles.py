"""Roles and what each may do: one row each. Service and button ask the same table."""

from __future__ import annotations

from typing import NamedTuple

from counter_app.texts import mark

VERIFY, LOOK_UP, OPEN_TICKET, PRINT_SLIP = "verify", "look_up", "open_ticket", "print_slip"
IMPORT, READ_AUDIT, KEEP_STAFF = "import", "read_audit", "keep_staff"
COUNTER_WORK = frozenset({VERIFY, LOOK_UP, OPEN_TICKET, PRINT_SLIP})


class Role(NamedTuple):
    """A role: its code, name (a catalogue key) and the acts it may do."""

    code: str
    label: str
    may: frozenset[str]


ROLES: dict[str, Role] = {
    row.code: row
    for row in (
        Role("clerk", mark("Clerk"), COUNTER_WORK),
        Role("supervisor", mark("Supervisor"), COUNTER_WORK | {IMPORT}),
        Role("auditor", mark("Auditor"), frozenset({READ_AUDIT})),
        Role("admin", mark("Administrator"), COUNTER_WORK | {IMPORT, KEEP_STAFF}),
    )
}


def may(role: str, act: str) -> bool:
    """Whether the role may do the act; an unknown role may do nothing."""
    return role in ROLES and act in ROLES[role].may
