"""The clerk's window while signed in: one visit page after another, the keys, the scanner, the strip at the foot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from counter_app.domain.card_read import CONDITION_LABELS, CardRead, ReaderCondition, ReaderState
from counter_app.domain.slip import PrinterChoice
from counter_app.errors import CounterError, DeviceTrouble, SessionOver, VisitOver
from counter_app.ports import Clock
from counter_app.service.printing import PrintReceipt
from counter_app.settings import Hall
from counter_app.texts import Texts, mark
from ui.card_watch import CardWatch
from ui.clipboard import OwnClipboard
from ui.data_watch import DataWatch
from ui.equipment import Equipment
from ui.keys import KEYS, TRAY_KEY, Act
from ui.messages import BAD, GOOD, INFO, WARN, Message, message_of
from ui.reception import Reception
from ui.scanner import Scanner
from ui.side_work import SideWork
from ui.sign_in import place_of
from ui.tasks import Lane
from ui.theme import Theme
from ui.visit_page import VisitPage
from ui.widgets.status_bar import StatusBar
from ui.widgets.typed_line import TypedLine

ACTIVITY = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)
TAP_S = 0.4
"""F1 pressed shorter than this opens or closes the sheet of keys; longer shows it while it is held."""
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
        self.watch = DataWatch(reception, clock, self)
        self._away: Message | None = None
        self._keys_since: float | None = None
        reader = reception.counter.reader
        self.cards = CardWatch(reader, reception, self) if reader is not None else None
        self._visit_clock = QTimer(self)
        self._began = clock.now()
        self.side_work = SideWork(Equipment(), reception, theme, texts, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._status = StatusBar(theme, texts)
        self.page = self._new_page()
        self._column.addWidget(self.page, 1)
        self._column.addWidget(self._status)
        self._fill_status(reception.counter.settings.hall)
        self._make_shortcuts()
        self._connect()

    def equip(self, equipment: Equipment) -> None:
        """What this window was given besides the counter: an import, a demo's pretended reader."""
        self.side_work.deleteLater()
        self.side_work = SideWork(equipment, self.reception, self._theme, self._texts, self)
        self.side_work.refused.connect(self._status.set_reason)
        self.side_work.wants_next_customer.connect(self.next_customer)
        if self.side_work.has_tray():
            QShortcut(QKeySequence(TRAY_KEY), self, self.side_work.open_tray)
            self._offer_tray()

    def _offer_tray(self) -> None:
        if self.side_work.has_tray():
            self.page.start.offer_tray(TRAY_KEY)
            self.page.start.wants_tray.connect(self.side_work.open_tray)

    def _fill_status(self, hall: Hall) -> None:
        session = self.reception.session
        self._status.set_place(f"{place_of(hall, self._texts)} · {session.name} {session.staff_number}")
        self._data = self._status.add("database", "")
        self._printer = self._status.add("printer", self._texts.say(mark("Looking for printers")))
        self._reader = self._status.add("id-card", "") if self.cards is not None else None
        self._status.add("keyboard", self._texts.say(mark("Hold F1 for all keys")))
        self._show_data()
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
        self.watch.changed.connect(self._show_data)
        if self.cards is not None:
            self.cards.read.connect(self._card_read)
            self.cards.failed.connect(self._card_failed)
            self.cards.changed.connect(self._show_reader)
        self._scanner.scanned.connect(self._scanned)
        self._scanner.kept.connect(self._scan_kept)
        self._visit_clock.setInterval(1000)
        self._visit_clock.timeout.connect(self.show_visit_time)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    # ---- one customer after another ----

    def _new_page(self) -> VisitPage:
        page = VisitPage(self.reception, self._theme, self._texts, self._clock)
        page.wants_next.connect(self.next_customer)
        page.wants_retry.connect(self.watch.knock)
        page.refused.connect(self._status.set_reason)
        page.wants_card.connect(self._to_card)
        if self.cards is not None:
            page.start.use_reader()
        page.document.verified.connect(self._visit_begins)
        page.slip.sent.connect(self._sent)
        page.slip.saved.connect(self._saved)
        page.slip.wants_next_customer.connect(self.next_customer)
        return page

    def next_customer(self) -> None:
        """End the visit and put a new page in the old one's place; works wherever the focus is."""
        self.reception.next_customer()
        self.side_work.close_sheets()
        self._replace_page()
        self.page.start.show_cleared(self._texts.clock(self._clock.now()))
        self.page.box.take_focus()

    def _replace_page(self) -> None:
        self._visit_clock.stop()
        self._clipboard.clear_if_ours()
        self._scanner.forget()
        self._status.set_reason("")
        old, self.page = self.page, self._new_page()
        old.forget()
        self._column.replaceWidget(old, self.page)
        self.page.show()  # else only at the next turn of the event loop: keys pressed until then would be lost
        old.hide()
        old.setParent(None)
        old.deleteLater()
        self._show_away()
        self._offer_tray()
        if self.cards is not None:
            self.cards.start()

    def start_first(self) -> None:
        """Put the cursor into the box: the clerk has signed in."""
        self.page.box.take_focus()
        if self.cards is not None:
            self.cards.start()

    def close_for_good(self) -> None:
        """Let go of the application: the clerk signs out."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.watch.close()
        self.side_work.close()
        if self.cards is not None:
            self.cards.stop()
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
        self._status.set_reason("")
        acts: dict[Act, Callable[[], object]] = {
            Act.ALL_KEYS: self._press_keys, Act.DOCUMENT: self._to_card, Act.DOCUMENT_TYPE: self._to_types,
            Act.TYPE_DOCUMENT: self._to_document,
            Act.BOX: self._to_box, Act.PRINT: page.print_slip, Act.SAVE: self._save, Act.COPY: self._copy,
            Act.NEXT_CUSTOMER: self.next_customer, Act.ESCAPE: self._escape, Act.SUBMIT: page.submit,
            Act.IMPORT: self.side_work.open_imports,
            Act.TICKET_BEFORE: partial(self._step, -1), Act.TICKET_AFTER: partial(self._step, 1),
            Act.RECORDS: page.ticket.show_records, Act.RETRY: self._retry, Act.SIGN_OUT: self.wants_sign_out.emit,
            Act.CHOICE: partial(page.choose, place),
        }  # fmt: skip
        acts[act]()

    def _press_keys(self) -> None:
        """F1 goes down: the sheet opens, or an open one closes."""
        if self.page.keys.is_open():
            self.page.keys.close_sheet()
        else:
            self._keys_since = self.reception.seconds()
            self.page.keys.open_sheet()

    def _release_keys(self) -> None:
        """F1 goes up: a sheet shown while it was held closes, one opened by a tap stays."""
        since, self._keys_since = self._keys_since, None
        if since is not None and self.reception.seconds() - since > TAP_S:
            self.page.keys.close_sheet()

    def _close_sheets(self) -> None:
        self.page.keys.close_sheet()
        self.page.slip.close_sheet()

    def _to_document(self) -> None:
        self._close_sheets()
        self.page.enter_document()

    def _to_card(self) -> None:
        """F2: with a reader the document is read by itself; say how the reader is. Without one it is typed."""
        state = self.cards.state() if self.cards is not None else None
        if state is None or state.condition is ReaderCondition.AWAY or self.page.is_verified():
            self._to_document()
        if state is not None and not self.page.is_verified():
            level = WARN if state.condition is ReaderCondition.AWAY else INFO
            self.page.show_message(Message(level, self._texts.say(CONDITION_LABELS[state.condition]), self._texts.say(state.text, **dict(state.values))))

    def _to_types(self) -> None:
        if self.page.detail.currentWidget() is self.page.document:
            self.page.document.choose_type()

    def _to_box(self) -> None:
        self._close_sheets()
        self.page.header.take_box()

    def _escape(self) -> None:
        if self.side_work.is_open():
            self.side_work.close_sheets()
        else:
            self.page.escape()

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
        if self.watch.is_away:
            self.watch.knock()
        else:
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
        if event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_F1 and not event.isAutoRepeat():
                self._release_keys()
        elif event.type() == QEvent.Type.WindowDeactivate and self._keys_since is not None:
            self._release_keys()  # the key goes up where this window does not see it
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
        if message.retry:
            self._away = message
            self.watch.lost()
        else:
            self.page.show_message(message)

    def report_write(self, error: CounterError) -> None:
        """Say a failure nobody waits for any more, maybe of the clerk before: it never ends the present session."""
        message = message_of(error, self._texts)
        if isinstance(error, DeviceTrouble | VisitOver | SessionOver):
            message = Message(message.level, self._texts.say(mark("The last customer's slip was not sent")), message.advice)
        elif message.retry:
            self.show_trouble(error)
            return
        self.page.show_message(message)

    def _show_data(self) -> None:
        """Say in the strip at the foot, and over the page, whether the data answers."""
        at = self._texts.clock(self._seen_at())
        if self.watch.is_away:
            self._data.say(self._texts.say(mark("No data, as of {at}"), at=at), "bad", "circle-x")
            self._show_away()
            return
        self._data.say(self._texts.say(mark("Data fine {at}"), at=at))
        if self._away is not None:
            self._away = None
            self.page.lock("")
            self.page.banner.forget()

    def _seen_at(self) -> datetime:
        """Of when the content on the screen is."""
        ticket = self.page.ticket.ticket()
        return ticket.shown_at if self.watch.is_away and ticket is not None else self.watch.heard_at

    def _show_away(self) -> None:
        if self._away is None or not self.watch.is_away:
            return
        say, at = self._texts.say, self._texts.clock(self._seen_at())
        advice = say(mark("Look-ups and slips leave a record, so they wait until the data answers."))
        if self.page.ticket.ticket() is not None:
            seen = say(mark("You are seeing it as of {at} and may go on telling it."), at=at)
            advice = say(mark("{first} {then}"), first=seen, then=advice)
        self.page.show_away(Message(BAD, self._away.what, advice), say(mark("again in {n} s"), n=self.watch.wait_s))
        self.page.lock(self._away.what)

    def _card_read(self, card: CardRead) -> None:
        self.reception.note_activity()
        self.page.present_card(card)

    def _card_failed(self, error: CounterError) -> None:
        say = self._texts.say
        self.page.show_message(Message(BAD, say(mark("The document could not be read")), say(error.text, **error.values)))

    def _show_reader(self, state: ReaderState) -> None:
        if self._reader is not None:
            is_away = state.condition is ReaderCondition.AWAY
            look = ("warn", "triangle-alert") if is_away else ("", "")
            self._reader.say(self._texts.say(CONDITION_LABELS[state.condition]), *look)
            self._reader.setAccessibleDescription(self._texts.say(state.text, **dict(state.values)))

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


