"""Code 128: the line code that plain hand scanners read. Source: ISO/IEC 15417."""

from __future__ import annotations

import re
from itertools import pairwise

QUIET_MODULES = 10
"""White at each side, in modules."""
_START_B, _START_C, _TO_C, _TO_B, _STOP = 104, 105, 99, 100, 106
_WIDTHS = re.findall(
    r"\d+",
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112",
)
"""Bar, space, bar … of each symbol, in modules."""
_PART = re.compile(r"^(?:\d\d){2,}|(?:\d\d){3,}|(?:\d\d){2,}$|.", re.DOTALL)


def widths(text: str) -> tuple[int, ...]:
    """The code of ``text`` as widths in modules: bar, space, bar … bar. Digits go in pairs (code C) where that is shorter.

    () for a text that is empty or not all of the characters from space to ~.
    """
    if not text or not all(" " <= c <= "~" for c in text):
        return ()
    symbols = _symbols(text)
    total = symbols[0] + sum(place * symbol for place, symbol in enumerate(symbols[1:], 1))
    return tuple(int(width) for symbol in (*symbols, total % 103, _STOP) for width in _WIDTHS[symbol])


def _symbols(text: str) -> list[int]:
    parts = _PART.findall(text)
    in_pairs = [len(part) > 1 for part in parts]
    symbols = [_START_C if in_pairs[0] else _START_B]
    for part, (before, now) in zip(parts, pairwise([in_pairs[0], *in_pairs]), strict=True):
        if before != now:
            symbols.append(_TO_C if now else _TO_B)
        symbols += [int(part[n : n + 2]) for n in range(0, len(part), 2)] if now else [ord(part) - ord(" ")]
    return symbols
