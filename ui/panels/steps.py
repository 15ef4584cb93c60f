"""The left column before anybody is verified: what is done in a visit, in order, and what may be said when."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.key_cap import KeyCap
from ui.widgets.text_label import IconLabel, TextLabel, frame

STEPS = (
    ("id-card", mark("Check the document"), mark("On the reader, scanned or typed"), "F2"),
    ("search", mark("Find the ticket"), mark("By number, or scan the customer's slip"), "F3"),
    ("message-square", mark("Tell where it stands"), mark("In the three sentences at the top"), ""),
    ("printer", mark("Print the slip"), mark("The customer takes it home"), "F8"),
    ("arrow-right", mark("Next customer"), mark("Everything on the screen is cleared"), "F12"),
)
"""Icon, what, how, key: the order of a visit."""


class StepsPane(QFrame):
    """Words only; nothing of any customer is ever in it."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._texts = theme, texts
        self.setProperty("role", "pane")
        self._lay_out()

    def _lay_out(self) -> None:
        say, theme = self._texts.say, self._theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        head = frame("pane-head")
        head.setFixedHeight(theme.height("pane-head"))
        head_row = QHBoxLayout(head)
        head_row.setContentsMargins(16, 0, 12, 0)
        head_row.addWidget(TextLabel(say(mark("A visit in five steps")), theme, "body-bold"))
        column.addWidget(head)
        for icon, what, how, key in STEPS:
            column.addWidget(self._step(icon, say(what), say(how), key))
        column.addStretch(1)
        foot = frame("pane-foot")
        foot_row = QVBoxLayout(foot)
        foot_row.setContentsMargins(16, 12, 16, 12)
        foot_row.addWidget(
            TextLabel(
                say(mark("Before the check only a ticket's business, state and dates may be said. Every look-up, view and slip is recorded.")),
                theme, "caption", "muted",
            ).wrapped()
        )  # fmt: skip
        column.addWidget(foot)

    def _step(self, icon: str, what: str, how: str, key: str) -> QWidget:
        theme = self._theme
        row_frame = frame("pane-head")
        row = QHBoxLayout(row_frame)
        row.setContentsMargins(16, 9, 12, 9)
        row.setSpacing(12)
        row.addWidget(IconLabel(icon, theme, "text-muted", theme.icon_size("control")))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(what, theme, "body-bold"))
        words.addWidget(TextLabel(how, theme, "caption", "muted").wrapped())
        row.addLayout(words, 1)
        if key:
            row.addWidget(KeyCap(key, theme))
        return row_frame
