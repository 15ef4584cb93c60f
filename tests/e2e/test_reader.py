"""The ID-card reader at the real window: a card put down is read by itself, by the real driver on a pretended reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from counter_app.devices.fake_reader import FakeReader
from counter_app.devices.fake_reader_cards import FakeCard
from tests.builders.desk import LI, STRANGER, WANG
from tests.doubles.visible_texts import held_texts, holding
from tests.e2e.clerk import Clerk
from tests.e2e.conftest import OpenWindow
from tests.e2e.hall import WANG_MOVE, WANG_TRACES


@pytest.fixture
def fake() -> Iterator[FakeReader]:
    """A reader, plugged in, nothing on it."""
    with FakeReader() as reader:
        yield reader


@pytest.fixture
def clerk(open_window: OpenWindow, fake: FakeReader) -> Clerk:
    """A clerk, signed in, with a reader that is ready."""
    made = open_window(reader=fake.port)
    made.sign_in()
    made.until_seen("读卡器就绪")
    return made


def test_a_card_put_down_verifies_its_owner_without_a_key(clerk: Clerk, fake: FakeReader) -> None:
    assert clerk.sees("证件放上读卡器就会自动读取。")
    fake.present(FakeCard(WANG, "王秀兰"))
    clerk.until(lambda: clerk.state() == "ok")
    clerk.until_seen("证件还在读卡器上")
    assert holding(held_texts(clerk.app.tasks, clerk.page), WANG) == {}


def test_a_number_typed_first_opens_once_the_card_is_read(clerk: Clerk, fake: FakeReader) -> None:
    clerk.look_up(WANG_MOVE)
    clerk.until_seen("GD26 0309 0472")
    fake.present(FakeCard(WANG, "王秀兰"))
    clerk.until(lambda: clerk.opened() == WANG_MOVE)


def test_after_f12_the_lying_card_is_not_read_for_the_next_customer(clerk: Clerk, fake: FakeReader) -> None:
    fake.present(FakeCard(WANG, "王秀兰"))
    clerk.until(lambda: clerk.state() == "ok")
    clerk.press("F12")
    clerk.until_seen("证件还在读卡器上")
    assert clerk.state() == "none"
    assert holding(held_texts(clerk.app.tasks, clerk.page), *WANG_TRACES) == {}
    fake.lift()
    clerk.until_seen("读卡器就绪")
    fake.present(FakeCard(LI, "李明"))
    clerk.until(lambda: clerk.state() == "ok")
    assert clerk.sees("李*")


def test_a_card_of_nobody_here_says_nothing_under_this_document(clerk: Clerk, fake: FakeReader) -> None:
    fake.present(FakeCard(STRANGER, "张三"))
    clerk.until(lambda: clerk.state() == "no")
    assert clerk.sees("这份证件名下没有查到工单")


def test_shift_f2_types_and_f2_says_how_the_reader_is(clerk: Clerk, fake: FakeReader) -> None:
    clerk.press("F2")
    clerk.until_seen("读卡器就绪 证件放上读卡器就会自动读取。")
    clerk.press("Shift+F2")
    clerk.type(WANG)
    clerk.press("Return")
    clerk.until(lambda: clerk.state() == "ok")


def test_a_reader_pulled_out_is_said_and_typing_goes_on(clerk: Clerk, fake: FakeReader) -> None:
    fake.unplug()
    clerk.until_seen("读卡器未就绪")
    clerk.press("F2")
    clerk.type(WANG)
    clerk.press("Return")
    clerk.until(lambda: clerk.state() == "ok")
    fake.plug()
    clerk.until_seen("读卡器就绪")
