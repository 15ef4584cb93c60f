"""Themes on real screens: what is painted can be read, in colours that the tokens promise."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from counter_app.resource_files import resource
from tests.doubles.paint_log import Piece, in_sight, painted
from tests.e2e.screens.desk import ScreenDesk
from tests.e2e.screens.screens import SCREENS
from tests.ui.test_theme import contrast
from ui.looks import Look
from ui.theme import THEMES, Theme

TOKENS = tomllib.loads(resource("themes", "tokens.toml").read_text("utf-8"))
TELLING = ("sign_in_error", "start", "document_wrong", "glance", "choose", "ticket", "ticket_unknown", "slip_trouble", "away")
"""Screens that together use every chip, banner, button and state."""
LOOKS = [(name, "normal") for name in THEMES] + [("light", "large"), ("dark", "large")]


def ground(image: QImage, piece: Piece, top: QPoint) -> QColor:
    """The colour behind a text: the one most pixels of its box have."""
    box = piece.rect.toRect().translated(top).intersected(QRect(0, 0, image.width(), image.height()))
    seen = Counter(image.pixel(x, y) for x in range(box.left(), box.right(), 2) for y in range(box.top(), box.bottom(), 2))
    return QColor.fromRgb(seen.most_common(1)[0][0])


def weak_pairs(desk: ScreenDesk) -> dict[str, float]:
    """Texts in sight that stand too weak on what is behind them, or in a pair of colours the tokens do not list."""
    theme = desk.app.theme
    floor = 7.0 if theme.is_large or theme.is_high_contrast else 4.5
    listed = [pair.split(" on ") for pair in TOKENS["theme"][theme.name]["contrast"]]
    pairs = {(theme.colour(text).rgb(), theme.colour(behind).rgb()) for text, behind in listed}
    image, top = desk.window.grab().toImage(), desk.top().mapTo(desk.window, QPoint(0, 0))
    weak: dict[str, float] = {}
    for piece in painted(desk.top()):
        if not in_sight(piece.widget, desk.top()).contains(piece.rect.center()):
            continue
        behind = ground(image, piece, top)
        ratio = contrast(piece.colour, behind)
        if ratio < floor - 0.01 or (piece.colour.rgb(), behind.rgb()) not in pairs:
            weak[f"{piece.text[:24]} {piece.colour.name()} on {behind.name()}"] = round(ratio, 2)
    return weak


@pytest.mark.parametrize(("name", "view"), LOOKS)
def test_every_text_on_a_screen_can_be_read_in_every_theme(qtbot: QtBot, name: str, view: str) -> None:
    desk = ScreenDesk(Look(name, view, "zh_CN"))
    found = {}
    for screen in TELLING:
        desk.begin_anew()
        SCREENS[screen](desk)
        desk.settle()
        if weak := weak_pairs(desk):
            found[screen] = weak
    desk.leave()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    Theme().apply(application)
    assert found == {}
