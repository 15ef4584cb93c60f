"""The audit chains: one per counter, each row sealed with the one before it."""

from __future__ import annotations

import hashlib
import json
import secrets
import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from counter_app.errors import NotRecorded
from counter_app.ports import Head, Keys
from counter_app.store.column_types import to_us
from counter_app.store.tables import audit, audit_head, audit_key, audit_text, audit_ticket
from counter_app.texts import mark
from counter_app.work import Actor, AuditEntry, AuditRow

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


def commitment(salt: str, text: str) -> str:
    """What a row keeps of its free text: SHA-256 of a random salt (hex) and the text, hex."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


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
    named |= set(str(dict(entry.detail).get("tickets", "")).split(","))
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


class ChainReader:
    """Reads the chains back, for verifying."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def chains(self) -> tuple[tuple[str, int, str], ...]:
        """Every chain with its head: (chain, seq, mac)."""
        heads = {h.chain: (h.chain, int(h.seq), h.mac) for h in self._connection.execute(select(audit_head))}
        for chain in self._connection.execute(select(audit.c.chain).distinct()).scalars():
            heads.setdefault(chain, (chain, 0, NO_MAC))
        return tuple(heads[chain] for chain in sorted(heads))

    def holds(self, head: Head) -> bool:
        """Whether the chain still has this row as it was."""
        seal = select(audit.c.mac).where(audit.c.chain == head.chain, audit.c.seq == head.seq)
        return self._connection.execute(seal).scalar_one_or_none() == head.mac

    def rows(self, chain: str) -> Iterable[AuditRow]:
        """The rows of a chain in order, read in chunks."""
        return self._read(chain)

    def _read(self, chain: str) -> Iterator[AuditRow]:
        columns = [audit.c[name] for name in AuditRow._fields]
        last = None
        while True:
            chunk = select(*columns).where(audit.c.chain == chain).order_by(audit.c.seq).limit(CHUNK)
            rows = self._connection.execute(chunk if last is None else chunk.where(audit.c.seq > last)).all()
            yield from (AuditRow._make(row) for row in rows)
            if len(rows) < CHUNK:
                return
            last = rows[-1].seq
