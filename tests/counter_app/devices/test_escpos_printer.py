"""Receipt printers, against a pretended one that turns what it was sent back into a picture."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import ImageChops

from counter_app.devices import escpos_bytes
from counter_app.devices.escpos_line import BUSY, GONE, NO_DEVICE, NOT_CONNECTED, NOT_PERMITTED, STALLED
from counter_app.devices.escpos_printer import (
    CLOSE_IT,
    COVER_OPEN,
    HAS_FAULT,
    NEAR_END,
    OTHER_PAPER,
    RAN_OUT,
    REFILL,
    TAKEN,
    WRONG_ADDRESS,
    EscPosPrinter,
    Limits,
)
from counter_app.devices.printers import NOT_CONNECTED as OFF
from counter_app.devices.printers import OUT_OF_PAPER, READY
from counter_app.domain.slip import Slip
from counter_app.errors import DeviceTrouble
from counter_app.pdf_pictures import Picture
from counter_app.settings import ESCPOS_DEVICE, ESCPOS_TCP, PrinterSetting
from counter_app.slips.pdf import PdfSlips
from tests.builders.slip_dots import dots
from tests.builders.slips import FULL, NUMBER, picture_answers
from tests.doubles import receipt_printer as fake
from tests.doubles.receipt_printer import Manners, TcpPrinter, device_printer, pipe_printer

QUICK = Limits(connect_s=2, answer_s=0.2, stall_s=0.5, whole_s=30, look_s=0.2)
"""A pretended printer answers at once or never."""
PATIENT = replace(QUICK, answer_s=20, stall_s=20, look_s=20)
Started = Callable[..., TcpPrinter]


def slip(paper: str = "roll80") -> Slip:
    """The fullest slip on a paper."""
    return PdfSlips(answers=picture_answers).render(FULL, "status", paper, "zh_CN")


def at(address: str, kind: str = ESCPOS_TCP, limits: Limits = PATIENT, **more: object) -> EscPosPrinter:
    """The printer at an address."""
    return EscPosPrinter(PrinterSetting("小票机", kind, address, **more), limits)  # type: ignore[arg-type]


def trouble_of(printer: EscPosPrinter, sent: Slip | None = None) -> DeviceTrouble:
    """What printing a slip failed with."""
    with pytest.raises(DeviceTrouble) as caught:
        printer.send(sent or slip(), "小票机", 1, "counter slip")
    assert caught.value.values == {"printer": "小票机"}
    return caught.value


@pytest.fixture
def started() -> Iterator[Started]:
    """``started(answers=False, …)``: a running printer with these manners."""
    running: list[TcpPrinter] = []

    def start(**manners: object) -> TcpPrinter:
        running.append(TcpPrinter(Manners(**manners)))  # type: ignore[arg-type]
        return running[-1]

    yield start
    for one in running:
        one.__exit__()


@pytest.mark.parametrize("paper", ["roll80", "roll58"])
def test_a_slip_arrives_dot_by_dot_and_both_codes_are_read_from_it(started: Started, paper: str) -> None:
    printer, sent = started(), slip(paper)
    assert at(printer.address, paper=paper).send(sent, "小票机", 1, "counter slip").note == ""
    printer.served.acquire(timeout=30)
    (received,) = printer.slips()
    whole = dots(sent.pdf)
    edge = (whole.width - sent.head_dots) // 2
    wanted = whole.crop((edge, 0, whole.width - edge, whole.height))
    assert received.size == wanted.size == (sent.head_dots, round(sent.height_mm * 8))
    apart = ImageChops.difference(received, wanted)
    assert sum(apart.histogram()[1:]) < 40  # a dot more where a picture would have been a command
    assert {code.text for code in zxingcpp.read_barcodes(received)} == {FULL.code, NUMBER}


def test_copies_are_cut_apart_and_a_printer_without_cutter_feeds(started: Started) -> None:
    printer = started()
    at(printer.address).send(slip(), "小票机", 3, "counter slip")
    at(printer.address, cuts=False).send(slip(), "小票机", 1, "counter slip")
    printer.served.acquire(timeout=30)
    printer.served.acquire(timeout=30)
    assert len(printer.slips()) == 4
    assert printer.came.count(escpos_bytes.CUT) == 3
    assert printer.came.count(escpos_bytes.FEED) == 1


def test_a_printer_that_never_answers_prints_all_the_same(started: Started) -> None:
    printer = started(answers=False)
    assert at(printer.address, limits=QUICK).send(slip(), "小票机", 1, "counter slip").note == ""
    printer.served.acquire(timeout=30)
    assert len(printer.slips()) == 1
    assert at(printer.address, limits=QUICK).printers()[0].state == READY


def test_what_a_printer_says_unasked_is_no_answer(started: Started) -> None:
    printer = started(says_unasked=b"\x14\x00\x00\x0f" * 8)
    assert at(printer.address).send(slip(), "小票机", 1, "counter slip").note == ""
    assert len(printer.slips()) == 1


@pytest.mark.parametrize(
    ("manners", "words", "state"),
    [
        ({"offline": fake.COVER_OPEN}, CLOSE_IT, COVER_OPEN),
        ({"offline": fake.STOPPED}, REFILL, OUT_OF_PAPER),
        ({"paper": fake.PAPER_OUT}, REFILL, OUT_OF_PAPER),
        ({"offline": fake.FAULT}, HAS_FAULT, "Not ready: look at the printer"),
    ],
)
def test_a_printer_that_cannot_print_says_so_and_is_sent_nothing(
    started: Started, manners: dict[str, int], words: str, state: str
) -> None:
    printer = started(**manners)
    assert trouble_of(at(printer.address)).text == words
    (choice,) = at(printer.address).printers()
    assert (choice.name, choice.ready, choice.state, choice.paper) == ("小票机", False, state, "roll80")
    assert b"\x1dv0" not in printer.came


def test_paper_nearly_used_up_is_a_note(started: Started) -> None:
    printer = started(paper=fake.NEAR_END)
    assert at(printer.address).send(slip(), "小票机", 1, "counter slip").note == NEAR_END
    assert at(printer.address).printers()[0].ready


def test_paper_that_runs_out_on_the_way_is_said(started: Started) -> None:
    assert trouble_of(at(started(runs_out_after=30_000).address)).text == RAN_OUT


@pytest.mark.parametrize("answers", [True, False])
@pytest.mark.parametrize("after", [0, 3_000, 60_000])
def test_a_printer_that_goes_away_in_the_middle_is_said(started: Started, answers: bool, after: int) -> None:
    printer = started(answers=answers, closes_after=after)
    assert trouble_of(at(printer.address, limits=replace(PATIENT, answer_s=1))).text == GONE


def test_a_printer_that_hangs_up_is_not_believed_to_print(started: Started) -> None:
    assert trouble_of(at(started(hangs_up=True).address)).text == GONE


@pytest.mark.parametrize("answers", [True, False])
def test_a_printer_that_stops_taking_the_slip_is_given_up(started: Started, answers: bool) -> None:
    printer = started(answers=answers, stops_reading_after=20_000)
    assert trouble_of(at(printer.address, limits=QUICK)).text == STALLED


def test_a_printer_that_is_too_slow_as_a_whole_is_given_up(started: Started) -> None:
    assert trouble_of(at(started().address, limits=replace(PATIENT, whole_s=-1))).text == STALLED


def test_a_printer_that_refuses_is_said(started: Started) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{nobody.getsockname()[1]}"
        assert trouble_of(at(address)).text == BUSY
        (choice,) = at(address).printers()
    assert (choice.ready, choice.state) == (False, TAKEN)


def test_a_printer_that_is_off_is_said() -> None:
    with socket.socket() as full:  # a full queue of callers: the next one is never answered
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        place = full.getsockname()
        callers = [socket.socket() for _ in range(4)]
        for caller in callers:
            caller.setblocking(False)
            caller.connect_ex(place)
        off = at(f"127.0.0.1:{place[1]}", limits=replace(QUICK, connect_s=0.3))
        assert trouble_of(off).text == NOT_CONNECTED
        assert off.printers()[0].state == OFF
        for caller in callers:
            caller.close()


@pytest.mark.parametrize("address", ["no such host", ":9100", "printer.invalid:9100"])
def test_an_address_nobody_has_is_said(address: str) -> None:
    assert trouble_of(at(address, limits=QUICK)).text == NOT_CONNECTED


def test_a_slip_for_another_paper_is_refused_before_anything_is_sent(started: Started) -> None:
    printer = started()
    for other in (slip("roll58"), slip("a5"), replace(slip(), paper="")):
        assert trouble_of(at(printer.address), other).text == OTHER_PAPER
    assert printer.came == b""


def test_a_device_file_gets_the_same_and_answers() -> None:
    with device_printer(Manners(paper=fake.NEAR_END)) as (printer, path):
        device = at(path, ESCPOS_DEVICE)
        assert device.printers()[0].state == READY
        assert device.send(slip(), "小票机", 1, "counter slip").note == NEAR_END
    (received,) = printer.slips()
    assert {code.text for code in zxingcpp.read_barcodes(received)} == {FULL.code, NUMBER}


def test_a_device_that_cannot_print_says_so() -> None:
    with device_printer(Manners(offline=fake.COVER_OPEN)) as (printer, path):
        assert trouble_of(at(path, ESCPOS_DEVICE)).text == CLOSE_IT
    assert b"\x1dv0" not in printer.came


def test_a_device_that_stops_taking_the_slip_is_given_up() -> None:
    with device_printer(Manners(stops_reading_after=10_000)) as (_, path):
        assert trouble_of(at(path, ESCPOS_DEVICE, QUICK)).text == STALLED


def test_a_pipe_is_printed_to_without_an_answer(tmp_path: Path) -> None:
    with pipe_printer(tmp_path / "lp0") as printer:
        at(str(tmp_path / "lp0"), ESCPOS_DEVICE, QUICK).send(slip(), "小票机", 1, "counter slip")
    assert len(printer.slips()) == 1


def test_a_device_that_is_not_there_is_said(tmp_path: Path) -> None:
    for path in (tmp_path / "lp0", tmp_path / "lp0" / "x"):
        assert trouble_of(at(str(path), ESCPOS_DEVICE)).text == NOT_CONNECTED
    os.mkfifo(tmp_path / "unplugged")
    assert trouble_of(at(str(tmp_path / "unplugged"), ESCPOS_DEVICE)).text == NOT_CONNECTED


def test_a_slip_is_never_written_into_a_file_on_a_disk(tmp_path: Path) -> None:
    plain = tmp_path / "lp0"
    plain.write_bytes(b"")
    for path in (plain, tmp_path):
        printer = at(str(path), ESCPOS_DEVICE)
        assert trouble_of(printer).text == NO_DEVICE
        assert printer.printers()[0].state == WRONG_ADDRESS
    assert plain.read_bytes() == b""


def test_a_device_nobody_may_use_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "lp0")

    def refused(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refused)
    trouble = trouble_of(at(str(tmp_path / "lp0"), ESCPOS_DEVICE))
    assert trouble.text == NOT_PERMITTED


def test_no_picture_holds_a_command_that_printers_obey_anywhere() -> None:
    for command in (b"\x10\x04", b"\x10\x05", b"\x10\x14"):
        row = b"".join(b"\x00" if bit == "1" else b"\xff" for byte in command * 36 for bit in f"{byte:08b}")
        page = Picture(len(row), 3, len(row), True, row * 3)
        rows = escpos_bytes._rows(page, 576)
        assert command in b"".join(rows)
        assert command not in escpos_bytes._band(rows)
