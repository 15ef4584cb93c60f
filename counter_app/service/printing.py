"""Slips of the verified visit: previewed, sent to a printer, saved."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path

from counter_app.domain import roles
from counter_app.domain.finding import OpenedTicket
from counter_app.domain.slip import PrinterChoice, Slip, SlipChoice, SlipFacts
from counter_app.domain.staff import ClerkSession
from counter_app.domain.ticket import CUSTOMER
from counter_app.domain.ticket_number import slip_code
from counter_app.errors import BadInput, CounterError, DeviceTrouble
from counter_app.ports import SlipPrinter, SlipRenderer
from counter_app.service.admission import actor, admitted, verified
from counter_app.service.looking_up import shown_ticket
from counter_app.settings import Hall
from counter_app.texts import mark
from counter_app.work import AuditEntry, PrintWish, Store, Work

MOST_COPIES = 9
JOB_TITLE = "counter slip"
"""The print job's name: the same for every customer."""


@dataclass(frozen=True, slots=True)
class SlipWish:
    """What the clerk chose: ticket, layout and paper (rows of their tables), language ``zh_CN`` or ``en``."""

    ticket_id: int
    layout: str
    paper: str
    language: str


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    """What became of a print: the printer took it (it is not known to be printed), as copy ``copy_no``."""

    print_id: str
    copy_no: int
    printer: str


class Printing:
    """Use cases around slips. The slip is made here from the verified visit, never from the screen."""

    def __init__(self, store: Store, renderer: SlipRenderer, printer: SlipPrinter, hall: Hall) -> None:
        self._store = store
        self._renderer = renderer
        self._printer = printer
        self._hall = hall

    def printers(self) -> tuple[PrinterChoice, ...]:
        """The printers of this counter, the usual one first. Raises: DeviceTrouble."""
        return self._printer.printers()

    def choices(self) -> tuple[tuple[SlipChoice, SlipChoice], ...]:
        """Every layout on every paper, the usual ones first; asks nothing of the store."""
        layouts = self._renderer.layouts()
        return tuple((layout, paper) for paper in self._renderer.papers() for layout in layouts)

    def preview(self, session: ClerkSession, visit_id: str, wish: SlipWish) -> Slip:
        """The slip as it would be printed next. Raises: NotAllowed, VisitOver, SessionOver, StoreAway, BadInput."""
        with self._store.writing(actor(session)) as work:
            ticket = self._shown(work, session, visit_id, wish)
            facts = self._facts(work, session, ticket, work.prints.next_copy(wish.ticket_id))
            work.record(AuditEntry("preview_slip", "ticket", str(wish.ticket_id), visit_id))
        return self._rendered(facts, wish)

    def send(self, session: ClerkSession, visit_id: str, wish: SlipWish, printer: str, copies: int) -> PrintReceipt:
        """Send the slip to a printer (copies 1 to 9). Raises: as preview, DeviceTrouble (then nothing is counted)."""
        if not 1 <= copies <= MOST_COPIES:
            raise BadInput(mark("Between 1 and {n} copies can be printed at once."), field="copies", n=MOST_COPIES)
        receipt, slip = self._counted(session, visit_id, wish, printer)
        try:
            self._printer.send(slip, printer, copies, JOB_TITLE)
        except CounterError as error:
            self._take_back(session, visit_id, receipt, error)
            raise
        return receipt

    def save(self, session: ClerkSession, visit_id: str, wish: SlipWish, path: Path) -> PrintReceipt:
        """Save the slip as a PDF file, new or overwritten. Raises: as preview, DeviceTrouble."""
        receipt, slip = self._counted(session, visit_id, wish, "file")
        try:
            path.write_bytes(slip.pdf)
        except OSError as error:
            trouble = DeviceTrouble(mark("The file cannot be written: {why}"), why=error.strerror or "")
            self._take_back(session, visit_id, receipt, trouble)
            raise trouble from None
        return receipt

    def _counted(
        self, session: ClerkSession, visit_id: str, wish: SlipWish, target: str
    ) -> tuple[PrintReceipt, Slip]:
        """Count the print first, so that its copy number is on the paper; it is taken back if that fails."""
        print_id = uuid.uuid4().hex
        with self._store.writing(actor(session)) as work:
            ticket = self._shown(work, session, visit_id, wish)
            counted = PrintWish(print_id, wish.ticket_id, visit_id, wish.layout, wish.paper, wish.language, target)
            facts = self._facts(work, session, ticket, work.prints.start(counted))
            kept = (("copy", facts.copy_no), ("layout", wish.layout), ("paper", wish.paper))
            work.record(AuditEntry("print_slip", "ticket", str(wish.ticket_id), visit_id, detail=kept))
        receipt = PrintReceipt(print_id, facts.copy_no, target)
        try:  # outside the transaction: the first slip of a day takes a tenth of a second
            return receipt, self._rendered(facts, wish)
        except CounterError as error:
            self._take_back(session, visit_id, receipt, error)
            raise

    def _take_back(self, session: ClerkSession, visit_id: str, receipt: PrintReceipt, why: CounterError) -> None:
        with self._store.writing(actor(session)) as work:
            work.prints.failed(receipt.print_id, why.text)
            work.record(AuditEntry("print_slip", "print", receipt.print_id, visit_id, outcome="failed"))

    def _shown(self, work: Work, session: ClerkSession, visit_id: str, wish: SlipWish) -> OpenedTicket:
        admitted(work, session, roles.PRINT_SLIP)
        visit = verified(work, session, visit_id)
        work.visits.seen(visit_id)
        return shown_ticket(work, visit, wish.ticket_id)

    def _rendered(self, facts: SlipFacts, wish: SlipWish) -> Slip:
        return self._renderer.render(facts, wish.layout, wish.paper, wish.language)

    def _facts(self, work: Work, session: ClerkSession, ticket: OpenedTicket, copy_no: int) -> SlipFacts:
        return SlipFacts(
            hall=self._hall.name, counter=self._hall.counter, staff_number=session.staff_number,
            ask_here=self._hall.ask_here, printed_at=work.now, copy_no=copy_no, number=ticket.number,
            code=slip_code(self._store.tag, ticket.number, ticket.ticket_id), kind=ticket.kind,
            raw_kind=ticket.raw_kind, status=ticket.status, raw_status=ticket.raw_status, owner=ticket.owner,
            service_number=ticket.service_number, contact_number=ticket.contact_number, site=ticket.site,
            fee=ticket.fee, opened_at=ticket.opened_at, expected_at=ticket.expected_at, closed_at=ticket.closed_at,
            pick_up_at=ticket.pick_up_at, reason=ticket.reason, card=ticket.card, timeline=ticket.timeline,
            remarks=tuple(event for event in ticket.events if event.audience == CUSTOMER and event.text),
        )  # fmt: skip
