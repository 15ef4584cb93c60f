"""``main.py keys``: a second counter is enrolled, another store's keys are refused, the audit key is changed."""

from __future__ import annotations

import argparse
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counter_app.commands import keys
from counter_app.errors import BadInput, StoreRefused, UnreadableFile
from counter_app.settings import Settings
from tests.builders.audit_rows import recorded
from tests.builders.desk import PASSWORD, PaperPrinter, TestClock, open_counter, settings_of
from tests.counter_app.commands.conftest import Shell

PHRASE = "the keys go by hand"


def typed(*answers: str) -> Callable[[str], str]:
    """Whoever types these answers at the prompts."""
    waiting = list(answers)
    return lambda _prompt: waiting.pop(0)


def run(settings: Settings, told: argparse.Namespace, ask: Callable[[str], str]) -> int:
    """The command, with a passphrase that costs little to try."""
    return keys.run(settings, told, ask, memory_kib=64)


def told(act: str, file: Path | None = None) -> argparse.Namespace:
    return argparse.Namespace(act=act, file=file)


@pytest.fixture
def here(shell: Shell) -> Settings:
    """The settings of the counter that has the keys."""
    return settings_of(shell.url, shell.folder)


@pytest.fixture
def there(here: Settings, tmp_path: Path) -> Settings:
    """Those of a second counter of the same store, without keys."""
    return replace(here, data_dir=tmp_path / "second")


def test_a_second_counter_is_enrolled_with_a_file_and_its_phrase(
    shell: Shell, here: Settings, there: Settings, tmp_path: Path
) -> None:
    with pytest.raises(StoreRefused, match="does not have this store's keys"):
        open_counter(there.database_url, there.data_dir, TestClock(), PaperPrinter())
    path = tmp_path / "keys.json"
    assert run(here, told("export", path), typed(PHRASE, PHRASE)) == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert run(there, told("import", path), typed(PHRASE)) == 0
    second = open_counter(there.database_url, there.data_dir, TestClock(), PaperPrinter(), "4")
    assert second.staff.sign_in("3107", PASSWORD)
    assert {"keys_exported", "keys_imported"} <= {row.action for row in recorded(second)}
    assert second.auditing.verify().ok
    second.close()


@pytest.mark.parametrize(
    ("answers", "words"),
    [(("short", "short"), "at least"), ((PHRASE, PHRASE + "x"), "differ"), (("password password", "password password"), "Many people")],
)
def test_a_poor_or_mistyped_phrase_writes_no_file(
    here: Settings, tmp_path: Path, answers: tuple[str, str], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        run(here, told("export", tmp_path / "keys.json"), typed(*answers))
    assert not (tmp_path / "keys.json").exists()


def test_a_file_that_is_there_already_stays_as_it_is(here: Settings, tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("mine", "ascii")
    with pytest.raises(BadInput, match="there already"):
        run(here, told("export", tmp_path / "keys.json"), typed(PHRASE, PHRASE))
    assert (tmp_path / "keys.json").read_text("ascii") == "mine"


def test_another_stores_keys_and_a_wrong_phrase_change_nothing(here: Settings, there: Settings, tmp_path: Path) -> None:
    other = Settings(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "other", keyring=False)
    open_counter(other.database_url, other.data_dir, TestClock(), PaperPrinter()).close()
    run(other, told("export", tmp_path / "theirs.json"), typed(PHRASE, PHRASE))
    run(here, told("export", tmp_path / "ours.json"), typed(PHRASE, PHRASE))
    with pytest.raises(BadInput, match="another store's keys"):
        run(there, told("import", tmp_path / "theirs.json"), typed(PHRASE))
    with pytest.raises(BadInput, match="passphrase is not right"):
        run(there, told("import", tmp_path / "ours.json"), typed(PHRASE + "s"))
    with pytest.raises(UnreadableFile):
        run(there, told("import", tmp_path / "none.json"), typed(PHRASE))
    assert not (there.data_dir / "keys").exists()


def test_after_a_change_of_the_audit_key_an_older_file_no_longer_serves(
    shell: Shell, here: Settings, there: Settings, tmp_path: Path
) -> None:
    run(here, told("export", tmp_path / "old.json"), typed(PHRASE, PHRASE))
    said = shell.run("keys", "rotate-audit")
    assert (said.code, "Export the keys again" in said.out) == (0, True)
    with pytest.raises(BadInput, match="older than the last change"):
        run(there, told("import", tmp_path / "old.json"), typed(PHRASE))
    run(here, told("export", tmp_path / "new.json"), typed(PHRASE, PHRASE))
    assert run(there, told("import", tmp_path / "new.json"), typed(PHRASE)) == 0
    assert shell.run("audit", "verify").code == 0


def test_there_is_nothing_to_import_into_where_no_store_is(tmp_path: Path) -> None:
    nowhere = Settings(f"sqlite:///{tmp_path / 'none.db'}", tmp_path, keyring=False)
    with pytest.raises(StoreRefused, match="no store yet"):
        run(nowhere, told("import", tmp_path / "keys.json"), typed(PHRASE))
