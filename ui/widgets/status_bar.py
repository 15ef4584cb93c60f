"""The strip along the foot: where and who at the left, how things stand at the right."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.text_label import IconLabel, NameLabel, TextLabel

TONE_ROLES = {"": "text-muted", "muted": "text-muted", "good": "good", "warn": "warn", "bad": "bad"}


class StatusItem(QWidget):
    """An icon with its words."""

    def __init__(self, icon: str, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._icon = IconLabel(icon, theme, "text-muted", theme.icon_size("caption"))
        self._label = TextLabel(text, theme, "caption", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._label)

    def text(self) -> str:
        """The words on show."""
        return self._label.text()

    def say(self, text: str, tone: str = "", icon: str = "") -> None:
        """Other words; tone "" (grey), good, warn or bad, always with an icon that says the same."""
        self._label.setText(text)
        self._label.set_tone(tone or "muted")
        self._icon.show_icon(icon or self._icon_name, TONE_ROLES[tone])


class StatusBar(QFrame):
    """Items are added once; their words change."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._texts = theme, texts
        self.setProperty("role", "status-bar")
        self._place = NameLabel("", theme, "caption", "muted")
        self._reason = NameLabel("", theme, "caption", "warn")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(20)
        self._row.addWidget(self._place)
        self._row.addWidget(self._reason)
        self._row.addStretch(1)
        if theme.is_large:
            self.hide()  # trouble still shows as a banner
        else:
            self.setFixedHeight(theme.height("status-bar"))

    def set_reason(self, reason: str) -> None:
        """Why what was pressed cannot be done now; "" takes it away."""
        self._reason.setText(self._texts.say(mark("Not now: {reason}"), reason=reason) if reason else "")
        self._reason.setAccessibleName(self._reason.text())
        if reason:
            QAccessible.updateAccessibility(QAccessibleEvent(self._reason, QAccessible.Event.Alert))

    def reason(self) -> str:
        """The reason on show."""
        return self._reason.text()

    def set_place(self, text: str) -> None:
        """Hall, counter and clerk at the left end."""
        self._place.setText(text)

    def place(self) -> str:
        """What stands at the left end."""
        return self._place.text()

    def add(self, icon: str, text: str) -> StatusItem:
        """A new item at the right end; keep it to change its words."""
        item = StatusItem(icon, text, self._theme)
        self._row.addWidget(item)
        return item
