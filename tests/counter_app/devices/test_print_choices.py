"""All printers of a counter as one."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from counter_app.devices.print_choices import Printers
from counter_app.devices.printers import AWAY, PASSED_ON
from counter_app.domain.slip import Handed, PrinterChoice, Slip
from counter_app.errors import DeviceTrouble
from counter_app.ports import PrintQueue
from counter_app.settings import ESCPOS_TCP, PrinterSetting
from tests.doubles.receipt_printer import Manners, TcpPrinter

SLIP = Slip(b"%PDF", 148, 210, 1, ())


@dataclass
class Queues:
    """A print system with queues of these names; ``away``: it does not answer."""

    names: tuple[str, ...] = ("front", "roll")
    away: bool = False
    sent: list[str] = field(default_factory=list)

    def printers(self) -> tuple[PrinterChoice, ...]:
        if self.away:
            raise DeviceTrouble(AWAY)
        return tuple(PrinterChoice(name, name, True, "") for name in self.names)

    def send(self, slip: Slip, printer: str, copies: int, title: str) -> Handed:
        self.sent.append(printer)
        return Handed(job=f"{printer}-1")

    def after(self, printer: str, job: str) -> str:
        return PASSED_ON


class Mute:
    """A print system that cannot tell what became of a slip."""

    def printers(self) -> tuple[PrinterChoice, ...]:
        return ()

    def send(self, slip: Slip, printer: str, copies: int, title: str) -> None:
        return None


def test_receipt_printers_come_first_and_a_name_is_there_once() -> None:
    with TcpPrinter(Manners()) as one:
        settings = [PrinterSetting("小票机", ESCPOS_TCP, one.address), PrinterSetting("roll", ESCPOS_TCP, one.address)]
        assert [choice.name for choice in Printers(settings, Queues()).printers()] == ["小票机", "roll", "front"]


def test_a_slip_goes_to_the_printer_that_was_named() -> None:
    queues = Queues()
    with TcpPrinter(Manners()) as one:
        printers = Printers([PrinterSetting("小票机", ESCPOS_TCP, one.address)], queues)
        assert printers.send(SLIP, "front", 1, "t") == Handed(job="front-1")
        with pytest.raises(DeviceTrouble, match="小票机 holds another paper"):
            printers.send(SLIP, "小票机", 1, "t")
    assert queues.sent == ["front"]


def test_a_print_system_that_is_down_hides_no_receipt_printer() -> None:
    with TcpPrinter(Manners()) as one:
        known = Printers([PrinterSetting("小票机", ESCPOS_TCP, one.address)], Queues(away=True)).printers()
    assert [(choice.name, choice.ready) for choice in known] == [("小票机", True)]
    with pytest.raises(DeviceTrouble):
        Printers([], Queues(away=True)).printers()


def test_it_is_asked_what_became_of_a_slip_where_that_can_be_told() -> None:
    printers = Printers([PrinterSetting("小票机", ESCPOS_TCP, "127.0.0.1:1")], Queues())
    assert isinstance(printers, PrintQueue)
    assert printers.after("front", "front-1") == PASSED_ON
    assert printers.after("小票机", "") == ""
    assert Printers([], Mute()).after("front", "") == ""


def test_nothing_is_sent_to_no_printer() -> None:
    queues = Queues()
    with pytest.raises(DeviceTrouble):
        Printers([], queues).send(SLIP, "", 1, "t")
    assert queues.sent == []
