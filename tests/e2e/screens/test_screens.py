"""Every screen in every language and size of text: it shows what it should, and nothing of it is cut or out of reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.e2e.screens import goldens
from tests.e2e.screens.desk import ScreenDesk
from tests.e2e.screens.fit import misfits
from tests.e2e.screens.screens import SCREENS
from ui.looks import Look
from ui.theme import VIEWS, Theme

SMALLEST, LOW, USUAL, WIDE = (1280, 680), (1366, 697), (1366, 768), (1920, 1080)
SIZES = {"normal": (SMALLEST, LOW, USUAL, WIDE), "large": (SMALLEST, WIDE), "largest": (SMALLEST, WIDE)}
LANGUAGES = ("zh_CN", "en")

OpenDesk = Callable[[Look, tuple[int, int]], ScreenDesk]


@pytest.fixture
def open_desk(qtbot: QtBot) -> Iterator[OpenDesk]:
    """``open_desk(look, size)``: a window; closed after the test, and the application has its usual look again."""
    desks: list[ScreenDesk] = []

    def opened(look: Look, size: tuple[int, int]) -> ScreenDesk:
        desks.append(ScreenDesk(look, size))
        return desks[-1]

    yield opened
    for desk in desks:
        desk.leave()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    Theme().apply(application)


def each_screen(desk: ScreenDesk) -> Iterator[str]:
    """Bring up every screen, one after another."""
    for screen, make in SCREENS.items():
        desk.begin_anew()
        make(desk)
        desk.settle()
        yield screen


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_shows_its_golden_and_nothing_of_it_is_cut(open_desk: OpenDesk, language: str, view: str) -> None:
    desk = open_desk(Look("light", view, language), goldens.SIZE)
    found: dict[str, list[str]] = {}
    for screen in each_screen(desk):
        if view in goldens.VIEWS:
            desk.resize(*goldens.SIZE)
            found[f"{screen} differs from its golden"] = goldens.difference(desk, screen)
        for size in SIZES[view]:
            desk.resize(*size)
            told = misfits(desk.top(), desk.window)
            if (desk.window.width(), desk.window.height()) != size:
                told.append(f"the window wants {desk.window.width()} x {desk.window.height()}")
            found[f"{screen} {size[0]} x {size[1]}"] = told
    assert {where: told for where, told in found.items() if told} == {}  # goldens: python -m tests.e2e.screens.goldens


def test_there_is_no_golden_without_a_screen() -> None:
    wanted = {goldens.name_of(s, language, v) for s in SCREENS for language in LANGUAGES for v in goldens.VIEWS}
    assert {path.name for path in goldens.FOLDER.glob("*.txt")} == wanted
