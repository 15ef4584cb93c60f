"""Ticket numbers: normal forms, what people see, and the code on a slip."""

from __future__ import annotations

import re
from typing import NamedTuple

from counter_app.domain.spelling import folded, letters_and_digits

LONGEST = 64
"""Characters of the box that are read; what comes after is cut off, visibly."""
LARGEST_ID = (1 << 63) - 1
"""The largest row id a database gives."""
_LABEL = re.compile("^(?:工单号码|工单编号|工单号|工单|订单号|订单|单号|编号)(?=.*[0-9])")
_GROUPED = re.compile(r"[A-Za-z]{0,3}[0-9]{8,20}")
_SLIP = re.compile(r"T1\.([0-9A-Z]{1,8})\.([0-9A-Z]{1,13})\.([0-9A-Z]*)\.([0-9A-Z-])")
_DIGITS36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CHECKED = _DIGITS36 + "-"
_IME_DOTS = str.maketrans("。．｡・·", ".....")


def cut(text: str) -> tuple[str, bool]:
    """The text without blanks around it, at most 64 characters, and whether something was cut off."""
    plain = text.strip()
    return plain[:LONGEST], len(plain) > LONGEST


def full_form(text: str) -> str:
    """The normal form with its prefix: letters and digits, upper case, without a word like 工单号 before it."""
    return _LABEL.sub("", letters_and_digits(text))


def ticket_key(text: str) -> str:
    """The normal form without its prefix of letters, for storing and searching alike; "" finds nothing.

    The prefix is dropped only if at least 4 characters with a digit among them stay.
    """
    form = full_form(text)
    short = form.lstrip("".join({c for c in form if not c.isdigit()}))
    return short if len(short) >= 4 else form


def matches(typed: str, number: str) -> bool:
    """Whether the typed text names this number: its prefix may be left out, but if typed it must be the same."""
    wanted = full_form(typed)
    return bool(wanted) and wanted in (full_form(number), ticket_key(number))


def grouped(number: str) -> str:
    """The number in groups of four for the eye (GD26 0309 0472); other forms, such as UUIDs, as they are."""
    plain = number.strip()
    if not _GROUPED.fullmatch(plain) or not plain.isascii():
        return plain
    return " ".join(plain[i : i + 4] for i in range(0, len(plain), 4))


class SlipCode(NamedTuple):
    """What a slip's code carries: the store's tag, the ticket's full form (cut if very long), its id in that store."""

    store_tag: str
    key: str
    ticket_id: int

    def is_of(self, number: str) -> bool:
        """Whether the code was made for a ticket of this number: its part of the number is what a slip would carry."""
        printed = read_slip_code(slip_code(self.store_tag, number, self.ticket_id))
        return printed is not None and printed.key == self.key


def slip_code(store_tag: str, number: str, ticket_id: int) -> str:
    """The text of a slip's QR code, at most 64 characters of the QR alphanumeric set, with a check character."""
    tag = (_slip_part(store_tag) or "0")[:8]
    head = f"T1.{tag}.{_base36(ticket_id)}."
    body = head + _slip_part(number)[: LONGEST - len(head) - 2]
    return f"{body}.{_check(body)}"


def read_slip_code(text: str) -> SlipCode | None:
    """The slip code in a scanned text, also in lower case, full width or with the dots of a Chinese keyboard; or None."""
    plain = folded(text.strip().translate(_IME_DOTS))
    found = _SLIP.fullmatch("".join(plain.split()))
    if found is None or _check(found[0][:-2]) != found[4]:
        return None
    ticket_id = int(found[2], 36)
    return SlipCode(found[1], found[3], ticket_id) if ticket_id <= LARGEST_ID else None


def _slip_part(text: str) -> str:
    return "".join(c for c in full_form(text) if c.isascii())


def _base36(number: int) -> str:
    rest, digits = max(0, number), ""
    while True:
        rest, last = divmod(rest, 36)
        digits = _DIGITS36[last] + digits
        if not rest:
            return digits


def _check(body: str) -> str:
    """One character that changes when any one character is changed or swapped with its neighbour."""
    plain = body.replace(".", "-")
    return _CHECKED[sum((place % 36 + 1) * _CHECKED.index(char) for place, char in enumerate(plain)) % 37]
