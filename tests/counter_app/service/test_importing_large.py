"""Runs of more records than one batch, and than are kept in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders.desk import Desk

TICKETS = 45


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of ten tickets, and room for thirty records."""
    monkeypatch.setattr("counter_app.service.importing.BATCH", 10)
    monkeypatch.setattr("counter_app.service.importing.HELD", 30)


def rows(folder: Path, name: str = "rows.csv") -> Path:
    """Each ticket twice, far from each other."""
    lines = [f"K{no:03},{status},2026-03-0{day}\n" for day, status in ((1, "处理中"), (2, "已完成")) for no in range(TICKETS)]
    path = folder / name
    path.write_text("number,status,updated_at\n" + "".join(lines), "utf-8")
    return path


@pytest.mark.usefixtures("small_batches")
def test_a_ticket_of_several_batches_is_counted_once_by_what_became_of_it(desk: Desk, tmp_path: Path) -> None:
    first = desk.counter.importing.run((rows(tmp_path), rows(tmp_path, "copy.csv")), _ignored)
    assert (first.new, first.updated, first.unchanged) == (TICKETS, 0, 0)
    assert (first.without_owner, first.without_number) == (TICKETS, TICKETS)
    second = desk.counter.importing.run((rows(tmp_path),), _ignored)
    assert (second.new, second.updated, second.unchanged, second.without_owner) == (0, 0, TICKETS, TICKETS)


@pytest.mark.usefixtures("small_batches")
def test_a_large_file_that_changes_between_reading_and_writing_is_refused(desk: Desk, tmp_path: Path) -> None:
    owners, large = tmp_path / "owners.csv", rows(tmp_path)
    owners.write_text("party,name\nP1,示例\n", "utf-8")

    def written_over(_done: int, total: int) -> None:
        if total:
            large.write_text("number,status\nOTHER,处理中\n", "utf-8")

    report = desk.counter.importing.run((owners, large), written_over)
    assert [(refusal.file, refusal.reason) for refusal in report.refused] == [
        ("rows.csv", "The file was changed while it was read.")
    ]
    assert report.new == 1


def _ignored(_done: int, _total: int) -> None:
    """Nobody watches."""
