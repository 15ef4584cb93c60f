"""All keys of the window on one sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from counter_app.texts import Texts, mark
from ui.keys import KEYS, LOCAL_KEYS
from ui.theme import Theme
from ui.widgets.down_scroll import DownScroll
from ui.widgets.key_cap import KeyCap
from ui.widgets.sheet import SideSheet
from ui.widgets.text_label import TextLabel


class KeySheet(SideSheet):
    """Made from the key map, so that it never promises a key that does nothing."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget) -> None:
        super().__init__(texts.say(mark("All keys")), theme.width("side-sheet"), theme, texts, parent)
        grid = QGridLayout()
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        rows = [(key.shown, key.label) for key in KEYS] + list(LOCAL_KEYS)
        for at, (shown, label) in enumerate(rows):
            grid.addWidget(KeyCap(shown, theme), at, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(TextLabel(texts.say(label), theme, "body").wrapped(), at, 1)
        column = QVBoxLayout()
        column.addLayout(grid)
        column.addStretch(1)
        inside = QWidget()
        inside.setLayout(column)
        area = DownScroll(inside, by_key=True)
        area.setAccessibleName(texts.say(mark("All keys")))
        area.setAccessibleDescription("; ".join(f"{shown}: {texts.say(label)}" for shown, label in rows))
        self.body.addWidget(area)
        self.drop_foot()
