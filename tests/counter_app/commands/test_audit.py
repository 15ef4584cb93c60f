"""``main.py audit``: verified, taken down, answered for."""

from __future__ import annotations

import json
import re
import stat

import pytest
from sqlalchemy import create_engine, text

from tests.builders.audit_rows import without_guards
from tests.builders.desk import PASSWORD
from tests.counter_app.commands.conftest import Shell


def tampered(shell: Shell, *statements: str) -> None:
    engine = create_engine(shell.url)
    without_guards(engine)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_a_whole_record_is_said_to_be_whole(shell: Shell) -> None:
    said = shell.run("audit", "verify")
    assert (said.code, said.out) == (0, "The audit chain is whole: 2 rows in 1 chains.\n")
    assert json.loads(shell.run("audit", "verify", "--json").out) == {"ok": True, "rows": 2, "chains": 1, "bad": None}


def test_the_first_bad_row_and_its_kind_are_named(shell: Shell) -> None:
    tampered(shell, "UPDATE audit SET role = 'admin' WHERE chain = 'system' AND seq = 2")
    said = shell.run("audit", "verify")
    assert (said.code, said.out) == (1, "The audit chain is broken: chain system, row 2 (it was changed).\n")
    told = json.loads(shell.run("audit", "verify", "--json").out)
    assert told["bad"] == {"chain": "system", "seq": 2, "kind": "changed"}


def test_a_checkpoint_is_written_once_and_compared_with(shell: Shell) -> None:
    path = shell.folder / "day.json"
    said = shell.run("audit", "checkpoint", "--out", str(path))
    code = re.search(r"[0-9A-F]{4}( [0-9A-F]{4}){3}", said.out)
    assert (said.code, code is not None, stat.S_IMODE(path.stat().st_mode)) == (0, True, 0o600)
    assert shell.run("audit", "checkpoint", "--out", str(path)).code == 2
    shell.counter.staff.sign_in("3107", PASSWORD)
    assert shell.run("audit", "verify", "--checkpoint", str(path), "--code", code.group()).code == 0
    said = shell.run("audit", "verify", "--code", "0000 1111 2222 3333")
    assert (said.code, "checkpoint" in said.out) == (1, True)
    assert shell.run("audit", "verify", "--checkpoint", str(shell.folder / "settings.toml")).code == 2


def test_data_set_back_are_refused_looked_into_and_answered_for(shell: Shell) -> None:
    shell.counter.staff.sign_in("3107", PASSWORD)
    shell.counter.close()
    tampered(shell, "DELETE FROM audit WHERE chain <> 'system'", "DELETE FROM audit_head WHERE chain <> 'system'")
    refused = shell.run("clerks", "list")
    assert (refused.code, "set back or cut" in refused.complaint) == (2, True)
    said = shell.run("audit", "verify", "--json")
    assert (said.code, json.loads(said.out)["bad"]["kind"]) == (1, "set_back")
    assert "row 1 and perhaps some before it are lost" in shell.run("audit", "accept-set-back").out
    assert shell.run("audit", "verify").code == 0
    assert shell.run("clerks", "list").code == 0
    assert "everything that this counter remembers" in shell.run("audit", "accept-set-back").out


def test_a_text_that_is_not_there_cannot_be_erased(shell: Shell) -> None:
    said = shell.run("audit", "erase-text", "system", "1")
    assert (said.code, said.complaint) == (2, "There is no text beside this row.\n")


@pytest.mark.parametrize("arguments", [(), ("checkpoint",), ("verify", "--out", "x"), ("erase-text", "system", "one")])
def test_a_command_that_is_not_one_is_refused(shell: Shell, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        shell.run("audit", *arguments)
