"""A field of a form: label above, one line of typing, the sentence about what is wrong below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.field_frame import FieldFrame
from ui.widgets.text_label import IconLabel, TextLabel
from ui.widgets.typed_line import TypedLine

LONGEST = 128


class TextField(QWidget):
    """``entered`` on Enter, ``typed`` on every change by hand. ``secret`` hides what is typed."""

    entered = Signal(str)
    typed = Signal(str)
    escaped = Signal()

    def __init__(
        self, label: str, hint: str, theme: Theme, secret: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label_text = label
        self._hint = ""
        self._label = TextLabel(label, theme, "small", "muted")
        self._side_icon = IconLabel("", theme, size=theme.icon_size("body"))
        self._side = TextLabel("", theme, "small", "warn")
        self._frame = FieldFrame(theme)
        self._line = TypedLine()
        self._tail = QHBoxLayout()
        self._error_icon = IconLabel("circle-alert", theme, "bad", theme.icon_size("control"))
        self._error = TextLabel("", theme, "small", "bad").wrapped()
        self._line.setMaxLength(LONGEST)
        self._line.setPlaceholderText(hint)
        self.set_secret(secret)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme = self._theme
        self._line.setFont(theme.font("input"))
        self._line.setAccessibleName(self._label_text)
        self._label.setBuddy(self._line)
        self._frame.setFixedHeight(theme.height("search"))
        self._frame.hold(self._line)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._label, 1)
        head.addWidget(self._side_icon)
        head.addWidget(self._side)
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(10, 2, 10, 2)
        row.setSpacing(8)
        row.addWidget(self._line, 1)
        row.addWidget(self._error_icon)
        row.addLayout(self._tail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._frame)
        column.addWidget(self._error)
        self._error.hide()
        self._error_icon.hide()
        self._side_icon.hide()
        self.setFocusProxy(self._line)

    def _connect(self) -> None:
        self._line.entered.connect(self.entered)
        self._line.escaped.connect(self.escaped)
        self._line.textEdited.connect(self._edited)

    def line(self) -> TypedLine:
        """The line that is typed into."""
        return self._line

    def text(self) -> str:
        """What was typed."""
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Put a text in."""
        self._line.setText(text)

    def set_hint(self, text: str) -> None:
        """The rule for this field, announced with it; it is shown by whoever holds the field."""
        self._hint = text
        self._line.setAccessibleDescription(text)

    def add_tail(self, widget: QWidget) -> None:
        """Put a small button at the right end, inside the frame."""
        self._tail.addWidget(widget)

    def set_secret(self, secret: bool) -> None:
        """Show dots for what is typed, or the text itself."""
        mode = QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal
        self._line.setEchoMode(mode)
        if secret:
            self._line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def set_side(self, text: str, icon: str = "triangle-alert") -> None:
        """A warning at the right of the label (Caps Lock is on); "" clears it."""
        self._side.setText(text)
        self._side_icon.setVisible(bool(text))
        self._side_icon.show_icon(icon if text else "", "warn")

    def set_error(self, text: str) -> None:
        """Say what is wrong below the field; "" clears it."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self._error_icon.setVisible(bool(text))
        self._frame.set_wrong(bool(text))
        self._line.setAccessibleDescription(text or self._hint)

    def error(self) -> str:
        """The sentence on show."""
        return self._error.text()

    def forget(self) -> None:
        """Drop what was typed, what could be undone, and the error."""
        self._line.forget()
        self.set_error("")
        self.set_side("")

    def _edited(self, text: str) -> None:
        self.set_error("")
        self.typed.emit(text)
