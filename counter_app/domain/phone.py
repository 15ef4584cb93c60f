"""Phone and service numbers: recognised in any spelling, kept and searched in one normal form.

Source: the numbering plan of mainland China (mobile 1[3-9] and 9 digits; area codes 010, 02x, 0[3-9]xx).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from counter_app.domain.finding import LANDLINE, MOBILE, UNKNOWN
from counter_app.domain.spelling import folded, has_odd_sign, is_separator, letters_and_digits
from counter_app.errors import BadInput
from counter_app.texts import mark

MOBILE_DIGITS = 11
_MOBILE = re.compile(r"1[3-9]\d{9}")
_AREA = r"(?:10|2[0-57-9]|(?!400|800)[3-9]\d\d)"
_LANDLINE = re.compile(rf"({_AREA})([2-8]\d{{6,7}})")
_EXTENSION = re.compile(r"\s*(?:转|分机|EXT\.?|X|#|-)\s*\d{1,6}$")
_THINGS = re.compile(r"(?:10[0-9]|14[0-9])\d{10}")
_SERVICE = re.compile(r"[48]00\d{7}")


class PhoneNumber(NamedTuple):
    """A phone number: ``kind`` MOBILE, LANDLINE or UNKNOWN (abroad), its normal form ``key``, and how it is ``shown``."""

    kind: str
    key: str
    shown: str


def parse_phone(text: str) -> PhoneNumber | None:
    """The phone number the text spells, or None.

    Mobile: 11 digits after +86, 0086, 86 or a 0, shown 3-4-4. Landline: key with area code (``0571…``), an extension is
    dropped. A number abroad (+ or 00 and another country) has the kind UNKNOWN.
    """
    plain = folded(text).strip().removeprefix("TEL:")
    number = _of_digits(plain)
    if number is None and (shorter := _EXTENSION.sub("", plain)) != plain:
        number = _of_digits(shorter)
        return number if number is not None and number.kind == LANDLINE else None
    return number


def number_key(text: str) -> str:
    """The normal form of any service or contact number, for storing and searching alike; "" finds nothing.

    A phone number's key, else its letters and digits in upper case (accounts, short numbers, 400 numbers and numbers of
    things, these two without China's country code). A text with a wildcard, quote, NUL or the like has none.
    """
    number = parse_phone(text)
    if number is not None:
        return number.key
    if has_odd_sign(text):
        return ""
    digits = _without_country(_bare(folded(text).strip()))
    return digits if is_number_of_a_thing(digits) or is_service_number(digits) else letters_and_digits(text)


def is_number_of_a_thing(digits: str) -> bool:
    """Whether the digits are a 13-digit number of a machine's card (10…, 14…), which no person answers."""
    return _THINGS.fullmatch(digits) is not None


def is_service_number(digits: str) -> bool:
    """Whether the digits are a number of a whole country's service (400 or 800 and 7 digits)."""
    return _SERVICE.fullmatch(digits) is not None


def phone_trouble(text: str) -> BadInput | None:
    """What is wrong with a text that was meant as a phone number, in words; None if nothing is, or it was not meant so.

    ``start`` and ``end`` count in its digits without the country's.
    """
    plain = folded(text).strip()
    spelled = _bare(plain)
    if parse_phone(plain) is not None or not spelled or not spelled.lstrip("+").isdigit():
        return None
    digits = _without_country(spelled)
    if is_number_of_a_thing(digits) or is_service_number(digits):
        return None
    if digits.startswith("1") and 7 <= len(digits) <= 13:
        return _wrong_mobile(digits)
    if len(digits) in (7, 8) and digits[0] in "2345678":
        return BadInput(mark("A landline needs its area code in front, for example 0571."), start=0, end=0)
    return None


def _wrong_mobile(digits: str) -> BadInput:
    if len(digits) != MOBILE_DIGITS:
        return BadInput(
            mark("A mobile number has 11 digits; this one has {n}."),
            start=min(len(digits), MOBILE_DIGITS),
            end=len(digits),
            n=len(digits),
        )
    return BadInput(
        mark("No mobile number starts with {head}. Please check the second digit."), start=1, end=2, head=digits[:2]
    )


def _of_digits(plain: str) -> PhoneNumber | None:
    spelled = _bare(plain)
    if not spelled.lstrip("+").isdigit() or len(spelled) > 20:
        return None
    if _is_abroad(spelled):
        digits = spelled.removeprefix("+").removeprefix("00")
        return _abroad(digits) if 7 <= len(digits) <= 15 else None
    digits = _without_country(spelled)
    if _MOBILE.fullmatch(digits):
        return PhoneNumber(MOBILE, digits, f"{digits[:3]} {digits[3:7]} {digits[7:]}")
    with_zero = digits.startswith("0") or digits != spelled
    line = _LANDLINE.fullmatch(digits.removeprefix("0")) if with_zero else None
    if line:
        area, local = "0" + line[1], line[2]
        return PhoneNumber(LANDLINE, area + local, f"{area} {local[:-4]} {local[-4:]}")
    return None


def _abroad(digits: str) -> PhoneNumber:
    """A key without the plus, so that it is found without it too, unless it would be somebody's number in China."""
    key = f"+{digits}" if _of_digits(digits) is not None else digits
    return PhoneNumber(UNKNOWN, key, _shown_abroad(digits))


def _shown_abroad(digits: str) -> str:
    """The groups of the country's own numbering plan, where there is one: +33 6 50 98 10 65."""
    import phonenumbers  # slow to load, and hardly any number is abroad

    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return f"+{digits}"
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def _bare(plain: str) -> str:
    """The digits with a leading plus, if nothing else but separators stands between them; else ""."""
    plus = "+" if plain.lstrip("( ").startswith("+") else ""
    rest = plain.lstrip("( ").removeprefix("+")
    if "+" in rest or not all(c.isspace() or is_separator(c) or (c.isascii() and c.isdigit()) for c in rest):
        return ""
    digits = "".join(c for c in rest if c.isdigit())
    return plus + digits if digits else ""


def _is_abroad(spelled: str) -> bool:
    if spelled.startswith("+"):
        return not spelled.startswith("+86")
    return spelled.startswith("00") and not spelled.startswith("0086")


def _without_country(spelled: str) -> str:
    """The digits without +86, 0086 or 86, and without the 0 that is put before a mobile number."""
    for prefix in ("+86", "0086"):
        if spelled.startswith(prefix):
            return _without_zero(spelled.removeprefix(prefix))
    after = spelled.removeprefix("86")
    if spelled.startswith("86") and _is_chinese(after):
        return _without_zero(after)
    return _without_zero(spelled)


def _is_chinese(digits: str) -> bool:
    """Whether the digits are a whole number of China, so that an 86 in front can only be the country."""
    is_phone = _MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits.removeprefix("0"))
    return bool(is_phone) or is_number_of_a_thing(digits) or is_service_number(digits)


def _without_zero(digits: str) -> str:
    return digits[1:] if digits.startswith("0") and _MOBILE.fullmatch(digits[1:]) else digits
