"""A document reader whose cards the test puts down: implements ``ports.DocumentReader``."""

from __future__ import annotations

from collections.abc import Callable

from counter_app.domain.card_read import CardRead, ReaderCondition, ReaderState
from counter_app.texts import mark

READY = ReaderState(ReaderCondition.READY, mark("Put the document on the reader: it is read by itself."))


class ReaderDouble:
    """``next_card`` is read once; without one the reader answers at once that nothing lies there."""

    def __init__(self, state: ReaderState = READY) -> None:
        self.now, self.next_card = state, None  # type: ReaderState, CardRead | None

    def read(self, cancelled: Callable[[], bool]) -> CardRead | None:
        card, self.next_card = self.next_card, None
        return None if cancelled() else card

    def state(self) -> ReaderState:
        return self.now

    def close(self) -> None:
        """Nothing to let go of."""
