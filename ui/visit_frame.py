"""The parts of one customer's page and their places: which panel is on show, what folds, what is locked."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from counter_app.ports import Clock
from counter_app.texts import Texts, mark
from ui.findings import CHOOSE_A_TICKET, Sentence
from ui.header import Header
from ui.keys import Act, shown
from ui.messages import Message
from ui.panels.document_entry import DocumentEntryPanel
from ui.panels.glance import GlancePanel
from ui.panels.key_sheet import KeySheet
from ui.panels.note import NotePanel
from ui.panels.numbers import NumbersPanel
from ui.panels.several import SeveralPanel
from ui.panels.slip_sheet import SlipSheet
from ui.panels.start import StartPanel
from ui.panels.steps import StepsPane
from ui.panels.ticket import TicketPanel
from ui.panels.ticket_list import TicketListPanel
from ui.reception import Reception
from ui.theme import Theme
from ui.widgets.banner import Banner

STILL_MS = 200
"""The detail keeps its last picture (never its data) so long, so that a quick answer does not flicker."""
WIDE = 1800
"""From this width of the window on the list is wider."""


class VisitFrame(QWidget):
    """Header, list and detail. In large views the list folds: it takes the detail's place when it is asked for.

    ``refused(reason)``: something was pressed that cannot be done now.
    """

    refused = Signal(str)
    wants_card = Signal()

    def __init__(
        self, reception: Reception, theme: Theme, texts: Texts, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.reception, self._theme, self._texts, self._clock = reception, theme, texts, clock
        self._locked = ""
        self._shows_list = False
        self.header = Header(theme, texts)
        self.identity, self.box, self.next_button = self.header.identity, self.header.box, self.header.next_button
        self.banner = Banner(theme)
        self.side, self.detail = QStackedWidget(), QStackedWidget()
        self.list = TicketListPanel(reception, theme, texts, clock)
        self.start = StartPanel(theme, texts)
        self.document = DocumentEntryPanel(reception, theme, texts, clock)
        self.glance = GlancePanel(theme, texts)
        self.note = NotePanel(theme)
        self.several = SeveralPanel(theme, texts)
        self.numbers = NumbersPanel(theme, texts)
        self.ticket = TicketPanel(theme, texts)
        self._body = QWidget()
        self.slip = SlipSheet(reception, theme, texts, self._body)
        self.keys = KeySheet(theme, texts, self._body)
        self._still = QTimer(self)
        self._place_parts()

    def _place_parts(self) -> None:
        self.side.addWidget(StepsPane(self._theme, self._texts))
        self.side.addWidget(self.list)
        for panel in (self.start, self.document, self.glance, self.note, self.several, self.numbers, self.ticket):
            self.detail.addWidget(panel)
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(self.side, 1 if self._theme.is_large else 0)
        body.addWidget(self.detail, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addWidget(self._body, 1)
        self._still.setSingleShot(True)
        self._still.setInterval(STILL_MS)
        self._still.timeout.connect(self.let_paint)
        self._fold(shows_list=False)

    # ---- what is on show ----

    def is_on_show(self, panel: QWidget) -> bool:
        """Whether the detail shows a panel."""
        return self.detail.currentWidget() is panel

    def show_panel(self, panel: QWidget) -> None:
        """Bring a panel up; every other panel forgets what it held (the start keeps the number that waits)."""
        self.let_paint()
        for other in (self.document, self.glance, self.note, self.several, self.numbers, self.ticket):
            if other is not panel or panel is self.note:
                other.forget()
        self.detail.setCurrentWidget(panel)
        self._fold(shows_list=False)
        if panel is not self.ticket:
            self.list.view.select(0)

    def say(self, sentence: Sentence, number: str = "") -> None:
        """Show a sentence instead of a ticket; where the list folds, the one that asks to choose is the list itself."""
        self.show_panel(self.note)
        self.note.say(sentence.icon, self._texts.say(sentence.what, shown=number), self._texts.say(sentence.advice))
        if sentence is CHOOSE_A_TICKET:
            self._fold(shows_list=True)

    def show_list(self) -> None:
        """Large views: the list takes the detail's place."""
        if self._theme.is_large and self.side.currentWidget() is self.list:
            self.show_panel(self.note)
            self._fold(shows_list=True)
            self.list.view.setFocus()

    def _fold(self, *, shows_list: bool) -> None:
        self._shows_list = shows_list
        if not self._theme.is_large:
            return
        is_ticket = self.is_on_show(self.ticket)
        if is_ticket and self.box.isAncestorOf(self.focusWidget() or self):
            self.ticket.timeline.setFocus()  # before the box goes
        self.side.setVisible(shows_list)
        self.detail.setVisible(not shows_list)
        self.header.show_box(visible=not is_ticket)
        self.say_place()

    def say_place(self) -> None:
        """Which ticket of how many is on show, where the list folds."""
        at, of = self.list.place()
        self.header.show_place(at, of, on_show=self._shows_list)

    def blank(self) -> None:
        """Forget what the detail shows; its picture may stand for 200 ms while the answer is on its way."""
        self.show_panel(self.note)
        self.detail.setUpdatesEnabled(False)
        self._still.start()

    def let_paint(self) -> None:
        """The answer is there, or has taken too long for the old picture to stand."""
        self._still.stop()
        self.detail.setUpdatesEnabled(True)

    # ---- what is said, what is locked ----

    def show_message(self, message: Message) -> None:
        """Show a message under the header; it stays until the next act."""
        self.banner.say(message.level, message.what, message.advice)

    def show_away(self, message: Message, wait: str) -> None:
        """Say that the data is away and when it is asked again, with the button that asks now."""
        if (self.banner.what(), self.banner.advice()) != (message.what, message.advice):
            self.banner.say(message.level, message.what, message.advice, self._texts.say(mark("Try again now")), shown(Act.RETRY))
        self.banner.dress("database", wait)

    def lock(self, reason: str) -> None:
        """Lock what needs the ticket data, and say why; "" unlocks it."""
        self._locked = reason
        self.box.set_locked(self._texts.say(mark("Can be looked up once the data answers")) if reason else "", reason)
        self.list.set_reason(reason)
        self.slip.set_reason(reason)
        self.ticket.print_button.set_reason(reason)
        self.document.verify_button.set_reason(reason)

    def is_refused(self) -> bool:
        """Whether the ticket data is away; then it says so."""
        if self._locked:
            self.refused.emit(self._locked)
        return bool(self._locked)

    def forget(self) -> None:
        """Hold nothing of this customer any more: labels, models, undo stacks, previews."""
        self._still.stop()
        for part in (self.header, self.banner, self.slip, self.keys):
            part.forget()
        for panel in (self.list, self.start, self.document, self.glance, self.note, self.several, self.numbers, self.ticket):
            panel.forget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        pane = self._theme.width("list-pane-1920" if self.width() >= WIDE else "list-pane")
        if self._theme.is_large:
            self.header.set_pane_width(self.width() * 2 // 5)
        else:
            self.header.set_pane_width(pane)
            self.side.setFixedWidth(pane)
