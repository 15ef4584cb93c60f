"""What happened and what to do, said in place; it stays until the next act."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.boxes import paint_box
from ui.widgets.key_button import KeyButton
from ui.widgets.text_label import IconLabel, PhraseLabel, TextLabel

GOOD, WARN, BAD, INFO = "good", "warn", "bad", "info"
BLOCK_BAR = 4
ICONS = {GOOD: "circle-check", WARN: "hourglass", BAD: "circle-x", INFO: "info"}


class Banner(QFrame):
    """Icon, bold what, plain what-to-do, and at most one button. Hidden while it says nothing.

    A ``block`` banner stands under a field: framed, its two sentences below one another.
    """

    pressed = Signal()

    def __init__(self, theme: Theme, block: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = INFO
        self._block = block
        self._icon = IconLabel("info", theme, "info", theme.icon_size("control"))
        self._what = PhraseLabel("", theme, "subtitle" if block else "body-bold")
        self._advice = TextLabel("", theme, "control-plain" if block else "body").wrapped()
        self._wait = TextLabel("", theme, "body", "muted")
        self._button = KeyButton("", theme=theme, role="tool")
        self._lay_out()
        self._button.clicked.connect(self.pressed)
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setSpacing(8)
        if self._block:
            row.setContentsMargins(22, 14, 16, 14)
            self._icon.hide()
        else:
            row.setContentsMargins(16, 6, 16, 6)
            row.addWidget(self._icon)
        if self._block or self._theme.is_large:
            words = QVBoxLayout()
            words.setSpacing(4)
            words.addWidget(self._what)
            words.addWidget(self._advice)
            row.addLayout(words, 1)
        else:
            row.addWidget(self._what)
            row.addWidget(self._advice, 1)
        row.addWidget(self._wait)
        row.addWidget(self._button)
        self._wait.hide()
        self._button.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def kind(self) -> str:
        """good, warn, bad or info."""
        return self._kind

    def what(self) -> str:
        """The bold words on show."""
        return self._what.text()

    def advice(self) -> str:
        """The plain words on show."""
        return self._advice.text()

    def button(self) -> KeyButton:
        """Its button (hidden when it has none)."""
        return self._button

    def say(self, kind: str, what: str, advice: str = "", button: str = "", key: str = "") -> None:
        """Show a message; the words are already translated."""
        self._kind = kind
        self._icon.show_icon(ICONS[kind], kind)
        self._what.set_tone(kind)
        self._what.setText(what)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice) or not self._block)
        self._button.setText(button)
        self._button.set_key(key)
        self._button.setVisible(bool(button))
        self.dress("", "")
        self.setAccessibleName(f"{what} {advice}".strip())
        self.show()
        self.update()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def dress(self, icon: str, wait: str) -> None:
        """Another icon than the usual one, a short word before the button (when it is tried again)."""
        self._icon.show_icon(icon or ICONS[self._kind], self._kind)
        self._wait.setText(wait)
        self._wait.setVisible(bool(wait))
        self._button.set_role("primary" if wait else "tool")

    def forget(self) -> None:
        """Say nothing and hide."""
        self.hide()
        for label in (self._what, self._advice, self._wait):
            label.forget()
        self._button.setText("")
        self.setAccessibleName("")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour = self._theme.colour(self._kind)
        line = colour if self._block or self._theme.is_high_contrast else None
        paint_box(painter, QRectF(self.rect()), self._theme.radius("control"), self._theme.colour(f"{self._kind}-soft"), line)
        if self._block:
            painter.fillRect(QRectF(0, 2, BLOCK_BAR, self.height() - 4), colour)
        painter.end()
