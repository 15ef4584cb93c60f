"""The key map of the window: one row a key. Buttons, shortcuts and the F1 sheet all come from here."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from counter_app.texts import mark


class Act(Enum):
    """What a key does, wherever the focus is."""

    ALL_KEYS = "all_keys"
    DOCUMENT = "document"
    TYPE_DOCUMENT = "type_document"
    BOX = "box"
    PRINT = "print"
    NEXT_CUSTOMER = "next_customer"
    ESCAPE = "escape"
    SUBMIT = "submit"
    TICKET_BEFORE = "ticket_before"
    TICKET_AFTER = "ticket_after"
    RECORDS = "records"
    SAVE = "save"
    COPY = "copy"
    DOCUMENT_TYPE = "document_type"
    SIGN_OUT = "sign_out"
    RETRY = "retry"
    CHOICE = "choice"
    IMPORT = "import"


class Key(NamedTuple):
    """One row: the act, its key sequences as Qt writes them, how they are shown, and what they do (a catalogue key)."""

    act: Act
    sequences: tuple[str, ...]
    shown: str
    label: str


KEYS: tuple[Key, ...] = (
    Key(Act.ALL_KEYS, ("F1",), "F1", mark("All keys on one sheet")),
    Key(Act.DOCUMENT, ("F2",), "F2", mark("Check the customer's document")),
    Key(Act.TYPE_DOCUMENT, ("Shift+F2",), "Shift+F2", mark("Type the document's number")),
    Key(Act.DOCUMENT_TYPE, ("Alt+T",), "Alt+T", mark("Choose the type of document")),
    Key(Act.BOX, ("F3",), "F3", mark("Into the box, its text selected")),
    Key(Act.PRINT, ("F8",), "F8", mark("Print the slip; press again to send it")),
    Key(Act.SAVE, ("Ctrl+S",), "Ctrl+S", mark("Save the slip as a file")),
    Key(Act.COPY, ("Ctrl+C",), "Ctrl+C", mark("Copy the ticket number")),
    Key(Act.NEXT_CUSTOMER, ("F12",), "F12", mark("Next customer: works everywhere")),
    Key(Act.ESCAPE, ("Esc",), "Esc", mark("Stop the search, close the top panel, clear the box")),
    Key(Act.SUBMIT, ("Ctrl+Return", "Ctrl+Enter"), "Ctrl+Enter", mark("Submit what is on show")),
    Key(Act.TICKET_BEFORE, ("Ctrl+Up",), "Ctrl+↑", mark("The ticket before")),
    Key(Act.TICKET_AFTER, ("Ctrl+Down",), "Ctrl+↓", mark("The ticket after")),
    Key(Act.CHOICE, tuple(f"Alt+{n}" for n in range(1, 10)), "Alt+1…9", mark("The n-th choice on show")),
    Key(Act.RECORDS, ("Ctrl+H",), "Ctrl+H", mark("All records of the ticket")),
    Key(Act.RETRY, ("Ctrl+R",), "Ctrl+R", mark("Try again")),
    Key(Act.IMPORT, ("Ctrl+I",), "Ctrl+I", mark("Import tickets from files")),
    Key(Act.SIGN_OUT, ("Ctrl+L",), "Ctrl+L", mark("Sign out")),
)
LOCAL_KEYS: tuple[tuple[str, str], ...] = (
    ("Enter", mark("Open or confirm")),
    ("Tab", mark("To the next field")),
)
"""Keys that belong to the widget in focus; shown on the sheet only."""

TRAY_KEY = "Ctrl+D"
"""Opens the cards of a demo with a pretended reader; written on the button of its start screen only."""


def shown(act: Act) -> str:
    """How the key of an act is written on its button."""
    return next(key.shown for key in KEYS if key.act is act)
