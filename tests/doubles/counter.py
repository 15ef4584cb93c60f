"""A counter whose answers the test writes: for panels only. Whole visits are tested on the real one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from counter_app.domain.documents import PresentedDocument
from counter_app.domain.finding import NOTHING, Found, FoundList, OpenedTicket, Recognised, TicketList, Verification
from counter_app.domain.slip import PrinterChoice, PrintLine, Slip, SlipChoice
from counter_app.domain.staff import ClerkSession
from counter_app.errors import CounterError
from counter_app.service.printing import PrintReceipt, SlipWish
from counter_app.settings import Hall, Settings
from tests.doubles import story

SESSION = ClerkSession("s" * 32, 7, "3107", "李敏", "clerk", "3", story.NOW)


@dataclass
class CounterDouble:
    """Answers by assignment; ``calls`` is what was asked, in order; ``trouble`` maps a use case to the error it raises."""

    found: dict[str, Found] = field(default_factory=dict)
    answer_to_document: Verification | None = None
    list_pages: dict[tuple[bool, str], TicketList] = field(default_factory=dict)
    tickets_by_id: dict[int, OpenedTicket] = field(default_factory=dict)
    found_list: FoundList | None = None
    slip: Slip | None = None
    known_prints: tuple[PrintLine, ...] = ()
    known_printers: tuple[PrinterChoice, ...] = (PrinterChoice("front", "前台激光", True, ""),)
    staff_known: bool = True
    trouble: dict[str, CounterError] = field(default_factory=dict)
    calls: list[tuple[object, ...]] = field(default_factory=list)
    visits_opened: int = 0
    sent: int = 0

    def __post_init__(self) -> None:
        self.settings = Settings("sqlite://", Path("unused"), Hall("城东营业厅", "3"))
        self.reader = None
        self.staff = SimpleNamespace(
            needs_first_admin=self._needs_first_admin, make_first_admin=self._make_first_admin,
            sign_in=self._sign_in, sign_out=self._sign_out,
        )  # fmt: skip
        self.visits = SimpleNamespace(open=self._open, verify=self._verify, touch=self._touch, end=self._end)
        self.looking_up = SimpleNamespace(
            find=self._find, find_list=self._find_list, tickets=self._tickets, open_ticket=self._open_ticket
        )
        self.printing = SimpleNamespace(
            printers=self._printers, choices=self._slip_choices, preview=self._preview, send=self._send, save=self._save,
            prints=self._prints, again=self._again, after=self._after,
        )  # fmt: skip

    def called(self, name: str) -> list[tuple[object, ...]]:
        """The arguments of each call of a use case."""
        return [call[1:] for call in self.calls if call[0] == name]

    def _note(self, name: str, *values: object) -> None:
        self.calls.append((name, *values))
        if name in self.trouble:
            raise self.trouble[name]

    def _needs_first_admin(self) -> bool:
        self._note("needs_first_admin")
        return not self.staff_known

    def _make_first_admin(self, staff_number: str, name: str, password: str) -> None:
        self._note("make_first_admin", staff_number, name, password)
        self.staff_known = True

    def _sign_in(self, staff_number: str, password: str) -> ClerkSession:
        self._note("sign_in", staff_number, password)
        return SESSION

    def _sign_out(self, session: ClerkSession) -> None:
        self._note("sign_out", session)

    def _open(self, session: ClerkSession) -> str:
        self._note("open")
        self.visits_opened += 1
        return f"visit {self.visits_opened}"

    def _verify(self, session: ClerkSession, visit_id: str, document: PresentedDocument, method: str) -> Verification:
        self._note("verify", visit_id, document, method)
        return self.answer_to_document or story.verification()

    def _touch(self, session: ClerkSession, visit_id: str) -> None:
        self._note("touch", visit_id)

    def _end(self, session: ClerkSession, visit_id: str, reason: str) -> None:
        self._note("end", visit_id, reason)

    def _find(self, session: ClerkSession, visit_id: str, text: str) -> Found:
        self._note("find", visit_id, text)
        return self.found.get(text, Found(Recognised("unknown", ""), NOTHING))

    def _find_list(self, session: ClerkSession, visit_id: str, text: str) -> FoundList:
        self._note("find_list", visit_id, text)
        return self.found_list or FoundList((), 0)

    def _tickets(self, session: ClerkSession, visit_id: str, open_only: bool, after: str = "") -> TicketList:
        self._note("tickets", visit_id, open_only, after)
        return self.list_pages.get((open_only, after)) or story.ticket_list(open_only=open_only)

    def _open_ticket(self, session: ClerkSession, visit_id: str, ticket_id: int) -> OpenedTicket:
        self._note("open_ticket", visit_id, ticket_id)
        return self.tickets_by_id.get(ticket_id) or story.opened(ticket_id)

    def _printers(self) -> tuple[PrinterChoice, ...]:
        self._note("printers")
        return self.known_printers

    def _slip_choices(self) -> tuple[tuple[SlipChoice, SlipChoice], ...]:
        layouts = (SlipChoice("status", "Status slip", "all steps on one paper"), SlipChoice("large_print", "Large-print slip", ""))
        papers = (SlipChoice("a5", "A5 sheet", ""), SlipChoice("roll80", "80 mm roll", ""))
        return tuple((layout, paper) for paper in papers for layout in layouts)

    def _preview(self, session: ClerkSession, visit_id: str, wish: SlipWish) -> Slip:
        self._note("preview", visit_id, wish)
        return self.slip or blank_slip()

    def _send(
        self, session: ClerkSession, visit_id: str, wish: SlipWish, printer: str, copies: int, print_id: str = ""
    ) -> PrintReceipt:
        self._note("send", visit_id, wish, printer, copies, print_id)
        self.sent += 1
        return PrintReceipt(print_id, self.sent, printer)

    def _prints(self, session: ClerkSession, visit_id: str) -> tuple[PrintLine, ...]:
        self._note("prints", visit_id)
        return self.known_prints

    def _again(self, session: ClerkSession, visit_id: str, print_id: str, printer: str = "", copies: int = 1) -> PrintReceipt:
        self._note("again", visit_id, print_id, printer, copies)
        self.sent += 1
        return PrintReceipt(print_id, self.sent, printer)

    def _after(self, receipt: PrintReceipt) -> str:
        self._note("after", receipt)
        return ""

    def _save(self, session: ClerkSession, visit_id: str, wish: SlipWish, path: Path) -> PrintReceipt:
        self._note("save", visit_id, wish, path)
        self.sent += 1
        return PrintReceipt(f"p{self.sent}", self.sent, "")


def blank_slip(missing: tuple[str, ...] = (), width_mm: float = 148, height_mm: float = 210) -> Slip:
    """A real one-page PDF without a word on it."""
    from io import BytesIO

    from pypdf import PdfWriter

    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(width_mm / 25.4 * 72, height_mm / 25.4 * 72)
    writer.write(out)
    return Slip(out.getvalue(), width_mm, height_mm, 1, missing)


Seconds = Callable[[], float]
