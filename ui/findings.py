"""The sentence for a look-up that opens no ticket, and how a hit was found: one row each."""

from __future__ import annotations

from typing import NamedTuple

from counter_app.domain import finding
from counter_app.domain.finding import Found
from counter_app.texts import Texts, mark


class Sentence(NamedTuple):
    """Icon, what happened, what to do. Texts are catalogue keys with the slot ``{shown}``."""

    icon: str
    what: str
    advice: str


LOOK_AGAIN = mark("Please look at the number again; often two digits are swapped.")
NO_SUCH_TICKET = Sentence("search", mark("There is no ticket {shown}"), LOOK_AGAIN)
NOT_A_NUMBER = Sentence(
    "circle-help", mark("This is no number we can look up"),
    mark("Please type a phone, a landline, a broadband account or a ticket number; a document number goes in with F2."),
)  # fmt: skip
NOT_HER_TICKET = Sentence("search", mark("This customer has no ticket {shown}"), LOOK_AGAIN)
NOT_HER_NUMBER = Sentence("search", mark("{shown} is not one of this customer's numbers"), mark("Please try another number."))
SOMEBODY_ELSES = Sentence(
    "shield-alert", mark("The document is not the ticket owner's, so it cannot be opened"),
    mark("Please check the ticket number, or ask the owner to come with their own document."),
)  # fmt: skip
NOTHING_UNDER_DOCUMENT = Sentence(
    "shield-alert", mark("Nothing is found under this document"),
    mark("Please ask whether another document was used for the business, and check that one."),
)
CHOOSE_A_TICKET = Sentence(
    "list", mark("Verified. Which ticket is it about?"),
    mark("Type a number into the box, or choose at the left: Ctrl+Down opens the first."),
)
NOT_LOOKED_UP = Sentence(
    "database", mark("Not looked up yet"), mark("It is looked up by itself once the ticket data answers again; Ctrl+R tries now.")
)
STOPPED = Sentence("search", mark("Stopped"), mark("Enter in the box looks it up again."))
OTHER_STORE = Sentence(
    "qr-code", mark("This slip comes from another store"),
    mark("Its ticket is not kept here; the hall printed on the slip can look it up."),
)  # fmt: skip
NO_TICKETS = Sentence("inbox", mark("This customer has no tickets"), mark("New business is done at the business desk."))
BY_TICKET = (finding.TICKET_NUMBER, finding.SLIP_CODE)
MATCHED = {
    finding.BY_TICKET_NUMBER: mark("Found by ticket number"),
    finding.BY_SERVICE_NUMBER: mark("Found by service number {shown}"),
    finding.BY_CONTACT_NUMBER: mark("Found by contact number {shown}"),
}


def sentence_of(found: Found) -> Sentence:
    """The sentence for a finding that shows no ticket."""
    names_ticket = found.recognised.kind in BY_TICKET
    if found.finding == finding.ANOTHER_OWNER:
        return SOMEBODY_ELSES
    if found.finding == finding.OTHER_STORE:
        return OTHER_STORE
    if found.finding == finding.NOT_HERS:
        return NOT_HER_TICKET if names_ticket else NOT_HER_NUMBER
    return NO_SUCH_TICKET if names_ticket and found.recognised.shown else NOT_A_NUMBER


def matched_note(found: Found, texts: Texts) -> str:
    """The word in the box about what carried the number, "" if nothing was found."""
    return texts.say(MATCHED[found.matched], shown=found.recognised.shown) if found.matched in MATCHED else ""
