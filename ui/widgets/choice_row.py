"""One choice of several as a whole row: title, what it means, and the key that takes it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from ui.theme import Theme
from ui.widgets.boxes import paint_box, paint_text
from ui.widgets.focus_ring import RING_REASONS
from ui.widgets.key_cap import key_cap_size, paint_key_cap
from ui.widgets.line_breaks import break_lines

PAD = 14
DOT = 16
TEXT_LEFT = 40
ROW_HEIGHT = 52


class ChoiceRow(QRadioButton):
    """A radio button that fills a row; rows of one parent exclude each other. Arrows move, Space takes."""

    def __init__(self, title: str, line: str, key: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._theme = theme
        self._line = line
        self._key = key
        self._keyed = False
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{line} {key}".strip())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def line(self) -> str:
        """The grey line under the title."""
        return self._line

    def sizeHint(self) -> QSize:
        theme = self._theme
        wide = max(theme.metrics("control").horizontalAdvance(self.text()), theme.metrics("small").horizontalAdvance(self._line))
        width = TEXT_LEFT + round(wide) + 1 + self._beside()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(TEXT_LEFT + 6 * self._theme.line_height("control") + self._beside(), ROW_HEIGHT)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        """Title and line wrap in narrow places."""
        high = sum(len(lines) * self._theme.line_height(kind) for kind, _role, lines in self._texts(width))
        return max(ROW_HEIGHT, high + 14)

    def _beside(self) -> int:
        """The room right of the words, px."""
        return key_cap_size(self._theme, self._key).width() + 2 * PAD if self._key else PAD

    def _texts(self, width: int) -> tuple[tuple[str, str, list[str]], ...]:
        """Kind, colour role and lines of title and line."""
        room = width - TEXT_LEFT - self._beside()
        title = break_lines(self.text(), self._theme.metrics("control"), room)
        line = break_lines(self._line, self._theme.metrics("small"), room)
        return ("control", "text", title), ("small", "text-muted", line)

    def hitButton(self, pos: object) -> bool:
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyed = event.reason() in RING_REASONS
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, taken = self._theme, self.isChecked()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        fill = "surface-selected" if taken else "surface-hover" if self.underMouse() else "surface-raised"
        line = "accent" if taken else "line-strong"
        paint_box(painter, rect, theme.radius("control"), theme.colour(fill), theme.colour(line), 2 if taken else 1)
        if self.hasFocus() and self._keyed:
            paint_box(painter, rect.adjusted(3, 3, -3, -3), theme.radius("chip"), None, theme.colour("focus"), theme.border("focus"))
        self._paint_dot(painter, QPointF(PAD + DOT / 2, rect.center().y()), taken)
        self._paint_words(painter, rect)
        painter.end()

    def _paint_dot(self, painter: QPainter, centre: QPointF, taken: bool) -> None:
        theme = self._theme
        outer = QRectF(centre.x() - DOT / 2, centre.y() - DOT / 2, DOT, DOT)
        paint_box(painter, outer, DOT / 2, theme.colour("surface-raised"), theme.colour("accent" if taken else "line-strong"), 2)
        if taken:
            paint_box(painter, outer.adjusted(4, 4, -4, -4), DOT, theme.colour("accent"))

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._theme
        texts = self._texts(self.width())
        y = rect.center().y() - sum(len(lines) * theme.line_height(kind) for kind, _role, lines in texts) / 2
        for kind, role, lines in texts:
            lead = (theme.line_height(kind) - theme.metrics(kind).height()) / 2
            for line in lines:
                paint_text(painter, theme, kind, role, QPointF(TEXT_LEFT, y + lead), line)
                y += theme.line_height(kind)
        if self._key:
            cap = key_cap_size(theme, self._key)
            at = QPointF(round(rect.right() - PAD - cap.width()), round(rect.center().y() - cap.height() / 2))
            paint_key_cap(painter, theme, at, self._key, "text-muted", "line-strong")
