"""Stores that stand ready: made once a session, copied with their keys for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

Made = Callable[[str, Callable[[str, Path], None]], str]


@pytest.fixture(scope="session")
def kit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the keys of the stores that are copied lie."""
    return tmp_path_factory.mktemp("kit")


@pytest.fixture
def made(store_url: str, fill: Callable[[str, Callable[[str], None]], None], kit: Path, tmp_path: Path) -> Made:
    """``made(name, build)``: ``store_url`` with a copy of the store that ``build(url, folder)`` made in it, its keys in
    this test's own folder."""

    def put(name: str, build: Callable[[str, Path], None]) -> str:
        fill(name, partial(_built, build, kit))
        for part in {"keys", "heads"} & {place.name for place in kit.iterdir()}:
            shutil.copytree(kit / part, tmp_path / part, dirs_exist_ok=True)
        return store_url

    return put


def _built(build: Callable[[str, Path], None], kit: Path, url: str) -> None:
    build(url, kit)
