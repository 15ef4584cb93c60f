"""Slips through a real CUPS to a real IPP printer: nightly, because it brings up a whole print system."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zxingcpp

from counter_app.devices.printers import (
    AWAY,
    CLOSED,
    GIVEN_UP,
    NO_SUCH_PRINTER,
    NOT_CONNECTED,
    OUT_OF_PAPER,
    PASSED_ON,
    PAUSED,
    READY,
    TOO_SLOW,
    SystemQueue,
)
from counter_app.domain.slip import Slip
from counter_app.errors import DeviceTrouble
from counter_app.slips.pdf import PdfSlips
from tests.builders.slip_dots import dots
from tests.builders.slips import FULL, NUMBER, picture_answers
from tests.doubles.print_system import QUEUE, PrintSystem, eventually

pytestmark = pytest.mark.nightly
OFF = "The slip is waiting in the queue: the printer is switched off or not connected."
EMPTY = "The slip is waiting in the queue: the printer is out of paper."
STOPPED = "The slip is waiting in the queue: somebody stopped this printer."


@pytest.fixture(scope="module")
def started() -> Iterator[PrintSystem]:
    """One print system for all."""
    with PrintSystem() as system:
        yield system


@pytest.fixture
def system(started: PrintSystem, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> PrintSystem:
    """The print system as the one this process knows; temporary files go to the test's own folder."""
    monkeypatch.setenv("CUPS_SERVER", started.server)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return started


def slip(paper: str = "roll80") -> Slip:
    """The fullest slip on a paper."""
    return PdfSlips(answers=picture_answers).render(FULL, "status", paper, "zh_CN")


def state(queue: SystemQueue) -> str:
    """The queue's state in words."""
    (choice,) = queue.printers()
    assert (choice.name, choice.label) == (QUEUE, "小票")
    return choice.state


@pytest.mark.parametrize("paper", ["a4", "a5", "roll80", "roll58"])
def test_a_slip_comes_out_as_it_was_made_in_its_own_size(system: PrintSystem, tmp_path: Path, paper: str) -> None:
    queue, sent = SystemQueue(watch_s=60), slip(paper)
    assert state(queue) == READY
    handed = queue.send(sent, QUEUE, 1, "counter slip")
    assert handed.job.startswith(f"{QUEUE}-")
    assert queue.after(QUEUE, handed.job) == PASSED_ON
    (printed,) = system.printed(1)
    assert printed == sent.pdf
    assert {code.text for code in zxingcpp.read_barcodes(dots(printed))} == {FULL.code, NUMBER}
    assert list(tmp_path.iterdir()) == []


def test_a_job_tells_others_nothing_of_the_customer(system: PrintSystem) -> None:
    queue = SystemQueue(watch_s=60)
    queue.after(QUEUE, queue.send(slip(), QUEUE, 1, "counter slip").job)
    system.printed(1)
    told = system.ask("lpstat", "-l", "-W", "all", "-o") + (system.folder / "log" / "page").read_text("utf-8", "replace")
    assert NUMBER not in told
    assert "王" not in told


def test_two_slips_at_once_both_come_out(system: PrintSystem) -> None:
    papers = ("roll80", "a5", "roll58", "roll80")
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(SystemQueue().send, slip(paper), QUEUE, 1, "counter slip") for paper in papers]
        names = {job.result().job for job in jobs}
    assert len(names) == 4
    assert sorted(map(len, system.printed(4))) == sorted(len(slip(paper).pdf) for paper in papers)


def test_a_printer_that_is_off_keeps_the_slip_waiting_until_it_is_on(system: PrintSystem) -> None:
    queue = SystemQueue(watch_s=2)
    system.printer_off()
    handed = queue.send(slip(), QUEUE, 1, "counter slip")
    eventually(lambda: state(queue) == NOT_CONNECTED)
    assert queue.after(QUEUE, handed.job) == OFF
    system.printer_on()
    assert system.printed(1) == [slip().pdf]
    assert SystemQueue(watch_s=60).after(QUEUE, handed.job) == PASSED_ON
    eventually(lambda: state(queue) == READY)


def test_a_printer_without_paper_keeps_the_slip_waiting_until_it_is_refilled(system: PrintSystem) -> None:
    queue = SystemQueue(watch_s=2)
    with system.without_paper():
        handed = queue.send(slip(), QUEUE, 1, "counter slip")
        eventually(lambda: state(queue) == OUT_OF_PAPER)
        assert queue.after(QUEUE, handed.job) == EMPTY
    assert system.printed(1) == [slip().pdf]
    eventually(lambda: state(queue) == READY)


def test_a_stopped_queue_is_said_and_keeps_the_slip(system: PrintSystem) -> None:
    queue = SystemQueue(watch_s=1)
    system.ask("cupsdisable", QUEUE)
    assert state(queue) == PAUSED
    handed = queue.send(slip(), QUEUE, 1, "counter slip")
    assert queue.after(QUEUE, handed.job) == STOPPED
    system.ask("cupsenable", QUEUE)
    assert system.printed(1) == [slip().pdf]


def test_a_queue_that_takes_no_jobs_and_one_that_is_not_there_are_said(system: PrintSystem) -> None:
    system.ask("cupsreject", QUEUE)
    try:
        with pytest.raises(DeviceTrouble) as trouble:
            SystemQueue().send(slip(), QUEUE, 1, "counter slip")
    finally:
        system.ask("cupsaccept", QUEUE)
    assert trouble.value.text == CLOSED
    with pytest.raises(DeviceTrouble) as trouble:
        SystemQueue().send(slip(), "Nope", 1, "counter slip")
    assert trouble.value.text == NO_SUCH_PRINTER


def test_a_size_the_printer_does_not_have_is_said_after_a_while(system: PrintSystem) -> None:
    queue = SystemQueue(watch_s=60)
    odd = Slip(slip().pdf, 40, 90, 1, (), "Custom.40x90mm")
    assert queue.after(QUEUE, queue.send(odd, QUEUE, 1, "counter slip").job) == GIVEN_UP


def test_a_print_system_that_is_down_is_said(system: PrintSystem) -> None:
    system.scheduler_off()
    try:
        for act in (SystemQueue().printers, lambda: SystemQueue().send(slip(), QUEUE, 1, "counter slip")):
            with pytest.raises(DeviceTrouble) as trouble:
                act()
            assert trouble.value.text == AWAY
    finally:
        system.scheduler_on()


def test_a_print_system_that_hangs_is_given_up(system: PrintSystem) -> None:
    queue = SystemQueue(patience_s=2)
    with system.scheduler_hangs():
        for act in (queue.printers, lambda: queue.send(slip(), QUEUE, 1, "counter slip")):
            with pytest.raises(DeviceTrouble) as trouble:
                act()
            assert trouble.value.text == TOO_SLOW
