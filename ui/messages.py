"""What the window says about what happened: one message per expected error, an incident code for a bug."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass

from counter_app.errors import (
    BadInput,
    ChangedElsewhere,
    CounterError,
    DeviceTrouble,
    NotAllowed,
    NotRecorded,
    SessionOver,
    StoreAway,
    StoreRefused,
    VisitOver,
    without_words,
)
from counter_app.texts import Texts, mark

log = logging.getLogger("ui")
GOOD, WARN, BAD, INFO = "good", "warn", "bad", "info"


class Unexpected(CounterError):
    """A bug, as the clerk is told of it: a code to quote, nothing else."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message, already in the clerk's language: what happened, and what to do. ``retry``: Ctrl+R makes sense."""

    level: str
    what: str
    advice: str = ""
    retry: bool = False


def incident_of(error: BaseException) -> Unexpected:
    """Log a bug under a new code (its types and frames; never its words, they may be personal) and give the code."""
    code = secrets.token_hex(3).upper()
    log.error("incident %s: %s", code, without_words(error))
    return Unexpected(mark("Something here did not work as it should. Note the code {code} for the people who look after this counter."), code=code)


WHAT: tuple[tuple[type[CounterError], str, str, bool], ...] = (
    (StoreAway, BAD, mark("The ticket data cannot be reached"), True),
    (NotRecorded, BAD, mark("Nothing is shown, because it could not be recorded"), True),
    (StoreRefused, BAD, mark("This counter cannot use the ticket data"), False),
    (ChangedElsewhere, INFO, mark("Changed at another counter"), False),
    (DeviceTrouble, BAD, mark("The slip was not sent"), False),
    (SessionOver, WARN, mark("You are no longer signed in"), False),
    (VisitOver, INFO, mark("This visit is over"), False),
    (NotAllowed, WARN, mark("Not possible"), False),
    (BadInput, WARN, mark("Please check the input"), False),
    (Unexpected, BAD, mark("A fault in this program"), False),
)
"""Error class, level, headline (a catalogue key), whether trying again makes sense. The first row that fits counts."""


def message_of(error: CounterError, texts: Texts) -> Message:
    """The message for an expected error, in the language of ``texts``."""
    for kind, level, headline, retry in WHAT:
        if isinstance(error, kind):
            return Message(level, texts.say(headline), texts.say(error.text, **error.values), retry)
    return Message(BAD, texts.say(mark("Not possible")), texts.say(error.text, **error.values))
