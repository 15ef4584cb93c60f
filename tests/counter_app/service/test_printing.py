"""Slips: counted when the printer took them, made from the verified visit."""

from __future__ import annotations

from pathlib import Path

import pytest

from counter_app.errors import BadInput, DeviceTrouble, NotAllowed
from counter_app.service.printing import SlipWish
from tests.builders.desk import LI, WANG, Desk, person, ticket


@pytest.fixture
def wish(desk: Desk) -> SlipWish:
    """Mrs Wang verified, her ticket wished on A5."""
    desk.take(person("P1", WANG), person("P2", LI), ticket())
    desk.verify(WANG)
    return SlipWish(desk.find("GD2603090472").rows[0].ticket_id, "status", "a5", "zh_CN")


def test_copies_are_counted_when_the_printer_took_them(desk: Desk, wish: SlipWish) -> None:
    desk.counter.printing.preview(desk.session, desk.visit, wish)
    first = desk.counter.printing.send(desk.session, desk.visit, wish, "paper", 1)
    desk.printer.broken = True
    with pytest.raises(DeviceTrouble):
        desk.counter.printing.send(desk.session, desk.visit, wish, "paper", 1)
    desk.printer.broken = False
    second = desk.counter.printing.send(desk.session, desk.visit, wish, "paper", 2)
    assert (first.copy_no, second.copy_no) == (1, 2)
    assert [(printer, copies) for _slip, printer, copies, _title in desk.printer.sent] == [("paper", 1), ("paper", 2)]
    opened = desk.counter.looking_up.open_ticket(desk.session, desk.visit, wish.ticket_id)
    assert opened.prints == 2


def test_the_jobs_name_says_nothing_of_the_customer(desk: Desk, wish: SlipWish) -> None:
    desk.counter.printing.send(desk.session, desk.visit, wish, "paper", 1)
    title = desk.printer.sent[0][3]
    assert not any(c.isdigit() for c in title)
    assert "王" not in title


def test_a_slip_is_saved_as_a_file_and_a_folder_that_is_not_there_is_said(
    desk: Desk, wish: SlipWish, tmp_path: Path
) -> None:
    receipt = desk.counter.printing.save(desk.session, desk.visit, wish, tmp_path / "slip.pdf")
    assert (tmp_path / "slip.pdf").read_bytes().startswith(b"%PDF")
    assert receipt.copy_no == 1
    with pytest.raises(DeviceTrouble):
        desk.counter.printing.save(desk.session, desk.visit, wish, tmp_path / "nowhere" / "slip.pdf")
    assert desk.counter.printing.save(desk.session, desk.visit, wish, tmp_path / "slip.pdf").copy_no == 2


def test_another_customers_slip_is_refused(desk: Desk, wish: SlipWish) -> None:
    desk.next_customer()
    desk.verify(LI)
    with pytest.raises(NotAllowed):
        desk.counter.printing.send(desk.session, desk.visit, wish, "paper", 1)
    assert desk.printer.sent == []


def test_ten_copies_at_once_are_refused(desk: Desk, wish: SlipWish) -> None:
    with pytest.raises(BadInput):
        desk.counter.printing.send(desk.session, desk.visit, wish, "paper", 10)


def test_an_unknown_paper_is_refused_and_not_counted(desk: Desk, wish: SlipWish) -> None:
    odd = SlipWish(wish.ticket_id, "status", "a0", "zh_CN")
    with pytest.raises(BadInput):
        desk.counter.printing.send(desk.session, desk.visit, odd, "paper", 1)
    assert desk.counter.printing.send(desk.session, desk.visit, wish, "paper", 1).copy_no == 1
