"""The demo's cards to put on the pretended reader: what happens then is the real path."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from counter_app.texts import Texts, mark
from ui.theme import Theme
from ui.widgets.down_scroll import DownScroll
from ui.widgets.flow_row import FlowRow
from ui.widgets.key_button import KeyButton
from ui.widgets.sheet import SideSheet
from ui.widgets.text_label import TextLabel

Cards = tuple[tuple[str, str], ...]


class CardTraySheet(SideSheet):
    """One button a card (number, what is worth seeing). ``put_down(number)``, ``taken_away``."""

    put_down = Signal(str)
    taken_away = Signal()

    def __init__(self, cards: Cards, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(texts.say(mark("Demo cards")), theme.width("side-sheet"), theme, texts, parent)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(theme.space(2))
        column.addWidget(
            TextLabel(texts.say(mark("Everything here is invented. A card is put on the pretended reader and read by itself.")), theme, "small", "muted").wrapped()
        )  # fmt: skip
        for number, what in cards:
            button = KeyButton(texts.say(what), icon="id-card", role="link", theme=theme)
            button.setAccessibleDescription(number)
            button.clicked.connect(partial(self._put_down, number))
            row = FlowRow()
            row.add(button)
            column.addWidget(row)
        column.addStretch(1)
        self.body.addWidget(DownScroll(inside))
        take_away = KeyButton(texts.say(mark("Take the card away")), theme=theme)
        take_away.clicked.connect(self._take_away)
        self.foot.addWidget(take_away)
        self.foot.addStretch(1)

    def _put_down(self, number: str, _checked: bool = False) -> None:
        self.close_sheet()
        self.put_down.emit(number)

    def _take_away(self) -> None:
        self.close_sheet()
        self.taken_away.emit()
