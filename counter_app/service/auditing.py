"""The audit chain, verified."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from counter_app.ports import Keys
from counter_app.work import AuditRow, Store


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """The chain's state: ``ok``, rows read, chains, and the first bad row and what is wrong with it.

    ``kind``: ``gap`` (a row is missing before it), ``link`` (it does not follow the row before), ``changed`` (its seal
    does not fit its content), ``tail`` (rows are missing at the end), ``key`` (sealed with a key not known here).
    """

    ok: bool
    rows: int
    chains: int
    bad_chain: str = ""
    bad_seq: int = 0
    kind: str = ""


class Auditing:
    """Use cases around the audit chain."""

    def __init__(self, store: Store, keys: Keys, canonical: Callable[[AuditRow], bytes]) -> None:
        self._store = store
        self._keys = keys
        self._canonical = canonical

    def verify(self) -> AuditVerdict:
        """Recompute every chain from its first row. Raises: StoreAway."""
        total = 0
        with self._store.reading() as work:
            chains = work.audit.chains()
            for chain, head_seq, head_mac in chains:
                seq, mac, kind = self._followed(work.audit.rows(chain))
                total += seq
                if kind:
                    return AuditVerdict(False, total, len(chains), chain, seq + 1, kind)
                if (seq, mac) != (head_seq, head_mac):
                    return AuditVerdict(False, total, len(chains), chain, max(seq, head_seq), "tail")
        return AuditVerdict(True, total, len(chains))

    def _followed(self, rows: Iterable[AuditRow]) -> tuple[int, str, str]:
        """Follow a chain: how many rows are good, the last good seal, and what is wrong with the next ("": nothing)."""
        seq, mac = 0, ""
        for row in rows:
            kind = self._trouble(row, seq, mac)
            if kind:
                return seq, mac, kind
            seq, mac = row.seq, row.mac
        return seq, mac, ""

    def _trouble(self, row: AuditRow, seq: int, mac: str) -> str:
        if row.seq != seq + 1:
            return "gap"
        if row.key_id != self._keys.audit_key_id:
            return "key"
        if self._keys.audit_mac(self._canonical(row)).hex() != row.mac:
            return "changed"
        return "" if row.prev_mac == mac else "link"
