"""Two shells of the program on one store: what one takes in, the window of the other shows on its next look."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.builders.desk import WANG
from tests.e2e.clerk import Clerk
from tests.e2e.hall import fill

ROOT = Path(__file__).resolve().parents[2]
ROWS = (
    "number,source,owner,kind,status,opened_at,service_number\n"
    "NEW26031800001,crm,P1,投诉,处理中,2026-03-18 14:00,13800136621\n"
)


def import_in_another_shell(url: str, folder: Path, file: Path) -> dict[str, object]:
    """``main.py import`` as a process of its own on the same store with the same keys."""
    environment = {**os.environ, "COUNTER_DATA": str(folder), "COUNTER_DATABASE": url}
    command = [sys.executable, "main.py", "import", str(file), "--json"]
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert run.returncode == 0, run.stderr
    return dict(json.loads(run.stdout))


def test_an_import_in_one_shell_is_in_the_open_list_of_the_other_on_the_next_look(
    qtbot: QtBot, store_url: str, tmp_path: Path
) -> None:
    fill(store_url, tmp_path)
    clerk = Clerk(qtbot, store_url, tmp_path)
    try:
        clerk.sign_in()
        clerk.present(WANG)
        clerk.until_seen("4 件工单")
        file = tmp_path / "tickets.csv"
        file.write_text(ROWS, "utf-8")
        report = import_in_another_shell(store_url, tmp_path, file)
        assert (report["new"], report["refused"], report["without_owner"]) == (1, [], 0)
        clerk.look_up("NEW26031800001")
        clerk.until(lambda: clerk.opened() == "NEW26031800001")
        clerk.press("F12")
        clerk.present(WANG)
        clerk.until_seen("5 件工单")
        assert import_in_another_shell(store_url, tmp_path, file)["unchanged"] == 1
    finally:
        clerk.leave()
