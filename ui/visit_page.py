"""One customer's visit on the screen: what is asked, what came of it. Made anew for the next one."""

from __future__ import annotations

from datetime import datetime, time
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from counter_app.domain import finding
from counter_app.domain.card_read import CardRead
from counter_app.domain.documents import DOCUMENT_TYPES
from counter_app.domain.finding import Found, FoundList, OpenedTicket, TicketList, Verification
from counter_app.errors import CounterError, NotRecorded, StoreAway
from counter_app.ports import Clock
from counter_app.texts import Texts, mark
from ui.findings import (
    CHOOSE_A_TICKET,
    NO_TICKETS,
    NOT_LOOKED_UP,
    NOTHING_UNDER_DOCUMENT,
    STOPPED,
    matched_note,
    sentence_of,
)
from ui.keys import Act, shown
from ui.messages import INFO, WARN, Message
from ui.reception import Reception
from ui.theme import Theme
from ui.visit_frame import VisitFrame
from ui.widgets.one_box import NEXT_HINT

FINDING, OPENING = "find", "open ticket"


class VisitPage(VisitFrame):
    """``wants_next`` and ``wants_retry`` come from its buttons, ``wants_card`` from those that ask for the document."""

    wants_next = Signal()
    wants_retry = Signal()

    def __init__(
        self, reception: Reception, theme: Theme, texts: Texts, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(reception, theme, texts, clock, parent)
        self._kept = ""
        self._is_verified = False
        self._before: OpenedTicket | None = None
        self._connect()

    def _connect(self) -> None:
        self.box.entered.connect(self.look_up)
        self.box.escaped.connect(self.escape)
        self.box.typed.connect(self._first_input)
        self.box.pasted.connect(self.look_up_list)
        self.header.wants_next.connect(self.wants_next)
        self.header.wants_box.connect(self.header.take_box)
        self.header.wants_list.connect(self.show_list)
        self.header.wants_other.connect(partial(self.list.step, 1))
        self.banner.pressed.connect(self.wants_retry)
        self.start.wants_document.connect(self.wants_card)
        self.start.wants_typing.connect(self.enter_document)
        self.glance.wants_document.connect(self.wants_card)
        self.note.pressed.connect(self.wants_card)
        self.document.field.typed.connect(self._first_input)
        self.document.verified.connect(self._verified)
        self.document.refused.connect(self._document_refused)
        self.document.mended.connect(self.identity.show_none)
        self.document.gave_up.connect(self._leave_document)
        self.list.chosen.connect(self.open_ticket)
        self.list.listed.connect(self._listed)
        self.list.refused.connect(self.refused)
        self.several.chosen.connect(self.open_ticket)
        self.numbers.chosen.connect(self.look_up_scan)
        self.numbers.wants_document.connect(self.wants_card)
        self.ticket.wants_slip.connect(self.print_slip)

    # ---- the box ----

    def look_up(self, text: str) -> None:
        """Look up a typed or scanned text; what an earlier one found goes at once."""
        if self.is_refused():
            return
        if not text.strip():
            self.box.set_note(self._texts.say(mark("Please type a number first.")), "warn")
            return
        self._begin_looking()
        session, counter = self.reception.session, self.reception.counter
        act = partial(counter.looking_up.find, session, text=text)
        self.reception.ask(act, partial(self._found, text), topic=FINDING, failed=self._not_found)

    def look_up_scan(self, text: str) -> None:
        """Look up what a scanner sent, wherever the focus was."""
        self.keys.close_sheet()
        if not self.is_refused():
            self.box.set_text(text)
            self.look_up(self.box.text())

    def look_up_list(self, text: str) -> None:
        """Look up each number of a pasted text."""
        if self.is_refused():
            return
        self._begin_looking()
        self.box.forget()
        self.box.set_busy(True)
        session, counter = self.reception.session, self.reception.counter
        act = partial(counter.looking_up.find_list, session, text=text)
        self.reception.ask(act, partial(self._found_list, text), topic=FINDING, failed=self._not_found)

    def _begin_looking(self) -> None:
        self.banner.forget()
        self.slip.close_sheet()
        self.document.forget()
        self._kept = ""
        self.box.set_note("")
        self._go_blank()

    def _go_blank(self) -> None:
        self._before = self.ticket.ticket() or self._before
        self.blank()
        self.box.set_busy(True)

    def _found(self, text: str, found: Found) -> None:
        self._settle()
        if found.recognised.cut:
            self.box.set_note(self._texts.say(mark("Only the first 64 characters are kept")), "warn")
        elif found.matched:
            self.box.set_note(matched_note(found, self._texts), "good")
        if not self._is_verified:
            self._kept = text if found.keep else ""
        now = self._clock.now()
        if found.finding == finding.ONE:
            self.open_ticket(found.rows[0].ticket_id, focus_list=True)
        elif found.finding == finding.SEVERAL:
            self.show_panel(self.several)
            self.several.show_found(found, now)
        elif found.finding in (finding.GLANCE, finding.NO_OWNER):
            self.glance.show_glances(found.glances, now, nobodys=found.finding == finding.NO_OWNER)
            self.show_panel(self.glance)
        elif found.finding == finding.NEEDS_DOCUMENT:
            self.start.show_kept(found.recognised.shown)
            self.show_panel(self.start)
        else:
            self.say(sentence_of(found), found.recognised.shown)

    def _found_list(self, text: str, found: FoundList) -> None:
        self._settle()
        if len(found.numbers) == 1 and not found.left_out:
            self.look_up_scan(found.numbers[0].text)
            return
        if not self._is_verified:
            self._kept = text
        self.show_panel(self.numbers)
        self.numbers.show_found(found, verified=self._is_verified)

    def _not_found(self, error: CounterError) -> None:
        before = self._settle()
        if self.box.text():
            self.box.set_note(self._texts.say(NOT_LOOKED_UP.what), "warn")
        if before is not None:  # what was on the screen stays
            self._opened(False, before)
        elif isinstance(error, StoreAway | NotRecorded):
            self.say(NOT_LOOKED_UP)

    def _settle(self) -> OpenedTicket | None:
        """Nothing is on its way any more; the ticket that stood here before it was asked for."""
        self.box.set_busy(False)
        self.let_paint()
        before, self._before = self._before, None
        return before

    def _first_input(self, _text: str) -> None:
        self.reception.begin()

    # ---- the document ----

    def is_verified(self) -> bool:
        """Whether a customer is verified."""
        return self._is_verified

    def enter_document(self) -> None:
        """Ask for the document; a verified customer is verified for the whole visit."""
        if self._is_verified:
            self.show_message(Message(INFO, self._texts.say(mark("This customer is verified already")), self._texts.say(mark("For another customer press F12."))))
            return
        self.banner.forget()
        self.reception.stop(FINDING)
        self._settle()
        if not self.is_on_show(self.document):
            self.identity.show_none()
            self.show_panel(self.document)
        self.document.take_focus()

    def present_card(self, card: CardRead) -> None:
        """A card lay on the reader: it is checked like a typed document, without a key."""
        self.keys.close_sheet()
        self.enter_document()
        if not self._is_verified:
            self.document.present(card)

    def _document_refused(self, _sentence: str) -> None:
        self.identity.show_wrong(self._texts.say(mark("Nothing verified, nothing looked up")))

    def _leave_document(self) -> None:
        self.document.forget()
        self.identity.show_none()
        self.show_panel(self.start)
        self.header.take_box()
        self._look_up_kept()

    def _look_up_kept(self) -> bool:
        """Look up what was typed, scanned or pasted before the check; whether there was anything."""
        kept, self._kept = self._kept, ""
        if kept and kept == self.box.text():
            self.look_up(kept)
        elif kept:
            self.look_up_list(kept)
        return bool(kept)

    def _verified(self, verification: Verification) -> None:
        label = self._texts.say(DOCUMENT_TYPES[verification.document].label)
        line = self._texts.say(mark("{document} ending {last4}"), document=label, last4=verification.last4)
        if not verification.known:
            self.identity.show_wrong(line, self._texts.say(mark("Nothing under this document")))
            self.say(NOTHING_UNDER_DOCUMENT)
            self.note.offer(self._texts.say(mark("Check another document")), shown(Act.DOCUMENT), "id-card")
            return
        self._is_verified = True
        self.identity.show_verified(verification.name.text, line)
        self.box.set_hint(self._texts.say(NEXT_HINT))
        self.side.setCurrentWidget(self.list)
        self.list.load()
        self.start.drop_kept()
        self.header.take_box()
        if not self._look_up_kept():
            self.say(CHOOSE_A_TICKET)
        if verification.expired_on is not None:
            noon = datetime.combine(verification.expired_on, time(12), self._texts.zone)
            day = self._texts.day(noon, self._clock.now())
            self.show_message(Message(WARN, self._texts.say(mark("This document expired on {day}"), day=day), self._texts.say(mark("It is accepted here; please tell the customer to renew it."))))

    # ---- tickets ----

    def _listed(self, page: TicketList) -> None:
        opened = self.ticket.ticket()
        if opened is not None:
            self.list.view.select(opened.ticket_id)
        elif self.is_on_show(self.note) and not self.reception.is_waiting(FINDING):
            if not page.tickets:
                self.say(NO_TICKETS)
            elif page.tickets == 1 and not self.reception.is_waiting(OPENING) and not self.box.text():
                self.open_ticket(page.rows[0].ticket_id, focus_list=True)
        self.say_place()

    def open_ticket(self, ticket_id: int, focus_list: bool = False) -> None:
        """Open one of the verified customer's tickets."""
        if self.is_refused():
            return
        self.banner.forget()
        self.slip.close_sheet()
        self._go_blank()
        self.list.view.select(ticket_id)
        session, counter = self.reception.session, self.reception.counter
        act = partial(counter.looking_up.open_ticket, session, ticket_id=ticket_id)
        self.reception.ask(act, partial(self._opened, focus_list), topic=OPENING, failed=self._not_found)

    def _opened(self, focus_list: bool, ticket: OpenedTicket) -> None:
        self._settle()
        self.ticket.show_ticket(ticket)
        self.show_panel(self.ticket)
        self.list.view.select(ticket.ticket_id)
        self.say_place()
        if focus_list or (self._theme.is_large and not self.ticket.isAncestorOf(self.focusWidget() or self)):
            target = self.ticket.timeline if self._theme.is_large else self.list.view
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ticket.to_top()

    def print_slip(self) -> None:
        """Open the slip's sheet; pressed again there, send it."""
        ticket = self.ticket.ticket()
        if self.slip.is_open():
            self.slip.send()
        elif ticket is not None and not self.keys.is_open() and not self.is_refused():
            self.banner.forget()
            self.slip.open_for(ticket)

    # ---- keys ----

    def choose(self, place: int) -> None:
        """The ``place``-th choice on show (from 1)."""
        if self.slip.is_open():
            self.slip.choose(place)
        elif self.is_on_show(self.several):
            self.several.choose(place)
        elif self.is_on_show(self.numbers):
            self.numbers.choose(place)
        elif self._is_verified:
            self.show_list()
            self.list.go_to_group(place)

    def submit(self) -> None:
        """Ctrl+Enter: submit the form on show."""
        if self.slip.is_open():
            self.slip.send()
        elif self.is_on_show(self.document):
            self.document.submit()

    def escape(self) -> None:
        """Stop the search, close what is on top, clear the box: the first of these that there is to do."""
        if self.reception.stop(FINDING) | self.reception.stop(OPENING):
            self._stopped()
        elif self.keys.is_open() or self.slip.is_open():
            (self.keys if self.keys.is_open() else self.slip).close_sheet()
        elif self.is_on_show(self.document):
            self._leave_document()
        elif self._theme.is_large and self.is_on_show(self.ticket):
            self.show_list()
        else:
            self._clear_box()

    def _stopped(self) -> None:
        before = self._settle()
        self.box.set_note(self._texts.say(mark("Stopped")))
        if before is not None:
            self._opened(False, before)
        else:
            self.say(STOPPED)

    def _clear_box(self) -> None:
        self.banner.forget()
        self.box.forget()
        self._kept = ""
        self.start.drop_kept()
        if not self._is_verified:
            self.show_panel(self.start)
        elif not self.is_on_show(self.ticket):
            self.say(CHOOSE_A_TICKET)
        self.header.take_box()

    def forget(self) -> None:
        """Hold nothing of this customer any more."""
        self._kept, self._before = "", None
        super().forget()
