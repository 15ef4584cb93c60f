"""T36: whoever may no more is refused by the next call, whatever it is; every refusal is on the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.audit_record import AuditRow
from counter_app.domain import roles
from counter_app.domain.staff import ServerRoom
from counter_app.errors import CounterError, NotAllowed, SessionOver, VisitOver
from counter_app.service import admission
from tests.builders.audit_rows import recorded
from tests.builders.calls import ALWAYS_ALLOWED, CALLS, NEEDS_VERIFIED, WITHOUT_CUSTOMER, Call, use_cases
from tests.builders.desk import PASSWORD, Desk

ROOM = ServerRoom()


def closed(desk: Desk) -> None:
    desk.counter.clerks.disable(ROOM, "3107")


def made_auditor(desk: Desk) -> None:
    desk.counter.clerks.give_role(ROOM, "3107", "auditor")


def password_reset(desk: Desk) -> None:
    desk.counter.clerks.reset_password(ROOM, "3107")


def twelve_hours_later(desk: Desk) -> None:
    desk.clock.forward(hours=12)


def signed_in_elsewhere(desk: Desk) -> None:
    desk.counter.staff.sign_in("3107", PASSWORD)


def signed_out(desk: Desk) -> None:
    desk.counter.staff.sign_out(desk.session)


def session_made_up(desk: Desk) -> None:
    desk.session = replace(desk.session, session_id="0" * 32)


def another_counters_session(desk: Desk) -> None:
    desk.session = replace(desk.session, counter="somewhere else")


CHANGES: dict[Callable[[Desk], None], tuple[type[NotAllowed], str]] = {
    closed: (SessionOver, "Your account is closed."),
    made_auditor: (NotAllowed, "Your role does not allow this."),
    password_reset: (SessionOver, "Your password was changed."),
    twelve_hours_later: (SessionOver, "You have been signed in for 12 hours."),
    signed_in_elsewhere: (SessionOver, "You signed in at another counter"),
    signed_out: (SessionOver, "You are no longer signed in."),
    session_made_up: (SessionOver, "You are no longer signed in."),
    another_counters_session: (SessionOver, "You are no longer signed in."),
}


def denials(desk: Desk) -> list[AuditRow]:
    return [row for row in recorded(desk.counter) if row.outcome == "denied"]


def test_no_use_case_is_left_out(desk: Desk) -> None:
    """A new one needs its row in tests/builders/calls.py: there it is tried by clerks who may no more."""
    everything = {name for name in use_cases(desk.counter) if name.split(".")[0] not in WITHOUT_CUSTOMER}
    assert everything == {*CALLS, *ALWAYS_ALLOWED}


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_next_call_is_refused_and_on_the_record(
    busy: Desk, tmp_path: Path, change: Callable[[Desk], None], figures: Callable[..., None]
) -> None:
    change(busy)
    kind, words = CHANGES[change]
    before = len(denials(busy))
    for call in CALLS.values():
        with pytest.raises(kind) as refused:
            call(busy, tmp_path)
        assert str(refused.value).startswith(words)
    rows = denials(busy)[before:]
    assert len(rows) == len(CALLS)
    assert {row.action for row in rows} <= set(roles.ACTS)
    assert not busy.printer.sent
    assert not list(tmp_path.glob("*.pdf"))
    if change is closed:
        figures("T36", engine=busy.counter.settings.database_url[:6], changes=len(CHANGES), use_cases=len(CALLS))


@pytest.mark.parametrize("call", NEEDS_VERIFIED, ids=lambda call: call.__name__)
def test_what_needs_a_document_is_refused_without_one(busy: Desk, tmp_path: Path, call: Call) -> None:
    busy.next_customer()
    with pytest.raises(NotAllowed, match="Verify the customer's document first"):
        call(busy, tmp_path)
    row = denials(busy)[-1]
    assert (row.reason_code, row.visit_id) == ("not_verified", busy.visit)


def test_a_visit_that_is_over_or_another_clerks_is_refused_and_recorded(busy: Desk, tmp_path: Path) -> None:
    mine, busy.visit = busy.visit, "f" * 32
    with pytest.raises(VisitOver):
        busy.find("13800136621")
    busy.visit = mine
    busy.clock.forward(minutes=11)
    with pytest.raises(VisitOver):
        busy.find("13800136621")
    assert [(row.action, row.reason_code, row.visit_id) for row in denials(busy)] == [
        ("look_up", "visit_over", "f" * 32), ("look_up", "visit_over", mine)
    ]  # fmt: skip


def test_an_attempt_at_anothers_ticket_is_on_the_record(busy: Desk) -> None:
    with pytest.raises(NotAllowed):
        busy.counter.looking_up.open_ticket(busy.session, busy.visit, 2)
    row = denials(busy)[-1]
    assert (row.action, row.reason_code, row.visit_id) == ("open_ticket", "not_allowed", busy.visit)


def test_button_and_service_ask_one_table(busy: Desk, tmp_path: Path) -> None:
    for role in roles.ROLES:
        busy.counter.clerks.give_role(ROOM, "3107", role)
        shown = replace(busy.session, role=role)
        assert busy.counter.staff.can(shown, roles.OPEN_TICKET) == admission.can(shown, roles.OPEN_TICKET)
        try:
            busy.counter.looking_up.open_ticket(busy.session, busy.visit, 1)
            said = None
        except CounterError as error:
            said = error.text
        assert said == busy.counter.staff.can(shown, roles.OPEN_TICKET)
