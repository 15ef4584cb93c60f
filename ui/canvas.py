"""The calm part of the window: one column of sentences and fields, as wide as a sentence may be, in the middle."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.down_scroll import DownScroll
from ui.widgets.flow_row import FlowRow

CONTENT_WIDTH = 640
TOP, LARGE_TOP = 48, 24


class Canvas(DownScroll):
    """Put widgets into ``column``; it scrolls only when the window is too low."""

    def __init__(self, theme: Theme, width: int = CONTENT_WIDTH, parent: QWidget | None = None) -> None:
        inside, content = QWidget(), QWidget()
        super().__init__(inside, parent=parent)
        self.theme = theme
        content.setMaximumWidth(theme.scaled(width))
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, theme.space(5))
        self.column.setSpacing(theme.space(2))
        row = QHBoxLayout(inside)
        row.setContentsMargins(theme.space(5), LARGE_TOP if theme.is_large else TOP, theme.space(5), 0)
        row.addStretch(1)
        row.addWidget(content, 20)
        row.addStretch(1)

    def add_row(self, *widgets: QWidget, gap: int = 12) -> FlowRow:
        """Widgets side by side at the left, in more lines where they do not fit in one."""
        row = FlowRow(gap=gap)
        row.add(*widgets)
        self.column.addWidget(row)
        return row

    def add_beside(self, mark: QWidget, words: QWidget, gap: int = 10) -> None:
        """A small thing (an icon) with a sentence beside it that wraps."""
        row = QHBoxLayout()
        row.setSpacing(gap)
        row.addWidget(mark)
        row.addWidget(words, 1)
        self.column.addLayout(row)

    def add_gap(self, step: int) -> None:
        """Room of one step of the space scale."""
        self.column.addSpacing(self.theme.space(step))

    def close_column(self) -> None:
        """Nothing more comes: push everything up."""
        self.column.addStretch(1)
