"""What a service number is a number of: the line it names, by its form alone."""

from __future__ import annotations

import re

from counter_app.domain.finding import BROADBAND, ENTERPRISE, IOT, LANDLINE, MOBILE, SERVICE400, UNKNOWN
from counter_app.domain.masking import ACCOUNT, ENTERPRISE_LINE
from counter_app.domain.phone import is_number_of_a_thing, is_service_number, parse_phone

_BROADBAND = re.compile(ACCOUNT)
_ENTERPRISE = re.compile(ENTERPRISE_LINE)
_DIGITS_OF_AN_ACCOUNT = re.compile(r"\d{8,20}")


def line_of(number_key: str) -> str:
    """MOBILE, LANDLINE, BROADBAND, IOT, SERVICE400 or ENTERPRISE for a stored number's normal form, else UNKNOWN ("": "").

    Accounts of digits alone are UNKNOWN: their form does not tell them from other numbers.
    """
    if not number_key:
        return ""
    number = parse_phone(number_key)
    if number is not None:
        return number.kind if number.kind in (MOBILE, LANDLINE) else UNKNOWN
    if is_number_of_a_thing(number_key):
        return IOT
    if is_service_number(number_key):
        return SERVICE400
    if _ENTERPRISE.fullmatch(number_key):
        return ENTERPRISE
    return BROADBAND if _BROADBAND.fullmatch(number_key) else UNKNOWN


def may_be_an_account(form: str) -> bool:
    """Whether letters and digits that are no known ticket's number may well be an account: 8 to 20 digits alone."""
    return _DIGITS_OF_AN_ACCOUNT.fullmatch(form) is not None
