"""What is printed in the place of a character no bundled font has: its reading in brackets, else a blank to write in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from counter_app.domain.slip import Replaced
from counter_app.slips.fonts import SlipFonts
from counter_app.slips.safe_text import BLANK


class Readings:
    """Replaces missing characters in texts and remembers which. One for each slip."""

    def __init__(self, fonts: SlipFonts) -> None:
        self.fonts = fonts
        self._known: dict[str, str] = {}

    def written(self, text: str) -> str:
        """``text`` with nothing in it that would be printed as a box: 𪚥** becomes (zhé)**."""
        missing = frozenset(self.fonts.missing([text]))
        return "".join(self._instead_of(c) if c in missing else c for c in text) if missing else text

    def replaced(self, printed: Iterable[str]) -> tuple[Replaced, ...]:
        """What was replaced and did reach paper (a long text is cut), in order of the characters' codes."""
        paper = "\n".join(printed)
        return tuple(Replaced(c, by) for c, by in sorted(self._known.items()) if by in paper)

    def _instead_of(self, character: str) -> str:
        if character not in self._known:
            reading = _reading(character)
            plain = "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))
            fits = next((one for one in (reading, plain) if one and not self.fonts.missing([one])), "")
            self._known[character] = f"({fits})" if fits else BLANK
        return self._known[character]


def _reading(character: str) -> str:
    """The usual Mandarin reading with its tone, "" if none is known. Source: Unihan, through pypinyin."""
    from pypinyin.pinyin_dict import pinyin_dict  # nearly never needed, and a tenth of a second to load

    return unicodedata.normalize("NFC", pinyin_dict.get(ord(character), "").split(",")[0])
