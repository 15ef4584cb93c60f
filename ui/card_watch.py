"""Waiting for a card on the reader: it is read by itself, once, for the customer who stands at the counter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from counter_app.domain.card_read import CardRead, ReaderState
from counter_app.errors import CounterError
from counter_app.ports import DocumentReader
from ui.reception import Reception
from ui.tasks import Lane, Tasks

LOOK_MS = 500
AGAIN_MS, LOOK_LONG_MS = 200, 1500
"""A pause between two waits, so that a reader that answers at once keeps nobody busy."""
CARD = "card on the reader"


class Waiting:
    """One wait for a card. ``is_over`` is asked by the reader's thread; it only ever turns true."""

    def __init__(self) -> None:
        self._is_over = False

    def end(self) -> None:
        """Wait no longer."""
        self._is_over = True

    def is_over(self) -> bool:
        """Whether nobody waits any more."""
        return self._is_over


class CardWatch(QObject):
    """``read(CardRead)``, ``failed(CounterError)`` for a card that cannot be read, ``changed(ReaderState)``.

    Each customer has a wait of her own: a card that was being read when she left is dropped.
    """

    read = Signal(object)
    failed = Signal(object)
    changed = Signal(object)

    def __init__(self, reader: DocumentReader, reception: Reception, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._reception = reader, reception
        self._waiting: Waiting | None = None
        self._state: ReaderState | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AGAIN_MS)
        self._pause.timeout.connect(self._wait)

    def start(self) -> None:
        """Wait for the cards of the customer who is there now."""
        self.stop()
        self._look.start()
        self._wait()
        self.look()

    def stop(self) -> None:
        """Wait for no card: the customer leaves, or the clerk does."""
        self._look.stop()
        self._pause.stop()
        if self._waiting is not None:
            self._waiting.end()
        self._waiting = None

    def state(self) -> ReaderState:
        """How the reader is."""
        return self._reader.state()

    def look(self) -> None:
        """Tell how the reader is, if that has changed."""
        state = self._reader.state()
        if state != self._state:
            self._state = state
            self.changed.emit(state)

    def _wait(self) -> None:
        waiting = self._waiting = Waiting()
        self._reception.ask_counter(
            partial(self._reader.read, waiting.is_over), self._was_read, topic=CARD, lane=Lane.READER, failed=self._not_read
        )

    def _was_read(self, card: CardRead | None) -> None:
        self._pause.start()
        self.look()
        if card is not None:
            self.read.emit(card)

    def _not_read(self, error: CounterError) -> None:
        self._pause.start()
        self.look()
        self.failed.emit(error)


class ReaderLook:
    """One short look at the reader before anybody signs in; a card on it is read for nobody and must be lifted."""

    def __init__(self, reader: DocumentReader, tasks: Tasks, tell: Callable[[ReaderState], None]) -> None:
        self._reader, self._tasks, self._tell = reader, tasks, tell
        self._waiting = Waiting()
        self._end = QTimer()
        self._end.setSingleShot(True)
        self._end.setInterval(LOOK_LONG_MS)
        self._end.timeout.connect(self.end)

    def start(self) -> None:
        """Look, and tell how the reader is."""
        self._end.start()
        look = partial(self._reader.read, self._waiting.is_over)
        self._tasks.run(look, self._looked, owner="application", topic="reader", lane=Lane.READER, failed=self._looked)

    def end(self) -> None:
        """Look no longer: somebody has signed in."""
        self._end.stop()
        self._waiting.end()

    def _looked(self, _answer: object) -> None:
        self._tell(self._reader.state())
