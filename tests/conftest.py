"""What every test stands on: nothing of this user's own in reach, an offscreen screen, a store on either engine."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.servers import PostgresServer, start_postgres

NIGHTLY_PATIENCE_S = 3600
FIGURES = pytest.StashKey[list[str]]()
HOME = Path(tempfile.mkdtemp(prefix="counter-home-"))
FOLDERS = {
    "HOME": "",
    "XDG_DATA_HOME": "data",
    "XDG_CONFIG_HOME": "config",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "runtime",
    "APPDATA": "roaming",
    "LOCALAPPDATA": "local",
}
FIXED = {
    "QT_QPA_PLATFORM": "offscreen",
    "LC_ALL": "C.UTF-8",
    "COUNTER_KEYRING": "0",
    "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
}
NO_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><cachedir prefix="xdg">fontconfig</cachedir></fontconfig>
"""
UNWANTED = ("COUNTER_", "QT_", "PG", "LANGUAGE", "DBUS_SESSION_BUS_ADDRESS")


def isolate() -> None:
    """Give this process and all it starts a home of its own: no data folder, key store, desktop or server of the user."""
    for name in [name for name in os.environ if name.startswith(UNWANTED)]:
        del os.environ[name]
    for name, folder in FOLDERS.items():
        place = HOME / folder
        place.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(place)
    os.environ.update(FIXED)
    (HOME / "fonts.conf").write_text(NO_FONTS, "utf-8")
    os.environ["FONTCONFIG_FILE"] = str(HOME / "fonts.conf")  # a machine without fonts: only the bundled ones are there


isolate()  # before Qt or platformdirs look at the environment

settings.register_profile(  # the gate gives one answer for one state of the code; the search for new failures is nightly
    "commit", max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "nightly", max_examples=3000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)


def pytest_configure(config: pytest.Config) -> None:
    """``-m nightly`` brings the long Hypothesis profile with it."""
    settings.load_profile("nightly" if config.option.markexpr == "nightly" else "commit")


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    shutil.rmtree(HOME, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A nightly test may take an hour unless it says otherwise."""
    for item in items:
        if item.get_closest_marker("nightly") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(NIGHTLY_PATIENCE_S))


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> Callable[..., None]:
    """``figures("T51", mutations=2000, found=2000)``: figures that the run prints at its end, one line a test."""

    def note(name: str, **values: object) -> None:
        said = ", ".join(f"{what.replace('_', ' ')} {value}" for what, value in values.items())
        request.config.stash.setdefault(FIGURES, []).append(f"{name}: {said}")

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The figures that tests measured."""
    lines = config.stash.get(FIGURES, [])
    if lines:
        terminalreporter.section("figures", sep="-")
        for line in sorted(lines):
            terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server all tests of a run share. If it cannot start, its tests fail: there is no skipping an engine."""
    server = start_postgres()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """The engine a store test runs on: everything that takes it runs on both."""
    return str(request.param)


@pytest.fixture
def store_url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database of this test's own, on each engine."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'counter.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.database() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where built SQLite stores wait to be copied."""
    return tmp_path_factory.mktemp("templates")


StoreOf = Callable[[str, Callable[[str], None]], str]


@pytest.fixture
def store_of(
    engine_name: str, request: pytest.FixtureRequest, tmp_path: Path, sqlite_templates: Path
) -> Iterator[StoreOf]:
    """``store_of(name, build)``: the URL of this test's own copy of the store that ``build(url)`` made, on each engine.

    ``build`` runs once a session for a name and engine, and closes every connection it opens.
    """
    if engine_name == "sqlite":
        numbers = itertools.count(1)
        yield lambda name, build: _sqlite_copy(
            sqlite_templates / f"{name}.db", build, tmp_path / f"{name}-{next(numbers)}.db"
        )
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with contextlib.ExitStack() as kept:
        yield lambda name, build: kept.enter_context(server.database(server.template(name, build)))


@pytest.fixture
def fill(
    engine_name: str, request: pytest.FixtureRequest, store_url: str, sqlite_templates: Path
) -> Callable[[str, Callable[[str], None]], None]:
    """``fill(name, build)``: put a copy of the store that ``build(url)`` made where ``store_url`` points to.

    As with ``store_of``, ``build`` runs once a session for a name and engine, and closes every connection it opens.
    """

    def put(name: str, build: Callable[[str], None]) -> None:
        if engine_name == "sqlite":
            _sqlite_copy(sqlite_templates / f"{name}.db", build, Path(store_url.removeprefix("sqlite:///")))
            return
        server: PostgresServer = request.getfixturevalue("postgres_server")
        server.refill(store_url, server.template(name, build))

    return put


def _sqlite_copy(template: Path, build: Callable[[str], None], copy: Path) -> str:
    if not template.exists():
        started = template.with_suffix(".building")
        build(f"sqlite:///{started}")
        started.rename(template)
    shutil.copyfile(template, copy)
    return f"sqlite:///{copy}"
