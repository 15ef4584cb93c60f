"""Slips: counted when the printer took them, made from the verified visit."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from counter_app.domain.slip import FAILED, FILE, SENT, Handed, PrintLine
from counter_app.errors import BadInput, DeviceTrouble, NotAllowed, StoreAway, VisitOver
from counter_app.service.printing import NOT_OUT, Printing, PrintReceipt, SlipWish
from counter_app.work import Actor, Store, Work
from tests.builders.desk import LI, START, WANG, Desk, person, ticket
from tests.builders.golden_slips import read_back

ID = "0123456789abcdef" * 2


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


def lines(desk: Desk) -> tuple[PrintLine, ...]:
    """The visit's prints."""
    return desk.counter.printing.prints(desk.session, desk.visit)


def audited(desk: Desk, action: str) -> list[tuple[str, str]]:
    """Outcome and detail of each audit row of an act, oldest first."""
    with desk.counter.printing._store.reading() as work:
        rows = [row for head in work.audit.heads() for row in work.audit.chunk(head.chain, 0, head.seq)]
    return [(row.outcome, row.detail) for row in sorted(rows, key=lambda row: row.seq) if row.action == action]


def fail(desk: Desk, wish: SlipWish, print_id: str = "") -> None:
    """A print on a printer that refuses."""
    desk.printer.broken = True
    with pytest.raises(DeviceTrouble):
        desk.counter.printing.send(desk.session, desk.visit, wish, "paper", 1, print_id)
    desk.printer.broken = False


def test_the_visits_prints_are_listed_newest_first_with_what_became_of_them(
    desk: Desk, wish: SlipWish, tmp_path: Path
) -> None:
    printing = desk.counter.printing
    first = printing.send(desk.session, desk.visit, wish, "paper", 1)
    desk.clock.forward(seconds=5)
    fail(desk, wish)
    desk.clock.forward(seconds=5)
    printing.save(desk.session, desk.visit, wish, tmp_path / "slip.pdf")
    saved, failed, sent = lines(desk)
    assert (saved.printer, saved.state, saved.copy_no) == (FILE, SENT, 2)
    assert (failed.printer, failed.state, failed.why) == ("paper", FAILED, "The printer does not answer.")
    assert sent == PrintLine(
        first.print_id, wish.ticket_id, "GD2603090472", "status", "a5", "zh_CN", "paper", 1, SENT, "", START
    )
    assert audited(desk, "list_prints") == [("ok", f'{{"tickets":"{wish.ticket_id}"}}')]


def test_a_file_that_could_not_be_written_is_listed_without_its_name(desk: Desk, wish: SlipWish, tmp_path: Path) -> None:
    with pytest.raises(DeviceTrouble):
        desk.counter.printing.save(desk.session, desk.visit, wish, tmp_path / "nowhere" / "slip.pdf")
    assert [(line.state, line.why) for line in lines(desk)] == [(FAILED, NOT_OUT)]


def test_a_second_try_is_the_same_print_and_not_a_reprint(desk: Desk, wish: SlipWish) -> None:
    fail(desk, wish, ID)
    fail(desk, wish, ID)
    receipt = desk.counter.printing.send(desk.session, desk.visit, wish, "paper", 1, ID)
    assert (receipt.print_id, receipt.copy_no) == (ID, 1)
    assert [(line.print_id, line.state, line.why, line.copy_no) for line in lines(desk)] == [(ID, SENT, "", 1)]
    assert "补打" not in read_back(desk.printer.sent[0][0].pdf)
    outcomes = [outcome for outcome, _ in audited(desk, "print_slip")]
    assert outcomes == ["ok", "failed", "ok", "failed", "ok"]
    assert '"again":1' in audited(desk, "print_slip")[-1][1]


def test_a_print_the_printer_took_is_not_sent_twice(desk: Desk, wish: SlipWish) -> None:
    printing = desk.counter.printing
    first = printing.send(desk.session, desk.visit, wish, "paper", 1, ID)
    assert printing.send(desk.session, desk.visit, wish, "paper", 1, ID) == first
    assert len(desk.printer.sent) == 1
    assert len(lines(desk)) == 1


def test_a_slip_that_was_sent_comes_out_again_as_a_marked_copy(desk: Desk, wish: SlipWish) -> None:
    printing = desk.counter.printing
    first = printing.send(desk.session, desk.visit, wish, "paper", 1)
    second = printing.again(desk.session, desk.visit, first.print_id)
    assert second.copy_no == 2
    assert second.print_id != first.print_id
    assert "第 2 次打印（补打）" in read_back(desk.printer.sent[1][0].pdf)
    assert [line.copy_no for line in lines(desk)] in ([2, 1], [1, 2])  # both at one moment of the standing clock


def test_a_failed_slip_is_tried_again_as_what_it_was_on_another_printer(desk: Desk, wish: SlipWish) -> None:
    fail(desk, SlipWish(wish.ticket_id, "large_print", "roll58", "en"), ID)
    receipt = desk.counter.printing.again(desk.session, desk.visit, ID, "other")
    assert (receipt.print_id, receipt.copy_no, receipt.printer) == (ID, 1, "other")
    slip, printer, copies, _ = desk.printer.sent[0]
    assert (slip.paper, printer, copies) == ("roll58", "other", 1)
    assert "Where it is now" in read_back(slip.pdf)
    assert [(line.printer, line.state) for line in lines(desk)] == [("other", SENT)]


def test_a_saved_slip_is_printed_again_only_on_a_printer(desk: Desk, wish: SlipWish, tmp_path: Path) -> None:
    saved = desk.counter.printing.save(desk.session, desk.visit, wish, tmp_path / "slip.pdf")
    with pytest.raises(BadInput, match="saved as a file"):
        desk.counter.printing.again(desk.session, desk.visit, saved.print_id)
    assert desk.counter.printing.again(desk.session, desk.visit, saved.print_id, "paper").copy_no == 2


def test_the_prints_of_another_visit_are_neither_listed_nor_printed_again(desk: Desk, wish: SlipWish) -> None:
    printing = desk.counter.printing
    first = printing.send(desk.session, desk.visit, wish, "paper", 1)
    hers = desk.visit
    desk.next_customer()
    with pytest.raises(NotAllowed):
        lines(desk)
    desk.verify(LI)
    assert lines(desk) == ()
    with pytest.raises(NotAllowed):
        printing.again(desk.session, desk.visit, first.print_id)
    with pytest.raises(VisitOver):
        printing.prints(desk.session, hers)
    with pytest.raises(VisitOver):
        printing.again(desk.session, hers, first.print_id)
    desk.next_customer()
    desk.verify(WANG)
    with pytest.raises(NotAllowed):  # a print is of the visit it was made in
        printing.send(desk.session, desk.visit, wish, "paper", 1, first.print_id)
    assert len(desk.printer.sent) == 1


def test_a_print_id_belongs_to_one_ticket(desk: Desk, wish: SlipWish) -> None:
    desk.take(ticket("GD2603090473"))
    other = desk.find("GD2603090473").rows[0].ticket_id
    fail(desk, wish, ID)
    with pytest.raises(NotAllowed):
        desk.counter.printing.send(desk.session, desk.visit, SlipWish(other, "status", "a5", "en"), "paper", 1, ID)
    assert desk.printer.sent == []


def test_what_the_printer_said_comes_back_with_the_receipt(desk: Desk, wish: SlipWish) -> None:
    printing = desk.counter.printing
    desk.printer.says = Handed("The paper of the printer is nearly used up.", "roll-7")
    receipt = printing.send(desk.session, desk.visit, wish, "paper", 1)
    assert (receipt.note, receipt.job) == desk.printer.says
    assert printing.after(receipt) == "waits: paper roll-7"
    assert printing.after(PrintReceipt(ID, 1, "paper")) == ""


def test_a_bug_on_the_way_is_not_counted_either(desk: Desk, wish: SlipWish) -> None:
    desk.printer.bug = True
    with pytest.raises(ZeroDivisionError):
        desk.counter.printing.send(desk.session, desk.visit, wish, "paper", 1)
    desk.printer.bug = False
    assert [(line.state, line.why) for line in lines(desk)] == [(FAILED, NOT_OUT)]
    assert desk.counter.printing.send(desk.session, desk.visit, wish, "paper", 1).copy_no == 1


class OnceStore:
    """A store that goes away after its first transaction."""

    def __init__(self, real: Store) -> None:
        self._real, self.tag, self._used = real, real.tag, False

    def writing(self, who: Actor) -> AbstractContextManager[Work]:
        if self._used:
            raise StoreAway("away")
        self._used = True
        return self._real.writing(who)


def test_the_clerk_is_told_of_the_printer_even_if_the_store_went_away_meanwhile(desk: Desk, wish: SlipWish) -> None:
    real = desk.counter.printing
    printing = Printing(OnceStore(real._store), real._renderer, desk.printer, real._hall)
    desk.printer.broken = True
    with pytest.raises(DeviceTrouble, match="The printer does not answer"):
        printing.send(desk.session, desk.visit, wish, "paper", 1)


def test_every_layout_and_paper_can_be_chosen_and_printed(desk: Desk, wish: SlipWish) -> None:
    printing = desk.counter.printing
    choices = printing.choices()
    assert len(choices) == 8
    for layout, paper in choices:
        one = SlipWish(wish.ticket_id, layout.code, paper.code, "en")
        assert printing.preview(desk.session, desk.visit, one).paper == paper.code
