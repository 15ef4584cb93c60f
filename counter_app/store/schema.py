"""The schema's version: read without touching the store, brought up to date, or refused."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool

from counter_app.errors import StoreRefused
from counter_app.store.engine import WRITES
from counter_app.texts import mark

HEAD = "0001"
KNOWN = ("", "0001")
"""Every version this program can start from; "" is an empty store."""
UPGRADE_LOCK = 720_310_705
"""The PostgreSQL advisory lock that lets one counter upgrade at a time."""


def bring_up_to_date(engine: Engine) -> None:
    """Make or upgrade the schema where needed. A SQLite file is copied first.

    Raises: StoreRefused for a newer schema or a database of something else: it is left untouched.
    """
    if found_version(engine) == HEAD:
        return
    if engine.dialect.name == "sqlite":
        _keep_copy(engine)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT set_config('statement_timeout', '0', true)"))
            connection.execute(text("SELECT set_config('lock_timeout', '30s', true)"))
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK})
        if _version(connection) != HEAD:
            _upgrade(connection)


def found_version(engine: Engine) -> str:
    """The version found by looking only ("": an empty store); SQLite files are opened read-only for it.

    Raises: StoreRefused for a newer schema or a database of something else.
    """
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection:
            return _version(connection)
    path = Path(str(engine.url.database))
    if not path.exists() or path.stat().st_size == 0:
        return ""
    looking = create_engine(f"sqlite:///file:{_quoted(path)}?mode=ro&uri=true", poolclass=NullPool)
    try:
        with looking.connect() as connection:
            return _version(connection)
    except OperationalError:
        raise  # locked or not readable now: that says nothing of what it is
    except DatabaseError:
        raise StoreRefused(mark("The file {file} is not a store of this program."), file=path.name) from None
    finally:
        looking.dispose()


def _quoted(path: Path) -> str:
    return str(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _version(connection: Connection) -> str:
    tables = inspect(connection).get_table_names()
    if "alembic_version" not in tables:
        if tables:
            raise StoreRefused(mark("The database holds tables of another program."))
        return ""
    version = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
    if not version and len(tables) > 1:
        raise StoreRefused(mark("The database holds tables of another program."))
    if version not in KNOWN:
        raise StoreRefused(
            mark("The store was made by a newer version ({found}); this program knows {known}. Please update it."),
            found=version,
            known=HEAD,
        )
    return version


def _keep_copy(engine: Engine) -> None:
    path = Path(str(engine.url.database))
    if path.exists() and path.stat().st_size:
        shutil.copy2(path, path.with_suffix(f".before-{HEAD}-{datetime.now(UTC):%Y%m%d%H%M%S}.db"))


def _upgrade(connection: Connection) -> None:
    from alembic import command  # imported only to upgrade: it costs a tenth of a second
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)
