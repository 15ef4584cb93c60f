"""A choice from a list: an input's frame with a chevron."""

from __future__ import annotations

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from ui.theme import Theme
from ui.widgets.boxes import paint_icon
from ui.widgets.field_frame import FieldFrame
from ui.widgets.text_label import TextLabel

CHEVRON_RIGHT = 10


class Combo(QComboBox):
    """Alt+Down opens the list. Its frame comes from the :class:`ComboField` around it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFont(theme.font("control-plain"))
        self.setView(QListView(self))
        self.setFrame(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        icon = self._theme.icon_size("control")
        chevron = QPainter(self)
        at = QPointF(self.width() - icon - CHEVRON_RIGHT, (self.height() - icon) / 2)
        paint_icon(chevron, self._theme, "chevron-down", "text" if self.isEnabled() else "text-disabled", at, icon)
        chevron.end()


class ComboField(QWidget):
    """A label (with the key that goes there at the right) above a choice."""

    def __init__(
        self, label: str, theme: Theme, key: str = "", height: str = "control", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.combo = Combo(theme)
        self.combo.setAccessibleName(label)
        self.combo.setAccessibleDescription(key)
        frame = FieldFrame(theme)
        frame.setFixedHeight(theme.height(height))
        frame.hold(self.combo)
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(2, 2, 2, 2)
        inside.addWidget(self.combo)
        head = QHBoxLayout()
        head.addWidget(TextLabel(label, theme, "small", "muted"), 1)
        if key:
            head.addWidget(TextLabel(key, theme, "small", "muted"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(frame)
        self.setFocusProxy(self.combo)
