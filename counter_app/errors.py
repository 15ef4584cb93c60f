"""What can go wrong in words a clerk understands: every expected error carries a text to translate and its values."""

from __future__ import annotations

import traceback
from pathlib import Path

CAUSES = 5
"""How many exceptions of a chain are told."""


class CounterError(Exception):
    """An expected error: ``text`` is English source text (a catalogue key) with ``{slots}``, ``values`` fill them.

    ``values`` never hold personal data: an error may reach a log.
    """

    def __init__(self, text: str, **values: str | int) -> None:
        super().__init__(text)
        self.text = text
        self.values = values

    def __str__(self) -> str:
        return self.text.format(**self.values)


class BadInput(CounterError):
    """What was typed cannot be used; it is said beside its field.

    ``field`` names the field, ``start`` and ``end`` the wrong characters of the normalised input (0-based, end
    excluded) where they are known, ``advice`` a second sentence (a catalogue key of its own).
    """

    def __init__(
        self, text: str, *, field: str = "", start: int = -1, end: int = -1, advice: str = "", **values: str | int
    ) -> None:
        super().__init__(text, **values)
        self.field = field
        self.start = start
        self.end = end
        self.advice = advice


class NotAllowed(CounterError):
    """The clerk, the visit or the role does not permit it. ``code`` is the reason as the audit row keeps it."""

    usual_code = "not_allowed"

    def __init__(self, text: str, *, code: str = "", **values: str | int) -> None:
        super().__init__(text, **values)
        self.code = code or self.usual_code


class VisitOver(NotAllowed):
    """The visit has ended or timed out; the customer must be verified again."""

    usual_code = "visit_over"


class SessionOver(NotAllowed):
    """The clerk is no longer signed in (signed out, disabled, or signed in elsewhere)."""

    usual_code = "session_over"


class ChangedElsewhere(CounterError):
    """Another counter or channel changed the ticket since it was shown."""


class StoreAway(CounterError):
    """The ticket data cannot be reached now."""


class StoreRefused(CounterError):
    """The store exists and cannot be used: newer schema, another store's key, not ours."""


class NotRecorded(CounterError):
    """The audit row could not be written, so nothing is shown."""


class DeviceTrouble(CounterError):
    """A printer or reader did not do what it was asked."""


class UnreadableFile(CounterError):
    """A file cannot be read to its end; it brings nothing."""


def without_words(error: BaseException) -> str:
    """Where a bug happened: the types and frames of the exception and its causes, never their words.

    A driver's words may hold what a customer's row holds.
    """
    told: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(told) < CAUSES:
        frames = traceback.extract_tb(seen.__traceback__)
        at = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
        told.append(f"{type(seen).__name__} at {at}")
        seen = seen.__cause__ or seen.__context__
    return "; after ".join(told)
