"""A desk on either engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.desk import Desk, open_desk


@pytest.fixture
def desk(store_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A counter on a new store of this test's own, a clerk signed in."""
    desk = open_desk(store_url, tmp_path)
    yield desk
    desk.counter.close()
