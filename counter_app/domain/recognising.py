"""What the text in the one box is, and which keys to look for."""

from __future__ import annotations

import re
from typing import NamedTuple

from counter_app.domain.finding import BROADBAND, SLIP_CODE, TICKET_NUMBER, UNKNOWN, Recognised
from counter_app.domain.masking import mask_number
from counter_app.domain.phone import number_key, parse_phone
from counter_app.domain.service_lines import line_of, may_be_an_account
from counter_app.domain.spelling import has_odd_sign
from counter_app.domain.ticket_number import SlipCode, cut, full_form, grouped, read_slip_code, ticket_key

_RESIDENT = re.compile(r"[1-9]\d{5}(?:18|19|20)\d{9}[0-9X]")


class Wanted(NamedTuple):
    """What to look for, "" or None where it does not apply. Eleven digits may be a phone and a ticket number: both are set.

    ``phone_key`` is compared with service and contact numbers (accounts too), ``ticket_key`` finds candidates whose
    number must then carry the same prefix as ``ticket_full`` if one was typed (``ticket_number.matches``). ``account``
    is what a text taken for a ticket number may be instead, if there is no such ticket.
    """

    recognised: Recognised
    phone_key: str
    ticket_key: str
    ticket_full: str
    slip: SlipCode | None
    account: Recognised | None = None


def wanted(text: str) -> Wanted:
    """What a typed or scanned text asks for (cut at 64 characters)."""
    plain, was_cut = cut(text)
    slip = read_slip_code(plain)
    if slip is not None:
        return Wanted(Recognised(SLIP_CODE, grouped(slip.key), was_cut), "", ticket_key(slip.key), slip.key, slip)
    form = "" if has_odd_sign(plain) else full_form(plain)
    if not any(c.isdigit() for c in form):
        return Wanted(Recognised(UNKNOWN, "", was_cut), "", "", "", None)
    key = number_key(plain)
    kind, shown = _kind_and_shown(plain, form, key)
    account = None
    if kind == TICKET_NUMBER and may_be_an_account(form):
        account = Recognised(UNKNOWN, mask_number(form).text, was_cut)
    return Wanted(Recognised(kind, shown, was_cut), key, ticket_key(plain), form, None, account)


def recognise(text: str) -> Recognised:
    """What a typed or scanned text is taken for; numbers of people are shown masked."""
    return wanted(text).recognised


def _kind_and_shown(plain: str, form: str, key: str) -> tuple[str, str]:
    number, line = parse_phone(plain), line_of(key)
    if "@" in plain:
        return BROADBAND, mask_number(plain.split("@")[0]).text
    if line not in ("", UNKNOWN):
        return line, mask_number(key).text
    if number is not None:
        return UNKNOWN, mask_number(number.shown).text
    if not _looks_like_ticket(form):
        return UNKNOWN, mask_number(form).text
    return TICKET_NUMBER, grouped(form)


def _looks_like_ticket(form: str) -> bool:
    """Not a document number, a short or a local number."""
    if _RESIDENT.fullmatch(form):
        return False
    return len(form) >= 9 or (not form.isdigit() and len(form) >= 4)
