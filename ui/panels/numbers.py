"""A pasted list of numbers: one row per number, Enter looks one of them up alone."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain import finding
from counter_app.domain.finding import FoundList, FoundNumber, Glance, TicketRow
from counter_app.domain.number_list import MOST
from counter_app.domain.statuses import status
from counter_app.texts import Texts, mark
from ui.findings import BY_TICKET
from ui.keys import Act, shown
from ui.theme import Theme
from ui.widgets.flow_row import FlowRow
from ui.widgets.key_button import KeyButton
from ui.widgets.number_list import NumberListView, NumberRow
from ui.widgets.text_label import TextLabel, frame
from ui.widgets.ticket_rows import kind_title

LOOKS = {
    finding.NOTHING: ("circle-help", "text-muted", mark("No such ticket, or no number we can look up")),
    finding.NEEDS_DOCUMENT: ("lock", "text-muted", mark("Looked up once the document is checked")),
    finding.NOT_HERS: ("search", "text-muted", mark("Not one of this customer's numbers")),
    finding.ANOTHER_OWNER: ("shield-alert", "bad", mark("The document is not the ticket owner's")),
    finding.OTHER_STORE: ("qr-code", "text-muted", mark("A slip of another store")),
}
"""Icon, its colour, what is said of a number without a ticket to show."""


class NumbersPanel(QWidget):
    """``chosen(number as it was pasted)``; the screen shows it masked. ``wants_document`` before the check."""

    chosen = Signal(str)
    wants_document = Signal()

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._numbers: tuple[str, ...] = ()
        self._title = TextLabel("", theme, "title").wrapped()
        self._line = TextLabel("", theme, "small", "muted").wrapped()
        self.view = NumberListView(theme, texts)
        self.document_button = KeyButton(
            texts.say(mark("Check the document")), shown(Act.DOCUMENT), "id-card", "primary", theme=theme
        )
        panel = frame("panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(theme.space(2))
        column.addWidget(self._title)
        column.addWidget(self._line)
        column.addWidget(panel, 1)
        buttons = FlowRow()
        buttons.add(self.document_button)
        column.addWidget(buttons)
        self.view.chosen.connect(self._choose)
        self.document_button.clicked.connect(self.wants_document)

    def show_found(self, found: FoundList, *, verified: bool) -> None:
        """List what was found of each number."""
        texts = self._texts
        self._numbers = tuple(number.text for number in found.numbers)
        self._title.setText(texts.count("{n} number of the list", "{n} numbers of the list", len(found.numbers)))
        line = [texts.say(mark("Enter looks up the marked number alone, Alt and its place does it directly."))]
        if found.left_out or found.cut:
            line.append(texts.say(mark("Only the first {n} numbers are looked up at once; paste the rest again."), n=MOST))
        self._line.setText(" ".join(line))
        self.view.show_rows(tuple(self._row(number) for number in found.numbers))
        self.document_button.setVisible(not verified)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, place: int) -> None:
        """Look up the number at ``place`` (from 1) alone, if there is one."""
        if 0 < place <= len(self._numbers):
            self.chosen.emit(self._numbers[place - 1])

    def forget(self) -> None:
        """Hold nothing of the last customer."""
        self._numbers = ()
        self._title.forget()
        self._line.forget()
        self.view.forget()

    def _choose(self, at: int) -> None:
        self.choose(at + 1)

    def _row(self, number: FoundNumber) -> NumberRow:
        texts = self._texts
        shown_number = number.recognised.shown or texts.say(mark("no number"))
        if number.finding in LOOKS:
            icon, tone, words = LOOKS[number.finding]
            if number.finding == finding.NOT_HERS and number.recognised.kind in BY_TICKET:
                words = mark("No ticket of this customer")
            return NumberRow(shown_number, texts.say(words), icon, tone)
        if number.count > 1:
            return NumberRow(shown_number, texts.count("{n} ticket", "{n} tickets", number.count), "list", "text-muted")
        return NumberRow(shown_number, self._one(number), "circle-dot", "accent-text")

    def _one(self, number: FoundNumber) -> str:
        """Kind and state of the one ticket, as far as they may be shown."""
        known: tuple[TicketRow | Glance, ...] = (*number.rows, *number.glances)
        if not known:
            return self._texts.count("{n} ticket", "{n} tickets", number.count)
        title = kind_title(self._texts, known[0].kind, known[0].raw_kind)
        state = self._texts.say(status(known[0].status).label)
        return self._texts.say(mark("{business}: {state}"), business=title, state=state)
