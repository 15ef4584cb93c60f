"""A desk on either engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders.desk import LI, WANG, Desk, open_desk, person, staffed, ticket
from tests.counter_app.conftest import Made


@pytest.fixture
def desk(made: Made, tmp_path: Path) -> Iterator[Desk]:
    """A counter on a new store of this test's own (at ``store_url``), a clerk signed in."""
    desk = open_desk(made("desk", staffed), tmp_path)
    yield desk
    desk.counter.close()


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A desk with two owners' tickets (1: Wang's, 2: Li's), Wang verified."""
    desk.take(
        person("P1", WANG, "13800136621"), person("P2", LI, "13900137730"), ticket(),
        ticket("BZ2603120033", owner_ref="P2", service_number="13900137730"),
    )  # fmt: skip
    assert desk.verify(WANG)
    return desk
