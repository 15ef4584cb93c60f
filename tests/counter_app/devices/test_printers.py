"""Print queues, seen through stand-ins for ``lp`` and ``lpstat`` that are real processes."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from counter_app.devices.printers import (
    AWAY,
    CLOSED,
    GIVEN_UP,
    NO_SUCH_PRINTER,
    NOT_ACCEPTING,
    NOT_CONNECTED,
    OUT_OF_PAPER,
    PASSED_ON,
    PAUSED,
    READY,
    REFUSED,
    TOO_SLOW,
    WAITING,
    SystemQueue,
)
from counter_app.domain.slip import Slip
from counter_app.errors import DeviceTrouble
from counter_app.texts import Texts

SLIP = Slip(b"%PDF-1.4 a slip \x00\xff", 80, 187, 1, (), "Custom.80x187mm")
THREE = """system default destination: roll
back not accepting requests since Sun Nov 22 09:32:22 2026 -
	reason unknown
front accepting requests since Sun Nov 22 09:32:22 2026
roll accepting requests since Sun Nov 22 09:32:22 2026
printer back disabled since Sun Nov 22 09:32:22 2026 -
	reason unknown
	Description: 后台
	Alerts: none
printer front disabled since Sun Nov 22 09:32:22 2026 -
	paper jam
	Description: 前台激光
	Alerts: paused
printer roll is idle.  enabled since Sun Nov 22 09:32:22 2026
	Form mounted:
	Description: 小票
	Alerts: none
"""
"""What lpstat of CUPS 2.4.2 says of three queues, shortened."""

Install = Callable[..., Path]


@pytest.fixture
def programs(tmp_path: Path) -> Install:
    """``programs(lp=…, lpstat=…)``: a folder with these shell scripts; each also writes down how it was called."""
    folder = tmp_path / "programs"
    folder.mkdir()

    def install(**scripts: str) -> Path:
        for name, script in scripts.items():
            note = f'printf "%s\\n" "$@" > "{tmp_path}/{name}.arguments"\nenv > "{tmp_path}/{name}.environment"\n'
            path = folder / name
            path.write_text(f"#!/bin/sh\n{note}{script}\n", "utf-8")
            path.chmod(0o755)
        return folder

    return install


def saying(text: str) -> str:
    """A script that says this."""
    return f"cat <<'END'\n{text.rstrip()}\nEND"


def complaining(text: str) -> str:
    """A script that complains and fails."""
    return f"cat > /dev/null\necho '{text}' >&2\nexit 1"


TAKES_IT = "cat > \"$(dirname \"$0\")/../taken\"\necho 'request id is roll-7 (0 file(s))'"


def queue(folder: Path, patience_s: float = 30) -> SystemQueue:
    """The system queue on the stand-ins alone."""
    return SystemQueue(str(folder), patience_s)


def test_printers_come_with_their_state_in_words_and_the_default_first(programs: Install) -> None:
    known = queue(programs(lp=TAKES_IT, lpstat=saying(THREE))).printers()
    assert [(one.name, one.label, one.ready, one.state) for one in known] == [
        ("roll", "小票", True, READY),
        ("back", "后台", False, NOT_ACCEPTING),
        ("front", "前台激光", False, PAUSED),
    ]


@pytest.mark.parametrize(
    ("alerts", "state"),
    [
        ("media-empty-error", OUT_OF_PAPER),
        ("media-needed-warning", OUT_OF_PAPER),
        ("offline-report", NOT_CONNECTED),
        ("connecting-to-device", NOT_CONNECTED),
        ("toner-low-report", READY),
    ],
)
def test_what_the_printer_reports_of_itself_is_said_in_words(programs: Install, alerts: str, state: str) -> None:
    told = f"a accepting requests since today\nprinter a is idle.  enabled since today\n\tAlerts: {alerts}"
    assert [one.state for one in queue(programs(lp=TAKES_IT, lpstat=saying(told))).printers()] == [state]


def test_a_printer_that_does_not_answer_its_queue_is_off(programs: Install) -> None:
    told = (
        "roll accepting requests since today\nprinter roll now printing roll-1.  enabled since today\n"
        "\tThe printer may not exist or is unavailable at this time.\n\tAlerts: none\n"
        "printer other is idle.  enabled since today\n\tAlerts: none"
    )
    known = queue(programs(lp=TAKES_IT, lpstat=saying(told))).printers()
    assert [(one.name, one.state) for one in known] == [("other", READY), ("roll", NOT_CONNECTED)]


def test_without_a_default_printers_come_by_name(programs: Install) -> None:
    told = "no system default destination\nprinter b is idle.  enabled since x\nprinter a now printing a-1.  enabled since x"
    known = queue(programs(lp=TAKES_IT, lpstat=saying(told))).printers()
    assert [(one.name, one.label, one.ready) for one in known] == [("a", "a", True), ("b", "b", True)]


def test_a_print_system_without_printers_has_none(programs: Install) -> None:
    assert queue(programs(lp=TAKES_IT, lpstat=complaining("lpstat: No destinations added."))).printers() == ()


def test_a_computer_without_lp_has_no_printers_and_says_so_when_sending(tmp_path: Path) -> None:
    nothing = queue(tmp_path)
    assert nothing.printers() == ()
    with pytest.raises(DeviceTrouble) as trouble:
        nothing.send(SLIP, "roll", 1, "Slip")
    assert trouble.value.text == AWAY


def test_a_print_system_that_is_down_is_said_in_words(programs: Install) -> None:
    folder = programs(lp=TAKES_IT, lpstat=complaining("lpstat: Scheduler is not running."))
    with pytest.raises(DeviceTrouble) as trouble:
        queue(folder).printers()
    assert trouble.value.text == AWAY


def test_a_slip_goes_through_the_pipe_byte_for_byte_in_its_own_size(programs: Install, tmp_path: Path) -> None:
    queue(programs(lp=TAKES_IT)).send(SLIP, "roll", 2, "Counter slip")
    assert (tmp_path / "taken").read_bytes() == SLIP.pdf
    given = (tmp_path / "lp.arguments").read_text("utf-8").splitlines()
    wanted = ["-d", "roll", "-n", "2", "-t", "Counter slip", "-o", "print-scaling=none", "-o", "PageSize=Custom.80x187mm"]
    assert given == wanted


def test_a_printer_name_is_never_a_command(programs: Install, tmp_path: Path) -> None:
    name = f"a; touch {tmp_path}/harm; $(touch {tmp_path}/harm) `touch {tmp_path}/harm`"
    queue(programs(lp=TAKES_IT)).send(SLIP, name, 1, "Slip")
    assert not (tmp_path / "harm").exists()
    assert (tmp_path / "lp.arguments").read_text("utf-8").splitlines()[1] == name


def test_the_queue_names_the_job_it_made_of_a_slip(programs: Install) -> None:
    assert queue(programs(lp=TAKES_IT)).send(SLIP, "roll", 1, "Slip").job == "roll-7"
    assert queue(programs(lp="cat > /dev/null")).send(SLIP, "roll", 1, "Slip").job == ""


JOBS = "roll-7                  clerk             1024   Sun Nov 22 10:51:03 2026"


@pytest.mark.parametrize(
    ("alerts", "words"),
    [
        ("none", WAITING),
        ("media-empty-error", "The slip is waiting in the queue: the printer is out of paper."),
        ("offline-report", "The slip is waiting in the queue: the printer is switched off or not connected."),
    ],
)
def test_a_slip_that_waits_in_its_queue_is_said_with_the_reason(programs: Install, alerts: str, words: str) -> None:
    told = f"roll accepting requests since today\nprinter roll is idle.  enabled since today\n\tAlerts: {alerts}"
    asked = f'if [ "$1" = -W ]; then {saying(JOBS)}\nelse {saying(told)}\nfi'
    waiting = SystemQueue(str(programs(lp=TAKES_IT, lpstat=asked)), 30, watch_s=0)
    assert waiting.after("roll", "roll-7") == words


def test_a_slip_that_has_left_its_queue_was_passed_on(programs: Install, tmp_path: Path) -> None:
    folder = programs(lp=TAKES_IT, lpstat=f'if [ -e "{tmp_path}/asked" ]; then :; else touch "{tmp_path}/asked"; {saying(JOBS)}\nfi')
    assert SystemQueue(str(folder), 30, watch_s=60).after("roll", "roll-7") == PASSED_ON


@pytest.mark.parametrize(
    ("status", "words"),
    [("", PASSED_ON), ("Printer cannot print with supplied options.", GIVEN_UP), ("Job canceled at printer.", GIVEN_UP)],
)
def test_a_slip_the_printer_has_given_up_is_said(programs: Install, status: str, words: str) -> None:
    ended = f"{JOBS}\n\tStatus: {status}\n\tAlerts: processing-to-stop-point\nroll-6 clerk 1 today\n\tStatus: aborted"
    folder = programs(lp=TAKES_IT, lpstat=f'if [ "$1" = -W ]; then :; else {saying(ended)}\nfi')
    assert queue(folder).after("roll", "roll-7") == words


def test_a_print_system_that_does_not_say_leaves_it_open(programs: Install, tmp_path: Path) -> None:
    folder = programs(lp=TAKES_IT, lpstat=complaining("lpstat: Scheduler is not running."))
    assert queue(folder).after("roll", "roll-7") == ""
    assert queue(folder).after("roll", "") == ""
    assert queue(tmp_path / "nothing").after("roll", "roll-7") == ""


def test_the_processes_learn_nothing_of_our_environment(
    programs: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTER_DATABASE", "postgresql://counter:hidden@store/tickets")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    queue(programs(lp=TAKES_IT)).send(SLIP, "roll", 1, "Slip")
    seen = (tmp_path / "lp.environment").read_text("utf-8")
    assert "hidden" not in seen
    assert "LC_ALL=C.UTF-8" in seen.splitlines()


@pytest.mark.parametrize(
    ("complaint", "text"),
    [
        ("lp: Error - The printer or class does not exist.", NO_SUCH_PRINTER),
        ('lp: Destination "roll" is not accepting jobs.', CLOSED),
        ("lp: Error - scheduler not responding.", AWAY),
        ("lp: Unable to connect to server", AWAY),
        ("lp: Unsupported document-format of Wang 138 0013 8000.", REFUSED),
    ],
)
def test_a_refusal_is_said_in_our_words(programs: Install, complaint: str, text: str) -> None:
    folder = programs(lp=complaining(complaint), lpstat=saying("scheduler is running"))
    with pytest.raises(DeviceTrouble) as trouble:
        queue(folder).send(SLIP, "roll", 1, "Slip")
    assert trouble.value.text == text
    assert "Wang" not in str(trouble.value)
    assert Texts("zh_CN").say(trouble.value.text, **trouble.value.values) != str(trouble.value)


def test_no_such_printer_is_not_believed_while_the_print_system_is_down(programs: Install) -> None:
    missing = complaining("lp: Error - The printer or class does not exist.")
    with pytest.raises(DeviceTrouble) as trouble:
        queue(programs(lp=missing, lpstat=saying("scheduler is not running"))).send(SLIP, "roll", 1, "Slip")
    assert trouble.value.text == AWAY


def test_a_print_system_that_hangs_is_ended_with_all_it_started(programs: Install, tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    reader = os.open(alive, os.O_RDONLY | os.O_NONBLOCK)
    folder = programs(lp=f"exec 3> '{alive}'\necho started >&3\nsleep 600 &\nwait")
    with pytest.raises(DeviceTrouble) as trouble:
        queue(folder, patience_s=1).send(SLIP, "roll", 1, "Slip")
    assert trouble.value.text == TOO_SLOW
    os.set_blocking(reader, True)
    with os.fdopen(reader, "rb") as told:
        assert told.read() == b"started\n"  # it comes to its end only when nobody is left to write


def test_a_print_system_that_reads_nothing_is_no_crash(programs: Install) -> None:
    large = Slip(b"x" * 5_000_000, 80, 187, 1, ())
    queue(programs(lp="exit 0")).send(large, "roll", 1, "Slip")


def test_a_program_that_cannot_be_started_is_said_in_words(programs: Install) -> None:
    folder = programs(lp="")
    (folder / "lp").write_text("#!/no/such/interpreter\n", "utf-8")
    with pytest.raises(DeviceTrouble) as trouble:
        queue(folder).send(SLIP, "roll", 1, "Slip")
    assert trouble.value.text == AWAY


def test_two_slips_at_once_are_two_jobs(programs: Install, tmp_path: Path) -> None:
    folder = programs(lp="cat > \"$(dirname \"$0\")/../taken.$$\"")
    with ThreadPoolExecutor(2) as pool:
        jobs = [pool.submit(queue(folder).send, SLIP, "roll", 1, "Slip") for _ in range(6)]
        for job in jobs:
            job.result()
    assert [path.read_bytes() for path in tmp_path.glob("taken.*")] == [SLIP.pdf] * 6


def test_nothing_is_written_to_disk_on_the_way(programs: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    queue(programs(lp="cat > /dev/null")).send(SLIP, "roll", 1, "Slip")
    assert list(temporary.iterdir()) == []
