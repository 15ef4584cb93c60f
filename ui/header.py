"""The band at the top: who stands at the counter, the one box, the next customer. It never moves."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from counter_app.texts import Texts, mark
from ui.keys import Act, shown
from ui.theme import Theme
from ui.widgets.flow_row import FlowRow
from ui.widgets.identity_block import IdentityBlock
from ui.widgets.key_button import KeyButton
from ui.widgets.one_box import OneBox
from ui.widgets.text_label import frame

SIDE = 16


class Header(QFrame):
    """``wants_next``, ``wants_box``, ``wants_list`` and ``wants_other`` come from its buttons.

    In large views the list folds: the header says which ticket of how many is on show, and the box steps back while
    one is.
    """

    wants_next = Signal()
    wants_box = Signal()
    wants_list = Signal()
    wants_other = Signal()

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._texts = theme, texts
        say = texts.say
        self.identity = IdentityBlock(theme, texts)
        self.box = OneBox(theme, texts)
        self.next_button = KeyButton(say(mark("Next customer")), shown(Act.NEXT_CUSTOMER), theme=theme)
        self.list_button = KeyButton("", shown(Act.ESCAPE), "list", "link", theme=theme)
        self.other_button = KeyButton(say(mark("Another one")), shown(Act.TICKET_AFTER), theme=theme)
        self.box_button = KeyButton(say(mark("Look up")), shown(Act.BOX), "search", theme=theme)
        self._box_row = frame("header")
        if theme.is_large:
            self._fold()
        else:
            self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme = self._theme
        middle = frame("header")
        middle.setFixedHeight(theme.height("header"))
        row = QHBoxLayout(middle)
        row.setContentsMargins(SIDE, 0, SIDE, 0)
        row.setSpacing(SIDE)
        row.addWidget(self.box, 1)
        tail = QFrame()
        tail.setProperty("role", "header-tail")
        tail_row = QHBoxLayout(tail)
        tail_row.setContentsMargins(SIDE, 0, 0, 0)
        tail_row.addWidget(self.next_button)
        row.addWidget(tail)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.identity)
        whole.addWidget(middle, 1)
        for folded in (self.list_button, self.other_button, self.box_button, self._box_row):
            folded.setParent(self)
            folded.hide()

    def _fold(self) -> None:
        """Identity and buttons in lines as they fit, the box in a line of its own."""
        self.identity.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Expanding)
        middle = frame("header")
        buttons = FlowRow(gap=12, line_gap=6, margins=(SIDE, 8, SIDE, 8))
        buttons.add(self.list_button, self.other_button)
        buttons.push()
        buttons.add(self.box_button, self.next_button)
        inside = QVBoxLayout(middle)
        inside.setContentsMargins(0, 0, 0, 1)
        inside.addStretch(1)
        inside.addWidget(buttons)
        inside.addStretch(1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.identity)
        upper.addWidget(middle, 1)
        box = QVBoxLayout(self._box_row)
        box.setContentsMargins(SIDE, 8, SIDE, 8)
        box.addWidget(self.box)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper)
        whole.addWidget(self._box_row)
        self.show_place(0, 0)
        self.show_box(visible=True)

    def _connect(self) -> None:
        self.next_button.clicked.connect(self.wants_next)
        self.box_button.clicked.connect(self.wants_box)
        self.list_button.clicked.connect(self.wants_list)
        self.other_button.clicked.connect(self.wants_other)

    def set_pane_width(self, width: int) -> None:
        """The identity stands over the list: as wide as that, px (large views go by its words)."""
        if self._theme.is_large:
            self.identity.setMaximumWidth(width)
        else:
            self.identity.setFixedWidth(width)

    def show_place(self, at: int, of: int, *, on_show: bool = False) -> None:
        """Which ticket (from 1) of how many is open, for the folded list (unless that is on show); 0 of 0: no list."""
        if not self._theme.is_large:
            return
        if at:
            self.list_button.setText(self._texts.say(mark("Ticket {at} of {of}"), at=at, of=of))
        else:
            self.list_button.setText(self._texts.count("{n} ticket", "{n} tickets", of))
        self.list_button.setVisible(of > 0 and not on_show)
        self.other_button.setVisible(of > 1)

    def show_box(self, *, visible: bool) -> None:
        """Large views: give the box its line, or take it back while a ticket is on show (F3 brings it)."""
        if self._theme.is_large:
            self._box_row.setVisible(visible)
            self.box_button.setVisible(not visible)

    def take_box(self) -> None:
        """Put the cursor into the box."""
        self.show_box(visible=True)
        self.box.take_focus()

    def forget(self) -> None:
        """Hold nothing of this customer."""
        self.identity.forget()
        self.box.forget()
        self.show_place(0, 0)
