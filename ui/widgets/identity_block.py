"""The header's left end: who stands at the counter, and whether a document was verified."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.key_cap import KeyCap
from ui.widgets.text_label import IconLabel, NameLabel, PhraseLabel, TextLabel

NONE, OK, NO = "none", "ok", "no"
LOOKS = {NONE: ("shield", "text-muted", "surface-raised"), OK: ("shield-check", "good", "good-soft"), NO: ("shield-alert", "bad", "bad-soft")}
"""State → icon, its colour, fill."""


class IdentityBlock(QFrame):
    """Three states told apart by icon, words and fill. The name it is given is already masked."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = texts
        self._state = NONE
        self._icon = IconLabel("shield", theme, "text-muted", theme.icon_size("large"))
        self._name = NameLabel("", theme, "heading")
        self._word = PhraseLabel("", theme, "heading")
        self._line = TextLabel("", theme, "caption", "muted").wrapped()
        self._clock_word = TextLabel(texts.say(mark("This visit")), theme, "caption", "muted")
        self._clock = TextLabel("", theme, "caption", "muted")
        self._cap = KeyCap("F2", theme)
        self._lay_out()
        self.show_none()

    def _lay_out(self) -> None:
        theme = self._theme
        if theme.is_large:
            self.setMinimumHeight(theme.height("header"))  # the band may take two lines
        else:
            self.setFixedHeight(theme.height("header"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 13, 3)
        row.setSpacing(10)
        row.addWidget(self._icon)
        name = QHBoxLayout()
        name.setSpacing(theme.space(4))
        name.addWidget(self._name)
        name.addWidget(self._word)
        name.addStretch(1)
        row.addLayout(_stacked(name, self._line), 1)
        row.addLayout(_stacked(self._clock_word, self._clock))
        row.addWidget(self._cap)

    def state(self) -> str:
        """none, ok or no."""
        return self._state

    def show_none(self) -> None:
        """Nobody is verified yet."""
        say = self._texts.say
        self._show(NONE, say(mark("Not verified yet")), say(mark("Please check the document first")))

    def show_verified(self, name: str, line: str) -> None:
        """A verified customer: masked name; ``line`` is the document and its last four characters."""
        self._show(OK, self._texts.say(mark("Verified")), line, name)

    def show_wrong(self, line: str, headline: str = "") -> None:
        """The document is wrong or unknown; nothing was looked up. ``headline`` replaces "Document number is wrong"."""
        self._show(NO, headline or self._texts.say(mark("Document number is wrong")), line)

    def set_clock(self, text: str) -> None:
        """How long the visit has lasted (01:12); "" hides it and shows the key instead."""
        self._clock.setText(text)
        has_room = not self._theme.is_large
        self._clock.setVisible(bool(text) and has_room)
        self._clock_word.setVisible(bool(text) and has_room)
        self._cap.setVisible(not text and self._state != OK)

    def forget(self) -> None:
        """Back to nobody."""
        self.show_none()

    def _show(self, state: str, word: str, line: str, name: str = "") -> None:
        self._state = state
        icon, role, _fill = LOOKS[state]
        self._icon.show_icon(icon, role)
        self._name.setText(name)
        self._name.setVisible(bool(name))
        self._word.setText(word)
        self._word.setWordWrap(not name)
        self._line.setText(line)
        self._line.setVisible(bool(line) and not self._theme.is_large)
        if state != OK:
            self.set_clock("")
        who = f"{name} {word}" if name else word
        self.setAccessibleName(f"{who}, {line}" if line else who)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(rect, self._theme.colour(LOOKS[self._state][2]))
        line = self._theme.colour("line")
        painter.fillRect(QRectF(0, rect.height() - 1, rect.width(), 1), line)
        painter.fillRect(QRectF(rect.width() - 1, 0, 1, rect.height()), line)
        painter.end()


def _stacked(upper: QWidget | QHBoxLayout, lower: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch(1)
    if isinstance(upper, QWidget):
        column.addWidget(upper)
    else:
        column.addLayout(upper)
    column.addWidget(lower)
    column.addStretch(1)
    return column
