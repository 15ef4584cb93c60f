"""Taking in tickets from the window: the import command as a process, its report, and who may."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from counter_app.commands.imports import FOLLOWED
from tests.builders.desk import PASSWORD
from tests.e2e.clerk import Clerk
from tests.e2e.conftest import OpenWindow
from ui.equipment import Equipment

MAIN = Path(__file__).resolve().parent.parent.parent / "main.py"
NEW = {"id": "GD2603180001", "@type": "TroubleTicket", "name": "新单", "status": "inProgress", "creationDate": "2026-03-18T01:00:00Z"}
SLOW = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(print({report!r})));\nprint('{{\"phase\": \"writing\", \"done\": 500, \"total\": 9000}}', file=sys.stderr, flush=True)\ntime.sleep(60)"
STOPPED = json.dumps(dict.fromkeys(("new", "updated", "unchanged", "waiting", "without_owner", "without_number"), 0) | {"refused": [], "notes": [], "cancelled": True})


@pytest.fixture
def supervisor(open_window: OpenWindow) -> Clerk:
    """An administrator, signed in, at a window that can import."""
    made = open_window()
    made.app.equipment = Equipment((sys.executable, str(MAIN), *FOLLOWED))
    made.sign_in("9001", PASSWORD)
    return made


def open_sheet(clerk: Clerk) -> None:
    clerk.press("Ctrl+I")
    clerk.until_seen("导入工单")


def test_a_file_is_imported_and_its_tickets_are_there_at_the_next_look(supervisor: Clerk, tmp_path: Path) -> None:
    file = tmp_path / "tickets.json"
    file.write_text(json.dumps([NEW]), "utf-8")
    open_sheet(supervisor)
    supervisor.app.main.side_work.imports.import_files([str(file)])
    supervisor.until_seen("全部导入好了")
    supervisor.press("Esc")
    supervisor.look_up(NEW["id"])
    supervisor.until_seen("GD26 0318 0001")


def test_what_was_refused_is_listed_with_file_place_and_reason(supervisor: Clerk, tmp_path: Path) -> None:
    file = tmp_path / "half.json"
    file.write_text(json.dumps([NEW, {"@type": "TroubleTicket", "status": "inProgress"}]), "utf-8")
    open_sheet(supervisor)
    supervisor.app.main.side_work.imports.import_files([str(file)])
    supervisor.until_seen("已导入，有几条没有收")
    assert supervisor.sees("1 条没有收")
    assert supervisor.sees("half.json")


def test_an_import_goes_on_over_f12_and_stops_between_batches_when_asked(supervisor: Clerk, tmp_path: Path) -> None:
    supervisor.app.equipment = Equipment((sys.executable, "-c", SLOW.format(report=STOPPED)))
    supervisor.app.main.equip(supervisor.app.equipment)
    open_sheet(supervisor)
    supervisor.app.main.side_work.imports.import_files([str(tmp_path / "any.json")])
    supervisor.until_seen("已写入 500 条，共 9000 条")
    supervisor.press("F12")
    assert supervisor.app.main.side_work.run.is_running()
    open_sheet(supervisor)
    supervisor.press("Tab")
    while supervisor.focused() is not supervisor.app.main.side_work.imports.cancel_button:
        supervisor.press("Tab")
    supervisor.press("Return")
    supervisor.until_seen("导入已停止")


def test_a_clerk_may_not_import_and_hears_who_may(open_window: OpenWindow) -> None:
    clerk = open_window()
    clerk.sign_in()
    clerk.press("Ctrl+I")
    clerk.until_seen("现在不能办")
    assert not clerk.app.main.side_work.is_open()


def test_a_command_that_cannot_start_is_said(supervisor: Clerk, tmp_path: Path) -> None:
    supervisor.app.main.equip(Equipment((str(tmp_path / "not-there"),)))
    open_sheet(supervisor)
    supervisor.app.main.side_work.imports.import_files([str(tmp_path / "any.json")])
    supervisor.until_seen("一条也没有导入")
