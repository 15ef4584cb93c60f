"""The status words of the serial ID-card reader, and what a clerk is told of each."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from counter_app.errors import DeviceTrouble
from counter_app.texts import mark


class Meaning(Enum):
    """What follows from a status word."""

    DONE = "done"
    FOUND = "found"
    NO_CARD = "no card"
    AGAIN = "worth another try"
    BAD_CARD = "this card will not do"
    FAULT = "reader and counter do not understand each other"
    BROKEN = "the reader will not do"
    NOTHING = "the card has no such item"


OK = mark("Ready")
LAY_DOWN = mark("Please put the document on the reader.")
LIFT_AND_LAY = mark("The document was not reached. Please lift it and put it down again.")
HOLD_STILL = mark("Reading stopped halfway. Please put the document down again and do not move it.")
NOT_GENUINE = mark("This document cannot be verified (code {code}). Please ask for another one.")
MISUNDERSTOOD = mark("The reader got something wrong (code {code}). Please put the document down again, or type its number.")
OUT_OF_ORDER = mark("The reader is out of order (code {code}). Please type the number, and have the reader seen to.")
NO_SUCH_ITEM = mark("The document does not carry what was asked for (code {code}).")
UNKNOWN_CODE = mark("The reader reports code {code}, which is not known here. Please type the number.")


class StatusWord(NamedTuple):
    """One row: the code, what follows from it, what the clerk reads (a catalogue key, slot ``{code}``)."""

    code: int
    meaning: Meaning
    text: str


STATUS_WORDS = {
    row.code: row
    for row in (
        StatusWord(0x90, Meaning.DONE, OK),
        StatusWord(0x9F, Meaning.FOUND, OK),
        StatusWord(0x80, Meaning.NO_CARD, LAY_DOWN),
        StatusWord(0x81, Meaning.AGAIN, LIFT_AND_LAY),
        StatusWord(0x41, Meaning.AGAIN, HOLD_STILL),
        StatusWord(0x10, Meaning.FAULT, MISUNDERSTOOD),  # its own checksum of what we sent was wrong
        StatusWord(0x11, Meaning.FAULT, MISUNDERSTOOD),  # the length
        StatusWord(0x21, Meaning.FAULT, MISUNDERSTOOD),  # the command
        StatusWord(0x24, Meaning.FAULT, MISUNDERSTOOD),
        StatusWord(0x31, Meaning.BAD_CARD, NOT_GENUINE),  # the card does not accept the reader
        StatusWord(0x32, Meaning.BAD_CARD, NOT_GENUINE),  # the reader does not accept the card
        StatusWord(0x33, Meaning.BAD_CARD, NOT_GENUINE),  # its content does not fit its signature
        StatusWord(0x40, Meaning.BAD_CARD, NOT_GENUINE),  # another kind of card
        StatusWord(0x47, Meaning.BAD_CARD, NOT_GENUINE),
        StatusWord(0x60, Meaning.BROKEN, OUT_OF_ORDER),  # it failed its own test
        StatusWord(0x66, Meaning.BROKEN, OUT_OF_ORDER),  # it has no authorisation
        StatusWord(0x91, Meaning.NOTHING, NO_SUCH_ITEM),
    )
}
"""By code. Source: GA 450; the codes as reader makers publish them."""


def status_word(code: int) -> StatusWord:
    """The row of a status (all three bytes as one number); one of its own for a code that is not in the table."""
    return STATUS_WORDS.get(code) or StatusWord(code, Meaning.FAULT, UNKNOWN_CODE)


def trouble(word: StatusWord) -> DeviceTrouble:
    """The status in words for the clerk."""
    return DeviceTrouble(word.text, code=f"{word.code:02X}")
