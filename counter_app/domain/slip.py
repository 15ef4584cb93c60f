"""What a slip says, as facts: made from the verified visit, never from the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from counter_app.domain.answer import CardFacts
from counter_app.domain.masking import Masked
from counter_app.domain.timeline import TicketEvent, Timeline


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """The facts of one slip. Times are aware; ``code`` is what the QR carries (see ``domain.ticket_number``)."""

    hall: str
    counter: str
    staff_number: str
    ask_here: tuple[str, ...]
    """Where to ask, line by line, from the settings; empty when the hall has not said."""
    printed_at: datetime
    copy_no: int
    number: str
    code: str
    kind: str
    raw_kind: str
    status: str
    raw_status: str
    owner: Masked
    service_number: Masked
    contact_number: Masked
    site: Masked
    fee: str
    opened_at: datetime | None
    expected_at: datetime | None
    closed_at: datetime | None
    pick_up_at: datetime | None
    reason: str
    card: CardFacts
    timeline: Timeline
    remarks: tuple[TicketEvent, ...]
    """Only events written for the customer, number patterns masked, newest last."""


class Replaced(NamedTuple):
    """A character no bundled font has, and what is printed in its place: its reading in brackets, or a written blank."""

    character: str
    printed: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A rendered slip: one PDF, its pages' size, and what could not be printed as it stands."""

    pdf: bytes
    width_mm: float
    height_mm: float
    pages: int
    missing: tuple[str, ...]
    """Characters no bundled font has: shown to the clerk before printing; ``replaced`` says what is printed instead."""
    media: str = ""
    """How print systems call the page's size ("A5", "Custom.80x153mm"); "" leaves it to the printer."""
    replaced: tuple[Replaced, ...] = ()
    """The characters of ``missing``, each with what stands in its place."""
    paper: str = ""
    """The code of the paper it was made for."""
    head_dots: int = 0
    """How many dots (8 a millimetre) a thermal head prints in the middle of this paper; 0 for sheets."""


@dataclass(frozen=True, slots=True)
class SlipChoice:
    """A layout or a paper the clerk can choose; ``label`` and ``hint`` ("" if none) are catalogue keys."""

    code: str
    label: str
    hint: str


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """A printer the clerk can choose. ``ready`` with ``state`` (a catalogue key) saying why not.

    ``paper``: the only paper it takes, "" if it takes any or nobody knows.
    """

    name: str
    label: str
    ready: bool
    state: str
    paper: str = ""


SENT, FAILED = "sent", "failed"
"""What became of a print: the printer took it (whether paper came out is not known), or it did not."""


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A print of this visit. ``printer`` is its name, or ``FILE``; ``layout`` and ``paper`` are codes.

    ``why`` is a catalogue key that may hold the slot ``{printer}``, "" unless ``state`` is FAILED. ``at`` is aware.
    """

    print_id: str
    ticket_id: int
    number: str
    layout: str
    paper: str
    language: str
    printer: str
    copy_no: int
    state: str
    why: str
    at: datetime


FILE = "file"
"""Where a slip went that was saved."""


class Handed(NamedTuple):
    """What a printer said when it took a slip: a ``note`` for the clerk (a catalogue key), the ``job``'s name there.

    Both are "" where it says nothing.
    """

    note: str = ""
    job: str = ""
