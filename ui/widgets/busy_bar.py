"""The thin bar along a field's foot that says work is going on, shown only after a moment."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme

DELAY_MS, SLOW_MS = 200, 3000
STEP_MS = 40
STEP_PX = 12
BAR_PX = 120
BAR_HEIGHT = 3


class BusyBar(QWidget):
    """Hidden until 200 ms of work have passed; then a short bar runs along the foot. ``slow`` after 3 s."""

    shown = Signal()
    slow = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._at = 0
        self._delay = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._delay.timeout.connect(self._appear)
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self.slow)
        self._step = QTimer(self, interval=STEP_MS)
        self._step.timeout.connect(self._move)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(BAR_HEIGHT)
        self.hide()

    def set_busy(self, busy: bool) -> None:
        """Begin or end; work that ends within 200 ms never shows."""
        if busy and not self._delay.isActive() and self.isHidden():
            self._delay.start()
            self._slow.start()
        if not busy:
            for timer in (self._delay, self._slow, self._step):
                timer.stop()
            self.hide()

    def _appear(self) -> None:
        self._at = 0
        self.show()
        self.raise_()
        self._step.start()
        self.shown.emit()

    def _move(self) -> None:
        self._at = (self._at + STEP_PX) % max(1, self.width() + BAR_PX)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(self._at - BAR_PX / 2, 0, BAR_PX, BAR_HEIGHT), self._theme.colour("accent"))
        painter.end()
