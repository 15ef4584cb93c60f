"""Printing the slip: what it looks like, on which paper, by which printer; previewed from the real PDF."""

from __future__ import annotations

import uuid
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from counter_app.domain.finding import OpenedTicket
from counter_app.domain.slip import FAILED, FILE, PrinterChoice, PrintLine, Slip
from counter_app.domain.ticket_number import grouped
from counter_app.errors import CounterError
from counter_app.service.printing import PrintReceipt, SlipWish
from counter_app.texts import Texts, mark
from ui.keys import Act, shown
from ui.reception import Reception
from ui.tasks import Lane
from ui.theme import Theme
from ui.widgets.key_button import KeyButton
from ui.widgets.pdf_page import PdfPage
from ui.widgets.print_lines import PrintWords
from ui.widgets.sheet import SideSheet
from ui.widgets.slip_form import SlipForm
from ui.widgets.text_label import NameLabel, frame
from ui.widgets.ticket_rows import kind_title

WIDTH = 804
PREVIEW, PRINTERS, SENDING, PRINTS = "preview", "printers", "send slip", "prints of the visit"


class SlipSheet(SideSheet):
    """Opens for a ticket. ``sent(PrintReceipt, printer's label)`` when a printer took it, ``saved(PrintReceipt)``."""

    sent = Signal(object, str)
    saved = Signal(object)
    wants_next_customer = Signal()

    def __init__(self, reception: Reception, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(texts.say(mark("Print slip")), WIDTH, theme, texts, parent)
        self._reception, self._texts = reception, texts
        self._ticket: OpenedTicket | None = None
        self._print_id = ""
        self._knows_printers = self._sends_when_known = False
        self._dialog: QFileDialog | None = None
        say = texts.say
        self.form = SlipForm(reception.counter.printing.choices(), theme, texts)
        self.page = PdfPage(theme, texts)
        self.print_button = KeyButton(say(mark("Print")), shown(Act.PRINT), "printer", "primary", theme=theme)
        self.save_button = KeyButton(say(mark("Save as file")), shown(Act.SAVE), "download", theme=theme)
        self._copy_note = NameLabel("", theme, "small", "muted")
        self._fill()
        self._connect()

    def _fill(self) -> None:
        preview = frame("sunken")
        inside = QVBoxLayout(preview)
        inside.setContentsMargins(1, 0, 0, 0)
        inside.addWidget(self.page)
        self.body.addWidget(self.form)
        self.body.addWidget(preview, 1)
        self.foot.addWidget(self.print_button)
        self.foot.addWidget(self.save_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self._copy_note)

    def _connect(self) -> None:
        self.form.changed.connect(self._ask_preview)
        self.form.lines.again.connect(self._send_again)
        self.print_button.clicked.connect(self.send)
        self.save_button.clicked.connect(self.save)

    def open_for(self, ticket: OpenedTicket) -> None:
        """Open for a ticket of the verified customer, with the last choices of this visit."""
        self._ticket, self._print_id = ticket, uuid.uuid4().hex
        self.form.say_trouble("")
        self.set_title(self._texts.say(mark("Print slip")), f"{grouped(ticket.number)} {kind_title(self._texts, ticket.kind, ticket.raw_kind)}")
        self._knows_printers = self._sends_when_known = False
        n = ticket.prints
        again = self._texts.say(mark("This will be copy {n}"), n=n + 1)
        self._copy_note.setText(again if n else self._texts.say(mark("No slip of this ticket yet")))
        printing, session = self._reception.counter.printing, self._reception.session
        self._reception.ask_counter(
            partial(printing.printers), self._show_printers, topic=PRINTERS, lane=Lane.LIVE, failed=self._no_printers
        )
        self._reception.ask(partial(printing.prints, session), self._show_prints, topic=PRINTS, failed=self._no_prints)
        self.open_sheet(self.form.chosen())
        # the preview is fitted to its place, which is known once the sheet has its size
        QTimer.singleShot(0, self, self._ask_preview)

    def choose(self, place: int) -> None:
        """Take the layout and paper at ``place`` (from 1), if there is one."""
        self.form.choose(place)

    def set_reason(self, reason: str) -> None:
        """Lock printing and saving, and say why; "" unlocks them."""
        for button in (self.print_button, self.save_button):
            button.set_reason(reason)

    def send(self) -> None:
        """Hand the slip to the chosen printer. Pressed again after a failure it is another try of the same print."""
        if self._ticket is None or not self.print_button.isEnabled():
            return
        if not self._knows_printers:  # F8 pressed twice in a hurry
            self._sends_when_known = True
            return
        chosen = self.form.printer_choice()
        if chosen is None:
            self.form.say_trouble(self._texts.say(mark("There is no printer here. The slip can be saved as a file: Ctrl+S.")))
            return
        printing, session = self._reception.counter.printing, self._reception.session
        wish, copies = self._wish(self._ticket), self.form.copies.value()
        self._send(partial(printing.send, session, wish=wish, printer=chosen.name, copies=copies, print_id=self._print_id))

    def _send_again(self, print_id: str) -> None:
        """Print one of this visit's slips again on the chosen printer, or where it went before if there is none."""
        chosen = self.form.printer_choice()
        if self.print_button.isEnabled():
            printing, session = self._reception.counter.printing, self._reception.session
            printer = chosen.name if chosen is not None else ""
            self._send(partial(printing.again, session, print_id=print_id, printer=printer))

    def _send(self, act: partial[PrintReceipt]) -> None:
        self.form.say_trouble("")
        self.print_button.set_busy(self._texts.say(mark("Sending")))
        self._reception.ask(act, self._was_sent, topic=SENDING, lane=Lane.PRINT, failed=self._not_sent)

    def save(self) -> None:
        """Ask for a place and save the slip there as a PDF."""
        if self._ticket is None or self._dialog is not None or not self.save_button.isEnabled():
            return
        dialog = QFileDialog(self, self._texts.say(mark("Save as file")), str(Path.home() / "slip.pdf"), "PDF (*.pdf)")
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)  # F12 must work in it too
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile("slip.pdf")
        QShortcut(QKeySequence("F12"), dialog, self.wants_next_customer.emit)
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(self._dialog_closed)
        self._dialog = dialog
        dialog.open()

    def save_to(self, path: str) -> None:
        """Save the slip as a file."""
        if self._ticket is None:
            return
        printing, session = self._reception.counter.printing, self._reception.session
        act = partial(printing.save, session, wish=self._wish(self._ticket), path=Path(path))
        self.form.say_trouble("")
        self.save_button.set_busy(self._texts.say(mark("Saving")))
        self._reception.ask(act, self._was_saved, topic=SENDING, lane=Lane.PRINT, failed=self._not_sent)

    def has_dialog(self) -> bool:
        """Whether the clerk is asked for a place."""
        return self._dialog is not None

    def forget(self) -> None:
        """Hold nothing of the last customer, not even a file dialog's list."""
        self._ticket = None
        if self._dialog is not None:
            self._dialog.close()
        self.page.forget()
        self.form.forget()
        self._copy_note.forget()
        super().forget()

    def _wish(self, ticket: OpenedTicket) -> SlipWish:
        layout, paper = self.form.pair()
        return SlipWish(ticket.ticket_id, layout.code, paper.code, self.form.language_code())

    def _ask_preview(self) -> None:
        if self._ticket is None or not self.is_open():
            return
        self.page.forget()
        self.form.say_missing(None)
        printing, session = self._reception.counter.printing, self._reception.session
        act = partial(printing.preview, session, wish=self._wish(self._ticket))
        self._reception.ask(act, self._show_preview, topic=PREVIEW, failed=self._no_preview)

    def _show_preview(self, slip: Slip) -> None:
        self.page.show_pdf(slip.pdf)
        self.form.say_missing(slip)

    def _no_preview(self, error: CounterError) -> None:
        self.form.say_trouble(self._texts.say(error.text, **error.values))

    def _show_printers(self, printers: tuple[PrinterChoice, ...]) -> None:
        self.form.show_printers(printers)
        self._knows_printers = True
        if self._sends_when_known:
            self._sends_when_known = False
            self.send()

    def _no_printers(self, _error: CounterError) -> None:
        self._show_printers(())

    def _show_prints(self, lines: tuple[PrintLine, ...]) -> None:
        self.form.lines.show_lines(tuple(self._words(line) for line in lines))

    def _no_prints(self, _error: CounterError) -> None:
        """The banner says why; the sheet goes on without the list."""

    def _words(self, line: PrintLine) -> PrintWords:
        say = self._texts.say
        labels = {choice.code: say(choice.label) for pair in self._reception.counter.printing.choices() for choice in pair}
        at = f"{self._texts.local(line.at):%H:%M}"
        layout, paper = labels.get(line.layout, line.layout), labels.get(line.paper, line.paper)
        what = say(mark("{at} {number} {layout}, {paper}"), at=at, number=grouped(line.number), layout=layout, paper=paper)
        if line.state == FAILED:
            why = say(line.why, printer=line.printer) if line.why else ""
            failed = say(mark("not printed"))  # not within the f-string: the catalogue's reader sees none there
            return PrintWords(line.print_id, f"{what} {failed} {why}".strip(), True)
        where = say(mark("saved")) if line.printer == FILE else say(mark("copy {n}"), n=line.copy_no)
        return PrintWords(line.print_id, f"{what} {where}", False)

    def _was_sent(self, receipt: PrintReceipt) -> None:
        self.print_button.set_busy("")
        chosen = self.form.printer_choice()
        self.close_sheet()
        self.sent.emit(receipt, chosen.label if chosen is not None and chosen.name == receipt.printer else receipt.printer)

    def _was_saved(self, receipt: PrintReceipt) -> None:
        self.save_button.set_busy("")
        self.close_sheet()
        self.saved.emit(receipt)

    def _not_sent(self, error: CounterError) -> None:
        self.print_button.set_busy("")
        self.save_button.set_busy("")
        said, not_counted = self._texts.say(error.text, **error.values), self._texts.say(mark("The slip is not counted."))
        self.form.say_trouble(self._texts.say(mark("{first} {then}"), first=said, then=not_counted))

    def _dialog_closed(self, _result: int) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()
