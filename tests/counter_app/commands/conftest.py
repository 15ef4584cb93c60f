"""The command line on a store of the test's own, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import main
from counter_app.service.counter import Counter
from tests.builders.desk import PaperPrinter, TestClock, open_counter, staffed
from tests.counter_app.conftest import Made


class Said(NamedTuple):
    """What a command printed, and its exit code."""

    code: int
    out: str
    complaint: str


class Shell(NamedTuple):
    """Runs ``main.py`` with arguments; ``counter`` is a desk on the same store with staff 3107 and 9001."""

    run: Callable[..., Said]
    counter: Counter
    folder: Path
    url: str


@pytest.fixture
def shell(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Shell]:
    """The command line, in English."""
    store_url = made("desk", staffed)
    for name, value in (("COUNTER_DATABASE", store_url), ("COUNTER_DATA", str(tmp_path)), ("COUNTER_LANGUAGE", "en")):
        monkeypatch.setenv(name, value)
    counter = open_counter(store_url, tmp_path, TestClock(), PaperPrinter())

    def run(*arguments: str) -> Said:
        code = main.main(arguments)
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    yield Shell(run, counter, tmp_path, store_url)
    counter.close()
