"""The left column of a verified customer: her tickets over all numbers, open ones or all."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from counter_app.domain.finding import TicketList
from counter_app.errors import CounterError
from counter_app.ports import Clock
from counter_app.texts import Texts, mark
from ui.reception import Reception
from ui.theme import Theme
from ui.widgets.flow_row import FlowRow
from ui.widgets.segment import Segment
from ui.widgets.text_label import TextLabel, frame
from ui.widgets.ticket_list import TicketListView
from ui.widgets.ticket_rows import GroupRow

OPEN, ALL = 0, 1
LISTING = "list tickets"


class TicketListPanel(QFrame):
    """Asks for its own pages. ``chosen(ticket id)`` when one is to be opened, ``listed(TicketList)`` for a first page.

    ``refused(reason)`` when the filter is locked.
    """

    chosen = Signal(int)
    listed = Signal(object)
    refused = Signal(str)

    def __init__(
        self, reception: Reception, theme: Theme, texts: Texts, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._reception, self._theme, self._texts, self._clock = reception, theme, texts, clock
        self._after = ""
        self._tickets = 0
        self._count = TextLabel("", theme, "body-bold")
        self._numbers = TextLabel("", theme, "body", "muted")
        self.filter = Segment(("", ""), theme, texts.say(mark("Show")))
        self.filter.set_current(ALL)
        self.view = TicketListView(theme, texts)
        self.setProperty("role", "pane")
        self._lay_out()
        self.filter.changed.connect(self._filtered)
        self.filter.refused.connect(self.refused)
        self.view.chosen.connect(self.chosen)
        self.view.wants_more.connect(self.more)

    def _lay_out(self) -> None:
        head, row = frame("pane-head"), FlowRow(gap=12, line_gap=6, margins=(16, 7, 12, 8))
        row.add(self._count, self._numbers)
        row.push()
        row.add(self.filter)
        inside = QVBoxLayout(head)
        inside.setContentsMargins(0, 0, 0, 1)
        inside.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.view, 1)

    def load(self) -> None:
        """Ask for the first page; what was listed before goes at once."""
        self.view.forget()
        self._after = ""
        self.view.set_busy(True)
        self._ask("")

    def more(self) -> None:
        """Ask for the next page, if there is one."""
        if self._after and not self._reception.is_waiting(LISTING):
            self._ask(self._after)

    def place(self) -> tuple[int, int]:
        """Which ticket is open (from 1; 0: none) and how many there are."""
        return self.view.selected_place(), self._tickets

    def set_reason(self, reason: str) -> None:
        """Lock the filter and say why; "" unlocks it."""
        self.filter.set_reason(reason)

    def step(self, step: int) -> None:
        """Open the ticket ``step`` rows below (negative: above) the open one; at the end the next page is asked for."""
        ticket_id = self.view.neighbour(step)
        if ticket_id:
            self.chosen.emit(ticket_id)
        elif step > 0:
            self.more()

    def go_to_group(self, place: int) -> None:
        """Put the focus line on the first ticket of the ``place``-th number (from 1)."""
        rows = self.view.rows()
        heads = [at for at in range(rows.rowCount()) if isinstance(rows.row(at), GroupRow)]
        if 0 < place <= len(heads):
            index = rows.index(heads[place - 1] + 1)
            self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.view.scrollTo(rows.index(heads[place - 1]))
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def forget(self) -> None:
        """Hold nothing of the last customer."""
        self._after = ""
        self._tickets = 0
        self.view.forget()
        self._count.forget()
        self._numbers.forget()
        self.filter.set_choices(("", ""))

    def _ask(self, after: str) -> None:
        counter, session = self._reception.counter, self._reception.session
        act = partial(counter.looking_up.tickets, session, open_only=self.filter.current() == OPEN, after=after)
        self._reception.ask(act, self._add if after else self._show, topic=LISTING, failed=self._not_listed)

    def _show(self, page: TicketList) -> None:
        say, count = self._texts.say, self._texts.count
        self._after = page.after
        self._tickets = page.tickets if self.filter.current() == ALL else page.open
        self._count.setText(count("{n} ticket", "{n} tickets", page.tickets))
        self._numbers.setText(count("{n} number", "{n} numbers", len(page.groups)) if page.groups else "")
        self.filter.set_choices((say(mark("Open {n}"), n=page.open), say(mark("All {n}"), n=page.tickets)))
        self.view.show_list(page, self._texts, self._clock.now())
        if not page.rows:
            nothing = mark("No open tickets. Left and right arrows show all.") if page.tickets else mark("This customer has no tickets")
            self.view.set_empty_text(say(nothing))
        self.listed.emit(page)

    def _add(self, page: TicketList) -> None:
        self._after = page.after
        self.view.add_page(page, self._texts, self._clock.now())

    def _not_listed(self, _error: CounterError) -> None:
        self.view.set_busy(False)
        self.view.more_failed()

    def _filtered(self, _index: int) -> None:
        self.load()
