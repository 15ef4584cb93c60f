"""The shared store: opened once, then one transaction per ``with`` block."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from counter_app.domain.checkpoint import Head
from counter_app.errors import NotAllowed, NotRecorded, StoreAway, StoreRefused
from counter_app.ports import Clock, HeadKeeper, KeyChecks, KeyKeeper, Keys
from counter_app.store import audit
from counter_app.store.action_rows import ActionRows
from counter_app.store.arrival_rows import TicketRows
from counter_app.store.deadline import PATIENCE_S, within
from counter_app.store.engine import WRITES, make_store_engine
from counter_app.store.erasing import Erasing
from counter_app.store.party_rows import PartyRows
from counter_app.store.print_rows import ImportRows, PrintRows
from counter_app.store.schema import bring_up_to_date, found_version
from counter_app.store.staff_rows import ClerkRows
from counter_app.store.tables import audit_key, clerk, counter, store_info, ticket
from counter_app.store.visit_rows import Visits
from counter_app.texts import mark
from counter_app.work import Actor, AuditEntry

AWAY = mark("The ticket data cannot be reached now.")
SET_BACK = mark(
    "The audit record lacks what this counter wrote: row {seq} of {chain}. The data was set back or cut."
    " Nothing is shown before an administrator has looked: main.py audit verify."
)


OTHER_KEYS = mark("This counter has another store's keys. Nothing was read or changed.")


class _Founding(NamedTuple):
    """What a new store is founded with."""

    keeper: KeyKeeper
    clock: Clock
    store_id: str
    memory: HeadKeeper | None


@dataclass(frozen=True)
class Work:
    """Implements ``work.Work``: one transaction of one actor."""

    connection: Connection
    keys: Keys
    who: Actor
    now: datetime
    zone: str
    heads: list[Head] = field(default_factory=list)
    """The audit rows this transaction has appended."""
    asked: dict[str, str] = field(default_factory=dict)

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
    def actions(self) -> ActionRows:
        """Acts on tickets."""
        return ActionRows(self.connection, self.now)

    @cached_property
    def prints(self) -> PrintRows:
        """Prints of slips."""
        return PrintRows(self.connection, self.now)

    @cached_property
    def imports(self) -> ImportRows:
        """Files taken in."""
        return ImportRows(self.connection, self.now)

    @cached_property
    def erasing(self) -> Erasing:
        """What is personal in tickets closed long ago."""
        return Erasing(self.connection, self.now)

    @cached_property
    def audit(self) -> audit.ChainReader:
        """The audit chains, read."""
        return audit.ChainReader(self.connection)

    def record(self, entry: AuditEntry) -> None:
        """Append to the actor's audit chain. Raises: NotRecorded."""
        self.heads.append(audit.append(self.connection, self.keys, self.who, entry, self.now))

    def asks(self, act: str = "", visit_id: str = "", object_type: str = "", object_id: str = "") -> None:
        """Say what this transaction is about; a refusal is recorded with it."""
        said = {"action": act, "visit_id": visit_id, "object_type": object_type, "object_id": object_id}
        self.asked.update({name: value for name, value in said.items() if value})

    def refusal(self, error: NotAllowed) -> AuditEntry:
        """The row that tells of a refused transaction."""
        told = self.asked.get
        return AuditEntry(
            told("action", "unnamed"), told("object_type", ""), told("object_id", ""), told("visit_id", ""),
            outcome="denied", reason=error.code,
        )  # fmt: skip

    def note_counter(self, hall: str, number: str) -> None:
        """Keep that this counter has worked on the store."""
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        seen = {"hall": hall, "number": number, "seen_at": self.now}
        made = dialect.insert(counter).values(name=self.who.counter, **seen)
        self.connection.execute(made.on_conflict_do_update(index_elements=["name"], set_=seen))


class SqlStore:
    """Implements ``work.Store`` on SQLite or PostgreSQL."""

    def __init__(
        self, engine: Engine, keys: Keys, clock: Clock, zone: str, store_id: str, memory: HeadKeeper | None
    ) -> None:
        self._engine = engine
        self._keys = keys
        self._clock = clock
        self._zone = zone
        self._id = store_id
        self._memory = memory
        self.server_time = engine.dialect.name == "postgresql"
        """Whether ``now`` is the server's; a fixed clock (the tour) switches it off."""
        self.patience_s = PATIENCE_S
        """How long a transaction may take on PostgreSQL before its connection is given up, in seconds."""

    @property
    def keys(self) -> Keys:
        """The store's keys on this counter."""
        return self._keys

    @property
    def store_id(self) -> str:
        """The store's name for whatever is kept outside it: keys, remembered heads, checkpoints."""
        return self._id

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
        """A write transaction; a refusal from its block is recorded in one of its own. Raises: StoreAway, NotRecorded."""
        with _away_is_said():
            try:
                with self._recording(who) as work:
                    yield work
            except NotAllowed as error:
                with self._recording(who) as noting:
                    noting.record(work.refusal(error))
                raise

    @contextmanager
    def _recording(self, who: Actor) -> Iterator[Work]:
        """A write transaction; what it appended to the audit chains is remembered once it is committed."""
        with self._begun(writes=True) as (connection, now):
            work = Work(connection, self._keys, who, now, self._zone)
            yield work
        if self._memory is not None:
            for head in {head.chain: head for head in work.heads}.values():
                self._memory.remember(self._id, head)

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
            if self._engine.dialect.name == "postgresql" and not writes:  # every statement sees one and the same state
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            attempt.enter_context(within(connection, self.patience_s))
            attempt.enter_context(connection.begin())
            asked = select(func.clock_timestamp())
            now = connection.execute(asked).scalar_one() if self.server_time else self._clock.now()
            stack.push(attempt.pop_all())
        return connection, now.astimezone(UTC)

    def change_audit_key(self, keys: Keys, who: Actor) -> int:
        """Seal every chain with the last of these audit keys from now on; how many chains. Raises: StoreAway, NotRecorded.

        Every chain gets a row that says so, sealed with the new key: whoever knows only the old one cannot go on from it.
        """
        with self._recording(who) as work:
            audit.take_key(work.connection, keys, work.now)
            chains = [head.chain for head in work.audit.heads()]
            for chain in sorted({*chains, who.counter}):
                entry = AuditEntry("audit_key_changed", "key", keys.audit_key_id)
                own = Actor(who.actor_id, who.role, chain)
                work.heads.append(audit.append(work.connection, keys, own, entry, work.now))
        self._keys = keys
        return len(chains)

    def tidy(self) -> None:
        """Empty SQLite's log of what was erased (pages themselves are overwritten at once); PostgreSQL does it in time."""
        if self._engine.dialect.name == "sqlite":
            with self._engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None  # noqa: S101 -- a connection that was just made
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

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


def open_store(
    url: str, keeper: KeyKeeper, clock: Clock, zone: str, new_id: str = "", memory: HeadKeeper | None = None
) -> SqlStore:
    """Open the store, made or upgraded where needed; ``new_id`` names a new one (random if empty).

    With a ``memory`` of the audit chains the store must still hold what it remembers, and it is kept up to date.
    Raises: StoreAway, StoreRefused (newer schema, another program's database, another store's keys, set back).
    """
    engine = make_store_engine(url)
    try:
        with _away_is_said():
            bring_up_to_date(engine)
            founding = _Founding(keeper, clock, new_id or uuid.uuid4().hex, memory)
            store_id, keys = _identified(engine, founding)
        store = SqlStore(engine, keys, clock, zone, store_id, memory)
        if memory is not None:
            _compare(store, memory)
    except BaseException:
        engine.dispose()
        raise
    return store


def _compare(store: SqlStore, memory: HeadKeeper) -> None:
    """Raises: StoreRefused if the store lacks an audit row that this counter wrote."""
    remembered = memory.remembered(store.store_id)  # before the transaction begins: other processes go on remembering
    with store.reading() as work:
        for head in remembered:
            if not work.audit.holds(head):
                raise StoreRefused(SET_BACK, chain=head.chain, seq=head.seq)


def store_named(url: str) -> tuple[str, KeyChecks] | None:
    """A store's id and what it keeps to tell its keys; None if there is none. Looks only. Raises: as open_store."""
    engine = make_store_engine(url)
    try:
        with _away_is_said():
            return _named(engine) if found_version(engine) else None
    finally:
        engine.dispose()


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


def _named(engine: Engine) -> tuple[str, KeyChecks] | None:
    """The store's id and what it keeps to tell its keys; None if it has neither yet."""
    with engine.connect() as connection, connection.begin():
        found = connection.execute(select(store_info)).one_or_none()
        audit_keys = select(audit_key.c.key_id, audit_key.c.check_value).order_by(audit_key.c.number)
        checks = tuple((row.key_id, row.check_value) for row in connection.execute(audit_keys))
    return None if found is None else (str(found.store_id), KeyChecks(found.identity_check, checks))


def _identified(engine: Engine, founding: _Founding) -> tuple[str, Keys]:
    named = _named(engine)
    if named is None:
        return _founded(engine, founding)
    store_id, wanted = named
    keys = founding.keeper.get(store_id)
    have = keys.checks()
    known = min(len(have.audit), len(wanted.audit))
    if have.identity != wanted.identity or have.audit[:known] != wanted.audit[:known]:
        raise StoreRefused(OTHER_KEYS)
    if len(have.audit) < len(wanted.audit):
        raise StoreRefused(audit.KEY_CHANGED)
    return store_id, keys.first(known)  # one more here: made, and the power went before it was used


def _founded(engine: Engine, founding: _Founding) -> tuple[str, Keys]:
    """Give a new store its identity and keys; of two counters that try at once, one does."""
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE store_info IN EXCLUSIVE MODE")
        if connection.execute(select(store_info)).one_or_none() is None:
            keys = founding.keeper.make(founding.store_id)
            if founding.memory is not None:
                founding.memory.forget(founding.store_id)
            checks, now = keys.checks(), founding.clock.now()
            named = {"store_id": founding.store_id, "identity_check": checks.identity}
            connection.execute(insert(store_info).values(only=1, made_at=now, **named))
            for number, (key_id, value) in enumerate(checks.audit, 1):
                row = {"number": number, "key_id": key_id, "check_value": value, "made_at": now}
                connection.execute(insert(audit_key).values(row))
            return founding.store_id, keys
    return _identified(engine, founding)
