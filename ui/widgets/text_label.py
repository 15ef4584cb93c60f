"""A line or paragraph of plain text in one of the theme's kinds and tones."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui.theme import Theme

TONES = ("", "muted", "hint", "good", "warn", "bad", "info", "accent")


class TextLabel(QLabel):
    """Plain text only (nothing in it is ever read as markup). ``kind`` is a type of the theme, ``tone`` a colour."""

    def __init__(
        self, text: str, theme: Theme, kind: str = "body", tone: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(kind))
        self.setProperty("tone", tone)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Change the colour's role."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            repolish(self)

    def wrapped(self) -> TextLabel:
        """The same label, wrapping its text to its width."""
        self.setWordWrap(True)
        return self

    def forget(self) -> None:
        """Drop the text and everything made from it."""
        self.setText("")
        self.setToolTip("")
        self.setAccessibleName("")
        self.setAccessibleDescription("")


class IconLabel(QLabel):
    """An icon beside a text; it says nothing of its own to a screen reader."""

    def __init__(self, icon: str, theme: Theme, role: str = "text", size: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._size = size
        self.setFixedSize(size, size)
        self.show_icon(icon, role)

    def show_icon(self, icon: str, role: str) -> None:
        """Show another icon or the same in another colour ("" shows none)."""
        if icon:
            self.setPixmap(self._theme.pixmap(icon, role, self._size, self.devicePixelRatioF()))
        else:
            self.clear()


def frame(role: str, parent: QWidget | None = None) -> QFrame:
    """A frame the style sheet knows by its role: canvas, pane, header, action-bar, panel, sunken, rule, …"""
    made = QFrame(parent)
    made.setProperty("role", role)
    return made


def repolish(widget: QWidget) -> None:
    """Let the style sheet look at the widget's properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
