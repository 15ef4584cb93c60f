"""The calm part of the window: one column of sentences and fields, as wide as a sentence may be, in the middle."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.theme import Theme

CONTENT_WIDTH = 640
TOP = 48


class Canvas(QScrollArea):
    """Put widgets into ``column``; it scrolls only when the window is too low."""

    def __init__(self, theme: Theme, width: int = CONTENT_WIDTH, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside, content = QWidget(), QWidget()
        inside.setProperty("role", "plain")
        content.setMaximumWidth(width)
        content.setMinimumWidth(min(width, 400))
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, theme.space(5))
        self.column.setSpacing(theme.space(2))
        row = QHBoxLayout(inside)
        row.setContentsMargins(theme.space(5), TOP, theme.space(5), 0)
        row.addStretch(1)
        row.addWidget(content, 20)
        row.addStretch(1)
        self.setWidget(inside)

    def add_row(self, *widgets: QWidget, gap: int = 12) -> QHBoxLayout:
        """Widgets side by side at the left."""
        row = QHBoxLayout()
        row.setSpacing(gap)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self.column.addLayout(row)
        return row

    def add_gap(self, step: int) -> None:
        """Room of one step of the space scale."""
        self.column.addSpacing(self.theme.space(step))

    def close_column(self) -> None:
        """Nothing more comes: push everything up."""
        self.column.addStretch(1)
