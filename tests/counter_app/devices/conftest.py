"""A pretended ID-card reader of the test's own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from counter_app.devices.fake_reader import FakeReader


@pytest.fixture
def fake() -> Iterator[FakeReader]:
    """A reader on a pseudo-terminal, nothing on it."""
    with FakeReader() as reader:
        yield reader
