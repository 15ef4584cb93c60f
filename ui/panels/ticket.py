"""An opened ticket: what it is, the three answers, the timeline, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter_app.domain.finding import OpenedTicket
from counter_app.domain.statuses import UNRECOGNISED, status
from counter_app.domain.ticket_number import grouped
from counter_app.plain_words import answer_card
from counter_app.texts import Texts, mark
from ui.keys import Act, shown
from ui.theme import Theme
from ui.widgets.answer_card import AnswerCardView
from ui.widgets.chips import Chip, ticket_chips
from ui.widgets.down_scroll import DownScroll
from ui.widgets.facts import Fact, FactLine
from ui.widgets.flow_row import FlowRow
from ui.widgets.key_button import KeyButton
from ui.widgets.records_view import RecordsView
from ui.widgets.text_label import IconLabel, PhraseLabel, TextLabel, frame
from ui.widgets.ticket_rows import kind_title
from ui.widgets.timeline_view import TimelineView

LOW = 630
"""Below this height (of the window 720, less with a banner) everything stands closer (pictures d2, i)."""
WIDE, HIGH = 1800, 900
"""From this size of the window on all records stand below the timeline (picture d3)."""
MOST_CHIPS = 3
MOST_WIDTH = 1400
"""Wider is not easier to read: the rest of a wide window stays empty, at the right."""
STILL_FROM_DAYS = 1
ITEMS_SHOWN = 3


class TicketPanel(QWidget):
    """Shows one ticket at a time. The timeline scrolls; what still finds no room scrolls as a whole, but the action bar."""

    wants_slip = Signal()

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._texts = theme, texts
        self._ticket: OpenedTicket | None = None
        self._all_shown = False
        self._title = PhraseLabel("", theme, "title")
        self._chips = [Chip(theme) for _ in range(MOST_CHIPS)]
        self._facts = FactLine(theme)
        self._card = AnswerCardView(theme, texts)
        self.timeline = TimelineView(theme, texts)
        self.records = RecordsView(theme, texts)
        self.records.hide()
        self._note_icon = IconLabel("info", theme, "text-muted", theme.icon_size("body"))
        self._note = TextLabel("", theme, "small", "muted").wrapped()
        self.print_button = KeyButton(texts.say(mark("Print slip")), shown(Act.PRINT), "printer", "primary", theme=theme)
        self.records_button = KeyButton("", shown(Act.RECORDS), "history", "link", theme=theme)
        self._inside = QWidget()
        self._content = QVBoxLayout(self._inside)
        self._area = DownScroll(self._inside)
        self._lay_out()
        self.print_button.clicked.connect(self.wants_slip)
        self.records_button.clicked.connect(self.show_records)
        self.timeline.row_changed.connect(self._bring_row)

    def _lay_out(self) -> None:
        theme = self._theme
        title_row = FlowRow(gap=12, line_gap=4)
        title_row.add(self._title, *self._chips)
        note_row = QHBoxLayout()
        note_row.setSpacing(8)
        note_row.addWidget(self._note_icon, 0, Qt.AlignmentFlag.AlignTop)
        note_row.addWidget(self._note, 1)
        content = self._content
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(title_row)
        head.addWidget(self._facts)
        content.addLayout(head)
        content.addWidget(self._card)
        content.addWidget(self.timeline)
        content.addLayout(note_row)
        content.addWidget(self.records)
        content.addStretch(1)
        content.setStretchFactor(self.timeline, 100)
        content.setStretchFactor(self.records, 100)
        self._inside.setMaximumWidth(MOST_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        column.addWidget(self._action_bar())
        self._use_height(LOW)
        self.setMinimumWidth(theme.width("side-sheet"))

    def _action_bar(self) -> QFrame:
        bar = frame("action-bar")
        pad = (self._theme.height("action-bar") - self._theme.height("control-primary")) // 2
        row = FlowRow(gap=10, line_gap=6, margins=(24, pad - 1, 24, pad))
        row.add(self.print_button)
        row.push()
        row.add(self.records_button)
        column = QVBoxLayout(bar)
        column.setContentsMargins(0, 1, 0, 0)
        column.addWidget(row)
        return bar

    def ticket(self) -> OpenedTicket | None:
        """What is on show."""
        return self._ticket

    def show_ticket(self, ticket: OpenedTicket) -> None:
        """Show a ticket of the verified customer."""
        texts = self._texts
        self._ticket = ticket
        self._title.setText(kind_title(texts, ticket.kind, ticket.raw_kind))
        chips = ticket_chips(texts, ticket.status, ticket.raw_status, ticket.card.late_days)[:MOST_CHIPS]
        for chip, spec in zip(self._chips, (*chips, None, None, None), strict=False):
            chip.show_chip(spec)
        self._facts.show_facts(self._fact_line(ticket))
        self._card.show_card(answer_card(texts, ticket.card), texts)
        self.timeline.show_timeline(ticket.timeline, texts, ticket.shown_at)
        self.records.show_events(ticket.events, ticket.shown_at)
        self._say_records(all_shown=False)
        notes = self._notes(ticket)
        self._note.setText("\n".join(notes))
        self._note.setVisible(bool(notes))
        self._note_icon.setVisible(bool(notes))
        self.print_button.set_role("primary")
        self.to_top()

    def show_records(self) -> None:
        """Show every record of the ticket, or (pressed again) what is enough to know."""
        if self._ticket is not None:
            self._all_shown = not self._all_shown
            self.timeline.show_all(self._all_shown)
            self._say_records(all_shown=self._all_shown)
            self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Hold nothing of the last customer."""
        self._ticket = None
        for label in (self._title, self._note):
            label.forget()
        for chip in self._chips:
            chip.forget()
        self._facts.forget()
        self._card.forget()
        self.timeline.forget()
        self.records.forget()
        self.records_button.setText("")

    def to_top(self) -> None:
        """Show the answers: they come first."""
        self._area.verticalScrollBar().setValue(0)

    def _bring_row(self, _at: int) -> None:
        """The row of the timeline with the focus line comes into view."""
        row = self.timeline.current_rect().translated(self.timeline.pos())
        self._area.ensureVisible(row.left(), row.bottom())
        self._area.ensureVisible(row.left(), row.top())

    def _say_records(self, *, all_shown: bool) -> None:
        self._all_shown = all_shown
        n = self._ticket.timeline.records if self._ticket else 0
        fewer = self._texts.say(mark("Only the steps"))
        self.records_button.setText(fewer if all_shown else self._texts.count("All {n} record", "All {n} records", n))

    def _fact_line(self, ticket: OpenedTicket) -> tuple[Fact, ...]:
        texts, now = self._texts, ticket.shown_at
        say = texts.say
        facts = [Fact(say(mark("Ticket")), grouped(ticket.number))]
        for label, moment in ((mark("Taken in"), ticket.opened_at), (mark("Due by"), ticket.expected_at)):
            if moment is not None:
                facts.append(Fact(say(label), texts.moment(moment, now)))
        if ticket.closed_at is not None:
            facts.append(Fact(say(mark("Ended")), texts.moment(ticket.closed_at, now)))
        facts.append(Fact(say(mark("Service number")), ticket.service_number.text))
        facts.append(Fact(say(mark("Address")), ticket.site.text))
        facts.append(Fact(say(mark("Fee")), say(mark("{fee} yuan"), fee=ticket.fee) if ticket.fee else ""))
        return tuple(facts)

    def _notes(self, ticket: OpenedTicket) -> list[str]:
        """The sentences under the timeline: what the three answers do not say."""
        texts, now = self._texts, ticket.shown_at
        say = texts.say
        notes: list[str] = []
        row = status(ticket.status)
        if row.category == UNRECOGNISED and ticket.raw_status:
            notes.append(say(mark('The sender wrote "{word}", a word we do not know yet.'), word=ticket.raw_status))
        if ticket.pick_up_at is not None and not row.closed:
            notes.append(say(mark("Pick-up from {day}."), day=texts.said_day(ticket.pick_up_at, now)))
        if ticket.reason and row.closed:
            notes.append(say(mark("Reason: {reason}"), reason=ticket.reason))
        if ticket.timeline.days_still >= STILL_FROM_DAYS:
            notes.append(texts.count("No movement for {n} day.", "No movement for {n} days.", ticket.timeline.days_still))
        if ticket.items:
            notes.append(self._items(ticket))
        return notes

    def _items(self, ticket: OpenedTicket) -> str:
        say = self._texts.say
        shown_items = ticket.items[:ITEMS_SHOWN]
        separator = say(mark("; "))
        listed = separator.join(
            say(mark("{name} ({state})"), name=item.name or item.item_id, state=say(status(item.status).label)) for item in shown_items
        )  # fmt: skip
        more = len(ticket.items) - len(shown_items)
        text = self._texts.count("Order with {n} item: {items}", "Order with {n} items: {items}", len(ticket.items), items=listed)
        return text + (say(mark(" and {n} more"), n=more) if more else "")

    def _use_height(self, height: int) -> None:
        low = height < LOW
        self._content.setContentsMargins(24, 12 if low else 16, 24, 8)
        self._content.setSpacing(10 if low else 12)
        self._card.set_compact(low)
        self.timeline.set_compact(low)
        has_room = not self._theme.is_large and self.window().width() >= WIDE and self.window().height() >= HIGH
        self.records.setVisible(has_room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._use_height(self.height())
