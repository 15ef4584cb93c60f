"""How typed, pasted and scanned characters are folded before anything is recognised in them."""

from __future__ import annotations

import unicodedata

DASHES = "‐‑‒–—―−﹘﹣－ー"
BRACKETS = "()[]{}（）［］【】〔〕「」『』〈〉《》"
_TO_DASH = {ord(c): "-" for c in DASHES}
_ODD = frozenset("%_'\"\\*?;<>|`^~$&!=‘’“”")


def folded(text: str) -> str:
    """The text with full-width and other decimal digits as 0-9, full-width signs as ASCII, dashes as ``-``, upper case.

    Marks that cannot be seen (zero width, direction) are dropped. ``²`` or ``①`` are no digits and stay.
    """
    return "".join(map(_fold_one, text.translate(_TO_DASH))).upper()


def _fold_one(char: str) -> str:
    if char.isascii():
        return char
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Cf":
        return ""
    if category in ("No", "Nl"):
        return char
    return unicodedata.normalize("NFKC", char)


def is_separator(char: str) -> bool:
    """Whether people put this character between the digits of a number without meaning anything by it."""
    return char.isspace() or char in "-./+,:" or char in BRACKETS


def letters_and_digits(text: str) -> str:
    """Only the letters and the digits 0-9 of the folded text, upper case; "" if nothing is left."""
    return "".join(c for c in folded(text) if c.isalpha() or (c.isascii() and c.isdigit()))


def has_odd_sign(text: str) -> bool:
    """Whether a sign stands in the text that no number has: wildcards, quotes, NUL and the like, ``²``."""
    return any(_is_odd(c) for c in folded(text))


def _is_odd(char: str) -> bool:
    if char in _ODD:
        return True
    category = unicodedata.category(char)
    return category in ("No", "Nl", "Cs", "Co", "So") or (category == "Cc" and not char.isspace())
