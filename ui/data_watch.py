"""Watching whether the ticket data answers: what to say while it does not, and knocking again every ten seconds."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from counter_app.ports import Clock
from ui.reception import Reception

AGAIN_S = 10
SECOND_MS = 1000


class DataWatch(QObject):
    """``changed`` when the data goes away or comes back, and each second in between (``wait_s`` counts down)."""

    changed = Signal()

    def __init__(self, reception: Reception, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reception, self._clock = reception, clock
        self.is_away = False
        self.wait_s = 0
        self.heard_at: datetime = clock.now()
        """When the data answered last."""
        self._second = QTimer(self)
        self._second.setInterval(SECOND_MS)
        self._second.timeout.connect(self.tick)
        reception.heard.connect(self._heard)

    def lost(self) -> None:
        """The data did not answer: knock again after ten seconds."""
        self.is_away = True
        self.wait_s = AGAIN_S
        self._second.start()
        self.changed.emit()

    def tick(self) -> None:
        """A second has passed."""
        if not self.is_away:
            return
        self.wait_s -= 1
        if self.wait_s <= 0:
            self.knock()
        self.changed.emit()

    def knock(self) -> None:
        """Ask again what failed; if nothing did, only whether the data is there."""
        self.wait_s = AGAIN_S
        if not self._reception.retry():
            self._reception.knock()

    def close(self) -> None:
        """Watch no more."""
        self._second.stop()

    def _heard(self) -> None:
        self.heard_at = self._clock.now()
        if self.is_away:
            self.is_away = False
            self._second.stop()
        self.changed.emit()
