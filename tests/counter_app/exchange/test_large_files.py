"""Files as large as they may be: read within the memory of a small one, and left at once when somebody cancels (T65)."""

from __future__ import annotations

import itertools
import resource
import time
import tracemalloc
from pathlib import Path

import pytest

from counter_app.exchange.child import ChildReader
from counter_app.exchange.limits import CSV, MB

CHILD_MB, PARENT_MB, ROWS_PER_S, CANCEL_S = 256, 20, 5_000, 2
HEADER = "number,kind,status,opened_at,service_number,site,fee,owner\n"


def write_rows(path: Path, size: int) -> int:
    """A valid file of tickets up to this size in bytes; how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        while file.tell() < size - 2 * MB:
            file.write("".join(
                f"BM{no:010},宽带移机,处理中,2026-03-01 09:12,138{no % 10**8:08},示例市示例区示例路 {no} 号,100.00,P{no}\n"
                for no in range(count, count + 10_000)
            ))  # fmt: skip
            count += 10_000
    return count


def test_a_file_is_handed_over_row_by_row(tmp_path: Path) -> None:
    count = write_rows(tmp_path / "rows.csv", 4 * MB)
    tracemalloc.start()
    try:
        assert sum(1 for _record in ChildReader().read(tmp_path / "rows.csv")) == count
        assert tracemalloc.get_traced_memory()[1] < PARENT_MB * MB
    finally:
        tracemalloc.stop()


def test_a_reader_that_is_cancelled_hands_over_no_more(tmp_path: Path) -> None:
    count = write_rows(tmp_path / "rows.csv", 4 * MB)
    asked = itertools.count()
    brought = sum(1 for _record in ChildReader().read(tmp_path / "rows.csv", lambda: next(asked) > 2))
    assert brought < count


@pytest.mark.nightly
def test_a_gigabyte_is_read_within_256_megabytes_and_left_within_two_seconds(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    count = write_rows(path, CSV.size_mb * MB)
    began = time.monotonic()
    assert sum(1 for _record in ChildReader().read(path)) == count
    assert count / (time.monotonic() - began) > ROWS_PER_S
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < CHILD_MB * 1024

    cancelled: list[float] = []
    for no, _record in enumerate(ChildReader().read(path, lambda: bool(cancelled))):
        if no == 100_000:
            cancelled.append(time.monotonic())
    assert time.monotonic() - cancelled[0] < CANCEL_S
