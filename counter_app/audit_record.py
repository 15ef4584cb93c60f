"""The audit record as the store keeps it, and what may be erased: plain values and protocols of one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from counter_app.domain.checkpoint import Head


class AuditRow(NamedTuple):
    """A stored audit row, in the order its fields are hashed; ``prev_mac`` and ``mac`` are hex."""

    chain: str
    seq: int
    event_id: str
    at_us: int
    actor_id: str
    role: str
    counter_id: str
    app_version: str
    action: str
    object_type: str
    object_id: str
    visit_id: str
    outcome: str
    reason_code: str
    action_id: str
    detail: str
    key_id: str
    prev_mac: str
    mac: str


class ChainHead(NamedTuple):
    """A chain's head row (number, seal, the key that seals now) and ``top``, the number of the last row there is."""

    chain: str
    seq: int
    mac: str
    key_id: str
    top: int


class AuditWish(NamedTuple):
    """Which audit rows are wished for; empty and None wish for all. ``from_us`` to ``to_us`` (excluded) are µs since 1970.

    ``macs`` are those of a customer's document, hex: rows of the visits it was verified in.
    """

    actor_id: str = ""
    chain: str = ""
    from_us: int | None = None
    to_us: int | None = None
    refused: bool = False
    ticket_ids: tuple[int, ...] | None = None
    macs: tuple[str, ...] | None = None


class AuditPlace(NamedTuple):
    """Where a page of audit rows ended."""

    at_us: int
    chain: str
    seq: int


class ErasedBatch(NamedTuple):
    """What became of a batch of tickets: how many were erased, how many customers with them, and audit rows (chain,
    number) about them that still have a text beside them."""

    tickets: int
    parties: int
    texts: tuple[tuple[str, int], ...]


class AuditRows(Protocol):
    """The audit chains, read; only the texts beside their rows can be erased."""

    def heads(self) -> tuple[ChainHead, ...]: ...
    def chunk(self, chain: str, after: int, up_to: int) -> Sequence[AuditRow]: ...
    def holds(self, head: Head) -> bool: ...
    def texts(self, chain: str, seqs: Sequence[int]) -> dict[int, tuple[str, str] | None]: ...
    def erase_text(self, chain: str, seq: int) -> bool: ...
    def find(self, wish: AuditWish, after: AuditPlace | None, limit: int) -> tuple[AuditRow, ...]: ...
    def ticket_numbers(self, ticket_ids: Sequence[int]) -> dict[int, str]: ...


class Erasing(Protocol):
    """What is personal in tickets closed long ago."""

    def due(self, closed_before: datetime, limit: int) -> tuple[int, ...]: ...
    def erase(self, ticket_ids: Sequence[int], held_since: datetime) -> ErasedBatch: ...
