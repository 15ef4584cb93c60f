"""The audit chain, verified."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """The chain's state: ``ok``, rows read, chains, and the first bad row and what is wrong with it."""

    ok: bool
    rows: int
    chains: int
    bad_chain: str = ""
    bad_seq: int = 0
    kind: str = ""


class Auditing:
    """Use cases around the audit chain."""

    def verify(self) -> AuditVerdict:
        """Recompute every chain from its first row. Raises: StoreAway, StoreRefused."""
        raise NotImplementedError
