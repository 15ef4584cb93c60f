"""The clerk's window while signed in: one visit page after another, the keys, the scanner, the strip at the foot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from counter_app.domain.slip import PrinterChoice
from counter_app.errors import CounterError, DeviceTrouble, SessionOver, VisitOver
from counter_app.ports import Clock
from counter_app.service.printing import PrintReceipt
from counter_app.settings import Hall
from counter_app.texts import Texts, mark
from ui.clipboard import OwnClipboard
from ui.keys import KEYS, Act
from ui.messages import GOOD, Message, message_of
from ui.reception import Reception
from ui.scanner import Scanner
from ui.sign_in import place_of
from ui.tasks import Lane
from ui.theme import Theme
from ui.visit_page import VisitPage
from ui.widgets.status_bar import StatusBar
from ui.widgets.typed_line import TypedLine

AGAIN_MS = 10_000
ACTIVITY = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)
PRINTERS = "printers of the counter"


class MainWindow(QWidget):
    """``wants_sign_out`` by Ctrl+L; ``session_over(sentence)`` when the service no longer knows the clerk."""

    wants_sign_out = Signal()
    session_over = Signal(str)

    def __init__(
        self, reception: Reception, theme: Theme, texts: Texts, clock: Clock, scanner: Scanner,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.reception, self._theme, self._texts, self._clock, self._scanner = reception, theme, texts, clock, scanner
        self._clipboard = OwnClipboard(QApplication.clipboard(), self)
        self._is_away = False
        self._again = QTimer(self)
        self._visit_clock = QTimer(self)
        self._began = clock.now()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._status = StatusBar(theme)
        self.page = self._new_page()
        self._column.addWidget(self.page, 1)
        self._column.addWidget(self._status)
        self._fill_status(reception.counter.settings.hall)
        self._make_shortcuts()
        self._connect()

    def _fill_status(self, hall: Hall) -> None:
        session = self.reception.session
        self._status.set_place(f"{place_of(hall, self._texts)} · {session.name} {session.staff_number}")
        self._data = self._status.add("database", "")
        self._printer = self._status.add("printer", self._texts.say(mark("Looking for printers")))
        self._status.add("keyboard", self._texts.say(mark("F1 shows all keys")))
        self._say_data()
        counter = self.reception.counter
        self.reception.ask_counter(
            partial(counter.printing.printers), self._show_printers, topic=PRINTERS, lane=Lane.LIVE, failed=self._no_printers
        )  # fmt: skip

    def _make_shortcuts(self) -> None:
        for key in KEYS:
            for place, sequence in enumerate(key.sequences, 1):
                shortcut = QShortcut(QKeySequence(sequence), self)
                shortcut.setAutoRepeat(key.act in (Act.TICKET_BEFORE, Act.TICKET_AFTER))
                shortcut.activated.connect(partial(self._pressed, key.act, place))

    def _connect(self) -> None:
        self.reception.troubled.connect(self.show_trouble)
        self.reception.heard.connect(self._heard)
        self._scanner.scanned.connect(self._scanned)
        self._scanner.kept.connect(self._scan_kept)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MS)
        self._again.timeout.connect(self.reception.retry)
        self._visit_clock.setInterval(1000)
        self._visit_clock.timeout.connect(self.show_visit_time)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    # ---- one customer after another ----

    def _new_page(self) -> VisitPage:
        page = VisitPage(self.reception, self._theme, self._texts, self._clock)
        page.wants_next.connect(self.next_customer)
        page.wants_retry.connect(self.reception.retry)
        page.document.verified.connect(self._visit_begins)
        page.slip.sent.connect(self._sent)
        page.slip.saved.connect(self._saved)
        page.slip.wants_next_customer.connect(self.next_customer)
        return page

    def next_customer(self) -> None:
        """End the visit and put a new page in the old one's place; works wherever the focus is."""
        self.reception.next_customer()
        self._replace_page()
        self.page.start.show_cleared(self._texts.clock(self._clock.now()))
        self.page.box.take_focus()

    def _replace_page(self) -> None:
        self._again.stop()
        self._visit_clock.stop()
        self._clipboard.clear_if_ours()
        self._scanner.forget()
        old, self.page = self.page, self._new_page()
        old.forget()
        self._column.replaceWidget(old, self.page)
        old.hide()
        old.setParent(None)
        old.deleteLater()

    def start_first(self) -> None:
        """Put the cursor into the box: the clerk has signed in."""
        self.page.box.take_focus()

    def close_for_good(self) -> None:
        """Let go of the application: the clerk signs out."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._again.stop()
        self._visit_clock.stop()
        self._clipboard.clear_if_ours()
        self.page.forget()
        self.reception.close()

    def _visit_begins(self, _verification: object) -> None:
        self._began = self._clock.now()
        self._visit_clock.start()
        self.show_visit_time()

    def show_visit_time(self) -> None:
        """Bring the visit's time up to date; once a second by itself."""
        if self.page.identity.state() == "ok":
            seconds = max(0, int((self._clock.now() - self._began).total_seconds()))
            self.page.identity.set_clock(f"{seconds // 60:02}:{seconds % 60:02}")

    # ---- keys ----

    def _pressed(self, act: Act, place: int) -> None:
        focused = QApplication.focusWidget()
        if isinstance(focused, TypedLine) and focused.is_composing() and act is not Act.NEXT_CUSTOMER:
            return  # these keys belong to the input method while it composes
        self.do(act, place)

    def do(self, act: Act, place: int = 1) -> None:
        """Do what a key stands for; ``place`` is the n of Alt+n."""
        page = self.page
        acts: dict[Act, Callable[[], object]] = {
            Act.ALL_KEYS: self._toggle_keys, Act.DOCUMENT: self._to_document, Act.DOCUMENT_TYPE: self._to_types,
            Act.BOX: self._to_box, Act.PRINT: page.print_slip, Act.SAVE: self._save, Act.COPY: self._copy,
            Act.NEXT_CUSTOMER: self.next_customer, Act.ESCAPE: page.escape, Act.SUBMIT: page.submit,
            Act.TICKET_BEFORE: partial(self._step, -1), Act.TICKET_AFTER: partial(self._step, 1),
            Act.RECORDS: page.ticket.show_records, Act.RETRY: self._retry, Act.SIGN_OUT: self.wants_sign_out.emit,
            Act.CHOICE: partial(page.choose, place),
        }  # fmt: skip
        acts[act]()

    def _toggle_keys(self) -> None:
        if self.page.keys.is_open():
            self.page.keys.close_sheet()
        else:
            self.page.keys.open_sheet()

    def _close_sheets(self) -> None:
        self.page.keys.close_sheet()
        self.page.slip.close_sheet()

    def _to_document(self) -> None:
        self._close_sheets()
        self.page.enter_document()

    def _to_types(self) -> None:
        if self.page.detail.currentWidget() is self.page.document:
            self.page.document.choose_type()

    def _to_box(self) -> None:
        self._close_sheets()
        self.page.box.take_focus()

    def _save(self) -> None:
        if self.page.slip.is_open():
            self.page.slip.save()

    def _copy(self) -> None:
        ticket = self.page.ticket.ticket()
        if ticket is not None:
            self._clipboard.copy(ticket.number)
            self.page.show_message(Message(GOOD, self._texts.say(mark("Ticket number copied")), self._texts.say(mark("It is taken off the clipboard with the next customer."))))

    def _step(self, step: int) -> None:
        if not self.page.slip.is_open() and not self.page.keys.is_open():
            self.page.list.step(step)

    def _retry(self) -> None:
        self.reception.retry()

    # ---- scanner and activity ----

    def _scanned(self, text: str) -> None:
        self.page.look_up_scan(text)

    def _scan_kept(self) -> None:
        self.page.document.note_scan()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key, click or scroll is activity of the visit."""
        if event.type() in ACTIVITY:
            self.reception.note_activity()
        return super().eventFilter(watched, event)

    # ---- what is said ----

    def show_trouble(self, error: CounterError) -> None:
        """Say an error where it belongs: over the page, or by ending the visit or the session."""
        if isinstance(error, SessionOver):
            self.session_over.emit(self._texts.say(error.text, **error.values))
            return
        message = message_of(error, self._texts)
        if isinstance(error, VisitOver):
            self.reception.next_customer("timeout")
            self._replace_page()
            self.page.box.take_focus()
        self.page.show_message(message)
        if message.retry:
            self._is_away = True
            self._again.start()
            self.page.set_away(message.what)
            self._say_data()

    def report_write(self, error: CounterError) -> None:
        """Say a failure nobody waits for any more: a slip of the customer before."""
        message = message_of(error, self._texts)
        if isinstance(error, DeviceTrouble | VisitOver):
            message = Message(message.level, self._texts.say(mark("The last customer's slip was not sent")), message.advice)
        elif isinstance(error, SessionOver):
            self.show_trouble(error)
            return
        self.page.show_message(message)

    def _heard(self) -> None:
        if self._is_away:
            self._is_away = False
            self._again.stop()
            self.page.set_away("")
            self.page.banner.forget()
        self._say_data()

    def _say_data(self) -> None:
        at = self._texts.clock(self._clock.now())
        if self._is_away:
            self._data.say(self._texts.say(mark("Data cannot be reached since {at}"), at=at), "bad", "circle-x")
        else:
            self._data.say(self._texts.say(mark("Data fine {at}"), at=at))

    def _show_printers(self, printers: tuple[PrinterChoice, ...]) -> None:
        say = self._texts.say
        if not printers:
            self._printer.say(say(mark("No printer found")), "warn", "triangle-alert")
        elif printers[0].ready:
            self._printer.say(say(mark("Printer ready")))
        else:
            self._printer.say(say(printers[0].state), "warn", "triangle-alert")

    def _no_printers(self, _error: CounterError) -> None:
        self._show_printers(())

    def _sent(self, receipt: PrintReceipt, printer: str) -> None:
        say = self._texts.say
        self.page.ticket.print_button.set_role("plain")
        self.page.next_button.set_role("primary")
        self.page.show_message(Message(GOOD, say(mark("The slip is sent to the printer")), say(mark("{printer}, copy {n}. Hand it over when it comes out, then F12."), printer=printer, n=receipt.copy_no)))

    def _saved(self, receipt: PrintReceipt) -> None:
        say = self._texts.say
        self.page.next_button.set_role("primary")
        self.page.ticket.print_button.set_role("plain")
        self.page.show_message(Message(GOOD, say(mark("The slip is saved as a file")), say(mark("Copy {n}. The file stays where you saved it."), n=receipt.copy_no)))


