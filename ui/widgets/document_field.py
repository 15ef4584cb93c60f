"""The field for a document's number: digits in groups, the wrong part marked, wiped when done."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.field_frame import FieldFrame
from ui.widgets.text_label import IconLabel, TextLabel
from ui.widgets.typed_line import TypedLine

LONGEST = 88
"""Two lines of a passport's machine readable zone."""
GROUPS_18 = (6, 4, 4, 4)
GROUPS_15 = (6, 6, 3)
SPREAD_PX = 1.0
GROUP_GAP_PX = 8.0


def in_groups(number: str) -> str:
    """330106 1948 0231 002X: a number that can be a resident number in its groups; anything else as it is."""
    digits = number[:-1].isdecimal() and (number[-1].isdecimal() or number[-1] in "xXＸｘ") if number else False
    if not digits or len(number) > 18:
        return number
    parts, at = [], 0
    for size in GROUPS_15 if len(number) == 15 else GROUPS_18:
        if number[at : at + size]:
            parts.append(number[at : at + size])
        at += size
    return " ".join(parts)


class NumberLine(TypedLine):
    """Shows what is typed in groups; ``value`` is the number without them. The marked part is underlined and red."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marked = (-1, -1)
        font = theme.font("input")
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, SPREAD_PX)
        font.setWordSpacing(GROUP_GAP_PX)
        self.setFont(font)
        self.textEdited.connect(self._regroup)

    def value(self) -> str:
        """The number without the spaces between its groups."""
        return "".join(self.text().split())

    def set_value(self, number: str) -> None:
        """Show a number."""
        self._marked = (-1, -1)
        self.setText(in_groups(number[:LONGEST]))

    def mark_part(self, start: int, end: int) -> None:
        """Mark characters of the value (0-based, end excluded) and put the cursor before them; -1 marks none."""
        self._marked = (start, end)
        if start >= 0:
            self.setCursorPosition(self._place(start))
        self.update()

    def marked(self) -> str:
        """The marked characters."""
        start, end = self._marked
        return self.value()[start:end] if start >= 0 else ""

    def _place(self, at: int) -> int:
        """Where the ``at``-th character of the value stands in the shown text."""
        seen = 0
        for place, letter in enumerate(self.text()):
            if letter.isspace():
                continue
            if seen == at:
                return place
            seen += 1
        return len(self.text())

    def _regroup(self, text: str) -> None:
        self._marked = (-1, -1)
        cursor = self.cursorPosition()
        before = len("".join(text[:cursor].split()))
        plain = "".join(text.split())
        shown = in_groups(plain[:LONGEST]) if plain[:-1].isascii() else text[:LONGEST]
        if shown == text:
            return
        self.setText(shown)
        at_end = before >= len(self.value())
        self.setCursorPosition(len(shown) if at_end else self._place(before))

    def forget(self) -> None:
        """Drop the number, what could be undone, and the mark."""
        self._marked = (-1, -1)
        super().forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        start, end = self._marked
        if start < 0 or end <= start:
            return
        first, last = self._place(start), self._place(end - 1) + 1
        metrics = QFontMetricsF(self.font())
        cursor = self.cursorPosition()
        origin = self.cursorRect().center().x() - metrics.horizontalAdvance(self.text()[:cursor])
        left = origin + metrics.horizontalAdvance(self.text()[:first])
        right = origin + metrics.horizontalAdvance(self.text()[:last])
        high = min(self.height(), round(metrics.height()) + 6)
        self._paint_mark(QRectF(left, (self.height() - high) / 2, right - left, high), self.text()[first:last])

    def _paint_mark(self, rect: QRectF, text: str) -> None:
        painter = QPainter(self)
        painter.fillRect(rect, self._theme.colour("bad-soft"))
        painter.setFont(self.font())
        painter.setPen(self._theme.colour("bad"))
        painter.drawText(QPointF(rect.left(), rect.center().y() + self._rise()), text)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 3, rect.width(), 3), self._theme.colour("bad"))
        painter.end()

    def _rise(self) -> float:
        metrics = QFontMetricsF(self.font())
        return (metrics.ascent() - metrics.descent()) / 2


class DocumentField(QWidget):
    """Label, how many characters were typed, and the number. Nothing of it is stored; ``forget`` wipes it."""

    entered = Signal(str)
    escaped = Signal()
    typed = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._texts = texts
        self._whole = 0
        self._frame = FieldFrame(theme)
        self._line = NumberLine(theme)
        self._count = TextLabel("", theme, "small", "muted")
        self._error_icon = IconLabel("circle-alert", theme, "bad", theme.icon_size("answer"))
        self._lay_out()
        self._connect()
        self._say_count()

    def _lay_out(self) -> None:
        theme = self._theme
        name = self._texts.say(mark("Document number"))
        self._line.setAccessibleName(name)
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._frame.setFixedHeight(theme.height("document"))
        self._frame.hold(self._line)
        head = QHBoxLayout()
        head.addWidget(TextLabel(name, theme, "small", "muted"), 1)
        head.addWidget(self._count)
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(16, 2, 10, 2)
        row.addWidget(self._line, 1)
        row.addWidget(self._error_icon)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self._frame)
        self._error_icon.hide()
        self.setFocusProxy(self._line)

    def _connect(self) -> None:
        self._line.entered.connect(self._enter)
        self._line.escaped.connect(self.escaped)
        self._line.textEdited.connect(self._edited)

    def line(self) -> NumberLine:
        """The line that is typed into."""
        return self._line

    def text(self) -> str:
        """What was typed, without the spaces between groups."""
        return self._line.value()

    def set_text(self, number: str) -> None:
        """Put a number in (a scanned one)."""
        self._line.set_value(number)
        self.clear_error()
        self._say_count()

    def set_whole(self, characters: int) -> None:
        """How many characters the chosen kind of document has (0: not known)."""
        self._whole = characters
        self._say_count()

    def show_wrong(self, start: int = -1, end: int = -1, sentence: str = "") -> None:
        """Mark what is wrong (0-based characters of the value) and say why to a screen reader."""
        self._frame.set_wrong(True)
        self._error_icon.show()
        self._line.setAccessibleDescription(sentence)
        self._line.mark_part(start, end)

    def clear_error(self) -> None:
        """Take the error away."""
        self._frame.set_wrong(False)
        self._error_icon.hide()
        self._line.setAccessibleDescription("")
        self._line.mark_part(-1, -1)

    def is_wrong(self) -> bool:
        """Whether an error is on show."""
        return self._frame.is_wrong()

    def forget(self) -> None:
        """Wipe the number."""
        self._line.forget()
        self.clear_error()
        self._say_count()

    def _enter(self, text: str) -> None:
        self.entered.emit("".join(text.split()))

    def _edited(self, text: str) -> None:
        self.clear_error()
        self._say_count()
        self.typed.emit(self.text())

    def _say_count(self) -> None:
        typed = len(self.text())
        if self._whole:
            self._count.setText(self._texts.say(mark("{n} of {whole} characters"), n=typed, whole=self._whole))
        else:
            self._count.setText(self._texts.count("{n} character", "{n} characters", typed) if typed else "")
