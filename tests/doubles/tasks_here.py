"""The window's tasks on the test's own thread: at once, or held back and released in any order."""

from __future__ import annotations

from counter_app.errors import CounterError
from ui.tasks import Ask, Lane, Tasks


class TasksHere(Tasks):
    """Does everything at once; with ``hold()`` work is done but its answers wait for ``release``."""

    def __init__(self) -> None:
        self.reported: list[CounterError] = []
        super().__init__(self.reported.append)
        self._is_holding = False
        self.held: list[Ask[object]] = []

    def hold(self, *, holding: bool = True) -> None:
        """From now on answers wait (or, with ``holding=False``, they come at once again)."""
        self._is_holding = holding

    def release(self, *order: int) -> None:
        """Give the held answers in the order of their indices; without indices all, oldest first."""
        held, self.held = self.held, []
        for index in order or range(len(held)):
            self._answered(held[index])

    def topics(self, lane: Lane | None = None) -> list[str]:
        """The topics of the held work."""
        return [ask.topic for ask in self.held if lane in (None, ask.lane)]

    def _start(self, ask: Ask[object]) -> None:
        ask.do()
        if self._is_holding:
            self.held.append(ask)
        else:
            self._answered(ask)
