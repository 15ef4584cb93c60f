"""Importing: files of tickets, events and owners into the store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from counter_app.domain.documents import from_record
from counter_app.domain.merging import merged
from counter_app.domain.phone import number_key
from counter_app.domain.ticket import PartyRecord, Refusal, SourceKey, TicketRecord
from counter_app.errors import BadInput, UnreadableFile
from counter_app.ports import FileReader, Keys
from counter_app.texts import mark
from counter_app.work import SYSTEM, Actor, AuditEntry, PartyState, Store, Work

BATCH = 500
READ_BLOCK = 1 << 20
T = TypeVar("T")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, counted in tickets and parties.

    ``waiting``: tickets that only events have named so far; they show when the ticket itself comes.
    ``without_owner`` and ``without_number`` count the tickets of these files that have none afterwards.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    waiting: int = 0
    refused: tuple[Refusal, ...] = ()
    without_owner: int = 0
    without_number: int = 0


@dataclass(slots=True)
class _File:
    """One file as it was read: its records stay in the load, its counts here."""

    name: str
    sha256: str = ""
    size: int = 0
    row: int = 0
    counts: dict[str, int] = field(default_factory=dict)

    def count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1


@dataclass(slots=True)
class _Load:
    """Everything the files brought, by what it is about; ``brought_by`` is the first file that named it."""

    files: list[_File] = field(default_factory=list)
    tickets: dict[SourceKey, list[TicketRecord]] = field(default_factory=dict)
    parties: dict[tuple[str, str], list[PartyState]] = field(default_factory=dict)
    brought_by: dict[tuple[str, ...], _File] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)


class Importing:
    """The use case of taking files in. Files are read to their end first, then written in short transactions."""

    def __init__(self, store: Store, keys: Keys, reader: FileReader) -> None:
        self._store = store
        self._keys = keys
        self._reader = reader

    def run(self, files: Sequence[Path], progress: Progress, who: Actor = SYSTEM) -> ImportReport:
        """Take the files in; ``progress(done, total)`` in tickets and parties. Raises: StoreAway."""
        load = _Load()
        for path in files:
            self._read(path, load)
        return self._written(load, progress, who)

    def take(self, name: str, records: Sequence[TicketRecord | PartyRecord], who: Actor = SYSTEM) -> ImportReport:
        """Take in records that do not come from a file (the demo's). Raises: StoreAway."""
        load = _Load()
        file = _File(name)
        for position, record in enumerate(records, 1):
            self._sorted_in(record, file, f"record {position}", load)
        load.files.append(file)
        return self._written(load, _silent, who)

    def _read(self, path: Path, load: _Load) -> None:
        """Read one file to its end; if that fails it brings nothing but a refusal."""
        file, alone = _File(path.name), _Load()
        try:
            file.sha256, file.size = _digest(path)
            for position, record in enumerate(self._reader.read(path), 1):
                if isinstance(record, Refusal):
                    alone.refused.append(record)
                else:
                    self._sorted_in(record, file, f"record {position}", alone)
        except UnreadableFile as error:
            load.refused.append(Refusal(file.name, "", error.text, tuple(error.values.items())))
            return
        except OSError as error:
            load.refused.append(_unreadable(file.name, error))
            return
        load.files.append(file)
        file.counts["refused"] = len(alone.refused)
        _join(load, alone)

    def _sorted_in(self, record: TicketRecord | PartyRecord, file: _File, position: str, load: _Load) -> None:
        if isinstance(record, TicketRecord):
            load.tickets.setdefault(record.key, []).append(record)
            load.brought_by.setdefault(tuple(record.key), file)
            return
        try:
            state = self._party(record)
        except BadInput as error:
            load.refused.append(Refusal(file.name, position, error.text, tuple(error.values.items())))
            return
        key = (state.source, state.source_id)
        load.parties.setdefault(key, []).append(state)
        load.brought_by.setdefault(key, file)

    def _party(self, record: PartyRecord) -> PartyState:
        """The party with its document hashed: the number goes no further. Raises: BadInput."""
        documents: tuple[tuple[str, str, str, str, date | None], ...] = ()
        if record.document is not None:
            shown = from_record(record.document)
            mac = self._keys.document_mac(shown.scheme, shown.country, shown.number).hex()
            documents = ((shown.scheme, shown.country, mac, shown.last4, shown.valid_to),)
        holding = record.holding
        holdings: tuple[tuple[str, date | None, date | None], ...] = ()
        if holding is not None and number_key(holding.number):
            holdings = ((number_key(holding.number), holding.held_from, holding.held_to),)
        return PartyState(
            record.source, record.party_id, record.name or "", bool(record.organisation), documents, holdings
        )

    def _written(self, load: _Load, progress: Progress, who: Actor) -> ImportReport:
        total = len(load.tickets) + len(load.parties)
        with self._store.writing(who) as work:
            for file in load.files:
                file.row = work.imports.start(file.name, file.sha256, file.size)
        done = 0
        for parties in _batches(list(load.parties)):
            self._write_parties(load, parties, who)
            done += len(parties)
            progress(done, total)
        for keys in _batches(list(load.tickets)):
            with self._store.writing(who) as work:
                self._write_tickets(work, load, keys)
            done += len(keys)
            progress(done, total)
        return self._finished(load, who)

    def _write_parties(self, load: _Load, keys: Sequence[tuple[str, str]], who: Actor) -> None:
        states = [_whole_party(load.parties[key]) for key in keys]
        with self._store.writing(who) as work:
            outcomes = work.parties.save(states)
            touched = work.tickets.touched_by(states)
        for what, key in zip(outcomes, keys, strict=True):
            load.brought_by[key].count(what)
        for some in _batches(list(touched)):
            with self._store.writing(who) as work:
                work.tickets.resolve_owners(some)

    def _write_tickets(self, work: Work, load: _Load, keys: Sequence[SourceKey]) -> None:
        known = work.tickets.states(keys)
        changed = []
        for key in keys:
            before = state = known.get(key)
            for record in load.tickets[key]:
                state = merged(state, record)
            assert state is not None  # noqa: S101 -- every key has at least one record
            if state != before:
                changed.append(state)
            is_new = before is None or (before.record.named and not state.record.named)
            what = "unchanged" if state == before else "waiting" if state.record.named else "new" if is_new else "updated"
            load.brought_by[tuple(key)].count(what)
        if changed:
            work.tickets.save(changed)
            work.tickets.resolve_owners([state.record.key for state in changed])

    def _finished(self, load: _Load, who: Actor) -> ImportReport:
        counts = {name: sum(f.counts.get(name, 0) for f in load.files) for name in ("new", "updated", "unchanged", "waiting")}
        with self._store.writing(who) as work:
            for file in load.files:
                told = (file.counts.get(name, 0) for name in ("new", "updated", "unchanged", "refused"))
                new, updated, unchanged, refused = told
                work.imports.finish(file.row, (new, updated, unchanged, refused))
                detail = (("new", new), ("updated", updated), ("unchanged", unchanged), ("refused", refused))
                work.record(AuditEntry("import", "import_file", str(file.row), detail=detail))
            without_owner, without_number = work.tickets.gaps(load.tickets)
        return ImportReport(
            **counts, refused=tuple(load.refused), without_owner=without_owner, without_number=without_number
        )


def _unreadable(name: str, error: OSError) -> Refusal:
    if isinstance(error, FileNotFoundError):
        return Refusal(name, "", mark("There is no such file."))
    if isinstance(error, PermissionError):
        return Refusal(name, "", mark("This account may not read the file."))
    if isinstance(error, IsADirectoryError):
        return Refusal(name, "", mark("This is a folder, not a file."))
    return Refusal(name, "", mark("The file cannot be read: {why}"), (("why", error.strerror or ""),))


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def _digest(path: Path) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(READ_BLOCK):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def _join(load: _Load, more: _Load) -> None:
    for key, records in more.tickets.items():
        load.tickets.setdefault(key, []).extend(records)
    for party, states in more.parties.items():
        load.parties.setdefault(party, []).extend(states)
    for named, file in more.brought_by.items():
        load.brought_by.setdefault(named, file)
    load.refused.extend(more.refused)


def _whole_party(states: Sequence[PartyState]) -> PartyState:
    """The party as all its lines together tell it."""
    first = states[0]
    return PartyState(
        first.source, first.source_id, max((s.name for s in states), key=_by_length),
        any(s.organisation for s in states),
        tuple(dict.fromkeys(d for s in states for d in s.documents)),
        tuple(dict.fromkeys(h for s in states for h in s.holdings)),
    )  # fmt: skip


def _by_length(name: str) -> tuple[int, str]:
    return len(name), name


def _batches(keys: list[T]) -> list[list[T]]:
    return [keys[start : start + BATCH] for start in range(0, len(keys), BATCH)]
