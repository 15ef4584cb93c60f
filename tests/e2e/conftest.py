"""A hall on a real store of the test's own, and a clerk at its window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.e2e.clerk import Clerk
from tests.e2e.hall import fill


@pytest.fixture(scope="session")
def filled_hall(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled store and its keys, made once and copied by every test."""
    folder = tmp_path_factory.mktemp("hall")
    fill(f"sqlite:///{folder / 'counter.db'}", folder)
    return folder


@pytest.fixture
def hall(filled_hall: Path, tmp_path: Path) -> Path:
    """This test's own copy."""
    return Path(shutil.copytree(filled_hall, tmp_path / "hall"))


OpenWindow = Callable[..., Clerk]


@pytest.fixture
def open_window(qtbot: QtBot, hall: Path) -> Iterator[OpenWindow]:
    """``open_window(language, reader=port)``: the real window on the hall's store, not signed in."""
    clerks: list[Clerk] = []

    def opened(language: str = "zh_CN", reader: str = "") -> Clerk:
        clerks.append(Clerk(qtbot, f"sqlite:///{hall / 'counter.db'}", hall, language, reader=reader))
        return clerks[-1]

    yield opened
    for clerk in clerks:
        clerk.leave()


@pytest.fixture
def clerk(open_window: OpenWindow) -> Clerk:
    """A clerk, signed in, at the box."""
    clerk = open_window()
    clerk.sign_in()
    return clerk
