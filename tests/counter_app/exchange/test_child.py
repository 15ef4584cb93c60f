"""Reading in a process of its own: what comes back, and how a child that fails or hangs ends."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from counter_app.errors import UnreadableFile
from counter_app.exchange.child import ChildReader
from counter_app.exchange.files import TicketFiles
from counter_app.exchange.limits import CSV, JSON, XLSX, processor_s
from tests.builders.files_read import ROWS

EXAMPLES = Path(__file__).parents[2] / "data"


def acting(folder: Path, script: str) -> ChildReader:
    """A reader whose child runs this shell script instead of Python."""
    program = folder / "python"
    program.write_text(f"#!/bin/sh\nread -r asked\n{script}\n", "ascii")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return ChildReader(python=str(program))


def why(reader: ChildReader, path: Path) -> str:
    """Why the file cannot be read."""
    with pytest.raises(UnreadableFile) as refused:
        list(reader.read(path))
    return str(refused.value)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text(ROWS, "utf-8")
    return path


def test_a_child_brings_what_reading_here_brings() -> None:
    for path in (EXAMPLES / "dialects" / "TMF641-v4" / "order.json", EXAMPLES / "dialects" / "TMF621-R14" / "page.json"):
        assert list(ChildReader().read(path)) == list(TicketFiles().read(path))


def test_dates_without_a_zone_are_the_halls_in_the_child_too(rows: Path) -> None:
    rows.write_text("number,opened_at\n1,2026-03-18 09:12\n", "utf-8")
    assert list(ChildReader("Asia/Urumqi").read(rows)) == list(TicketFiles("Asia/Urumqi").read(rows))
    assert list(ChildReader("Asia/Urumqi").read(rows)) != list(ChildReader().read(rows))


def test_files_that_are_not_there_are_said_without_their_folder(tmp_path: Path) -> None:
    assert why(ChildReader(), tmp_path / "secret" / "x.csv") == "The file cannot be opened or read."


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("exit 3", "It could not be read to its end (3)."),
        ("kill -KILL $$", "It could not be read to its end (-9)."),
        ("kill -XCPU $$", "It takes too long to read."),
        ("echo '[\"memory\"]'", "Reading it would take more than 512 MB of memory."),
        ("echo '[\"fault\", \"KeyError, tmf.py:7\"]'", "It could not be read to its end (KeyError, tmf.py:7)."),
        ('echo \'["unreadable", "The file is larger than {limit} MB.", {"limit": 7}]\'', "The file is larger than 7 MB."),
        ("echo one; echo two; echo '[\"end\", 2]'", "It could not be read to its end (?)."),
        ("head -c 70000000 /dev/zero", "It holds far more than a file of its size can."),
        (f"yes '[\"refusal\",\"a\",\"b\",\"{'c' * 9000}\",[],false]'", "It holds far more than a file of its size can."),
    ],
)  # fmt: skip
def test_a_child_that_fails_is_one_refusal_in_words(tmp_path: Path, rows: Path, script: str, reason: str) -> None:
    assert why(acting(tmp_path, script), rows) == reason


def test_a_child_that_is_not_there_is_said(tmp_path: Path, rows: Path) -> None:
    assert why(ChildReader(python=str(tmp_path / "none")), rows) == "It could not be read to its end (FileNotFoundError)."


def test_a_child_that_hangs_is_ended_when_somebody_cancels(tmp_path: Path, rows: Path) -> None:
    asked: Iterator[bool] = iter((False, False, True, True, True))
    reader = acting(tmp_path, f"exec {sys.executable} -c 'import signal; signal.pause()'")
    assert list(reader.read(rows, lambda: next(asked, True))) == []


def test_a_reader_that_is_left_ends_its_child(rows: Path) -> None:
    found = ChildReader().read(rows)
    assert next(iter(found))
    found.close()


def test_the_child_sees_nothing_of_the_environment(tmp_path: Path, rows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTER_DATABASE", "secret")
    told = tmp_path / "told"
    assert why(acting(tmp_path, f"env > {told}; exit 1"), rows)
    assert "secret" not in told.read_text("utf-8") and "COUNTER" not in told.read_text("utf-8")


def test_small_files_have_seconds_and_large_ones_more() -> None:
    assert [processor_s(1000, limits) for limits in (CSV, JSON, XLSX)] == [4, 4, 4]
    assert processor_s(100 << 20, XLSX) > processor_s(100 << 20, JSON) > 60
