"""The start of a visit: ask for the document, or take a ticket number first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter_app.texts import Texts, mark
from ui.canvas import Canvas
from ui.keys import Act, shown
from ui.theme import Theme
from ui.widgets.key_button import KeyButton
from ui.widgets.key_cap import KeyCap
from ui.widgets.text_label import IconLabel, TextLabel, frame


class StartPanel(Canvas):
    """Nothing of a customer but, after a number was typed first, that number masked and kept for later."""

    wants_document = Signal()
    wants_typing = Signal()
    wants_tray = Signal()

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._texts = texts
        say = texts.say
        self._kept = frame("panel")
        self._kept_number = TextLabel("", theme, "body-bold")
        self._cleared_icon = IconLabel("circle-check", theme, "good", theme.icon_size("body"))
        self._cleared = TextLabel("", theme, "small", "muted").wrapped()
        self._how = TextLabel(say(mark("Type or scan the number of the document.")), theme, "body", "muted").wrapped()
        self.document_button = KeyButton(
            say(mark("Check the document")), shown(Act.DOCUMENT), "id-card", "primary", theme=theme
        )
        self.type_button = KeyButton(say(mark("Type the number")), shown(Act.TYPE_DOCUMENT), "keyboard", theme=theme)
        self.type_button.hide()
        self.tray_button = KeyButton(say(mark("Demo cards")), "", "id-card", theme=theme)
        self.tray_button.hide()
        self._lay_out()
        self.document_button.clicked.connect(self.wants_document)
        self.type_button.clicked.connect(self.wants_typing)
        self.tray_button.clicked.connect(self.wants_tray)

    def _lay_out(self) -> None:
        say, theme = self._texts.say, self.theme
        self.column.addWidget(TextLabel(say(mark("Please ask the next customer for a document")), theme, "figure").wrapped())
        self.column.addWidget(self._how)
        self.add_gap(2)
        self.column.addWidget(self._kept_row())
        self.add_row(self.document_button, self.type_button, self.tray_button)
        self.add_gap(4)
        self.column.addWidget(TextLabel(say(mark("Without a document you can still look")), theme, "small", "muted").wrapped())
        self.column.addWidget(self._ways())
        self.column.addWidget(
            TextLabel(
                say(mark("Phones, landlines and broadband accounts are looked up only after the check; before it nobody hears whether there are tickets.")),
                theme, "small", "muted",
            ).wrapped()
        )  # fmt: skip
        self.add_gap(3)
        self.add_beside(self._cleared_icon, self._cleared, gap=8)
        self._cleared_icon.hide()
        self.close_column()

    def _kept_row(self) -> QFrame:
        say, theme = self._texts.say, self.theme
        row = QHBoxLayout(self._kept)
        row.setContentsMargins(14, 12, 14, 12)
        row.setSpacing(12)
        row.addWidget(IconLabel("search", theme, "accent-text", theme.icon_size("control")))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._kept_number)
        words.addWidget(
            TextLabel(say(mark("Kept for now. It is looked up by itself once the document is checked.")), theme, "small", "muted").wrapped()
        )
        row.addLayout(words, 1)
        self._kept.hide()
        return self._kept

    def _ways(self) -> QFrame:
        say, theme = self._texts.say, self.theme
        panel = frame("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        scan = KeyCap(say(mark("Scanner")), theme)
        column.addWidget(_way(theme, "qr-code", say(mark("Scan the slip in the customer's hand")), say(mark("Wherever the cursor is")), scan))
        column.addWidget(frame("rule"))
        box = KeyCap(shown(Act.BOX), theme)
        column.addWidget(_way(theme, "search", say(mark("Type a ticket number")), say(mark("Before the check it shows business, state and dates only")), box))
        return panel

    def use_reader(self) -> None:
        """There is a reader: documents are read by themselves, typing is the other way."""
        self._how.setText(self._texts.say(mark("Put on the reader, the document is read by itself.")))
        self.document_button.setText(self._texts.say(mark("Read the document")))
        self.type_button.show()

    def offer_tray(self, key: str) -> None:
        """A demo with a pretended reader: its cards can be put down."""
        self.tray_button.set_key(key)
        self.tray_button.show()

    def show_cleared(self, at: str) -> None:
        """Say when the last customer was cleared from the screen (``at``: 14:31:08)."""
        self._cleared.setText(self._texts.say(mark("The last customer's details were cleared from the screen at {at}"), at=at))
        self._cleared_icon.show()

    def show_kept(self, number: str) -> None:
        """Say which number waits for the document; ``number`` is safe to show (masked)."""
        self._kept_number.setText(self._texts.say(mark("Number {number}"), number=number))
        self._kept.show()

    def drop_kept(self) -> None:
        """No number waits any more."""
        self._kept_number.forget()
        self._kept.hide()

    def forget(self) -> None:
        """Drop what a customer brought."""
        self.drop_kept()


def _way(theme: Theme, icon: str, what: str, how: str, cap: KeyCap) -> QWidget:
    way = QWidget()
    row = QHBoxLayout(way)
    row.setContentsMargins(20, 14, 20, 14)
    row.setSpacing(16)
    row.addWidget(IconLabel(icon, theme, "text", theme.icon_size("answer")))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(TextLabel(what, theme, "body-bold").wrapped())
    words.addWidget(TextLabel(how, theme, "small", "muted").wrapped())
    row.addLayout(words, 1)
    row.addWidget(cap)
    return way
