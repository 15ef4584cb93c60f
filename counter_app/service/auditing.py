"""The audit chains: verified, checkpoints taken, free texts erased."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from counter_app.audit_record import AuditRow, ChainHead
from counter_app.domain import roles
from counter_app.domain.audit_text import commitment
from counter_app.domain.checkpoint import Checkpoint, Head, plain_code
from counter_app.domain.staff import ServerRoom
from counter_app.errors import BadInput
from counter_app.ports import HeadKeeper, Keys, Signer
from counter_app.service import chains
from counter_app.service.admission import By, permitted
from counter_app.service.chains import Beside, Followed, followed, row_name
from counter_app.texts import mark
from counter_app.work import AuditEntry, Store, Work


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """The chains' state: ``ok``, rows read, chains, and the first bad row and what is wrong with it.

    ``kind``: ``gap`` (a row is missing before it), ``link`` (it does not follow the row before), ``changed`` (its seal
    does not fit its content), ``tail`` (rows are missing at the end, or stand behind it), ``key`` (sealed with a key
    not known here or no longer in use), ``text`` (the free text beside it was changed or taken away), ``set_back`` (this
    counter remembers it, the store does not), ``checkpoint`` (a checkpoint tells it otherwise, or is not on record).
    """

    ok: bool
    rows: int
    chains: int
    bad_chain: str = ""
    bad_seq: int = 0
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Seals:
    """What verifying needs beside the store: the keys, this counter's memory, signatures, how rows become bytes."""

    keys: Keys
    memory: HeadKeeper
    signer: Signer
    canonical: Callable[[AuditRow], bytes]


class Auditing:
    """Use cases around the audit chains."""

    def __init__(self, store: Store, seals: Seals) -> None:
        self._store = store
        self._seals = seals

    def verify(self, checkpoints: Sequence[Checkpoint] = (), codes: Sequence[str] = ()) -> AuditVerdict:
        """Recompute every chain from its first row, and compare with what is kept elsewhere.

        ``checkpoints``: from files; ``codes``: from day-close slips. It reads some thousand rows at a time, so counters
        may go on writing meanwhile. Raises: StoreAway, BadInput (a checkpoint of another store).
        """
        for one in checkpoints:
            if one.store_id != self._store.store_id:
                raise BadInput(mark("This checkpoint is of another store."))
        with self._store.reading() as work:
            heads = work.audit.heads()
        verdict, beside = AuditVerdict(True, 0, len(heads)), Beside()
        for head in heads:
            at = self._walked(head, beside)
            verdict = replace(verdict, rows=verdict.rows + at.seq)
            if at.trouble:
                return _bad(verdict, head.chain, at.seq + 1, at.trouble)
            if (at.seq, at.mac) != (head.seq, head.mac) or head.top > head.seq:
                return _bad(verdict, head.chain, max(at.seq, head.seq), chains.TAIL)
            if at.seq and self._seals.keys.audit_key_ids[at.key] != head.key_id:
                return _bad(verdict, head.chain, at.seq, chains.KEY)
        for chain, seq, kind in self._contradictions(beside, checkpoints, codes):
            return _bad(verdict, chain, seq, kind)
        return verdict

    def _walked(self, head: ChainHead, beside: Beside) -> Followed:
        """The chain followed to its head, what its rows say of other things taken down."""
        at = Followed(head.chain)
        while not at.trouble:
            with self._store.reading() as work:
                rows = work.audit.chunk(head.chain, at.seq, max(head.seq, head.top))
                if not rows:
                    return at
                at = followed(at, rows, self._seals.keys, self._seals.canonical)
                good = [row for row in rows if row.seq <= at.seq]
                beside.note(good)
                self._take_out(work, head.chain, good, beside)
        return at

    def _take_out(self, work: Work, chain: str, rows: Sequence[AuditRow], beside: Beside) -> None:
        """Of the texts beside these rows, those that are there and fit are done with."""
        seqs = [row.seq for row in rows if (chain, row.seq) in beside.texts]
        for seq, kept in work.audit.texts(chain, seqs).items() if seqs else ():
            if kept is not None and commitment(*kept) == beside.texts[chain, seq]:
                del beside.texts[chain, seq]
            elif kept is not None:
                beside.texts[chain, seq] = ""  # changed: no erasing explains it

    def _contradictions(
        self, beside: Beside, checkpoints: Sequence[Checkpoint], codes: Sequence[str]
    ) -> Iterator[tuple[str, int, str]]:
        """What other places tell otherwise: chain, row, kind."""
        for (chain, seq), kept in sorted(beside.texts.items()):
            if not kept or row_name(chain, seq) not in beside.erased:
                yield chain, seq, chains.TEXT
        remembered = self._seals.memory.remembered(self._store.store_id)
        yield from self._missing(remembered, chains.SET_BACK)
        for row in beside.checkpoints:
            yield from self._missing(row.heads, chains.CHECKPOINT)
        told = {row.code: row.signer for row in beside.checkpoints}
        for one in checkpoints:
            signed = self._seals.signer.fits(one.signer, one.content(), one.signature)
            if not signed or told.get(one.code) != one.signer:
                yield one.code, 0, chains.CHECKPOINT
            yield from self._missing(one.heads, chains.CHECKPOINT)
        for code in codes:
            if plain_code(code) not in told:
                yield plain_code(code), 0, chains.CHECKPOINT

    def _missing(self, heads: Sequence[Head], kind: str) -> Iterator[tuple[str, int, str]]:
        with self._store.reading() as work:
            lacking = [head for head in heads if head.seq and not work.audit.holds(head)]
        yield from ((head.chain, head.seq, kind) for head in lacking)

    def checkpoint(self, by: By) -> Checkpoint:
        """Take down every chain's head, sign it and record it; keep the result away from the store.

        Its ``code`` goes on the day-close slip. Raises: NotAllowed, SessionOver, StoreAway, StoreRefused (no key).
        """
        with permitted(self._store, by, roles.CLOSE_DAY) as work:
            heads = tuple(Head(head.chain, head.seq, head.mac) for head in work.audit.heads())
            at_us = round(work.now.timestamp() * 1_000_000)
            unsigned = Checkpoint(self._store.store_id, at_us, heads)
            signer, signature = self._seals.signer.sign(unsigned.store_id, unsigned.content())
            taken = (("at_us", at_us), ("heads", json.dumps([list(head) for head in heads])), ("signer", signer))
            work.record(AuditEntry("checkpoint", "checkpoint", unsigned.code, detail=taken))
        return replace(unsigned, signer=signer, signature=signature)

    def erase_text(self, by: By, chain: str, seq: int) -> None:
        """Erase the free text beside an audit row; the row stays, and that it was erased is recorded.

        Raises: BadInput (there is none), NotAllowed, SessionOver, StoreAway.
        """
        with permitted(self._store, by, roles.ERASE) as work:
            if not work.audit.erase_text(chain, seq):
                raise BadInput(mark("There is no text beside this row."))
            work.record(AuditEntry("text_erased", "audit_row", row_name(chain, seq)))

    def accept_set_back(self, by: By) -> tuple[Head, ...]:
        """Answer for a store that was set back (restored from a copy): what was remembered is recorded and forgotten.

        The rows that were lost, by chain. Raises: NotAllowed, SessionOver, StoreAway.
        """
        with permitted(self._store, by, roles.ERASE) as work:
            remembered = self._seals.memory.remembered(self._store.store_id)
            lost = tuple(head for head in remembered if not work.audit.holds(head))
            told = json.dumps([list(head) for head in lost])
            work.record(AuditEntry("set_back_accepted", detail=(("lost", told),)))
        self._seals.memory.forget(self._store.store_id)
        return lost

    def note_keys(self, action: str) -> None:
        """Record that the store's keys were taken out ("keys_exported") or brought in ("keys_imported")."""
        with permitted(self._store, ServerRoom(), roles.KEEP_STAFF) as work:
            work.record(AuditEntry(action, "key", self._seals.keys.audit_key_id))


def _bad(verdict: AuditVerdict, chain: str, seq: int, kind: str) -> AuditVerdict:
    return replace(verdict, ok=False, bad_chain=chain, bad_seq=seq, kind=kind)
