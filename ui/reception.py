"""The customer now at the counter: the visit in the service, what is asked for it, and when it lapses."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from counter_app.domain.staff import ClerkSession
from counter_app.domain.visit import FULL_LIMIT, IDLE_LIMIT
from counter_app.errors import BadInput, CounterError, DeviceTrouble, VisitOver
from counter_app.texts import mark
from ui.tasks import Failed, Lane, Tasks

if TYPE_CHECKING:
    from counter_app.service.counter import Counter

T = TypeVar("T")
TOUCH_EVERY_S = 30.0
CLOCK_EVERY_MS = 5_000
SAID_BESIDE = (BadInput, DeviceTrouble)
"""Errors that an asker with ``failed`` says itself, beside its field; all others go to the banner as well."""
IDLE_OVER = mark("Nothing was done here for 10 minutes. Please check the document again to go on.")
FULL_OVER = mark("A visit ends after 30 minutes. Please check the document again to go on.")
OPENING, TOUCHING, ENDING, KNOCKING = "open visit", "touch visit", "end visit", "knock"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Something asked before the visit was open; ``start`` takes the visit's id."""

    topic: str
    start: Callable[[str], None]
    failed: Failed | None


class Reception(QObject):
    """One customer after another. ``customer`` names the present one; answers for an earlier one never arrive.

    ``troubled(CounterError)``: what no asker says itself; ``heard``: the ticket data answered. The visit opens with
    the first thing asked.
    """

    troubled = Signal(object)
    heard = Signal()

    def __init__(
        self, counter: Counter, session: ClerkSession, tasks: Tasks, seconds: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.counter, self.session = counter, session
        self._tasks, self._seconds = tasks, seconds
        self._number = 1
        self._visit_id = ""
        self._waiting: list[_Waiting] = []
        self._again: dict[str, Callable[[], None]] = {}
        self._opened_s = self._active_s = self._touched_s = seconds()
        self._clock = QTimer(self)
        self._clock.setInterval(CLOCK_EVERY_MS)
        self._clock.timeout.connect(self.look_at_clock)
        self._clock.start()

    @property
    def customer(self) -> str:
        """The owner of everything asked now (see ``Tasks``)."""
        return f"customer {self._number}"

    @property
    def is_open(self) -> bool:
        """Whether a visit was begun for this customer."""
        return bool(self._visit_id)

    def seconds(self) -> float:
        """A clock that only runs forward, s: for how long something took."""
        return self._seconds()

    def ask(
        self, act: partial[T], done: Callable[[T], None], *, topic: str, lane: Lane = Lane.READ,
        failed: Failed | None = None,
    ) -> None:  # fmt: skip
        """Ask a use case for this customer: ``act`` is a partial of its method that lacks only the visit's id."""
        self._waiting = [w for w in self._waiting if w.topic != topic or lane.writes]
        self._again.pop(topic, None)
        start = partial(self._start, act, done, topic, lane, failed)
        if self._visit_id:
            start(self._visit_id)
        else:
            self._waiting.append(_Waiting(topic, start, failed))
            self.begin()

    def ask_counter(
        self, work: partial[T], done: Callable[[T], None], *, topic: str, lane: Lane, failed: Failed
    ) -> None:
        """Ask something that needs no visit (which printers are there); its answer too is this customer's only."""
        self._run(work, done, topic, lane, failed)

    def begin(self) -> None:
        """Open the visit, if it is not open or opening: with the customer's first input."""
        if self._visit_id or self._tasks.is_waiting(self.customer, OPENING):
            return
        self._opened_s = self._active_s = self._touched_s = self._seconds()
        self._run(partial(self.counter.visits.open, self.session), self._opened, OPENING, Lane.WRITE, self._not_opened)

    def stop(self, topic: str) -> bool:
        """Stop waiting for an answer; whether there was one to wait for."""
        self._again.pop(topic, None)
        waited = [w for w in self._waiting if w.topic == topic]
        self._waiting = [w for w in self._waiting if w.topic != topic]
        return self._tasks.stop(self.customer, topic) or bool(waited)

    def is_waiting(self, topic: str) -> bool:
        """Whether an answer is on its way."""
        return any(w.topic == topic for w in self._waiting) or self._tasks.is_waiting(self.customer, topic)

    def next_customer(self, reason: str = "next_customer") -> None:
        """End the visit in the service and drop every answer on its way; the next visit opens with the next input."""
        self._tasks.forget(self.customer)
        ended, self._visit_id = self._visit_id, ""
        self._waiting.clear()
        self._again.clear()
        self._number += 1
        if ended:  # behind a slip on its way to the printer: it is still this visit's
            lane = Lane.PRINT if self._tasks.is_lane_busy(Lane.PRINT) else Lane.WRITE
            work = partial(self.counter.visits.end, self.session, ended, reason)
            self._tasks.run(work, _nothing_to_say, owner="reception", topic=ENDING, lane=lane)

    def retry(self) -> bool:
        """Ask again what failed for this customer and was not asked anew since; whether there was anything."""
        again, self._again = self._again, {}
        for start in again.values():
            start()
        return bool(again)

    def knock(self) -> None:
        """Ask only whether the ticket data answers: ``heard`` or ``troubled`` tells."""
        failed = self.troubled.emit
        if self._visit_id:
            touch = partial(self.counter.visits.touch, self.session, self._visit_id)
            self._run(touch, self._knocked, KNOCKING, Lane.LIVE, failed)
        else:  # a read, and nothing of anybody
            self._run(partial(self.counter.staff.needs_first_admin), self._knocked, KNOCKING, Lane.LIVE, failed)

    def note_activity(self) -> None:
        """A key, a click, a scroll: the service hears of it at most every 30 s."""
        now = self._seconds()
        self._active_s = now
        if self._visit_id and now - self._touched_s >= TOUCH_EVERY_S:
            self._touched_s = now
            work = partial(self.counter.visits.touch, self.session, self._visit_id)
            self._run(work, self._knocked, TOUCHING, Lane.LIVE, self.troubled.emit)

    def look_at_clock(self) -> None:
        """Lapse a visit nobody worked on for 10 minutes, or one of 30 minutes, also on the screen."""
        if not self._visit_id:
            return
        now = self._seconds()
        if now - self._active_s > IDLE_LIMIT.total_seconds():
            self.troubled.emit(VisitOver(IDLE_OVER))
        elif now - self._opened_s > FULL_LIMIT.total_seconds():
            self.troubled.emit(VisitOver(FULL_OVER))

    def close(self) -> None:
        """Ask nothing more and watch no clock: the clerk has signed out."""
        self._clock.stop()
        self._tasks.forget(self.customer)

    def _run(self, work: partial[T], done: Callable[[T], None], topic: str, lane: Lane, failed: Failed) -> None:
        self._tasks.run(work, done, owner=self.customer, topic=topic, lane=lane, failed=failed)

    def _start(
        self, act: partial[T], done: Callable[[T], None], topic: str, lane: Lane, failed: Failed | None, visit_id: str
    ) -> None:
        if not lane.writes:  # nothing is ever written twice unseen
            self._again[topic] = partial(self.ask, act, done, topic=topic, lane=lane, failed=failed)
        self._run(partial(act, visit_id), partial(self._done, topic, done), topic, lane, partial(self._failed, failed))

    def _done(self, topic: str, done: Callable[[T], None], answer: T) -> None:
        self._again.pop(topic, None)
        self.heard.emit()
        done(answer)

    def _knocked(self, _answer: object) -> None:
        self.heard.emit()

    def _opened(self, visit_id: str) -> None:
        self._visit_id = visit_id
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            one.start(visit_id)

    def _not_opened(self, error: CounterError) -> None:
        waiting, self._waiting = self._waiting, []
        for one in waiting:
            self._again[one.topic] = partial(self._wait_again, one)
            if one.failed is not None:
                one.failed(error)
        self.troubled.emit(error)

    def _wait_again(self, one: _Waiting) -> None:
        self._waiting.append(one)
        self.begin()

    def _failed(self, failed: Failed | None, error: CounterError) -> None:
        if failed is not None:
            failed(error)
        if failed is None or not isinstance(error, SAID_BESIDE):
            self.troubled.emit(error)


def _nothing_to_say(_answer: None) -> None:
    """Done and no word needed."""
