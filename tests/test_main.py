"""The command line: what goes wrong is said in words, and never with a customer's words or a password."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BOB = "bob:s3cret" + "@"


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, "COUNTER_DATA": str(folder), **environment}
    command = [sys.executable, "main.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize(
    "url",
    ["postgresql://bob:s3cret", "postgresql://bob@localhost:s3cret/db", "s3cret://x", f"mysql://{BOB}h/db",
     f"postgresql://{BOB}localhost:1/db?s3cretopt=1", "sqlite:////dev/null/x/c.db", "sqlite+foo:////dev/null/x"],
)  # fmt: skip
def test_a_wrong_address_is_said_without_its_password(tmp_path: Path, url: str) -> None:
    told = run(tmp_path, "import", "nothing.csv", COUNTER_DATABASE=url, COUNTER_LANGUAGE="en")
    assert told.returncode == 2
    assert told.stdout == ""
    assert "s3cret" not in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("line", ['zone = "Mars/Phobos"', "ask_here = 4", 'expired_documents = "maybe"', "hall = ["])
def test_a_wrong_settings_file_is_said_in_words(tmp_path: Path, line: str) -> None:
    (tmp_path / "settings.toml").write_text(line, "utf-8")
    told = run(tmp_path, "audit", "verify")
    assert (told.returncode, told.stdout) == (2, "")
    assert "Traceback" not in told.stderr
    assert told.stderr.strip()


def test_a_terminal_that_knows_no_chinese_still_gets_its_report(tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("number,kind,status\nA1000001,宽带移机,处理中\n", "utf-8")
    told = run(tmp_path, "import", str(rows), PYTHONIOENCODING="ascii", COUNTER_LANGUAGE="zh_CN")
    assert told.returncode == 0, told.stderr


def test_a_pipe_is_no_file_to_import(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    told = run(tmp_path, "import", str(tmp_path / "pipe.csv"), COUNTER_LANGUAGE="en")
    assert told.returncode == 1
    assert "not an ordinary file" in told.stdout


def test_a_new_store_is_this_accounts_alone(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert run(folder, "import", "none.csv").returncode == 1
    assert (folder / "counter.db").stat().st_mode & 0o077 == 0
