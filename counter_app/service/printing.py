"""Slips of the verified visit: previewed, sent to a printer, saved."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from counter_app.domain.slip import PrinterChoice, Slip
from counter_app.domain.staff import ClerkSession


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
    """Use cases around slips."""

    def printers(self) -> tuple[PrinterChoice, ...]:
        """The printers of this counter, the usual one first. Raises: DeviceTrouble."""
        raise NotImplementedError

    def preview(self, session: ClerkSession, visit_id: str, wish: SlipWish) -> Slip:
        """The slip as it would be printed next. Raises: NotAllowed, VisitOver, SessionOver, StoreAway."""
        raise NotImplementedError

    def send(self, session: ClerkSession, visit_id: str, wish: SlipWish, printer: str, copies: int) -> PrintReceipt:
        """Send the slip to a printer (copies 1 to 9). Raises: as preview, DeviceTrouble (then nothing is counted)."""
        raise NotImplementedError

    def save(self, session: ClerkSession, visit_id: str, wish: SlipWish, path: Path) -> PrintReceipt:
        """Save the slip as a PDF file, new or overwritten. Raises: as preview, DeviceTrouble."""
        raise NotImplementedError
