"""``main.py clerks``: the server room looks after staff."""

from __future__ import annotations

import json
import re

import pytest

from tests.builders.audit_rows import recorded
from tests.builders.desk import PASSWORD
from tests.counter_app.commands.conftest import Shell


def test_the_server_room_opens_an_account_whose_password_is_said_once(shell: Shell) -> None:
    said = shell.run("clerks", "add", "4001", "周敏", "supervisor")
    found = re.search(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}", said.out)
    assert (said.code, found is not None) == (0, True)
    session = shell.counter.staff.sign_in("4001", found.group())
    assert (session.role, session.must_change_password) == ("supervisor", True)
    assert found.group() not in shell.run("clerks", "list").out


def test_every_act_of_the_server_room_is_recorded_as_the_systems(shell: Shell) -> None:
    for act in (("disable", "3107"), ("enable", "3107"), ("role", "3107", "auditor"), ("reset-password", "3107"), ("list",)):
        assert shell.run("clerks", *act).code == 0
    rows = [row for row in recorded(shell.counter) if row.actor_id == "system"]
    assert [row.action for row in rows][-5:] == [
        "clerk_disabled", "clerk_enabled", "clerk_role", "password_reset", "clerks_listed"
    ]  # fmt: skip
    assert {row.chain for row in rows} == {"system"}
    assert PASSWORD not in str(rows)


def test_the_list_tells_number_name_role_and_state(shell: Shell) -> None:
    shell.run("clerks", "disable", "3107")
    shell.run("clerks", "reset-password", "9001")
    said = shell.run("clerks", "list")
    assert said.out == "3107\t李敏\tClerk\tclosed\n9001\t赵主任\tAdministrator\thas not yet chosen a password\n"
    rows = json.loads(shell.run("clerks", "list", "--json").out)
    assert rows[0] == {"number": "3107", "name": "李敏", "role": "clerk", "state": "closed"}


def test_a_shorter_password_rule_is_shown_as_a_deviation(shell: Shell) -> None:
    (shell.folder / "settings.toml").write_text("shortest_password = 10\n", "utf-8")
    assert "Deviation: passwords may be as short as 10 characters" in shell.run("clerks", "list").out
    (shell.folder / "settings.toml").write_text("shortest_password = 7\n", "utf-8")
    said = shell.run("clerks", "list")
    assert (said.code, "whole number, 8 or more" in said.complaint) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [("disable", "7777"), ("role", "3107", "boss"), ("add", "3107", "周", "clerk"), ("disable", "9001"), ("role", "9001", "clerk")],
    ids=" ".join,
)
def test_what_cannot_be_done_is_said_and_changes_nothing(shell: Shell, arguments: tuple[str, ...]) -> None:
    before = shell.run("clerks", "list").out
    said = shell.run("clerks", *arguments)
    assert (said.code, said.out, said.complaint.count("\n")) == (2, "", 1)
    assert shell.run("clerks", "list").out == before
