"""Printing the slip: what it looks like, on which paper, by which printer; previewed from the real PDF."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from counter_app.domain.finding import OpenedTicket
from counter_app.domain.slip import PrinterChoice, Slip, SlipChoice
from counter_app.domain.ticket_number import grouped
from counter_app.errors import CounterError
from counter_app.service.printing import PrintReceipt, SlipWish
from counter_app.texts import LANGUAGE_NAMES, LANGUAGES, Texts, mark
from ui.keys import Act, shown
from ui.reception import Reception
from ui.tasks import Lane
from ui.theme import Theme
from ui.widgets.choice_row import ChoiceRow
from ui.widgets.combo import ComboField
from ui.widgets.field_frame import FieldFrame
from ui.widgets.key_button import KeyButton
from ui.widgets.pdf_page import PdfPage
from ui.widgets.segment import Segment
from ui.widgets.sheet import SideSheet
from ui.widgets.text_label import IconLabel, TextLabel, frame
from ui.widgets.ticket_rows import kind_title

WIDTH, CHOICES_WIDTH = 804, 337
MOST_COPIES = 9
PREVIEW, PRINTERS, SENDING = "preview", "printers", "send slip"


class SlipSheet(SideSheet):
    """Opens for a ticket. ``sent(PrintReceipt, printer's label)`` when a printer took it, ``saved(PrintReceipt)``."""

    sent = Signal(object, str)
    saved = Signal(object)
    wants_next_customer = Signal()

    def __init__(self, reception: Reception, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(texts.say(mark("Print slip")), WIDTH, theme, texts, parent)
        self._reception, self._texts, self._sheet_theme = reception, texts, theme
        say = texts.say
        self._ticket: OpenedTicket | None = None
        self._printers: tuple[PrinterChoice, ...] = ()
        self._knows_printers = self._sends_when_known = False
        self._dialog: QFileDialog | None = None
        self._choices = reception.counter.printing.choices()
        self.choices = [
            ChoiceRow(say(layout.label), _line(texts, layout, paper), f"Alt+{place}", theme)
            for place, (layout, paper) in enumerate(self._choices, 1)
        ]
        self.printer = ComboField(say(mark("Printer")), theme)
        self.copies = QSpinBox()
        self.language = Segment(LANGUAGE_NAMES, theme, say(mark("Language of the slip")), "control")
        self._state_icon = IconLabel("", theme, "good", theme.icon_size("body"))
        self._state = TextLabel("", theme, "small", "muted").wrapped()
        self._missing_icon = IconLabel("", theme, "text-muted", theme.icon_size("body"))
        self._missing = TextLabel("", theme, "small", "muted").wrapped()
        self._trouble_icon = IconLabel("", theme, "bad", theme.icon_size("body"))
        self._trouble = TextLabel("", theme, "small", "bad").wrapped()
        self.page = PdfPage(theme, texts)
        self._choices_area = QScrollArea()
        self.print_button = KeyButton(say(mark("Print")), shown(Act.PRINT), "printer", "primary", theme=theme)
        self.save_button = KeyButton(say(mark("Save as file")), shown(Act.SAVE), "download", theme=theme)
        self._copy_note = TextLabel("", theme, "small", "muted")
        self._fill()
        self._connect()

    def _fill(self) -> None:
        theme = self._sheet_theme
        left = QWidget()
        left.setProperty("role", "plain")
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 12, 24, 12)
        column.setSpacing(7)
        column.addWidget(TextLabel(self._texts.say(mark("Layout")), theme, "small", "muted"))
        for choice in self.choices:
            column.addWidget(choice)
        self.choices[0].setChecked(True)
        self.language.set_current(LANGUAGES.index(self._texts.language))
        column.addSpacing(6)
        column.addLayout(self._printer_row())
        column.addLayout(_said(self._state_icon, self._state))
        column.addSpacing(6)
        language_row = QHBoxLayout()
        language_row.addWidget(TextLabel(self._texts.say(mark("Language of the slip")), theme, "small", "muted"), 1)
        language_row.addWidget(self.language)
        column.addLayout(language_row)
        column.addSpacing(6)
        column.addLayout(_said(self._missing_icon, self._missing))
        column.addLayout(_said(self._trouble_icon, self._trouble))
        column.addStretch(1)
        preview = frame("sunken")
        inside = QVBoxLayout(preview)
        inside.setContentsMargins(1, 0, 0, 0)
        inside.addWidget(self.page)
        self.body.addWidget(self._scrolled(left))
        self.body.addWidget(preview, 1)
        self.foot.addWidget(self.print_button)
        self.foot.addWidget(self.save_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self._copy_note)

    def _scrolled(self, left: QWidget) -> QScrollArea:
        """The choices scroll between head and foot where the window is low."""
        area = self._choices_area
        area.setFixedWidth(CHOICES_WIDTH)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(left)
        return area

    def _printer_row(self) -> QHBoxLayout:
        theme, say = self._sheet_theme, self._texts.say
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setFrame(False)
        self.copies.setFont(theme.font("body"))
        self.copies.setAccessibleName(say(mark("Copies")))
        held = FieldFrame(theme)
        held.setFixedSize(80, theme.height("control"))
        inside = QHBoxLayout(held)
        inside.setContentsMargins(10, 2, 10, 2)
        inside.addWidget(self.copies)
        held.hold(self.copies)
        copies = QVBoxLayout()
        copies.setSpacing(4)
        copies.addWidget(TextLabel(say(mark("Copies")), theme, "small", "muted"))
        copies.addWidget(held)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.printer, 1)
        row.addLayout(copies)
        return row

    def _connect(self) -> None:
        for choice in self.choices:
            choice.toggled.connect(self._choice_toggled)
        self.language.changed.connect(self._ask_preview)
        self.printer.combo.currentIndexChanged.connect(self._say_printer)
        self.print_button.clicked.connect(self.send)
        self.save_button.clicked.connect(self.save)

    def open_for(self, ticket: OpenedTicket) -> None:
        """Open for a ticket of the verified customer, with the last choices of this visit."""
        self._ticket = ticket
        self._say_trouble("")
        self.set_title(self._texts.say(mark("Print slip")), f"{kind_title(self._texts, ticket.kind, ticket.raw_kind)} {grouped(ticket.number)}")
        self._knows_printers = self._sends_when_known = False
        n = ticket.prints
        again = self._texts.say(mark("This will be copy {n}"), n=n + 1)
        self._copy_note.setText(again if n else self._texts.say(mark("No slip of this ticket yet")))
        counter = self._reception.counter
        self._reception.ask_counter(
            partial(counter.printing.printers), self._show_printers, topic=PRINTERS, lane=Lane.LIVE, failed=self._no_printers
        )  # fmt: skip
        self.open_sheet(next(choice for choice in self.choices if choice.isChecked()))
        # the preview is fitted to its place, which is known once the sheet has its size
        QTimer.singleShot(0, self, self._ask_preview)

    def choose(self, place: int) -> None:
        """Take the layout at ``place`` (from 1), if there is one."""
        if 0 < place <= len(self.choices):
            self.choices[place - 1].setChecked(True)
            self.choices[place - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def send(self) -> None:
        """Hand the slip to the chosen printer."""
        at = self.printer.combo.currentIndex()
        if self._ticket is None or self.print_button.is_busy():
            return
        if not self._knows_printers:  # F8 pressed twice in a hurry
            self._sends_when_known = True
            return
        if not 0 <= at < len(self._printers):
            self._say_trouble(self._texts.say(mark("There is no printer here. The slip can be saved as a file: Ctrl+S.")))
            return
        chosen = self._printers[at]
        counter, session = self._reception.counter, self._reception.session
        act = partial(
            counter.printing.send, session, wish=self._wish(self._ticket), printer=chosen.name, copies=self.copies.value()
        )
        self._say_trouble("")
        self.print_button.set_busy(self._texts.say(mark("Sending")))
        self._reception.ask(act, self._was_sent, topic=SENDING, lane=Lane.PRINT, failed=self._not_sent)

    def save(self) -> None:
        """Ask for a place and save the slip there as a PDF."""
        if self._ticket is None or self._dialog is not None:
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
        counter, session = self._reception.counter, self._reception.session
        act = partial(counter.printing.save, session, wish=self._wish(self._ticket), path=Path(path))
        self._say_trouble("")
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
        for label in (self._copy_note, self._missing, self._trouble):
            label.forget()
        super().forget()

    def _wish(self, ticket: OpenedTicket) -> SlipWish:
        layout, paper = self._choices[next(at for at, row in enumerate(self.choices) if row.isChecked())]
        return SlipWish(ticket.ticket_id, layout.code, paper.code, LANGUAGES[self.language.current()])

    def _choice_toggled(self, taken: bool) -> None:
        if taken:
            self._ask_preview()

    def _ask_preview(self, _index: int = 0) -> None:
        if self._ticket is None or not self.is_open():
            return
        self.page.forget()
        self._missing.forget()
        self._missing_icon.show_icon("", "good")
        counter, session = self._reception.counter, self._reception.session
        act = partial(counter.printing.preview, session, wish=self._wish(self._ticket))
        self._reception.ask(act, self._show_preview, topic=PREVIEW, failed=self._no_preview)

    def _show_preview(self, slip: Slip) -> None:
        self.page.show_pdf(slip.pdf)
        if slip.missing:
            signs = " ".join(slip.missing)
            self._missing.setText(self._texts.say(mark("These characters cannot be printed and will be left blank: {signs}"), signs=signs))
            self._missing_icon.show_icon("triangle-alert", "warn")
        else:
            self._missing.setText(self._texts.say(mark("Every character can be printed. Name, phone and address are masked.")))
            self._missing_icon.show_icon("check", "text-muted")

    def _no_preview(self, error: CounterError) -> None:
        self._say_trouble(self._texts.say(error.text, **error.values))

    def _show_printers(self, printers: tuple[PrinterChoice, ...]) -> None:
        kept = self.printer.combo.currentText()
        self._printers = printers
        self.printer.combo.clear()
        self.printer.combo.addItems([printer.label for printer in printers])
        self.printer.combo.setCurrentIndex(max(0, self.printer.combo.findText(kept)) if printers else -1)
        self._say_printer()
        self._knows_printers = True
        if self._sends_when_known:
            self._sends_when_known = False
            self.send()

    def _no_printers(self, _error: CounterError) -> None:
        self._show_printers(())

    def _say_printer(self, _index: int = 0) -> None:
        at = self.printer.combo.currentIndex()
        if not 0 <= at < len(self._printers):
            self._state.setText(self._texts.say(mark("No printer found")))
            self._state_icon.show_icon("triangle-alert", "warn")
            return
        chosen = self._printers[at]
        self._state.setText(self._texts.say(mark("Ready") if chosen.ready else chosen.state))
        self._state_icon.show_icon("circle-check" if chosen.ready else "triangle-alert", "good" if chosen.ready else "warn")

    def _was_sent(self, receipt: PrintReceipt) -> None:
        self.print_button.set_busy("")
        label = next((p.label for p in self._printers if p.name == receipt.printer), receipt.printer)
        self.close_sheet()
        self.sent.emit(receipt, label)

    def _was_saved(self, receipt: PrintReceipt) -> None:
        self.save_button.set_busy("")
        self.close_sheet()
        self.saved.emit(receipt)

    def _not_sent(self, error: CounterError) -> None:
        self.print_button.set_busy("")
        self.save_button.set_busy("")
        said = self._texts.say(error.text, **error.values)
        not_counted = self._texts.say(mark("The slip is not counted."))
        self._say_trouble(f"{said} {not_counted}")

    def _say_trouble(self, text: str) -> None:
        self._trouble.setText(text)
        self._trouble_icon.show_icon("circle-x" if text else "", "bad")
        if text:
            self._choices_area.ensureWidgetVisible(self._trouble)

    def _dialog_closed(self, _result: int) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()


def _line(texts: Texts, layout: SlipChoice, paper: SlipChoice) -> str:
    words, hint = texts.say(paper.label), texts.say(layout.hint)
    return texts.say(mark("{paper}, {hint}"), paper=words, hint=hint) if hint else words


def _said(icon: QLabel, words: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row
