"""Importing: files of tickets, events and owners into the store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from counter_app.domain.documents import from_record
from counter_app.domain.merging import merged
from counter_app.domain.phone import number_key
from counter_app.domain.ticket import PartyRecord, Refusal, SourceKey, TicketRecord
from counter_app.errors import BadInput, UnreadableFile
from counter_app.ports import FileReader, Keys, never
from counter_app.texts import mark
from counter_app.work import SYSTEM, Actor, AuditEntry, PartyState, Store, Work

BATCH, BATCH_ROWS = 500, 2_000
"""Tickets or parties of one transaction, and about how many rows it writes of them: no lock is held long."""
HELD = 20_000
"""Records of a run that are kept in memory between reading and writing; files with more are read a second time."""
READ_BLOCK = 1 << 20
READ_STEP = 500
OUTCOMES = ("unchanged", "waiting", "updated", "new")
"""What became of a ticket or party; the last one of a run stands."""
Progress = Callable[[int, int], None]
Kept = TicketRecord | PartyState


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, counted in tickets and parties.

    ``waiting``: tickets that only events have named so far; they show when the ticket itself comes.
    ``without_owner`` and ``without_number`` count the tickets of these files that have none afterwards.
    ``notes``: what is worth knowing of the files, nothing refused. ``cancelled``: what was written before stays.
    """

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    waiting: int = 0
    refused: tuple[Refusal, ...] = ()
    without_owner: int = 0
    without_number: int = 0
    notes: tuple[Refusal, ...] = ()
    cancelled: bool = False


@dataclass(slots=True)
class _File:
    """One file as it was read. ``records`` is None if there are too many to keep: then it is read again."""

    name: str
    path: Path | None = None
    sha256: str = ""
    size: int = 0
    stamp: tuple[int, int] = (0, 0)
    records: list[Kept] | None = field(default_factory=list)
    tickets: int = 0
    parties: int = 0
    row: int = 0
    number: int = 0
    counts: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Load:
    """What the files of one run brought, and what became of it; the first file that names a ticket counts it."""

    cancelled: Callable[[], bool] = never
    progress: Progress | None = None
    files: list[_File] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    notes: list[Refusal] = field(default_factory=list)
    outcomes: dict[tuple[str, ...], tuple[int, int]] = field(default_factory=dict)
    held: int = 0
    read: int = 0
    done: int = 0
    without_owner: int = 0
    without_number: int = 0

    def keep(self, file: _File, record: Kept) -> None:
        """Count a record in, and keep it while there is room."""
        file.tickets += isinstance(record, TicketRecord)
        file.parties += isinstance(record, PartyState)
        self.read += 1
        if file.records is not None and self.held >= HELD and file.path is not None:
            self.held -= len(file.records)
            file.records = None
        if file.records is not None:
            file.records.append(record)
            self.held += 1
        if self.progress and not self.read % READ_STEP:
            self.progress(self.read, 0)

    def add(self, file: _File) -> None:
        """A file is read to its end."""
        file.number = len(self.files)
        self.files.append(file)

    def told(self, key: tuple[str, ...], outcome: str, file: _File) -> None:
        """What became of a ticket or party."""
        before, counted_by = self.outcomes.get(key, (0, file.number))
        self.outcomes[key] = max(before, OUTCOMES.index(outcome)), counted_by

    def count(self) -> None:
        """Count the outcomes, by file."""
        for outcome, file in self.outcomes.values():
            counts = self.files[file].counts
            counts[OUTCOMES[outcome]] = counts.get(OUTCOMES[outcome], 0) + 1

    def wrote(self, records: int) -> None:
        """A batch is in the store."""
        self.done += records
        if self.progress:
            self.progress(self.done, sum(file.tickets + file.parties for file in self.files))


Batch = list[tuple[_File, Kept]]


class Importing:
    """The use case of taking files in. Files are read to their end first, then written in short transactions."""

    def __init__(self, store: Store, keys: Keys, reader: FileReader) -> None:
        self._store = store
        self._keys = keys
        self._reader = reader

    def run(
        self, files: Sequence[Path], progress: Progress, who: Actor = SYSTEM, cancelled: Callable[[], bool] = never
    ) -> ImportReport:
        """Take the files in; ``progress(done, total)`` in records, total 0 while they are still being read.

        ``cancelled`` is asked between batches: what is written by then stays. Raises: StoreAway.
        """
        load = _Load(cancelled, progress)
        for path in files:
            if not cancelled():
                self._read(path, load)
        return ImportReport(cancelled=True) if cancelled() else self._written(load, who)

    def take(self, name: str, records: Sequence[TicketRecord | PartyRecord], who: Actor = SYSTEM) -> ImportReport:
        """Take in records that do not come from a file (the demo's). Raises: StoreAway."""
        load, file = _Load(), _File(name)
        for position, record in enumerate(records, 1):
            self._sorted_in(record, file, f"record {position}", load)
        load.add(file)
        return self._written(load, who)

    def _read(self, path: Path, load: _Load) -> None:
        """Read one file to its end; if that fails it brings nothing but a refusal."""
        file, refused, notes = _File(path.name, path), len(load.refused), len(load.notes)
        try:
            if path.exists() and not path.is_file() and not path.is_dir():
                raise UnreadableFile(mark("This is not an ordinary file."))
            file.sha256, file.size = _digest(path, load.cancelled)
            file.stamp = _stamp(path)
            for position, record in enumerate(self._reader.read(path, load.cancelled), 1):
                if isinstance(record, Refusal):
                    (load.notes if record.is_note else load.refused).append(record)
                else:
                    self._sorted_in(record, file, f"record {position}", load)
        except (UnreadableFile, OSError) as error:
            del load.refused[refused:], load.notes[notes:]
            load.held -= len(file.records or ())
            load.refused.append(_unreadable(file.name, error))
            return
        file.counts["refused"] = len(load.refused) - refused
        load.add(file)

    def _sorted_in(self, record: TicketRecord | PartyRecord, file: _File, position: str, load: _Load) -> None:
        try:
            load.keep(file, record if isinstance(record, TicketRecord) else self._party(record))
        except BadInput as error:
            load.refused.append(Refusal(file.name, position, error.text, tuple(error.values.items())))

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

    def _written(self, load: _Load, who: Actor) -> ImportReport:
        """Parties first: then every ticket finds its owner when it is written."""
        with self._store.writing(who) as work:
            for file in load.files:
                file.row = work.imports.start(file.name, file.sha256, file.size)
        for kind in (PartyState, TicketRecord):
            for batch in _batches(self._records(load, kind)):
                if load.cancelled():
                    break
                if kind is PartyState:
                    self._write_parties(load, batch, who)
                else:
                    with self._store.writing(who) as work:
                        _write_tickets(work, load, batch)
                load.wrote(len(batch))
        return self._finished(load, who)

    def _records(self, load: _Load, kind: type[Kept]) -> Iterator[tuple[_File, Kept]]:
        """The records of one kind, file after file."""
        for file in load.files:
            wanted = file.tickets if kind is TicketRecord else file.parties
            if file.records is not None:
                yield from ((file, record) for record in file.records if isinstance(record, kind))
            elif wanted:
                yield from ((file, record) for record in self._again(file, load) if isinstance(record, kind))

    def _again(self, file: _File, load: _Load) -> Iterator[Kept]:
        """The records of a file that was read before and is too large to keep; none if it has changed since."""
        assert file.path is not None  # noqa: S101 -- only files that have one are not kept
        try:
            if _stamp(file.path) != file.stamp:
                raise UnreadableFile(mark("The file was changed while it was read."))
            for record in self._reader.read(file.path, load.cancelled):
                if isinstance(record, TicketRecord):
                    yield record
                elif isinstance(record, PartyRecord):
                    yield from self._party_again(record)
        except (UnreadableFile, OSError) as error:
            load.refused.append(_unreadable(file.name, error))

    def _party_again(self, record: PartyRecord) -> Iterator[PartyState]:
        try:
            yield self._party(record)
        except BadInput:  # said when the file was read first
            return

    def _write_parties(self, load: _Load, batch: Batch, who: Actor) -> None:
        lines: dict[tuple[str, str], list[PartyState]] = {}
        brought_by: dict[tuple[str, str], _File] = {}
        for file, record in batch:
            if isinstance(record, PartyState):
                key = (record.source, record.source_id)
                lines.setdefault(key, []).append(record)
                brought_by.setdefault(key, file)
        states = [_whole_party(told) for told in lines.values()]
        with self._store.writing(who) as work:
            work.imports.take_turn()
            outcomes = work.parties.save(states)
            touched = work.tickets.touched_by(states)
            work.record(AuditEntry("import_batch", "party", detail=(("parties", len(states)),)))
        for what, key in zip(outcomes, lines, strict=True):
            load.told(key, what, brought_by[key])
        for start in range(0, len(touched), BATCH):
            with self._store.writing(who) as work:
                work.imports.take_turn()
                moved = work.tickets.resolve_owners(touched[start : start + BATCH])
                work.record(AuditEntry("import_batch", "ticket", detail=(("owners", moved),)))

    def _finished(self, load: _Load, who: Actor) -> ImportReport:
        load.count()
        cancelled = load.cancelled()
        counts = {name: sum(file.counts.get(name, 0) for file in load.files) for name in OUTCOMES}
        with self._store.writing(who) as work:
            for file in load.files:
                told = (file.counts.get(name, 0) for name in ("new", "updated", "unchanged", "refused"))
                new, updated, unchanged, refused = told
                if not cancelled:
                    work.imports.finish(file.row, (new, updated, unchanged, refused))
                detail = [("new", new), ("updated", updated), ("unchanged", unchanged), ("refused", refused)]
                detail += [("cancelled", 1)] if cancelled else []
                work.record(AuditEntry("import", "import_file", str(file.row), detail=tuple(detail)))
        return ImportReport(
            **counts, refused=tuple(load.refused), without_owner=load.without_owner,
            without_number=load.without_number, notes=tuple(load.notes), cancelled=cancelled,
        )  # fmt: skip


def _write_tickets(work: Work, load: _Load, batch: Batch) -> None:
    work.imports.take_turn()
    records: dict[SourceKey, list[TicketRecord]] = {}
    brought_by: dict[SourceKey, _File] = {}
    for file, record in batch:
        if isinstance(record, TicketRecord):
            records.setdefault(record.key, []).append(record)
            brought_by.setdefault(record.key, file)
    counted = work.tickets.gaps([key for key in records if key in load.outcomes])
    known = work.tickets.states(list(records))
    changed = []
    for key, told in records.items():
        before = state = known.get(key)
        for record in told:
            state = merged(state, record)
        assert state is not None  # noqa: S101 -- every key has at least one record
        if state != before:
            changed.append(state)
        is_new = before is None or (before.record.named and not state.record.named)
        what = "unchanged" if state == before else "waiting" if state.record.named else "new" if is_new else "updated"
        load.told(key, what, brought_by[key])
    if changed:
        work.tickets.save(changed)
        work.tickets.resolve_owners([state.record.key for state in changed])
        work.record(AuditEntry("import_batch", "ticket", detail=(("tickets", len(changed)),)))
    without_owner, without_number = work.tickets.gaps(list(records))
    load.without_owner += without_owner - counted[0]
    load.without_number += without_number - counted[1]


def _batches(records: Iterator[tuple[_File, Kept]]) -> Iterator[Batch]:
    """The records in batches that one short transaction takes."""
    batch: Batch = []
    keys: set[tuple[str, ...]] = set()
    weight = 0
    for file, record in records:
        key = record.key if isinstance(record, TicketRecord) else (record.source, record.source_id)
        if weight >= BATCH_ROWS or (len(keys) == BATCH and key not in keys):
            yield batch
            batch, keys, weight = [], set(), 0
        batch.append((file, record))
        keys.add(key)
        weight += 1 + (len(record.events) + len(record.items) if isinstance(record, TicketRecord) else 0)
    if batch:
        yield batch


def _unreadable(name: str, error: UnreadableFile | OSError) -> Refusal:
    if isinstance(error, UnreadableFile):
        return Refusal(name, "", error.text, tuple(error.values.items()))
    if isinstance(error, FileNotFoundError):
        return Refusal(name, "", mark("There is no such file."))
    if isinstance(error, PermissionError):
        return Refusal(name, "", mark("This account may not read the file."))
    if isinstance(error, IsADirectoryError):
        return Refusal(name, "", mark("This is a folder, not a file."))
    return Refusal(name, "", mark("The file cannot be read: {why}"), (("why", error.strerror or ""),))


def _digest(path: Path, cancelled: Callable[[], bool]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while not cancelled() and (block := file.read(READ_BLOCK)):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size


def _stamp(path: Path) -> tuple[int, int]:
    """When the file was changed last, and its size."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size


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
