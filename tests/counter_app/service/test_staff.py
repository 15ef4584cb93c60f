"""Signing in, and who may not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.domain import roles
from counter_app.domain.staff import Approval, ServerRoom
from counter_app.errors import BadInput, NotAllowed, SessionOver
from counter_app.service import admission
from tests.builders.desk import PASSWORD, Desk, PaperPrinter, TestClock, open_counter


def test_a_new_store_has_no_account_and_takes_one_first_administrator(store_url: str, tmp_path: Path) -> None:
    counter = open_counter(store_url, tmp_path, TestClock(), PaperPrinter())
    assert counter.staff.needs_first_admin()
    counter.staff.make_first_admin(" ａ9001 ", "赵主任", PASSWORD)
    assert not counter.staff.needs_first_admin()
    assert counter.staff.sign_in("A9001", PASSWORD).role == "admin"
    with pytest.raises(NotAllowed):
        counter.staff.make_first_admin("9002", "钱", PASSWORD)
    counter.close()


@pytest.mark.parametrize(
    ("number", "name", "password", "field"),
    [("", "赵", PASSWORD, "staff_number"), ("9 0-01", "赵", PASSWORD, "staff_number"), ("9001", " ", PASSWORD, "name"),
     ("9001", "赵", "fourteen chars", "password"), ("9001", "赵", "9001" * 5, "password"), ("9001", "赵", "x" * 129, "password")],
)  # fmt: skip
def test_a_first_administrator_with_a_gap_is_refused_at_its_field(
    desk: Desk, number: str, name: str, password: str, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        desk.counter.staff.make_first_admin(number, name, password)
    assert refused.value.field == field


def test_every_failure_has_one_text(desk: Desk) -> None:
    texts = set()
    for number, password in (("3107", "wrong"), ("0000", PASSWORD), ("", "")):
        with pytest.raises(BadInput) as refused:
            desk.counter.staff.sign_in(number, password)
        texts.add(refused.value.text)
    assert len(texts) == 1


def test_five_wrong_passwords_lock_the_number_for_fifteen_minutes(desk: Desk) -> None:
    for _ in range(5):
        with pytest.raises(BadInput):
            desk.counter.staff.sign_in("3107", "wrong")
    with pytest.raises(BadInput):
        desk.counter.staff.sign_in("3107", PASSWORD)
    desk.clock.forward(minutes=16)
    assert desk.counter.staff.sign_in("3107", PASSWORD).name == "李敏"


def test_a_second_sign_in_ends_the_first(desk: Desk) -> None:
    desk.next_customer()
    again = desk.counter.staff.sign_in("3107", PASSWORD)
    with pytest.raises(SessionOver):
        desk.find("13800136621")
    desk.counter.staff.sign_out(again)
    with pytest.raises(SessionOver):
        desk.counter.visits.open(again)
    desk.counter.staff.sign_out(again)


def test_a_clerk_unlocks_her_counter_with_her_own_password_only(desk: Desk) -> None:
    desk.counter.staff.unlock(desk.session, PASSWORD)
    for _ in range(5):
        with pytest.raises(BadInput):
            desk.counter.staff.unlock(desk.session, "somebody else's")
    with pytest.raises(BadInput):
        desk.counter.staff.unlock(desk.session, PASSWORD)
    desk.clock.forward(minutes=1)
    desk.counter.staff.unlock(desk.session, PASSWORD)
    desk.counter.staff.sign_out(desk.session)
    with pytest.raises(SessionOver):
        desk.counter.staff.unlock(desk.session, PASSWORD)


def confirmed(desk: Desk, approval: Approval, act: str) -> None:
    with desk.counter.auditing._store.writing(admission.actor(desk.session)) as work:
        admission.approved(work, desk.session, approval, act)


def test_a_second_person_answers_for_an_act_at_this_counter_for_two_minutes(desk: Desk) -> None:
    approve = desk.counter.staff.approve
    approval = approve(desk.session, "9001", PASSWORD, roles.IMPORT)
    confirmed(desk, approval, roles.IMPORT)
    for wrong in (replace(approval, act=roles.ERASE), replace(approval, session_id="0" * 32), replace(approval, staff_number="7777")):
        with pytest.raises(NotAllowed):
            confirmed(desk, wrong, roles.IMPORT)
    desk.clock.forward(seconds=121)
    with pytest.raises(NotAllowed, match="confirmed again"):
        confirmed(desk, approval, roles.IMPORT)


def test_nobody_answers_for_herself_or_for_what_she_may_not_do(desk: Desk) -> None:
    approve, clerks = desk.counter.staff.approve, desk.counter.clerks
    with pytest.raises(NotAllowed, match="Somebody else"):
        approve(desk.session, "9001", PASSWORD, roles.READ_AUDIT)
    clerks.give_role(ServerRoom(), "3107", "admin")
    with pytest.raises(NotAllowed, match="Somebody else"):
        approve(desk.session, "3107", PASSWORD, roles.IMPORT)
    with pytest.raises(BadInput):
        approve(desk.session, "9001", "not her password", roles.IMPORT)
    approval = approve(desk.session, "9001", PASSWORD, roles.IMPORT)
    clerks.give_role(ServerRoom(), "9001", "clerk")
    with pytest.raises(NotAllowed):
        confirmed(desk, approval, roles.IMPORT)
