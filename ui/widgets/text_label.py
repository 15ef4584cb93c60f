"""A line or paragraph of plain text in one of the theme's kinds and tones."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.line_breaks import elided

BREAK = "\u200b"
LONGEST_WHOLE = 32
"""Codes up to so many characters are never broken."""
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


class PhraseLabel(TextLabel):
    """One line as long as there is room, else as many as it takes: a title beside its chips."""

    def __init__(
        self, text: str, theme: Theme, kind: str = "body", tone: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, theme, kind, tone, parent)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        wide = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        return QSize(round(wide + 1), self.heightForWidth(round(wide + 1)) if self.text() else 0)


class CodeLabel(TextLabel):
    """A long code that may break anywhere: two lines of a passport have no blanks to break at."""

    def __init__(self, text: str, theme: Theme, kind: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(BREAK.join(text) if len(text) > LONGEST_WHOLE else text, theme, kind, "", parent)
        self.setWordWrap(len(text) > LONGEST_WHOLE)
        self.setAccessibleName(text)


class NameLabel(TextLabel):
    """One line that may be elided at the right end, for names and titles in narrow places; it is announced whole."""

    def __init__(
        self, text: str, theme: Theme, kind: str = "body", tone: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, theme, kind, tone, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        return QSize(round(metrics.horizontalAdvance(self.text()) + 1), round(metrics.height()))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetricsF(self.font())
        least = min(metrics.horizontalAdvance(self.text()), 4 * metrics.height())
        return QSize(round(least), round(metrics.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        shown = elided(self.text(), QFontMetricsF(self.font()), self.width() + 0.5)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
        painter.end()


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
