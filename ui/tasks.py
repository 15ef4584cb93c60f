"""The only threads of the window: work goes out by lanes, answers come back on the GUI thread by one queued signal."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from counter_app.errors import CounterError
from ui.messages import incident_of

T = TypeVar("T")
Failed = Callable[[CounterError], None]
CLOSING_PATIENCE_S = 3.0


class Lane(Enum):
    """Where work waits: its name, its threads, and whether it writes: then nothing of it is ever dropped."""

    READ = ("read", 2, False)
    WRITE = ("write", 1, True)
    READER = ("reader", 1, False)
    PRINT = ("print", 1, True)
    LIVE = ("live", 1, False)

    @property
    def threads(self) -> int:
        """How many pieces of work of this lane run at once."""
        return self.value[1]

    @property
    def writes(self) -> bool:
        """Whether nothing of this lane may be dropped and every failure must be said."""
        return self.value[2]


@dataclass(eq=False, slots=True)
class Ask(Generic[T]):
    """One piece of work, who waits for it, and what came of it."""

    work: partial[T]
    done: Callable[[T], None]
    failed: Failed | None
    owner: str
    topic: str
    lane: Lane
    asker_has_gone: bool = False
    future: Future[None] | None = None
    value: T | None = None
    error: CounterError | None = None

    def do(self) -> None:
        """Do the work and keep what came of it; a bug is kept as an incident code, nothing more."""
        try:
            self.value = self.work()
        except CounterError as error:
            self.error = error
        except Exception as error:
            self.error = incident_of(error)

    def tell(self, report: Failed) -> None:
        """Give the answer to whoever waits for it, or its failure to ``report`` when nobody does."""
        if self.error is not None:
            (report if self.failed is None or self.asker_has_gone else self.failed)(self.error)
        elif not self.asker_has_gone:
            self.done(self.value)  # type: ignore[arg-type]  # no error, so the value is the work's own answer


class _Doorbell(QObject):
    """Carries answers from any thread to the GUI thread."""

    rung = Signal(object)


class Tasks:
    """Runs work off the GUI thread. Every method is called on the GUI thread only.

    ``report`` is told the failures nobody else is told: of a write whose asker has gone or gave no ``failed``.
    """

    def __init__(self, report: Failed) -> None:
        self._report = report
        self._asks: list[Ask[object]] = []
        self._pools: dict[Lane, ThreadPoolExecutor] = {}
        self._doorbell = _Doorbell()
        self._doorbell.rung.connect(self._answered, Qt.ConnectionType.QueuedConnection)
        self._is_closed = False

    def run(
        self, work: partial[T], done: Callable[[T], None], *, owner: str, topic: str, lane: Lane,
        failed: Failed | None = None,
    ) -> None:  # fmt: skip
        """Do ``work`` (a ``functools.partial`` of a service method and plain values), then ``done(answer)`` here.

        In lanes that read, a newer ask of the same ``owner`` and ``topic`` makes the older one stale: neither its
        answer nor its failure is told. ``failed`` gets every expected error; a bug comes as ``Unexpected`` with a code.
        """
        if self._is_closed:
            return
        if not lane.writes:
            self.stop(owner, topic)
        ask = Ask(work, done, failed, owner, topic, lane)
        self._asks.append(ask)  # type: ignore[arg-type]  # the list holds asks of every kind
        self._start(ask)  # type: ignore[arg-type]

    def stop(self, owner: str, topic: str) -> bool:
        """Drop what ``owner`` waits for under ``topic`` (writes run on); whether there was anything to drop."""
        return self._drop([ask for ask in self._asks if (ask.owner, ask.topic) == (owner, topic)])

    def forget(self, owner: str) -> None:
        """Drop every answer on its way to ``owner``; its writes run on, and only their failures are told."""
        self._drop([ask for ask in self._asks if ask.owner == owner])

    def is_waiting(self, owner: str, topic: str) -> bool:
        """Whether an answer for ``owner`` under ``topic`` is on its way."""
        return any((ask.owner, ask.topic) == (owner, topic) and not ask.asker_has_gone for ask in self._asks)

    def is_busy(self) -> bool:
        """Whether any work at all is on its way."""
        return bool(self._asks)

    def is_lane_busy(self, lane: Lane) -> bool:
        """Whether any work of the lane is on its way, its asker gone or not."""
        return any(ask.lane is lane for ask in self._asks)

    def close(self, patience_s: float = CLOSING_PATIENCE_S) -> bool:
        """Take no more work, cancel what has not begun, wait at most ``patience_s`` for the rest; whether all ended.

        Writes that wait are still done within the patience.
        """
        self._is_closed = True
        self._drop(list(self._asks))
        deadline = time.monotonic() + patience_s
        for lane, pool in self._pools.items():
            pool.shutdown(wait=False, cancel_futures=not lane.writes)
        threads = [t for t in threading.enumerate() if t.name.startswith(self._thread_name())]
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)

    def _thread_name(self) -> str:
        return f"counter-{id(self):x}-"

    def _drop(self, asks: list[Ask[object]]) -> bool:
        reads = [ask for ask in asks if not ask.lane.writes]
        for ask in asks:
            ask.asker_has_gone = True
        for ask in reads:
            self._asks.remove(ask)
            if ask.future is not None:
                ask.future.cancel()
        return bool(reads)

    def _start(self, ask: Ask[object]) -> None:
        if ask.lane not in self._pools:
            self._pools[ask.lane] = ThreadPoolExecutor(ask.lane.threads, self._thread_name() + ask.lane.value[0])
        ask.future = self._pools[ask.lane].submit(self._work, ask)

    def _work(self, ask: Ask[object]) -> None:
        ask.do()
        try:
            self._doorbell.rung.emit(ask)
        except RuntimeError:  # the application went away while the work ran: nobody is left to be told
            return

    def _answered(self, ask: Ask[object]) -> None:
        if ask not in self._asks:
            return  # stale: a newer ask or the next customer came first
        self._asks.remove(ask)
        try:
            ask.tell(self._report)
        except Exception as bug:  # a bug in a screen must not take the counter down
            self._report(incident_of(bug))
