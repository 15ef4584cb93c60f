"""``main.py import``: report, progress, and an end in good order when somebody stops it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

import pytest

import main
from counter_app.commands import imports
from counter_app.commands.answers import OK, REFUSED, WRONG

TICKETS = 4_000
HANG_S = 100


class Told(TypedDict):
    """The report of the command."""

    new: int
    updated: int
    unchanged: int
    waiting: int
    without_owner: int
    without_number: int
    refused: list[dict[str, str]]
    notes: list[dict[str, str]]
    cancelled: bool


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for files; the commands of the test have a store of their own there."""
    monkeypatch.setenv("COUNTER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("COUNTER_LANGUAGE", "en")
    return tmp_path


def rows_file(folder: Path, count: int, name: str = "rows.csv") -> Path:
    """A file of so many tickets."""
    path = folder / name
    lines = (f"K{no:06},处理中,2026-03-09,1380000{no % 10_000:04}\n" for no in range(count))
    path.write_text("number,status,opened_at,service_number\n" + "".join(lines), "utf-8")
    return path


def report_of(capsys: pytest.CaptureFixture[str], *files: Path, code: int = OK) -> Told:
    """What the command reports, run here."""
    assert main.main(["import", "--json", *map(str, files)]) == code
    told: Told = json.loads(capsys.readouterr().out)
    return told


def test_the_report_counts_and_a_second_run_changes_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = rows_file(place, 30)
    first, second = report_of(capsys, rows), report_of(capsys, rows)
    assert (first["new"], first["unchanged"], second["new"], second["unchanged"]) == (30, 0, 0, 30)
    assert first == {**first, "updated": 0, "waiting": 0, "without_owner": 30, "without_number": 0, "refused": [],
                     "notes": [], "cancelled": False}  # fmt: skip


def test_what_is_refused_is_told_with_file_position_and_reason_and_by_the_exit_code(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = place / "bad.csv"
    bad.write_text("number,fee\n1,x\n2,3\n", "utf-8")
    told = report_of(capsys, bad, place / "none.json", code=REFUSED)
    assert told["refused"] == [
        {"file": "bad.csv", "position": "line 2, fee", "reason": "The amount cannot be read."},
        {"file": "none.json", "position": "", "reason": "There is no such file."},
    ]
    assert told["new"] == 1


def test_without_json_the_report_is_lines_of_words(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["import", str(rows_file(place, 3))]) == OK
    assert "new: 3\n" in capsys.readouterr().out


def test_the_progress_is_one_object_a_line_and_ends_with_all_of_it(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["import", "--progress", "json", str(rows_file(place, 1_200))]) == OK
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert lines[0] == {"phase": "reading", "done": 500, "total": 0}
    assert lines[-1] == {"phase": "writing", "done": 1_200, "total": 1_200}


def test_without_a_file_nothing_is_done(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["import"]) == WRONG
    assert "Name at least one file" in capsys.readouterr().err


def followed(place: Path, *files: Path) -> subprocess.Popen[str]:
    """The command as a panel starts it."""
    command = (sys.executable, main.__file__, *imports.FOLLOWED, *map(str, files))
    assert main.import_command() == command[:6]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=dict(os.environ))


def stopped_at(process: subprocess.Popen[str], phase: str, which: signal.Signals) -> Told:
    """Stop the command once it is in this phase; what it reports."""
    assert process.stderr is not None
    for line in process.stderr:
        if json.loads(line)["phase"] == phase:
            break
    process.send_signal(which)
    out, _err = process.communicate(timeout=HANG_S)
    assert process.returncode == REFUSED
    told: Told = json.loads(out)
    return told


@pytest.mark.parametrize("which", [signal.SIGINT, signal.SIGTERM])
def test_stopped_while_it_writes_it_keeps_whole_batches_and_the_next_run_finishes(
    place: Path, capsys: pytest.CaptureFixture[str], which: signal.Signals
) -> None:
    rows = rows_file(place, TICKETS)
    told = stopped_at(followed(place, rows), "writing", which)
    assert told["cancelled"] and told["refused"] == []
    assert 0 < told["new"] < TICKETS and told["new"] % 500 == 0
    rest = report_of(capsys, rows)
    assert (rest["new"], rest["unchanged"]) == (TICKETS - told["new"], told["new"])


def test_stopped_while_it_reads_it_brings_nothing(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [rows_file(place, TICKETS, f"rows{no}.csv") for no in range(4)]
    told = stopped_at(followed(place, *files), "reading", signal.SIGINT)
    assert (told["cancelled"], told["new"]) == (True, 0)
    assert report_of(capsys, rows_file(place, 5))["new"] == 5


def test_a_file_with_more_records_than_are_kept_is_read_again_and_brings_all(
    place: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counter_app.service.importing.HELD", 100)
    owners = place / "owners.csv"
    owners.write_text("party,service_number\n" + "".join(f"P{no},1380000{no:04}\n" for no in range(150)), "utf-8")
    told = report_of(capsys, rows_file(place, 130), owners)
    assert (told["new"], told["unchanged"], told["refused"]) == (280, 0, [])
    assert report_of(capsys, owners, rows_file(place, 130))["unchanged"] == 280
