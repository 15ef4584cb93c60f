"""Slips of the verified visit: previewed, sent to a printer, saved."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from string import Formatter

from counter_app.domain import roles
from counter_app.domain.finding import OpenedTicket
from counter_app.domain.slip import FAILED, FILE, SENT, Handed, PrinterChoice, PrintLine, Slip, SlipChoice, SlipFacts
from counter_app.domain.staff import ClerkSession
from counter_app.domain.ticket import CUSTOMER
from counter_app.domain.ticket_number import slip_code
from counter_app.errors import BadInput, CounterError, DeviceTrouble, NotAllowed
from counter_app.ports import PrintQueue, SlipPrinter, SlipRenderer
from counter_app.service.admission import actor, admitted, verified
from counter_app.service.looking_up import shown_ticket
from counter_app.settings import Hall
from counter_app.texts import mark
from counter_app.work import AuditEntry, PrintWish, Store, Work

MOST_COPIES = 9
MOST_LINES = 20
NOT_OUT = mark("The slip did not come out.")
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
    note: str = ""
    """What the printer added, a catalogue key; "" if nothing."""
    job: str = ""
    """How its queue calls it, for ``Printing.after``; "" if there is none."""


def _why(error: Exception) -> str:
    """Why a print failed, as it is kept: a catalogue key that needs no value but the printer's name."""
    if not isinstance(error, CounterError):
        return NOT_OUT
    needed = {name for _, name, _, _ in Formatter().parse(error.text) if name}
    return error.text if needed <= {"printer"} else NOT_OUT


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

    def send(
        self, session: ClerkSession, visit_id: str, wish: SlipWish, printer: str, copies: int, print_id: str = ""
    ) -> PrintReceipt:
        """Send the slip to a printer (copies 1 to 9).

        ``print_id``: made by the screen (32 hex digits, ``uuid4().hex``) so that a second press is a second try of the
        same print: what failed is tried again under its id, what the printer took is not sent twice. "": a new print.

        Raises: as preview, DeviceTrouble (then nothing is counted).
        """
        if not 1 <= copies <= MOST_COPIES:
            raise BadInput(mark("Between 1 and {n} copies can be printed at once."), field="copies", n=MOST_COPIES)
        receipt, facts = self._counted(session, visit_id, wish, printer, print_id)
        if facts is None:
            return receipt
        with self._taken_back(session, visit_id, receipt):
            handed = self._printer.send(self._rendered(facts, wish), printer, copies, JOB_TITLE) or Handed()
        return replace(receipt, note=handed.note, job=handed.job)

    def save(self, session: ClerkSession, visit_id: str, wish: SlipWish, path: Path) -> PrintReceipt:
        """Save the slip as a PDF file, new or overwritten. Raises: as preview, DeviceTrouble."""
        receipt, facts = self._counted(session, visit_id, wish, FILE)
        if facts is None:
            return receipt
        with self._taken_back(session, visit_id, receipt):
            slip = self._rendered(facts, wish)
            try:
                path.write_bytes(slip.pdf)
            except OSError as error:
                raise DeviceTrouble(mark("The file cannot be written: {why}"), why=error.strerror or "") from None
        return receipt

    def prints(self, session: ClerkSession, visit_id: str) -> tuple[PrintLine, ...]:
        """What was printed or saved in this visit, or failed: at most 20, the newest first. Raises: as preview."""
        with self._store.writing(actor(session)) as work:
            admitted(work, session, roles.PRINT_SLIP)
            verified(work, session, visit_id)
            lines = work.prints.of_visit(visit_id, MOST_LINES)
            tickets = ",".join(str(one) for one in sorted({line.ticket_id for line in lines}))
            work.record(AuditEntry("list_prints", visit_id=visit_id, detail=(("tickets", tickets),)))
            return lines

    def again(
        self, session: ClerkSession, visit_id: str, print_id: str, printer: str = "", copies: int = 1
    ) -> PrintReceipt:
        """Print one of this visit's prints again, on the same printer or another.

        One that failed is tried again as what it was; one that was sent comes out as a further copy, marked as reprint.

        Raises: as send; BadInput for one that was saved as a file and no printer named.
        """
        with self._store.writing(actor(session)) as work:
            admitted(work, session, roles.PRINT_SLIP)
            verified(work, session, visit_id)
            line = self._line(work, visit_id, print_id)
        target = printer or line.printer
        if target == FILE:
            raise BadInput(mark("This slip was saved as a file. Choose a printer for it."), field="printer")
        wish = SlipWish(line.ticket_id, line.layout, line.paper, line.language)
        return self.send(session, visit_id, wish, target, copies, line.print_id if line.state == FAILED else "")

    def after(self, receipt: PrintReceipt) -> str:
        """What became of a slip, as far as its queue tells (a catalogue key): passed on, or waiting and why.

        "" if nobody knows. It may take some seconds.
        """
        if not receipt.job or not isinstance(self._printer, PrintQueue):
            return ""
        return self._printer.after(receipt.printer, receipt.job)

    def _line(self, work: Work, visit_id: str, print_id: str) -> PrintLine:
        line = work.prints.in_visit(visit_id, print_id)
        if line is None:
            raise NotAllowed(mark("This visit has no such print."))
        return line

    def _counted(
        self, session: ClerkSession, visit_id: str, wish: SlipWish, target: str, print_id: str = ""
    ) -> tuple[PrintReceipt, SlipFacts | None]:
        """Count the print first, so that its copy number is on the paper; it is taken back if that fails.

        No facts: the printer has taken this very print before.
        """
        with self._store.writing(actor(session)) as work:
            ticket = self._shown(work, session, visit_id, wish)
            known = work.prints.is_known(print_id) if print_id else False
            line = self._line(work, visit_id, print_id) if known else None
            if line is not None and line.ticket_id != wish.ticket_id:
                raise NotAllowed(mark("This visit has no such print."))
            if line is not None and line.state == SENT:
                return PrintReceipt(print_id, line.copy_no, line.printer), None
            print_id = print_id or uuid.uuid4().hex
            counted = PrintWish(print_id, wish.ticket_id, visit_id, wish.layout, wish.paper, wish.language, target)
            facts = self._facts(work, session, ticket, work.prints.start(counted))
            kept = (("copy", facts.copy_no), ("layout", wish.layout), ("paper", wish.paper), ("print", print_id))
            tried = (("again", 1),) if known else ()
            work.record(AuditEntry("print_slip", "ticket", str(wish.ticket_id), visit_id, detail=kept + tried))
        return PrintReceipt(print_id, facts.copy_no, target), facts

    @contextmanager
    def _taken_back(self, session: ClerkSession, visit_id: str, receipt: PrintReceipt) -> Iterator[None]:
        """Around making and handing over, outside the transaction: if that fails, the print is not counted."""
        try:
            yield
        except Exception as error:
            with suppress(CounterError), self._store.writing(actor(session)) as work:  # the clerk is told the first trouble
                work.prints.failed(receipt.print_id, _why(error))
                work.record(AuditEntry("print_slip", "print", receipt.print_id, visit_id, outcome="failed"))
            raise

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
