"""Everything on the screen that belongs to one customer: made anew for the next one, so that nothing can stay."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter_app.domain import finding
from counter_app.domain.documents import DOCUMENT_TYPES
from counter_app.domain.finding import Found, OpenedTicket, TicketList, Verification
from counter_app.errors import CounterError, NotRecorded, StoreAway
from counter_app.ports import Clock
from counter_app.texts import Texts, mark
from ui.findings import (
    CHOOSE_A_TICKET,
    NO_TICKETS,
    NOT_LOOKED_UP,
    NOTHING_UNDER_DOCUMENT,
    Sentence,
    matched_note,
    sentence_of,
)
from ui.keys import Act, shown
from ui.messages import Message
from ui.panels.document_entry import DocumentEntryPanel
from ui.panels.glance import GlancePanel
from ui.panels.key_sheet import KeySheet
from ui.panels.note import NotePanel
from ui.panels.several import SeveralPanel
from ui.panels.slip_sheet import SlipSheet
from ui.panels.start import StartPanel
from ui.panels.steps import StepsPane
from ui.panels.ticket import TicketPanel
from ui.panels.ticket_list import TicketListPanel
from ui.reception import Reception
from ui.theme import Theme
from ui.widgets.banner import Banner
from ui.widgets.identity_block import IdentityBlock
from ui.widgets.key_button import KeyButton
from ui.widgets.one_box import NEXT_HINT, OneBox
from ui.widgets.text_label import frame

FINDING, OPENING = "find", "open ticket"
STILL_MS = 200
"""The detail keeps its last picture (never its data) so long, so that a quick answer does not flicker."""


class VisitPage(QWidget):
    """Header, list and detail of one customer. ``wants_next`` and ``wants_retry`` come from its buttons."""

    wants_next = Signal()
    wants_retry = Signal()

    def __init__(
        self, reception: Reception, theme: Theme, texts: Texts, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.reception, self._theme, self._texts, self._clock = reception, theme, texts, clock
        self._kept = ""
        self._is_verified = False
        self.identity = IdentityBlock(theme, texts)
        self.box = OneBox(theme, texts)
        self.next_button = KeyButton(texts.say(mark("Next customer")), shown(Act.NEXT_CUSTOMER), theme=theme)
        self.banner = Banner(theme)
        self.side, self.detail = QStackedWidget(), QStackedWidget()
        self.list = TicketListPanel(reception, theme, texts, clock)
        self.start = StartPanel(theme, texts)
        self.document = DocumentEntryPanel(reception, theme, texts, clock)
        self.glance = GlancePanel(theme, texts)
        self.note = NotePanel(theme)
        self.several = SeveralPanel(theme, texts)
        self.ticket = TicketPanel(theme, texts)
        self._body = QWidget()
        self.slip = SlipSheet(reception, theme, texts, self._body)
        self.keys = KeySheet(theme, texts, self._body)
        self._still = QTimer(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme = self._theme
        self.side.setFixedWidth(theme.width("list-pane"))
        self.side.addWidget(StepsPane(theme, self._texts))
        self.side.addWidget(self.list)
        for panel in (self.start, self.document, self.glance, self.note, self.several, self.ticket):
            self.detail.addWidget(panel)
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.side)
        body.addWidget(self.detail, 1)
        banner_row = QHBoxLayout()
        banner_row.setContentsMargins(0, 0, 0, 0)
        banner_row.addWidget(self.banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._header())
        column.addLayout(banner_row)
        column.addWidget(self._body, 1)
        self._still.setSingleShot(True)
        self._still.setInterval(STILL_MS)

    def _header(self) -> QHBoxLayout:
        theme = self._theme
        self.identity.setFixedWidth(theme.width("list-pane"))
        middle, tail = frame("header"), QFrame()
        middle.setFixedHeight(theme.height("header"))
        middle_row = QHBoxLayout(middle)
        middle_row.setContentsMargins(16, 0, 16, 0)
        middle_row.setSpacing(16)
        middle_row.addWidget(self.box, 1)
        tail.setProperty("role", "header-tail")
        tail_row = QHBoxLayout(tail)
        tail_row.setContentsMargins(16, 0, 0, 0)
        tail_row.addWidget(self.next_button)
        middle_row.addWidget(tail)
        header = QHBoxLayout()
        header.setSpacing(0)
        header.addWidget(self.identity)
        header.addWidget(middle, 1)
        return header

    def _connect(self) -> None:
        self.box.entered.connect(self.look_up)
        self.box.escaped.connect(self.escape)
        self.box.typed.connect(self._first_input)
        self.box.busy_shown.connect(self._say_slow)
        self.next_button.clicked.connect(self.wants_next)
        self.banner.pressed.connect(self.wants_retry)
        self.start.wants_document.connect(self.enter_document)
        self.glance.wants_document.connect(self.enter_document)
        self.note.pressed.connect(self.enter_document)
        self.document.field.typed.connect(self._first_input)
        self.document.verified.connect(self._verified)
        self.document.refused.connect(self._document_refused)
        self.document.mended.connect(self.identity.show_none)
        self.document.gave_up.connect(self._leave_document)
        self.list.chosen.connect(self.open_ticket)
        self.list.listed.connect(self._listed)
        self.several.chosen.connect(self.open_ticket)
        self.ticket.wants_slip.connect(self.print_slip)
        self._still.timeout.connect(self._let_paint)

    # ---- the box ----

    def look_up(self, text: str) -> None:
        """Look up a typed or scanned text; what an earlier one found goes at once."""
        if not text.strip():
            self.box.set_note(self._texts.say(mark("Please type a number first.")), "warn")
            return
        self.banner.forget()
        self.slip.close_sheet()
        self.document.forget()
        self._kept = ""
        self.box.set_note("")
        self.box.set_busy(True)
        self._blank()
        session, counter = self.reception.session, self.reception.counter
        act = partial(counter.looking_up.find, session, text=text)
        self.reception.ask(act, partial(self._found, text), topic=FINDING, failed=self._not_found)

    def look_up_scan(self, text: str) -> None:
        """Look up what a scanner sent, wherever the focus was."""
        self.keys.close_sheet()
        self.box.set_text(text)
        self.look_up(self.box.text())

    def _found(self, text: str, found: Found) -> None:
        self.box.set_busy(False)
        cut = self._texts.say(mark("Only the first 64 characters are kept"))
        if found.recognised.cut:
            self.box.set_note(cut, "warn")
        elif found.matched:
            self.box.set_note(matched_note(found, self._texts), "good")
        if not self._is_verified:
            self._kept = text if found.finding in (finding.NEEDS_DOCUMENT, finding.GLANCE) else ""
        if found.finding == finding.ONE:
            self.open_ticket(found.rows[0].ticket_id, focus_list=True)
        elif found.finding == finding.SEVERAL:
            self._show(self.several)
            self.several.show_found(found, self._clock.now())
        elif found.finding in (finding.GLANCE, finding.NO_OWNER):
            self.glance.show_glances(found.glances, self._clock.now(), nobodys=found.finding == finding.NO_OWNER)
            self._show(self.glance)
        elif found.finding == finding.NEEDS_DOCUMENT:
            self.start.show_kept(found.recognised.shown)
            self._show(self.start)
        else:
            self._say(sentence_of(found), found.recognised.shown)

    def _not_found(self, error: CounterError) -> None:
        self.box.set_busy(False)
        self._let_paint()
        if isinstance(error, StoreAway | NotRecorded):
            self._say(NOT_LOOKED_UP)

    def _say_slow(self) -> None:
        self.box.set_note(self._texts.say(mark("Looking; Esc stops")))

    def _first_input(self, _text: str) -> None:
        self.reception.begin()

    # ---- the document ----

    def enter_document(self) -> None:
        """Ask for the document; a verified customer is verified for the whole visit."""
        if self._is_verified:
            self.show_message(Message("info", self._texts.say(mark("This customer is verified already")), self._texts.say(mark("For another customer press F12."))))
            return
        self.banner.forget()
        self.reception.stop(FINDING)
        self.box.set_busy(False)
        if self.detail.currentWidget() is not self.document:
            self.identity.show_none()
            self._show(self.document)
        self.document.take_focus()

    def _document_refused(self, _sentence: str) -> None:
        self.identity.show_wrong(self._texts.say(mark("Nothing verified, nothing looked up")))

    def _leave_document(self) -> None:
        self.document.forget()
        self.identity.show_none()
        self._show(self.start)
        self.box.take_focus()
        if self._kept:
            self.look_up(self._kept)

    def _verified(self, verification: Verification) -> None:
        label = self._texts.say(DOCUMENT_TYPES[verification.document].label)
        line = self._texts.say(mark("{document} ending {last4}"), document=label, last4=verification.last4)
        if not verification.known:
            self.identity.show_wrong(line, self._texts.say(mark("Nothing under this document")))
            self._say(NOTHING_UNDER_DOCUMENT)
            self.note.offer(self._texts.say(mark("Check another document")), shown(Act.DOCUMENT), "id-card")
            return
        self._is_verified = True
        self.identity.show_verified(verification.name.text, line)
        self.box.set_hint(self._texts.say(NEXT_HINT))
        self.side.setCurrentWidget(self.list)
        self.list.load()
        kept, self._kept = self._kept, ""
        self.start.drop_kept()
        if kept:
            self.look_up(kept)
        else:
            self._say(CHOOSE_A_TICKET)
        self.box.take_focus()

    # ---- tickets ----

    def _listed(self, page: TicketList) -> None:
        opened = self.ticket.ticket()
        if opened is not None:
            self.list.view.select(opened.ticket_id)
        elif self.detail.currentWidget() is self.note and not self.reception.is_waiting(FINDING):
            if not page.tickets:
                self._say(NO_TICKETS)
            elif page.tickets == 1 and not self.reception.is_waiting(OPENING) and not self.box.text():
                self.open_ticket(page.rows[0].ticket_id, focus_list=True)

    def open_ticket(self, ticket_id: int, focus_list: bool = False) -> None:
        """Open one of the verified customer's tickets."""
        self.banner.forget()
        self.slip.close_sheet()
        self._blank()
        self.list.view.select(ticket_id)
        session, counter = self.reception.session, self.reception.counter
        act = partial(counter.looking_up.open_ticket, session, ticket_id=ticket_id)
        self.reception.ask(act, partial(self._opened, focus_list), topic=OPENING, failed=self._not_found)

    def _opened(self, focus_list: bool, ticket: OpenedTicket) -> None:
        self.ticket.show_ticket(ticket)
        self._show(self.ticket)
        self.list.view.select(ticket.ticket_id)
        if focus_list:
            self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_slip(self) -> None:
        """Open the slip's sheet; pressed again there, send it."""
        ticket = self.ticket.ticket()
        if self.slip.is_open():
            self.slip.send()
        elif ticket is not None and not self.keys.is_open() and not self.ticket.print_button.reason():
            self.banner.forget()
            self.slip.open_for(ticket)

    # ---- keys ----

    def choose(self, place: int) -> None:
        """The ``place``-th choice on show (from 1)."""
        if self.slip.is_open():
            self.slip.choose(place)
        elif self.detail.currentWidget() is self.several:
            self.several.choose(place)
        elif self._is_verified:
            self.list.go_to_group(place)

    def submit(self) -> None:
        """Ctrl+Enter: submit the form on show."""
        if self.slip.is_open():
            self.slip.send()
        elif self.detail.currentWidget() is self.document:
            self.document.submit()

    def escape(self) -> None:
        """Stop the search, close what is on top, clear the box: the first of these that there is to do."""
        if self.reception.stop(FINDING) | self.reception.stop(OPENING):
            self.box.set_busy(False)
            self.box.set_note(self._texts.say(mark("Stopped")))
            self._let_paint()
        elif self.keys.is_open() or self.slip.is_open():
            (self.keys if self.keys.is_open() else self.slip).close_sheet()
        elif self.detail.currentWidget() is self.document:
            self._leave_document()
        else:
            self._clear_box()

    def _clear_box(self) -> None:
        self.banner.forget()
        self.box.forget()
        self._kept = ""
        self.start.drop_kept()
        if not self._is_verified:
            self._show(self.start)
        elif self.detail.currentWidget() is not self.ticket:
            self._say(CHOOSE_A_TICKET)
        self.box.take_focus()

    def set_away(self, reason: str) -> None:
        """Lock what needs the ticket data, and say why; "" unlocks it."""
        self.ticket.print_button.set_reason(reason)

    def show_message(self, message: Message) -> None:
        """Show a message under the header; it stays until the next act."""
        retry = self._texts.say(mark("Try again now")) if message.retry else ""
        self.banner.say(message.level, message.what, message.advice, retry, shown(Act.RETRY) if retry else "")

    def forget(self) -> None:
        """Hold nothing of this customer any more: labels, models, undo stacks, previews."""
        self._kept = ""
        self._still.stop()
        for part in (self.identity, self.box, self.banner, self.slip, self.keys):
            part.forget()
        for panel in (self.list, self.start, self.document, self.glance, self.note, self.several, self.ticket):
            panel.forget()

    # ---- the detail ----

    def _blank(self) -> None:
        """Forget what the detail shows; its picture may stand for 200 ms while the answer is on its way."""
        self._show(self.note)
        self.detail.setUpdatesEnabled(False)
        self._still.start()

    def _let_paint(self) -> None:
        self._still.stop()
        self.detail.setUpdatesEnabled(True)

    def _say(self, sentence: Sentence, number: str = "") -> None:
        self._show(self.note)
        self.note.say(sentence.icon, self._texts.say(sentence.what, shown=number), self._texts.say(sentence.advice))

    def _show(self, panel: QWidget) -> None:
        """Bring a panel up; every other panel forgets what it held (the start keeps the number that waits)."""
        self._let_paint()
        for other in (self.document, self.glance, self.note, self.several, self.ticket):
            if other is not panel or panel is self.note:
                other.forget()
        self.detail.setCurrentWidget(panel)
        if panel is not self.ticket:
            self.list.view.select(0)
