"""The shared store: opened once, then one transaction per ``with`` block."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from counter_app.errors import NotRecorded, StoreAway, StoreRefused
from counter_app.ports import Clock, KeyKeeper, Keys
from counter_app.store import audit
from counter_app.store.arrival_rows import TicketRows
from counter_app.store.deadline import PATIENCE_S, within
from counter_app.store.engine import WRITES, make_store_engine
from counter_app.store.party_rows import PartyRows
from counter_app.store.print_rows import ImportRows, PrintRows
from counter_app.store.schema import bring_up_to_date, found_version
from counter_app.store.staff_rows import ClerkRows
from counter_app.store.tables import clerk, counter, store_info, ticket
from counter_app.store.visit_rows import Visits
from counter_app.texts import mark
from counter_app.work import Actor, AuditEntry

AWAY = mark("The ticket data cannot be reached now.")


@dataclass(frozen=True)
class Work:
    """Implements ``work.Work``: one transaction of one actor."""

    connection: Connection
    keys: Keys
    who: Actor
    now: datetime
    zone: str

    @cached_property
    def clerks(self) -> ClerkRows:
        """Clerks and their sessions."""
        return ClerkRows(self.connection, self.now)

    @cached_property
    def visits(self) -> Visits:
        """Visits."""
        return Visits(self.connection, self.now)

    @cached_property
    def parties(self) -> PartyRows:
        """Parties, documents, holdings."""
        return PartyRows(self.connection, self.now)

    @cached_property
    def tickets(self) -> TicketRows:
        """Tickets."""
        return TicketRows(self.connection, self.now, self.zone)

    @cached_property
    def prints(self) -> PrintRows:
        """Prints of slips."""
        return PrintRows(self.connection, self.now)

    @cached_property
    def imports(self) -> ImportRows:
        """Files taken in."""
        return ImportRows(self.connection, self.now)

    @cached_property
    def audit(self) -> audit.ChainReader:
        """The audit chains, read."""
        return audit.ChainReader(self.connection)

    def record(self, entry: AuditEntry) -> None:
        """Append to the actor's audit chain. Raises: NotRecorded."""
        audit.append(self.connection, self.keys, self.who, entry, self.now)

    def note_counter(self, hall: str, number: str) -> None:
        """Keep that this counter has worked on the store."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        seen = {"hall": hall, "number": number, "seen_at": self.now}
        made = dialect.insert(counter).values(name=self.who.counter, **seen)
        self.connection.execute(made.on_conflict_do_update(index_elements=["name"], set_=seen))


class SqlStore:
    """Implements ``work.Store`` on SQLite or PostgreSQL."""

    def __init__(self, engine: Engine, keys: Keys, clock: Clock, zone: str, store_id: str) -> None:
        self._engine = engine
        self._keys = keys
        self._clock = clock
        self._zone = zone
        self._id = store_id
        self.server_time = engine.dialect.name == "postgresql"
        """Whether ``now`` is the server's; a fixed clock (the tour) switches it off."""
        self.patience_s = PATIENCE_S
        """How long a transaction may take on PostgreSQL before its connection is given up, in seconds."""

    @property
    def keys(self) -> Keys:
        """The store's keys on this counter."""
        return self._keys

    @property
    def tag(self) -> str:
        """Six characters that tell this store's slips from another's."""
        return self._id[:6].upper()

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A read transaction. Raises: StoreAway."""
        with _away_is_said(), self._begun(writes=False) as (connection, now):
            yield Work(connection, self._keys, Actor("", "", ""), now, self._zone)

    @contextmanager
    def writing(self, who: Actor) -> Iterator[Work]:
        """A write transaction. Raises: StoreAway, NotRecorded."""
        with _away_is_said(), self._begun(writes=True) as (connection, now):
            yield Work(connection, self._keys, who, now, self._zone)

    @contextmanager
    def _begun(self, writes: bool) -> Iterator[tuple[Connection, datetime]]:
        """A transaction that has begun, and its time. A connection lost since its last use is replaced once."""
        with ExitStack() as stack:
            try:
                connection, now = self._first_word(stack, writes)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                connection, now = self._first_word(stack, writes)
            yield connection, now

    def _first_word(self, stack: ExitStack, writes: bool) -> tuple[Connection, datetime]:
        """Take a connection, begin, ask for the time: the first thing that a lost connection fails at."""
        with ExitStack() as attempt:
            bare = attempt.enter_context(self._engine.connect())
            connection = bare.execution_options(**{WRITES: writes})
            attempt.enter_context(within(connection, self.patience_s))
            attempt.enter_context(connection.begin())
            asked = select(func.clock_timestamp())
            now = connection.execute(asked).scalar_one() if self.server_time else self._clock.now()
            stack.push(attempt.pop_all())
        return connection, now.astimezone(UTC)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()


@contextmanager
def _away_is_said() -> Iterator[None]:
    """Turn lost connections, locks and full disks into words; anything else is a bug and stays one."""
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout) as error:
        raise StoreAway(AWAY) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise StoreAway(AWAY) from error
        raise
    except NotRecorded as error:
        if isinstance(error.__cause__, OperationalError) and error.__cause__.connection_invalidated:
            raise StoreAway(AWAY) from error
        raise


def open_store(url: str, keeper: KeyKeeper, clock: Clock, zone: str, new_id: str = "") -> SqlStore:
    """Open the store, made or upgraded where needed; ``new_id`` names a new one (random if empty).

    Raises: StoreAway, StoreRefused (newer schema, another program's database, another store's keys).
    """
    engine = make_store_engine(url)
    try:
        with _away_is_said():
            bring_up_to_date(engine)
            store_id, keys = _identified(engine, keeper, clock, new_id or uuid.uuid4().hex)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, keys, clock, zone, store_id)


def holds_nothing(url: str) -> bool:
    """Whether the database is empty: no schema yet, or no staff and no tickets. Looks only. Raises: as open_store."""
    engine = make_store_engine(url)
    try:
        with _away_is_said():
            if not found_version(engine):
                return True
            with engine.connect() as connection:
                held = (select(func.count()).select_from(table) for table in (clerk, ticket))
                return not any(connection.execute(count).scalar_one() for count in held)
    finally:
        engine.dispose()


def _identified(engine: Engine, keeper: KeyKeeper, clock: Clock, new_id: str) -> tuple[str, Keys]:
    with engine.connect() as connection, connection.begin():
        found = connection.execute(select(store_info)).one_or_none()
    if found is None:
        return _founded(engine, keeper, clock, new_id)
    keys = keeper.get(found.store_id)
    if keys.checks() != (found.identity_check, found.audit_check):
        raise StoreRefused(mark("This counter has another store's keys. Nothing was read or changed."))
    return str(found.store_id), keys


def _founded(engine: Engine, keeper: KeyKeeper, clock: Clock, store_id: str) -> tuple[str, Keys]:
    """Give a new store its identity and keys; of two counters that try at once, one does."""
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE store_info IN EXCLUSIVE MODE")
        if connection.execute(select(store_info)).one_or_none() is None:
            keys = keeper.make(store_id)
            identity, sealed = keys.checks()
            values = {"store_id": store_id, "identity_check": identity, "audit_check": sealed}
            connection.execute(insert(store_info).values(only=1, made_at=clock.now(), **values))
            return store_id, keys
    return _identified(engine, keeper, clock, store_id)
