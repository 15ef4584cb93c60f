"""Trouble between the window and its use cases: the real ones, held back or away while the test says so."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable

from counter_app.errors import StoreAway
from counter_app.service.counter import Counter
from counter_app.texts import mark

PARTS = ("staff", "visits", "looking_up", "printing")
PATIENCE_S = 60.0


class Weather:
    """``away`` makes every use case fail as if the store could not be reached; ``hold`` keeps answers back."""

    def __init__(self) -> None:
        self.is_away = False
        self._open = threading.Event()
        self._open.set()
        self.asked: list[str] = []

    def hold(self) -> None:
        """From now on no answer comes."""
        self._open.clear()

    def release(self) -> None:
        """Let every answer come."""
        self._open.set()

    def over(self, counter: Counter) -> Counter:
        """The same counter, in this weather."""
        return dataclasses.replace(counter, **{part: _Felt(getattr(counter, part), self) for part in PARTS})

    def pass_by(self, name: str) -> None:
        """What a use case meets on its way. Raises: StoreAway."""
        self.asked.append(name)
        if not self._open.wait(PATIENCE_S):
            raise AssertionError(f"{name} was never released")
        if self.is_away:
            raise StoreAway(mark("The ticket data cannot be reached."))


class _Felt:
    """A bundle of use cases, each of which meets the weather first."""

    def __init__(self, real: object, weather: Weather) -> None:
        self._real, self._weather = real, weather

    def __getattr__(self, name: str) -> Callable[..., object]:
        method = getattr(self._real, name)
        if name in ("choices", "can"):  # these ask no store
            return method  # type: ignore[no-any-return]

        def met(*values: object, **named: object) -> object:
            self._weather.pass_by(name)
            return method(*values, **named)

        return met
