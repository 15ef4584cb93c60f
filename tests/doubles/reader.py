"""An ID-card reader without a device: gives at once what the test put on it. Panels only; the driver has its own tests."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from counter_app.domain.card_read import CardRead, ReaderCondition, ReaderState
from counter_app.errors import DeviceTrouble

READY = ReaderState(ReaderCondition.READY, "Put the document on the reader: it is read by itself.")
CARD_LIES = ReaderState(
    ReaderCondition.CARD_LIES, "A document is still on the reader. Take it off before the next one is read."
)
AWAY = ReaderState(
    ReaderCondition.AWAY, "The reader is not connected. Please check its cable and power, or type the number."
)


class ReaderDouble:
    """A ``DocumentReader``: ``put`` queues cards and troubles, ``read`` takes the next or None and never waits."""

    def __init__(self) -> None:
        self._next: deque[CardRead | DeviceTrouble] = deque()
        self.present_state = READY
        self.readings = 0
        self.is_closed = False

    def put(self, what: CardRead | DeviceTrouble) -> None:
        """What the next ``read`` brings."""
        self._next.append(what)

    def read(self, cancelled: Callable[[], bool]) -> CardRead | None:
        """The next card, or its trouble raised; None when there is none or it was cancelled."""
        self.readings += 1
        if cancelled() or not self._next:
            return None
        what = self._next.popleft()
        self.present_state = CARD_LIES
        if isinstance(what, DeviceTrouble):
            raise what
        return what

    def state(self) -> ReaderState:
        """As the test says."""
        return self.present_state

    def close(self) -> None:
        """Noted."""
        self.is_closed = True
