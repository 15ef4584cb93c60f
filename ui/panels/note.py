"""A look-up that ends in a sentence instead of a ticket: what happened, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.canvas import Canvas
from ui.theme import Theme
from ui.widgets.key_button import KeyButton
from ui.widgets.text_label import IconLabel, TextLabel


class NotePanel(Canvas):
    """Headline, sentence, and at most one act. Blank while an answer is on its way: an old result never stays."""

    pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._icon = IconLabel("", theme, "text-muted", theme.icon_size("large"))
        self._what = TextLabel("", theme, "title").wrapped()
        self._advice = TextLabel("", theme, "body", "muted").wrapped()
        self.button = KeyButton("", theme=theme)
        self.column.addWidget(self._icon)
        self.column.addWidget(self._what)
        self.column.addWidget(self._advice)
        self.add_gap(2)
        self.add_row(self.button)
        self.close_column()
        self.button.clicked.connect(self.pressed)
        self.forget()

    def say(self, icon: str, what: str, advice: str = "") -> None:
        """Show a sentence (already translated) without an act."""
        self._icon.show_icon(icon, "text-muted")
        self._what.setText(what)
        self._advice.setText(advice)
        self.button.hide()

    def offer(self, text: str, key: str, icon: str = "", role: str = "primary") -> None:
        """Offer one act beside the sentence."""
        self.button.setText(text)
        self.button.set_key(key)
        self.button.set_icon_name(icon)
        self.button.set_role(role)
        self.button.show()

    def what(self) -> str:
        """The headline on show."""
        return self._what.text()

    def forget(self) -> None:
        """Blank."""
        self._icon.show_icon("", "text-muted")
        self.button.hide()
        for label in (self._what, self._advice):
            label.forget()
