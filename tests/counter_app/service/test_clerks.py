"""Staff accounts: who may look after them, and what becomes of whoever is signed in."""

from __future__ import annotations

import pytest

from counter_app.domain.staff import FIRST, OWN, SPENT, ClerkSession, ServerRoom, StaffMember
from counter_app.errors import BadInput, NotAllowed, SessionOver
from tests.builders.desk import PASSWORD, Desk

ROOM = ServerRoom()
NEW = "another four words here"


@pytest.fixture
def admin(desk: Desk) -> ClerkSession:
    """An administrator, signed in beside the clerk."""
    return desk.counter.staff.sign_in("9001", PASSWORD)


def member(desk: Desk, number: str) -> StaffMember:
    return next(c for c in desk.counter.clerks.staff(ROOM) if c.staff_number == number)


def test_a_new_clerk_chooses_a_password_before_anything_else(desk: Desk, admin: ClerkSession) -> None:
    given = desk.counter.clerks.add(admin, " 4001 ", "周敏", "clerk")
    assert (given.staff_number, given.password in repr(given)) == ("4001", False)
    session = desk.counter.staff.sign_in("4001", given.password)
    assert session.must_change_password
    assert desk.counter.staff.can(session, "look_up") == "Please choose a password of your own first."
    with pytest.raises(NotAllowed, match="password of your own"):
        desk.counter.visits.open(session)
    session = desk.counter.staff.change_password(session, given.password, NEW)
    assert not session.must_change_password
    assert desk.counter.visits.open(session)
    assert not desk.counter.staff.sign_in("4001", NEW).must_change_password


def test_a_first_password_is_good_for_one_sign_in(desk: Desk, admin: ClerkSession) -> None:
    given = desk.counter.clerks.add(admin, "4001", "周敏", "clerk")
    assert member(desk, "4001").password_state == FIRST
    desk.counter.staff.sign_in("4001", given.password)
    assert member(desk, "4001").password_state == SPENT
    with pytest.raises(BadInput):
        desk.counter.staff.sign_in("4001", given.password)
    again = desk.counter.clerks.reset_password(admin, "4001")
    assert again.password != given.password
    assert desk.counter.staff.sign_in("4001", again.password).must_change_password


def test_a_reset_password_signs_its_clerk_out(desk: Desk, admin: ClerkSession) -> None:
    desk.counter.clerks.reset_password(admin, "3107")
    with pytest.raises(SessionOver, match="password was changed"):
        desk.next_customer()
    with pytest.raises(BadInput):
        desk.counter.staff.sign_in("3107", PASSWORD)


@pytest.mark.parametrize(
    ("number", "name", "role", "field"),
    [("3107", "周", "clerk", "staff_number"), ("３１０７", "周", "clerk", "staff_number"), ("40-01", "周", "clerk", "staff_number"),
     ("", "周", "clerk", "staff_number"), ("4001", "", "clerk", "name"), ("4001", "周" * 51, "clerk", "name"),
     ("4001", "周", "boss", "role"), ("4001", "周", "", "role")],
)  # fmt: skip
def test_an_account_with_a_gap_is_refused_at_its_field(
    desk: Desk, admin: ClerkSession, number: str, name: str, role: str, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        desk.counter.clerks.add(admin, number, name, role)
    assert refused.value.field == field
    assert len(desk.counter.clerks.staff(ROOM)) == 2


def test_nobody_but_an_administrator_looks_after_staff(desk: Desk) -> None:
    clerks, mine = desk.counter.clerks, desk.session
    for role in ("clerk", "supervisor", "auditor"):
        clerks.give_role(ROOM, "3107", role)
        for act in (
            lambda: clerks.staff(mine), lambda: clerks.add(mine, "4001", "周", "clerk"), lambda: clerks.disable(mine, "9001"),
            lambda: clerks.enable(mine, "9001"), lambda: clerks.give_role(mine, "3107", "admin"),
            lambda: clerks.reset_password(mine, "9001"),
        ):  # fmt: skip
            with pytest.raises(NotAllowed, match="Only an administrator"):
                act()
    assert [c.role for c in clerks.staff(ROOM)] == ["auditor", "admin"]


def test_an_administrator_cannot_lock_the_store_or_herself_out(desk: Desk, admin: ClerkSession) -> None:
    clerks = desk.counter.clerks
    for act in (lambda: clerks.disable(admin, "9001"), lambda: clerks.give_role(admin, "9001", "clerk")):
        with pytest.raises(NotAllowed, match="another administrator"):
            act()
    for act in (lambda: clerks.disable(ROOM, "9001"), lambda: clerks.give_role(ROOM, "9001", "clerk")):
        with pytest.raises(NotAllowed, match="no administrator left"):
            act()
    assert (member(desk, "9001").role, member(desk, "9001").disabled) == ("admin", False)
    clerks.add(ROOM, "9002", "钱", "admin")
    clerks.disable(ROOM, "9001")
    with pytest.raises(SessionOver, match="account is closed"):
        clerks.staff(admin)


def test_a_number_nobody_has_is_said(desk: Desk, admin: ClerkSession) -> None:
    for act in (desk.counter.clerks.disable, desk.counter.clerks.enable, desk.counter.clerks.reset_password):
        with pytest.raises(BadInput) as refused:
            act(admin, "7777")
        assert refused.value.field == "staff_number"


def test_the_list_of_staff_tells_who_is_signed_in_where(desk: Desk) -> None:
    everybody = {c.staff_number: c for c in desk.counter.clerks.staff(ROOM)}
    assert (everybody["3107"].counter, everybody["9001"].counter) == (desk.session.counter, "")
    assert everybody["3107"].signed_in_at is not None
    assert (everybody["3107"].password_state, everybody["3107"].waits_until) == (OWN, None)


def test_ones_own_password_is_changed_with_the_old_one_and_by_the_rule(desk: Desk) -> None:
    change = desk.counter.staff.change_password
    for old, new, field in (
        ("not the old one", NEW, "password"), (PASSWORD, "short", "new_password"), (PASSWORD, PASSWORD, "new_password"),
        (PASSWORD, "password password", "new_password"),
    ):  # fmt: skip
        with pytest.raises(BadInput) as refused:
            change(desk.session, old, new)
        assert refused.value.field == field
    desk.session = change(desk.session, PASSWORD, NEW)
    desk.next_customer()
    assert desk.counter.staff.sign_in("3107", NEW)
    with pytest.raises(BadInput):
        desk.counter.staff.sign_in("3107", PASSWORD)


def test_guessing_the_old_password_at_an_open_counter_waits_like_any_guessing(desk: Desk) -> None:
    for _ in range(5):
        with pytest.raises(BadInput):
            desk.counter.staff.change_password(desk.session, "a guess at hers", NEW)
    with pytest.raises(BadInput) as refused:
        desk.counter.staff.change_password(desk.session, PASSWORD, NEW)
    assert refused.value.field == "password"
    desk.next_customer()
