"""A whole counter on a real store, with a clock that the test moves, cheap password hashing and a printer of paper."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher

from counter_app.build import Parts, build
from counter_app.domain.documents import PresentedDocument, read_document
from counter_app.domain.slip import Handed, PrinterChoice, Slip
from counter_app.domain.staff import ClerkSession
from counter_app.domain.ticket import (
    DocumentRecord,
    EventRecord,
    HoldingRecord,
    PartyRecord,
    Record,
    SourceKey,
    TicketRecord,
)
from counter_app.errors import DeviceTrouble
from counter_app.service.counter import Counter
from counter_app.settings import Hall, Settings

START = datetime(2026, 3, 18, 6, 32, tzinfo=UTC)
PASSWORD = "three short words"
WANG, LI, STRANGER = "110101194802150023", "990101199003077217", "99010119700101001X"


class TestClock:
    """A clock that stands until the test moves it."""

    __test__ = False

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class PaperPrinter:
    """A printer that keeps what it was sent; ``broken`` makes it refuse in words."""

    sent: list[tuple[Slip, str, int, str]] = field(default_factory=list)
    broken: bool = False
    bug: bool = False
    says: Handed | None = None

    def printers(self) -> tuple[PrinterChoice, ...]:
        return (PrinterChoice("paper", "paper", True, ""),)

    def send(self, slip: Slip, printer: str, copies: int, title: str) -> Handed | None:
        if self.broken:
            raise DeviceTrouble("The printer does not answer.")
        if self.bug:
            raise ZeroDivisionError
        self.sent.append((slip, printer, copies, title))
        return self.says

    def after(self, printer: str, job: str) -> str:
        return f"waits: {printer} {job}"


@dataclass
class Desk:
    """A counter at work: its use cases, the signed-in clerk, and what surrounds it."""

    counter: Counter
    clock: TestClock
    printer: PaperPrinter
    session: ClerkSession
    visit: str = ""

    def take(self, *records: Record) -> None:
        report = self.counter.importing.take("test", records)
        assert not report.refused, report.refused

    def next_customer(self) -> str:
        self.visit = self.counter.visits.open(self.session)
        return self.visit

    def verify(self, number: str) -> bool:
        if not self.visit:
            self.next_customer()
        return self.counter.visits.verify(self.session, self.visit, shown(number), "typed").known

    def find(self, text: str):
        if not self.visit:
            self.next_customer()
        return self.counter.looking_up.find(self.session, self.visit, text)


def settings_of(url: str, folder: Path, counter: str = "3") -> Settings:
    """The settings of a counter in a folder of the test's own."""
    return Settings(url, folder, Hall("城东营业厅", counter, ("城东营业厅二楼服务台",)), keyring=False)


def cheap_hasher() -> PasswordHasher:
    """Argon2 that costs nothing."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def open_counter(url: str, folder: Path, clock: TestClock, printer: PaperPrinter, counter: str = "3") -> Counter:
    """The use cases on a store; the same folder holds the same keys."""
    return build(settings_of(url, folder, counter), Parts(clock, printer, cheap_hasher()))


STAFF = (("3107", "李敏", "clerk", PASSWORD), ("9001", "赵主任", "admin", PASSWORD))


def staffed(url: str, folder: Path) -> None:
    """A new store with a clerk (3107) and an administrator (9001)."""
    counter = open_counter(url, folder, TestClock(), PaperPrinter())
    counter.staff.add_first(STAFF)
    counter.close()


def open_desk(url: str, folder: Path) -> Desk:
    """A counter on a store, made if there is none, with one clerk (3107) signed in."""
    clock, printer = TestClock(), PaperPrinter()
    counter = open_counter(url, folder, clock, printer)
    if counter.staff.needs_first_admin():
        counter.staff.add_first(STAFF)
    return Desk(counter, clock, printer, counter.staff.sign_in("3107", PASSWORD))


def shown(number: str) -> PresentedDocument:
    """A document as the clerk typed it."""
    return read_document(number)


def person(party: str, document: str = "", number: str = "", **more: object) -> PartyRecord:
    """A party with a document and a number it holds (``held_from``, ``held_to``, ``name``, ``source``)."""
    return PartyRecord(
        source=str(more.get("source", "")),
        party_id=party,
        name=str(more.get("name", "王秀兰")),
        organisation=bool(more.get("organisation", False)),
        document=DocumentRecord("居民身份证", document) if document else None,
        holding=HoldingRecord(number, _day(more.get("held_from")), _day(more.get("held_to"))) if number else None,
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def ticket(number: str = "GD2603090472", **said: object) -> TicketRecord:
    """A broadband move accepted nine days before START; ``said`` replaces fields."""
    opened = START - timedelta(days=9)
    values: dict[str, object] = {
        "key": SourceKey("crm", "ticket", number), "moment": START - timedelta(days=1), "number": number,
        "kind": "宽带移机", "status": "inProgress", "opened_at": opened, "expected_at": START - timedelta(days=2),
        "service_number": "13800136621", "contact_number": "13800136621", "owner_ref": "P1",
        "events": (
            EventRecord(opened, "已收申请", "acknowledged", "受理", "城东营业厅", "", "营业厅"),
            EventRecord(opened + timedelta(days=1), "端口已满，需加装", "inProgress", "线路调配", "线路维护中心"),
        ),
    }  # fmt: skip
    return TicketRecord(**(values | said))  # type: ignore[arg-type]
