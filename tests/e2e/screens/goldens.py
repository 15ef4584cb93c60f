"""What each screen shows, as text, kept in ``tests/goldens/screens``.

    python -m tests.e2e.screens.goldens      writes the files anew; look at the difference before you commit it
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from PySide6.QtWidgets import QWidget

from tests.doubles.paint_log import Piece, painted
from tests.e2e.screens.desk import ScreenDesk
from ui.widgets.chips import Chip
from ui.widgets.down_scroll import DownScroll
from ui.widgets.flow_row import FlowRow
from ui.widgets.key_cap import KeyCap
from ui.widgets.text_label import CodeLabel, NameLabel, PhraseLabel, TextLabel

FOLDER = Path(__file__).resolve().parent.parent.parent / "goldens" / "screens"
SIZE = (1366, 768)
VIEWS = ("normal", "large")
SMALL = (TextLabel, PhraseLabel, NameLabel, CodeLabel, KeyCap, Chip, FlowRow, DownScroll)
"""Parts that are told under the name of what holds them."""
BASE_LINE = 3.0


def name_of(screen: str, language: str, view: str) -> str:
    """The golden's file name."""
    return f"{screen}-{language}-{view}.txt"


def text_of(desk: ScreenDesk) -> str:
    """Every text on show, line by line under the part that paints it; then rows as they are announced."""
    lines: list[str] = []
    for owner, pieces in groupby(painted(desk.top()), key=lambda piece: _owner(piece.widget)):
        lines.append(type(owner).__name__)
        lines += [f"  {line}" for line in _lines(list(pieces))]
    for widget in desk.top().findChildren(QWidget):
        if widget.isVisible() and hasattr(widget, "said_rows") and widget.said_rows():
            lines.append(f"{type(widget).__name__} says")
            lines += [f"  {row}" for row in widget.said_rows()]
    return "\n".join(lines) + "\n"


def difference(desk: ScreenDesk, screen: str) -> list[str]:
    """The lines in which what is on show differs from the screen's golden; none if it does not."""
    path = FOLDER / name_of(screen, desk.app.texts.language, desk.app.theme.view)
    kept, shown = path.read_text("utf-8").splitlines() if path.exists() else [], text_of(desk).splitlines()
    if kept == shown:
        return []
    return [f"- {line}" for line in kept if line not in shown] + [f"+ {line}" for line in shown if line not in kept] or ["order"]


def _owner(widget: QWidget) -> QWidget:
    around: QWidget | None = widget
    while around is not None:
        if type(around).__module__.startswith("ui.") and type(around) not in SMALL:
            return around
        around = around.parentWidget()
    return widget


def _lines(pieces: list[Piece]) -> Iterator[str]:
    """Pieces on one base line are one line."""
    line: list[Piece] = []
    for piece in pieces:
        if line and abs(line[-1].rect.bottom() - piece.rect.bottom()) > BASE_LINE:
            yield _joined(line)
            line = []
        line.append(piece)
    if line:
        yield _joined(line)


def _joined(line: list[Piece]) -> str:
    return " | ".join(piece.text.strip() for piece in sorted(line, key=lambda piece: piece.rect.left()))


def main() -> None:
    """Write all goldens, and take away those of screens that are gone."""
    from counter_app.texts import LANGUAGES
    from tests.conftest import isolate
    from tests.e2e.screens.screens import SCREENS
    from ui.looks import Look

    isolate()
    FOLDER.mkdir(parents=True, exist_ok=True)
    written = set()
    for language in LANGUAGES:
        for view in VIEWS:
            desk = ScreenDesk(Look("light", view, language), SIZE)
            for screen, make in SCREENS.items():
                desk.begin_anew()
                make(desk)
                desk.settle()
                path = FOLDER / name_of(screen, language, view)
                path.write_text(text_of(desk), "utf-8", newline="\n")
                written.add(path)
            desk.leave()
    for path in set(FOLDER.glob("*.txt")) - written:
        path.unlink()


if __name__ == "__main__":
    main()
