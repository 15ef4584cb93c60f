"""The table of acts and roles."""

from __future__ import annotations

import pytest

from counter_app.domain import roles

EXPECTED = {
    "clerk": {"verify", "look_up", "open_ticket", "print_slip", "change_password", "unlock"},
    "supervisor": {"verify", "look_up", "open_ticket", "print_slip", "change_password", "unlock", "import", "close_day"},
    "auditor": {"change_password", "unlock", "read_audit", "close_day"},
    "admin": {"verify", "look_up", "open_ticket", "print_slip", "change_password", "unlock", "import", "close_day", "keep_staff", "erase"},
}  # fmt: skip


def test_every_act_a_role_may_do_is_registered_once() -> None:
    assert set().union(*(role.may for role in roles.ROLES.values())) <= set(roles.ACTS)
    assert {role for role, row in roles.ROLES.items() if row.code == role} == set(roles.ROLES)


@pytest.mark.parametrize("role", EXPECTED)
def test_each_role_may_do_exactly_what_is_written_for_it(role: str) -> None:
    assert {act for act in roles.ACTS if roles.can(role, act) is None} >= EXPECTED[role]
    for act in EXPECTED[role]:
        needs = roles.ACTS[act].needs_verified
        assert roles.can(role, act, verified=False) == (roles.VERIFY_FIRST if needs else None)


def test_nobody_and_nothing_unknown_is_let_through() -> None:
    for role in ("", "boss", "system"):
        assert all(roles.can(role, act) for act in roles.ACTS)
    assert all(roles.can(role, "no such act") for role in roles.ROLES)


def test_auditor_and_administrator_are_apart() -> None:
    assert roles.can("admin", roles.READ_AUDIT)
    assert roles.can("auditor", roles.KEEP_STAFF)
    assert roles.can("auditor", roles.LOOK_UP)
