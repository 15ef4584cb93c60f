"""An area that scrolls down where the window is too low, and never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class DownScroll(QScrollArea):
    """Its content is as wide as the area. ``by_key``: it takes the focus itself, where nothing in it does."""

    def __init__(self, inside: QWidget, *, by_key: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside.setProperty("role", "plain")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if by_key else Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
