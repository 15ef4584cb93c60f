"""Damaged and hostile files: whatever they hold, they end in records or in refusals that say where and why."""

from __future__ import annotations

import resource
import tracemalloc
from pathlib import Path

import pytest

from counter_app.domain.ticket import Record, Refusal
from counter_app.errors import UnreadableFile
from counter_app.exchange.child import ChildReader
from counter_app.exchange.files import TicketFiles
from counter_app.exchange.limits import MEMORY_MB
from counter_app.exchange.record_lines import from_line, to_line
from counter_app.ports import FileReader
from tests.builders.bombs import BOMBS, MB, Bomb
from tests.builders.damage import damaged, examples

INPUTS, IN_CHILD = 2_000, 20
NIGHTLY_INPUTS, NIGHTLY_IN_CHILD = 20_000, 400


def outcome(reader: FileReader, path: Path) -> list[Record | Refusal]:
    """What a file brings; the refusal of the whole file as one."""
    try:
        return list(reader.read(path))
    except UnreadableFile as refused:
        return [Refusal(path.name, "", refused.text, tuple(refused.values.items()))]


def said(refusal: Refusal) -> str:
    """The refusal in words. Raises: KeyError if a slot of its text has no value."""
    return f"{refusal.file} {refusal.position} {refusal.reason.format(**dict(refusal.values))}"


def check(found: list[Record | Refusal]) -> None:
    """Refusals name file and reason; records pass between processes without a change."""
    for one in found:
        if isinstance(one, Refusal):
            assert one.file and one.reason and said(one)
        line = to_line(one)
        assert "\n" not in line
        assert from_line(line.encode()) == one


def survived(folder: Path, numbers: range, reader: FileReader) -> int:
    """Read damaged files; how many brought at least one record."""
    folder.mkdir(exist_ok=True)
    files = examples(folder)
    brought = 0
    for no in numbers:
        name, content = damaged(no, files)
        path = folder / f"damaged{Path(name).suffix}"
        path.write_bytes(content)
        found = outcome(reader, path)
        check(found)
        brought += any(not isinstance(one, Refusal) for one in found)
    return brought


def test_two_thousand_damaged_files_end_in_records_or_refusals(tmp_path: Path) -> None:
    brought = survived(tmp_path, range(INPUTS), TicketFiles())
    assert INPUTS / 10 < brought < INPUTS * 9 / 10  # the damage is neither ruin nor none


def test_damaged_files_end_the_same_in_a_process_of_their_own(tmp_path: Path) -> None:
    files = examples(tmp_path)
    for no in range(0, INPUTS, INPUTS // IN_CHILD):
        name, content = damaged(no, files)
        path = tmp_path / f"damaged{Path(name).suffix}"
        path.write_bytes(content)
        assert outcome(ChildReader(), path) == outcome(TicketFiles(), path)


@pytest.mark.nightly
def test_twenty_thousand_damaged_files_end_in_records_or_refusals(tmp_path: Path) -> None:
    survived(tmp_path / "here", range(INPUTS, INPUTS + NIGHTLY_INPUTS), TicketFiles())
    survived(tmp_path / "child", range(NIGHTLY_INPUTS, NIGHTLY_INPUTS + NIGHTLY_IN_CHILD), ChildReader())


@pytest.mark.parametrize("bomb", BOMBS, ids=[bomb.name for bomb in BOMBS])
def test_a_bomb_is_refused_by_its_limit_and_harms_nobody(tmp_path: Path, bomb: Bomb) -> None:
    path = tmp_path / "bomb"
    bomb.write(path)
    tracemalloc.start()
    try:
        found = outcome(ChildReader(), path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    refusals = [said(one) for one in found if isinstance(one, Refusal)]
    assert bomb.reason in " ".join(refusals)
    assert len(refusals) == len(found)
    assert peak < 50 * MB
    assert resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY  # the limits were the child's
    assert MEMORY_MB == 512
