"""The audit chains: one per counter, each row sealed with the one before it."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, func, insert, literal, select, text, union_all, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from counter_app.audit_record import AuditPlace, AuditRow, AuditWish, ChainHead
from counter_app.domain.audit_text import commitment
from counter_app.domain.checkpoint import Head
from counter_app.errors import NotRecorded
from counter_app.ports import Keys
from counter_app.store import audit_search
from counter_app.store.column_types import to_us
from counter_app.store.tables import audit, audit_head, audit_key, audit_text, audit_ticket
from counter_app.texts import mark
from counter_app.work import Actor, AuditEntry

VERSION = "0.1.0"
NO_MAC = ""
CHUNK = 2_000
COMMITMENT = "text"
"""The key in a row's detail that holds the commitment to its free text."""
KEY_CHANGED = mark(
    "The audit key was changed. Please close the program and open it again; on another computer bring the new keys first."
)


def canonical(row: AuditRow) -> bytes:
    """The bytes that are sealed: every field but the seal itself, each with its length in front."""
    fields = (str(value).encode() for value in row[:-1])
    return b"".join(len(raw).to_bytes(4, "big") + raw for raw in fields)


def append(connection: Connection, keys: Keys, who: Actor, entry: AuditEntry, now: datetime) -> Head:
    """Append one row to the actor's chain within the connection's transaction; the chain's new head.

    Raises: NotRecorded.
    """
    salt = secrets.token_hex(16)
    detail = dict(entry.detail)
    if entry.text:
        detail[COMMITMENT] = commitment(salt, entry.text)
    try:
        seq, prev_mac = _locked_head(connection, keys, who.counter)
        row = AuditRow(
            chain=who.counter, seq=seq + 1, event_id=uuid.uuid4().hex, at_us=to_us(now), actor_id=who.actor_id,
            role=who.role, counter_id=who.counter, app_version=VERSION, action=entry.action,
            object_type=entry.object_type, object_id=entry.object_id, visit_id=entry.visit_id, outcome=entry.outcome,
            reason_code=entry.reason, action_id=entry.action_id,
            detail=json.dumps(detail, sort_keys=True, separators=(",", ":"), ensure_ascii=True),
            key_id=keys.audit_key_id, prev_mac=prev_mac, mac="",
        )  # fmt: skip
        row = row._replace(mac=keys.audit_mac(canonical(row)).hex())
        connection.execute(insert(audit).values(row._asdict()))
        head = update(audit_head).where(audit_head.c.chain == row.chain)
        connection.execute(head.values(seq=row.seq, mac=row.mac, key_id=row.key_id))
        _write_beside(connection, row, entry, salt)
    except SQLAlchemyError as error:
        raise NotRecorded(mark("It cannot be recorded, so it cannot be shown.")) from error
    return Head(row.chain, row.seq, row.mac)


def _write_beside(connection: Connection, row: AuditRow, entry: AuditEntry, salt: str) -> None:
    """The row's free text, and where it is found by ticket."""
    place = {"chain": row.chain, "seq": row.seq}
    if entry.text:
        connection.execute(insert(audit_text).values(**place, salt=salt, text=entry.text))
    named = {entry.object_id} if entry.object_type == "ticket" else set()
    listed = dict(entry.detail).get("tickets")
    named |= set(listed.split(",")) if isinstance(listed, str) else set()  # a number is how many there are
    tickets = [{**place, "ticket_id": int(ticket_id)} for ticket_id in sorted(named) if ticket_id.isdecimal()]
    if tickets:
        connection.execute(insert(audit_ticket), tickets)


def _locked_head(connection: Connection, keys: Keys, chain: str) -> tuple[int, str]:
    """The chain's last row; its head row stays locked until the transaction ends (locking the tail row forks).

    Raises: NotRecorded if a key seals now that this counter does not have.
    """
    columns = select(audit_head.c.seq, audit_head.c.mac, audit_head.c.key_id)
    head = columns.where(audit_head.c.chain == chain).with_for_update()
    found = connection.execute(head).one_or_none()
    if found is None:
        newest = select(audit_key.c.key_id).order_by(audit_key.c.number.desc()).limit(1)
        dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
        first = dialect.insert(audit_head).values(
            chain=chain, seq=0, mac=NO_MAC, key_id=connection.execute(newest).scalar_one()
        )
        connection.execute(first.on_conflict_do_nothing())
        found = connection.execute(head).one()
    if found.key_id not in keys.audit_key_ids:
        raise NotRecorded(KEY_CHANGED)
    return int(found.seq), str(found.mac)


def take_key(connection: Connection, keys: Keys, now: datetime) -> None:
    """Note the last of these audit keys as the one that seals. Raises: NotRecorded if another was taken meanwhile."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE audit_key IN EXCLUSIVE MODE"))
    known = connection.execute(select(func.count()).select_from(audit_key)).scalar_one()
    checks = keys.checks().audit
    if known != len(checks) - 1:
        raise NotRecorded(KEY_CHANGED)
    key_id, value = checks[-1]
    row = {"number": len(checks), "key_id": key_id, "check_value": value, "made_at": now}
    connection.execute(insert(audit_key).values(row))


class ChainReader:
    """Reads the chains back, for verifying."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def heads(self) -> tuple[ChainHead, ...]:
        """Every chain with its head and its last row, as they stand at one moment."""
        h, none = audit_head.c, literal("")
        heads = select(h.chain, h.seq, h.mac, h.key_id, literal(0).label("top"))
        tops = select(audit.c.chain, literal(0), none, none, func.max(audit.c.seq)).group_by(audit.c.chain)
        found: dict[str, ChainHead] = {}
        for chain, seq, mac, key_id, top in self._connection.execute(union_all(heads, tops)):  # one statement: one moment
            known = found.get(chain, ChainHead(chain, 0, NO_MAC, "", 0))
            new = ChainHead(chain, max(seq, known.seq), mac or known.mac, key_id or known.key_id, max(top, known.top))
            found[chain] = new
        return tuple(found[chain] for chain in sorted(found))

    def holds(self, head: Head) -> bool:
        """Whether the chain still has this row as it was."""
        seal = select(audit.c.mac).where(audit.c.chain == head.chain, audit.c.seq == head.seq)
        return self._connection.execute(seal).scalar_one_or_none() == head.mac

    def chunk(self, chain: str, after: int, up_to: int) -> tuple[AuditRow, ...]:
        """The next rows of a chain in order, at most 2,000; none: there are no more up to there."""
        columns = [audit.c[name] for name in AuditRow._fields]
        wanted = (audit.c.chain == chain) & (audit.c.seq > after) & (audit.c.seq <= up_to)
        rows = self._connection.execute(select(*columns).where(wanted).order_by(audit.c.seq).limit(CHUNK))
        return tuple(AuditRow._make(row) for row in rows)

    def texts(self, chain: str, seqs: Sequence[int]) -> dict[int, tuple[str, str] | None]:
        """Salt and text beside these rows of a chain; None where they were erased, nothing where there is no row."""
        c = audit_text.c
        found = self._connection.execute(select(c.seq, c.salt, c.text).where((c.chain == chain) & c.seq.in_(list(seqs))))
        return {seq: None if salt is None or said is None else (salt, said) for seq, salt, said in found}

    def find(self, wish: AuditWish, after: AuditPlace | None, limit: int) -> tuple[AuditRow, ...]:
        """The rows that are wished for, newest first, from behind a place on."""
        return audit_search.find(self._connection, wish, after, limit)

    def ticket_numbers(self, ticket_ids: Sequence[int]) -> dict[int, str]:
        """The numbers of tickets as people see them, by id."""
        return audit_search.ticket_numbers(self._connection, ticket_ids)

    def erase_text(self, chain: str, seq: int) -> bool:
        """Erase the text beside a row, its salt with it; whether there was one."""
        beside = (audit_text.c.chain == chain) & (audit_text.c.seq == seq) & audit_text.c.text.is_not(None)
        return bool(self._connection.execute(update(audit_text).where(beside).values(text=None, salt=None)).rowcount)
