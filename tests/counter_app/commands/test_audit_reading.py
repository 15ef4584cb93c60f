"""``main.py audit read``: questions to the record from the server room."""

from __future__ import annotations

import argparse
import json

import pytest

from counter_app.commands import audit_reading
from tests.builders.desk import PASSWORD, WANG, person, settings_of, shown, ticket
from tests.counter_app.commands.conftest import Shell

NOTHING = {"clerk": "", "counter": "", "day": "", "ticket": "", "customer": False, "refused": False, "json": True}


@pytest.fixture
def visited(shell: Shell) -> Shell:
    """A store on which clerk 3107 opened Wang's ticket."""
    counter = shell.counter
    counter.importing.take("test", (person("P1", WANG, "13800136621"), ticket()))
    session = counter.staff.sign_in("3107", PASSWORD)
    visit = counter.visits.open(session)
    counter.visits.verify(session, visit, shown(WANG), "typed")
    counter.looking_up.open_ticket(session, visit, 1)
    return shell


def test_the_record_is_read_line_by_line_and_the_reading_recorded(visited: Shell) -> None:
    said = visited.run("audit", "read", "--clerk", "3107")
    lines = [line.split("\t") for line in said.out.splitlines()]
    assert [cells[3] for cells in lines] == ["open_ticket", "verify", "visit_open", "sign_in"]
    assert lines[0][6] == "GD2603090472"
    rows = [json.loads(line) for line in visited.run("audit", "read", "--clerk", "system", "--json").out.splitlines()]
    assert "read_audit" in {row["action"] for row in rows}
    assert WANG not in said.out


def test_a_customer_is_asked_for_by_her_document_at_the_prompt(
    visited: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    told = argparse.Namespace(**{**NOTHING, "customer": True})
    audit_reading.run(settings_of(visited.url, visited.folder), told, lambda _prompt: WANG)
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["action"] for row in rows} == {"visit_open", "verify", "open_ticket"}


@pytest.mark.parametrize("arguments", [("--day", "18.3."), ("--clerk", "7777"), ("--ticket", "GD0000000000")], ids=" ".join)
def test_a_question_that_cannot_be_answered_is_said(visited: Shell, arguments: tuple[str, ...]) -> None:
    said = visited.run("audit", "read", *arguments)
    assert (said.code, said.out, said.complaint.count("\n")) == (2, "", 1)
