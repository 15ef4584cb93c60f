"""Things in a row that go on in the next line where the row is too narrow: nothing is ever pushed out sideways."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

Margins = tuple[int, int, int, int]


class FlowRow(QWidget):
    """Each part as wide as it wants, at most as wide as the row. Parts after ``push()`` stand at the right end.

    Places its parts itself: a layout of its own kind would share them with Qt, which ends badly when they are deleted.
    ``margins``: left, top, right, bottom, px.
    """

    def __init__(
        self, gap: int = 8, line_gap: int = 8, margins: Margins = (0, 0, 0, 0), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts: list[QWidget] = []
        self._gap, self._line_gap, self._margins = gap, line_gap, margins
        self._pushed: list[QWidget] = []
        self._is_pushing = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, *parts: QWidget) -> None:
        """Add parts at the end."""
        for part in parts:
            is_hidden = part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide) and part.isHidden()
            part.setParent(self)
            part.setVisible(not is_hidden)
            self._parts.append(part)
            if self._is_pushing:
                self._pushed.append(part)
        self.updateGeometry()

    def push(self) -> None:
        """What is added from now on stands at the right end of its line."""
        self._is_pushing = True

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        left, top, right, bottom = self._margins
        return self._place(width - left - right, is_real=False) + top + bottom

    def sizeHint(self) -> QSize:
        left, _top, right, _bottom = self._margins
        hints = [_hint(part) for part in self._shown()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1) + left + right
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        left, _top, right, _bottom = self._margins
        least = max((min(part.minimumSizeHint().width(), _hint(part).width()) for part in self._shown()), default=0)
        return QSize(least + left + right, self.heightForWidth(max(self.width(), least + left + right)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return super().event(event)

    def _settle(self) -> None:
        left, _top, right, _bottom = self._margins
        self._place(self.width() - left - right, is_real=True)
        if self.height() != self.heightForWidth(self.width()):
            self.updateGeometry()

    def _shown(self) -> list[QWidget]:
        return [part for part in self._parts if not part.isHidden()]

    def _place(self, room: int, *, is_real: bool) -> int:
        """Put every part in its place (or only reckon); the height they take."""
        y, lines = 0, self._lines(room)
        for at, line in enumerate(lines):
            high = max(size.height() for _part, size in line)
            if is_real:
                self._place_line(line, room, y, high)
            y += high + (self._line_gap if at + 1 < len(lines) else 0)
        return y

    def _lines(self, room: int) -> list[list[tuple[QWidget, QSize]]]:
        lines: list[list[tuple[QWidget, QSize]]] = []
        x = 0
        for part in self._shown():
            size = self._size(part, room)
            if not lines or x + size.width() > room:
                lines.append([])
                x = 0
            lines[-1].append((part, size))
            x += size.width() + self._gap
        return lines

    def _size(self, part: QWidget, room: int) -> QSize:
        hint = _hint(part)
        if hint.width() <= room:
            return hint
        return QSize(room, part.heightForWidth(room) if part.hasHeightForWidth() else hint.height())

    def _place_line(self, line: list[tuple[QWidget, QSize]], room: int, y: int, high: int) -> None:
        left, top, _right, _bottom = self._margins
        x = 0
        for at, (part, size) in enumerate(line):
            if part in self._pushed:
                rest = sum(one.width() for _part, one in line[at:]) + self._gap * (len(line) - at - 1)
                x = max(x, room - rest)
            part.setGeometry(QRect(left + x, top + y + (high - size.height()) // 2, size.width(), size.height()))
            x += size.width() + self._gap


def _hint(part: QWidget) -> QSize:
    return part.sizeHint().expandedTo(part.minimumSize()).boundedTo(part.maximumSize())
