"""``main.py retention``: off unless somebody says after how long."""

from __future__ import annotations

from datetime import timedelta

from tests.builders.desk import START, ticket
from tests.counter_app.commands.conftest import Shell


def test_nothing_is_erased_unless_command_or_settings_say_so(shell: Shell) -> None:
    closed = START - timedelta(days=400)
    shell.counter.importing.take("test", (ticket(status="completed", opened_at=closed, completed_at=closed, expected_at=None),))
    said = shell.run("retention")
    assert (said.code, "keep_days" in said.complaint) == (2, True)
    assert shell.run("retention", "--days", "100000").out.startswith("Erased: 0 tickets")
    (shell.folder / "settings.toml").write_text("keep_days = 180\n", "utf-8")
    assert shell.run("retention").out == "Erased: 1 tickets, 0 customers of whom nothing else is kept, 0 remarks on record.\n"
