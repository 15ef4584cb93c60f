"""Roles, acts, and who may do what: one row each. Service and button ask the same table."""

from __future__ import annotations

from typing import NamedTuple

from counter_app.texts import mark

VERIFY, LOOK_UP, OPEN_TICKET, PRINT_SLIP = "verify", "look_up", "open_ticket", "print_slip"
IMPORT, READ_AUDIT, KEEP_STAFF = "import", "read_audit", "keep_staff"
CHANGE_PASSWORD, UNLOCK, CLOSE_DAY, ERASE = "change_password", "unlock", "close_day", "erase"
NOT_YOURS = mark("Your role does not allow this.")
VERIFY_FIRST = mark("Verify the customer's document first.")


class Act(NamedTuple):
    """Something staff do: its code, its name (a catalogue key) and what is said to a role that may not.

    ``needs_verified``: only while a customer's document is verified in the visit.
    """

    code: str
    label: str
    needs_verified: bool = False
    refusal: str = NOT_YOURS


ACTS: dict[str, Act] = {
    row.code: row
    for row in (
        Act(VERIFY, mark("Verify a document")),
        Act(LOOK_UP, mark("Look up a number")),
        Act(OPEN_TICKET, mark("Open a ticket"), needs_verified=True),
        Act(PRINT_SLIP, mark("Print a slip"), needs_verified=True),
        Act(IMPORT, mark("Import tickets"), refusal=mark("Only a supervisor or an administrator imports tickets.")),
        Act(READ_AUDIT, mark("Read the audit record"), refusal=mark("Only an auditor reads the audit record.")),
        Act(KEEP_STAFF, mark("Look after staff"), refusal=mark("Only an administrator looks after staff.")),
        Act(CHANGE_PASSWORD, mark("Change one's password")),
        Act(UNLOCK, mark("Unlock the counter")),
        Act(
            CLOSE_DAY,
            mark("Close the day"),
            refusal=mark("Only a supervisor, an auditor or an administrator closes the day."),
        ),
        Act(ERASE, mark("Erase personal data"), refusal=mark("Only an administrator erases personal data.")),
    )
}
OWN_ACCOUNT = frozenset({CHANGE_PASSWORD, UNLOCK})
COUNTER_WORK = OWN_ACCOUNT | {VERIFY, LOOK_UP, OPEN_TICKET, PRINT_SLIP}


class Role(NamedTuple):
    """A role: its code, name (a catalogue key) and the acts it may do."""

    code: str
    label: str
    may: frozenset[str]


ROLES: dict[str, Role] = {
    row.code: row
    for row in (
        Role("clerk", mark("Clerk"), COUNTER_WORK),
        Role("supervisor", mark("Supervisor"), COUNTER_WORK | {IMPORT, CLOSE_DAY}),
        Role("auditor", mark("Auditor"), OWN_ACCOUNT | {READ_AUDIT, CLOSE_DAY}),
        Role("admin", mark("Administrator"), COUNTER_WORK | {IMPORT, KEEP_STAFF, CLOSE_DAY, ERASE}),
    )
}


def may(role: str, act: str) -> bool:
    """Whether the role may do the act; an unknown role may do nothing."""
    return role in ROLES and act in ROLES[role].may


def can(role: str, act: str, verified: bool = True) -> str | None:
    """Why the role cannot do the act now (a catalogue key), or None: it can.

    ``verified``: whether a customer's document is verified in the present visit.
    """
    if not may(role, act):
        return ACTS[act].refusal if act in ACTS else NOT_YOURS
    if not verified and ACTS[act].needs_verified:
        return VERIFY_FIRST
    return None
