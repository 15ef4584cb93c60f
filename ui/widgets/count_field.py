"""A small whole number: how many copies."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.field_frame import FieldFrame
from ui.widgets.text_label import TextLabel


class CountField(QWidget):
    """A label above a number between ``least`` and ``most``; Up and Down change it."""

    def __init__(self, label: str, theme: Theme, least: int = 1, most: int = 9, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spin = QSpinBox()
        self.spin.setRange(least, most)
        self.spin.setFont(theme.font("control-plain"))
        self.spin.setFrame(False)
        self.spin.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.spin.setAccessibleName(label)
        frame = FieldFrame(theme)
        frame.setFixedHeight(theme.height("control"))
        frame.hold(self.spin)
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(10, 2, 10, 2)
        inside.addWidget(self.spin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(TextLabel(label, theme, "small", "muted"))
        column.addWidget(frame)
        self.setFocusProxy(self.spin)

    def value(self) -> int:
        """The number."""
        return self.spin.value()
