"""Settings → Counter: the only file that knows every part. Imported after the first paint, in a worker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial

from argon2 import PasswordHasher

from counter_app.demo import make_demo
from counter_app.devices.heads import HeadHome
from counter_app.devices.id_card_reader import id_card_reader
from counter_app.devices.keys import KeyHome
from counter_app.devices.signing import CheckpointSigner
from counter_app.errors import BadInput, StoreRefused
from counter_app.exchange.child import ChildReader
from counter_app.ports import Clock, DocumentReader, SlipPrinter
from counter_app.service.audit_reading import AuditReading
from counter_app.service.auditing import Auditing, Seals
from counter_app.service.channel import Channel
from counter_app.service.clerks import Clerks
from counter_app.service.counter import Counter
from counter_app.service.importing import Importing
from counter_app.service.looking_up import LookingUp
from counter_app.service.passwords import Passwords
from counter_app.service.printing import Printing
from counter_app.service.retention import Retention
from counter_app.service.staff import Staff
from counter_app.service.visits import Visits
from counter_app.settings import Settings
from counter_app.slips.pdf import PdfSlips
from counter_app.store.audit import canonical
from counter_app.store.store import SqlStore, holds_nothing, open_store
from counter_app.texts import mark
from counter_app.work import SYSTEM


class SystemClock:
    """This computer's clock: implements ``ports.Clock``."""

    def now(self) -> datetime:
        """The present time, UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts that may be put in the place of the usual ones: the tour's clock, Qt's printer, a test's cheap hashing.

    A ``clock`` stands for the database server's too. ``store_id`` names a new store, so that two tours give the same.
    """

    clock: Clock | None = None
    printer: SlipPrinter | None = None
    hasher: PasswordHasher | None = None
    store_id: str = ""
    looks_back: bool = False
    """Open the store even if its audit record lacks what this counter wrote: to look into it."""


def counter_name(settings: Settings) -> str:
    """The counter's name in the store: hall and counter number."""
    return f"{settings.hall.name}/{settings.hall.counter}" if settings.hall.name else settings.hall.counter


def build(settings: Settings, parts: Parts = Parts()) -> Counter:
    """The counter with every part in place, on an opened store. Raises: StoreAway, StoreRefused, BadInput."""
    store = _opened(settings, parts)
    keys = store.keys
    passwords = Passwords(parts.hasher, settings.rules.shortest_password)
    renderer = PdfSlips(settings.hall.zone)
    printer = _printers(settings, parts, renderer)
    reader = id_card_reader(settings.reader)
    return Counter(
        settings=settings,
        staff=Staff(store, passwords, counter_name(settings)),
        clerks=Clerks(store, passwords),
        visits=Visits(store, keys, settings.expired_documents, settings.hall.zone),
        looking_up=LookingUp(store),
        printing=Printing(store, renderer, printer, settings.hall),
        importing=Importing(store, keys, ChildReader(settings.hall.zone)),
        auditing=Auditing(store, Seals(keys, _memory(settings), CheckpointSigner(key_home(settings)), canonical)),
        audit_reading=AuditReading(store, keys, settings.hall.zone),
        retention=Retention(store),
        channel=partial(Channel, store, settings.hall.zone),
        close=partial(_let_go, store, reader),
        reader=reader,
    )


def _let_go(store: SqlStore, reader: DocumentReader | None) -> None:
    if reader is not None:
        reader.close()
    store.close()


def _opened(settings: Settings, parts: Parts) -> SqlStore:
    clock = parts.clock or SystemClock()
    memory = None if parts.looks_back else _memory(settings)
    store = open_store(settings.database_url, key_home(settings), clock, settings.hall.zone, parts.store_id, memory)
    if parts.clock is not None:
        store.server_time = False
    return store


def key_home(settings: Settings) -> KeyHome:
    """Where this counter keeps stores' keys."""
    return KeyHome(settings.data_dir / "keys", settings.keyring)


def _memory(settings: Settings) -> HeadHome:
    return HeadHome(settings.data_dir / "heads")


def change_audit_key(settings: Settings) -> int:
    """Give the store a new audit key, kept on this computer; how many chains it seals now. Raises: as build."""
    store = _opened(settings, Parts())
    try:
        keys = key_home(settings).add_audit_key(store.store_id, len(store.keys.audit_key_ids))
        return store.change_audit_key(keys, SYSTEM)
    finally:
        store.close()


def is_empty(settings: Settings) -> bool:
    """Whether the named database holds nothing at all yet. Looks only. Raises: StoreAway, StoreRefused."""
    return holds_nothing(settings.database_url)


def build_demo(settings: Settings, now: datetime, parts: Parts = Parts()) -> Counter:
    """A counter on a demo store, filled if it is empty; ``now`` is the day it is made on. Raises: as build."""
    demo = make_demo(now)
    counter = build(replace(settings, hall=demo.hall), parts)
    if counter.staff.needs_first_admin():
        report = counter.importing.take("demo", (*demo.parties, *demo.tickets))
        if report.refused:
            raise StoreRefused(mark("The demo could not be made: {n} records were refused."), n=len(report.refused))
        # staff last: a demo that was killed half-way is made to its end by the next start
        counter.staff.add_first(tuple((c.staff_number, c.name, c.role, c.password) for c in demo.clerks))
    return counter


def _printers(settings: Settings, parts: Parts, renderer: PdfSlips) -> SlipPrinter:
    """The receipt printers of the settings before those of the print system. Raises: BadInput for an unknown paper."""
    from counter_app.devices.print_choices import Printers
    from counter_app.devices.printers import SystemQueue

    rolls = renderer.rolls()
    for printer in settings.printers:
        if printer.paper not in rolls:
            raise BadInput(
                mark("The settings file names the paper {paper} for a printer; rolls are {rolls}."),
                paper=printer.paper, rolls=", ".join(rolls),
            )  # fmt: skip
    return Printers(settings.printers, parts.printer or SystemQueue())
