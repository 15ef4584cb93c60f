"""All that may be seen of a ticket before its owner is verified: business, state, dates."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.domain.finding import Glance
from counter_app.domain.statuses import status
from counter_app.domain.ticket_number import grouped
from counter_app.texts import Texts, mark
from ui.canvas import Canvas
from ui.keys import Act, shown
from ui.theme import Theme
from ui.widgets.chips import Chip, status_chip
from ui.widgets.facts import FactRow, FactTable
from ui.widgets.flow_row import FlowRow
from ui.widgets.key_button import KeyButton
from ui.widgets.text_label import IconLabel, PhraseLabel, TextLabel
from ui.widgets.ticket_rows import kind_title

LOCKED = mark("Without a checked document this is all that may be said: which business, which state, which day. Whose it is, where it stands and why is seen after the check.")
NOBODYS = mark("This ticket came without an owner, so no document can open it. Business, state and dates are all there is; the office that took it knows more.")
SEVERAL = mark("{n} tickets carry this number, from different sources.")


class GlancePanel(Canvas):
    """One ticket, or several where two systems use one number."""

    wants_document = Signal()

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._texts = texts
        self._several = TextLabel("", theme, "body", "muted").wrapped()
        self._glances = QWidget()
        self._glance_column = QVBoxLayout(self._glances)
        self._glance_column.setContentsMargins(0, 0, 0, 0)
        self._glance_column.setSpacing(theme.space(5))
        self._why_icon = IconLabel("lock", theme, "text-muted", theme.icon_size("control"))
        self._why = TextLabel("", theme, "body").wrapped()
        self.document_button = KeyButton(
            texts.say(mark("Check the document to see everything")), shown(Act.DOCUMENT), "id-card", "primary", theme=theme
        )
        self._lay_out()
        self.document_button.clicked.connect(self.wants_document)

    def _lay_out(self) -> None:
        self.column.addWidget(self._several)
        self.column.addWidget(self._glances)
        self.add_gap(2)
        self.add_beside(self._why_icon, self._why)
        self.add_gap(3)
        self.add_row(self.document_button)
        self.close_column()

    def show_glances(self, glances: tuple[Glance, ...], now: datetime, *, nobodys: bool = False) -> None:
        """Show what is public of each; ``nobodys``: the ticket has no owner, so no document helps."""
        self.forget()
        self._several.setVisible(len(glances) > 1)
        if len(glances) > 1:
            self._several.setText(self._texts.say(SEVERAL, n=len(glances)))
        for glance in glances:
            self._glance_column.addWidget(self._one(glance, now, several=len(glances) > 1))
        self._why.setText(self._texts.say(NOBODYS if nobodys else LOCKED))
        self._why_icon.show_icon("info" if nobodys else "lock", "text-muted")
        self.document_button.setVisible(not nobodys)

    def forget(self) -> None:
        """Drop every glance."""
        self._several.forget()
        while (item := self._glance_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def _one(self, glance: Glance, now: datetime, *, several: bool) -> QWidget:
        texts, theme = self._texts, self.theme
        one = QWidget(self._glances)
        column = QVBoxLayout(one)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        head = FlowRow(gap=theme.space(3), line_gap=4)
        head.add(PhraseLabel(kind_title(texts, glance.kind, glance.raw_kind), theme, "figure"))
        # made with their parent: a widget that shows itself without one would be a window of its own
        head.add(Chip(theme, spec=status_chip(texts, glance.status), parent=one))
        column.addWidget(head)
        column.addWidget(TextLabel(texts.say(mark("Ticket {number}"), number=grouped(glance.number)), theme, "body", "muted"))
        table = FactTable(theme, parent=one)
        table.show_rows(tuple(self._facts(glance, now, several=several)))
        column.addWidget(table)
        return one

    def _facts(self, glance: Glance, now: datetime, *, several: bool) -> list[FactRow]:
        say = self._texts.say
        facts = [FactRow(say(mark("State")), say(status(glance.status).label), bold=True)]
        for label, moment in (
            (mark("Date accepted"), glance.opened_at),
            (mark("Date due"), glance.expected_at),
            (mark("Date ended"), glance.closed_at),
        ):
            if moment is not None:
                facts.append(FactRow(say(label), self._texts.day(moment, now)))
        if several and glance.source:  # what tells tickets of one number apart
            facts.insert(0, FactRow(say(mark("Source")), glance.source))
        return facts
