"""The one box: every look-up begins here, typed or scanned."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from counter_app.domain.number_list import numbers_in
from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.busy_bar import BAR_HEIGHT, BusyBar
from ui.widgets.field_frame import FieldFrame
from ui.widgets.key_cap import KeyCap
from ui.widgets.text_label import IconLabel, TextLabel
from ui.widgets.typed_line import TypedLine

LONGEST = 64
PASTED = 6
"""Characters that came in one stroke: no key brings as many."""
FIRST_HINT = mark("Phone, landline, broadband account or ticket number, or scan a slip")
NEXT_HINT = mark("Look up another number")
NOTE_LOOKS = {"": ("", "muted"), "good": ("check", "muted"), "warn": ("triangle-alert", "warn"), "bad": ("circle-alert", "bad")}
"""Kind of note → icon, tone."""


class OneBox(FieldFrame):
    """Enter looks up, Esc goes back. More than 64 characters are cut, and the note says so.

    ``pasted(text)``: a text with several numbers came in at once; nothing of it stays in the box.
    """

    entered = Signal(str)
    escaped = Signal()
    typed = Signal(str)
    pasted = Signal(str)
    cut = Signal()
    busy_shown = Signal()

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._texts = texts
        self._line = TypedLine(self)
        self._note_icon = IconLabel("", theme, size=theme.icon_size("caption"))
        self._note = TextLabel("", theme, "caption", "muted")
        self._busy = BusyBar(theme, self)
        self._says_busy = False
        self._usual_hint = ""
        self._before = 0
        """How long the text was before the last change."""
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme = self._theme
        self.setFixedHeight(theme.height("search"))
        self._changed("")
        self._line.setPlaceholderText(self._texts.say(FIRST_HINT))
        self._line.setAccessibleName(self._texts.say(mark("Look up")))
        self._line.setAccessibleDescription(self._texts.say(FIRST_HINT))
        self.hold(self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(13, 2, 8, 2)
        row.setSpacing(theme.space(2))
        row.addWidget(IconLabel("search", theme, "text", theme.icon_size("control")))
        row.addWidget(self._line, 1)
        row.addWidget(self._note_icon)
        row.addWidget(self._note)
        row.addWidget(KeyCap("F3", theme))
        self._note_icon.hide()

    def _connect(self) -> None:
        self._line.entered.connect(self.entered)
        self._line.escaped.connect(self.escaped)
        self._line.textEdited.connect(self._edited)
        self._line.textChanged.connect(self._changed)
        self._busy.shown.connect(self._say_busy)
        self._busy.slow.connect(self._say_slow)

    def line(self) -> TypedLine:
        """The line that is typed into."""
        return self._line

    def text(self) -> str:
        """What stands in the box."""
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Put a text (a scanned slip) into the box, cut at 64 characters."""
        self.set_note("")
        self._line.setText(text[:LONGEST])
        self._say_cut(text)

    def set_hint(self, text: str) -> None:
        """The placeholder, already translated."""
        self._line.setPlaceholderText(text)
        self._line.setAccessibleDescription(text)

    def take_focus(self) -> None:
        """Put the cursor here with everything selected (F3)."""
        self._line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._line.selectAll()

    def set_note(self, text: str, kind: str = "") -> None:
        """A short word at the right: what was recognised, or (``bad``, ``warn``) what is wrong. "" clears it."""
        icon, tone = NOTE_LOOKS[kind]
        self._note.set_tone(tone)
        self._note.setText(text)
        self._note_icon.setVisible(bool(icon and text))
        self._note_icon.show_icon(icon if text else "", {"bad": "bad", "warn": "warn"}.get(tone, "text-muted"))
        self.set_wrong(kind == "bad" and bool(text))
        self._line.setAccessibleDescription(text or self._line.placeholderText())

    def note(self) -> str:
        """The note on show."""
        return self._note.text()

    def set_busy(self, busy: bool) -> None:
        """Show the busy bar once 200 ms have passed, and a sentence after 3 s."""
        if not busy and self._says_busy:
            self.set_note("")
        self._says_busy = False
        self._busy.set_busy(busy)

    def set_locked(self, hint: str, reason: str) -> None:
        """Take no typing, show ``hint`` in place of the text and say why; "" takes it away."""
        if hint and not self.is_locked():
            self._usual_hint = self._line.placeholderText()
        self._line.setReadOnly(bool(hint))
        self.show_locked(bool(hint))
        if hint or self._usual_hint:
            self._line.setPlaceholderText(hint or self._usual_hint)
        self._line.setAccessibleDescription(reason or self._line.placeholderText())

    def is_locked(self) -> bool:
        """Whether it takes no typing now."""
        return self._line.isReadOnly()

    def _say_busy(self) -> None:
        self.set_note(self._texts.say(mark("Esc stops")))
        self._says_busy = True
        self.busy_shown.emit()

    def _say_slow(self) -> None:
        self.set_note(self._texts.say(mark("The data is slow, still looking; Esc stops")))
        self._says_busy = True

    def shows_busy(self) -> bool:
        """Whether the busy bar is on show."""
        return not self._busy.isHidden()

    def forget(self) -> None:
        """Nothing typed stays: text, undo stack, half composed text and note are gone."""
        self._line.forget()
        self.set_note("")
        self.set_busy(False)

    def _edited(self, text: str) -> None:
        self.set_note("")
        if len(numbers_in(text)) > 1 and self._came_at_once(text):
            self._line.forget()
            self.pasted.emit(text)
            return
        if len(text) > LONGEST:
            self._line.setText(text[:LONGEST])
        self._say_cut(text)
        self.typed.emit(self._line.text())

    def _came_at_once(self, text: str) -> bool:
        """Whether more came than a key press brings; typed numbers wait for Enter."""
        return len(text) - self._before >= PASTED

    def _changed(self, text: str) -> None:
        """The hint is smaller than what is typed."""
        self._before = len(text)
        self._line.setFont(self._theme.font("input" if text else "control-plain"))

    def _say_cut(self, text: str) -> None:
        if len(text) > LONGEST:
            self.set_note(self._texts.say(mark("Only the first 64 characters are kept")), "warn")
            self.cut.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._busy.setGeometry(QRect(2, self.height() - BAR_HEIGHT - 1, self.width() - 4, BAR_HEIGHT))
