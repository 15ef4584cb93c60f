"""The form of a new store: its first administrator."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.key_button import KeyButton
from ui.widgets.text_field import TextField
from ui.widgets.text_label import TextLabel


class FirstAdminForm(QWidget):
    """Staff number, name, password twice. ``wanted(staff number, name, password)``; rules come from the service."""

    wanted = Signal(str, str, str)

    def __init__(self, shortest_password: int, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        rule = texts.say(mark("At least {n} characters; a short sentence is easy to remember."), n=shortest_password)
        say = texts.say
        self.staff_number = TextField(say(mark("Staff number")), "", theme)
        self.name = TextField(say(mark("Name")), "", theme)
        self.password = TextField(say(mark("Password")), "", theme, secret=True)
        self.again = TextField(say(mark("The same password once more")), "", theme, secret=True)
        self.button = KeyButton(say(mark("Make the first administrator")), "Enter", role="primary", theme=theme)
        self._fields = {
            "staff_number": self.staff_number, "name": self.name, "password": self.password, "again": self.again,
        }  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(TextLabel(say(mark("A new store")), theme, "title").wrapped())
        column.addWidget(
            TextLabel(say(mark("Nobody works here yet. The first administrator takes in tickets and signs in like everyone else.")), theme, "small", "muted").wrapped()
        )  # fmt: skip
        for field in self._fields.values():
            column.addWidget(field)
            field.entered.connect(self._submit)
            if field is self.password:
                column.addWidget(TextLabel(rule, theme, "small", "muted").wrapped())
                field.set_hint(rule)
        column.addSpacing(4)
        column.addWidget(self.button)
        self.button.clicked.connect(self._submit)

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.staff_number.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """The button says what goes on."""
        self.button.set_busy(self._texts.say(mark("Making the account")) if busy else "")

    def show_error(self, field: str, text: str) -> None:
        """Say what is wrong beside its field ("staff_number", "name", "password")."""
        wrong = self._fields.get(field, self.password)
        wrong.set_error(text)
        wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Drop everything typed."""
        for field in self._fields.values():
            field.forget()

    def _submit(self) -> None:
        for name, missing in (
            ("staff_number", mark("Please type a staff number.")),
            ("name", mark("Please type a name.")),
            ("password", mark("Please type a password.")),
        ):
            if not self._fields[name].text().strip():
                self._move_on(name, self._texts.say(missing))
                return
        if self.again.text() != self.password.text():
            self._move_on("again", self._texts.say(mark("The two passwords are not the same.")))
            return
        self.wanted.emit(self.staff_number.text().strip(), self.name.text().strip(), self.password.text())

    def _move_on(self, name: str, text: str) -> None:
        """To the first gap: silently where the clerk is only on the way there, with a sentence where a gap was left."""
        field = self._fields[name]
        is_next = not field.hasFocus() and not field.text() and not field.line().isModified()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.set_error("" if is_next else text)
