"""The tour as a stranger runs it: a process of its own, twice, on either engine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[2]
SLIPS = ("slip-a5.pdf", "slip-80mm.pdf", "large-print-a5.pdf")
PATIENCE_S = 120


def tour(out: Path, language: str, folder: Path, url: str = "") -> subprocess.CompletedProcess[str]:
    """Run ``main.py tour`` with a data folder of the test's own."""
    environment = {**os.environ, "COUNTER_DATA": str(folder), **({"COUNTER_DATABASE": url} if url else {})}
    command = [sys.executable, "main.py", "tour", "--out", str(out), "--language", language]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )


def told(out: Path) -> list[tuple[str, list[str], list[str]]]:
    """What each step typed and showed."""
    kept = json.loads((out / "tour.json").read_text("utf-8"))
    return [(step["name"], step["typed"], step["texts"]) for step in kept["steps"]]


def test_two_tours_show_the_same_and_print_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run = tour(tmp_path / name, "zh_CN", tmp_path / f"data {name}")
        assert run.returncode == 0, run.stderr
        assert Path(run.stdout.splitlines()[0]).is_file()
    assert told(tmp_path / "one") == told(tmp_path / "two")
    for slip in SLIPS:
        assert (tmp_path / "one" / slip).read_bytes() == (tmp_path / "two" / slip).read_bytes()
    kept = json.loads((tmp_path / "one" / "tour.json").read_text("utf-8"))
    assert kept["keys_from_verified_card_to_slip"] <= 45
    assert all((tmp_path / "one" / step["picture"]).is_file() for step in kept["steps"])


def test_a_tour_in_english_fills_the_empty_store_it_is_given(store_url: str, tmp_path: Path) -> None:
    first = tour(tmp_path / "first", "en", tmp_path / "data", store_url)
    assert first.returncode == 0, first.stderr
    assert "counter.db" not in first.stdout
    assert "Ticket progress" in PdfReader(tmp_path / "first" / "slip-a5.pdf").pages[0].extract_text()
    second = tour(tmp_path / "second", "en", tmp_path / "data", store_url)
    assert second.returncode == 0, second.stderr
    assert "counter.db" in second.stdout
