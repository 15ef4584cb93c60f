"""Text that may stand on paper: nothing invisible, nothing that turns the reading direction round."""

from __future__ import annotations

import unicodedata

BLANK = "＿"
"""What is printed where no font has the character: a space to write it in by hand."""
WIDE_SPACE = "\u3000"
"""As wide as a 汉字: between two things on one line."""
_SPACES = frozenset("\t\n\v\f\r\x85\u2028\u2029")
_KEPT_SPACES = frozenset(" " + WIDE_SPACE)


def printable(text: str) -> str:
    """``text`` as one line: line ends become a space; controls, direction marks and zero-width characters go.

    Nothing else changes: letters written as base and accent are joined, half surrogates become a blank to write in.
    Source: Unicode general categories Cc, Cf, Cs, Zs and the variation selectors.
    """
    joined = unicodedata.normalize("NFC", text) if any(unicodedata.combining(c) for c in text) else text
    shown = "".join(_shown(c) for c in joined)
    return " ".join(part for part in shown.split(" ") if part)


def _shown(character: str) -> str:
    if character in _KEPT_SPACES:
        return character
    category = unicodedata.category(character)
    if character in _SPACES or category in ("Zs", "Zl", "Zp"):
        return " "
    if category in ("Cc", "Cf") or _is_variation_selector(character):
        return ""
    return BLANK if category == "Cs" else character


def _is_variation_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
