"""One customer after another: visits open late, end surely, lapse by themselves, and never hear another's answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from counter_app.domain.finding import Found
from counter_app.errors import BadInput, CounterError, StoreAway, VisitOver
from tests.doubles.counter import SESSION, CounterDouble
from tests.doubles.tasks_here import TasksHere
from ui.reception import Reception
from ui.tasks import Lane


class Watch:
    """Monotonic seconds the test sets."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


class Setting:
    """A reception on doubles, and what it said."""

    def __init__(self) -> None:
        self.counter, self.tasks, self.watch = CounterDouble(), TasksHere(), Watch()
        self.reception = Reception(self.counter, SESSION, self.tasks, self.watch)  # type: ignore[arg-type]
        self.troubles: list[CounterError] = []
        self.reception.troubled.connect(self.troubles.append)
        self.found: list[Found] = []

    def find(self, text: str, failed: list[CounterError] | None = None) -> None:
        """Look something up."""
        self.reception.ask(
            partial(self.counter.looking_up.find, SESSION, text=text), self.found.append, topic="find",
            failed=None if failed is None else failed.append,
        )  # fmt: skip


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Setting]:
    setting = Setting()
    yield setting
    setting.reception.close()


def names(desk: Setting) -> list[str]:
    return [str(call[0]) for call in desk.counter.calls]


def test_no_visit_is_opened_before_the_first_input(desk: Setting) -> None:
    assert desk.counter.calls == []
    desk.reception.begin()
    desk.reception.begin()
    desk.find("x")
    assert names(desk) == ["open", "find"]


def test_what_is_asked_before_the_visit_is_open_waits_for_it(desk: Setting) -> None:
    desk.tasks.hold()
    desk.find("one")
    desk.find("two")
    assert names(desk) == ["open"]
    desk.tasks.release()
    assert desk.counter.called("find") == [("visit 1", "two")]
    desk.tasks.release()
    assert len(desk.found) == 1


def test_answers_on_their_way_at_next_customer_are_never_told(desk: Setting) -> None:
    desk.find("x")
    desk.found.clear()
    desk.tasks.hold()
    desk.find("y")
    desk.reception.next_customer()
    desk.tasks.release()
    assert desk.found == []
    assert desk.counter.called("end") == [("visit 1", "next_customer")]


def test_a_visit_that_opens_after_its_customer_left_is_not_the_next_ones(desk: Setting) -> None:
    desk.tasks.hold()
    desk.find("x")
    desk.reception.next_customer()
    desk.find("y")
    desk.tasks.release()
    desk.tasks.release()
    assert desk.counter.called("find") == [("visit 2", "y")]


def test_the_end_of_a_visit_waits_behind_its_slip(desk: Setting) -> None:
    desk.reception.begin()
    desk.tasks.hold()
    work = partial(desk.counter.printing.send, SESSION, wish=None, printer="front", copies=1)
    desk.reception.ask(work, pytest.fail, topic="print", lane=Lane.PRINT)
    desk.reception.next_customer()
    assert desk.tasks.topics(Lane.PRINT) == ["print", "end visit"]


def test_activity_reaches_the_service_at_most_every_30_seconds(desk: Setting) -> None:
    desk.reception.note_activity()
    desk.reception.begin()
    for second in (1, 29, 31, 59, 62):
        desk.watch.now_s = second
        desk.reception.note_activity()
    assert len(desk.counter.called("touch")) == 2


def test_ten_idle_minutes_end_the_visit_on_the_screen_too(desk: Setting) -> None:
    desk.reception.begin()
    desk.watch.now_s = 599
    desk.reception.look_at_clock()
    desk.reception.note_activity()
    desk.watch.now_s = 1198
    desk.reception.look_at_clock()
    assert desk.troubles == []
    desk.watch.now_s = 1200
    desk.reception.look_at_clock()
    assert [type(error) for error in desk.troubles] == [VisitOver]


def test_thirty_minutes_end_a_visit_however_busy(desk: Setting) -> None:
    desk.reception.begin()
    for minute in range(31):
        desk.watch.now_s = minute * 60
        desk.reception.note_activity()
        desk.reception.look_at_clock()
    assert desk.troubles == []
    desk.watch.now_s = 1801
    desk.reception.look_at_clock()
    assert len(desk.troubles) == 1


def test_without_a_visit_nothing_lapses(desk: Setting) -> None:
    desk.watch.now_s = 5000
    desk.reception.look_at_clock()
    assert desk.troubles == []


def test_bad_input_is_said_by_its_field_alone_other_trouble_in_the_banner_too(desk: Setting) -> None:
    failed: list[CounterError] = []
    desk.counter.trouble["find"] = BadInput("x")
    desk.find("x", failed)
    assert (len(failed), len(desk.troubles)) == (1, 0)
    desk.counter.trouble["find"] = StoreAway("y")
    desk.find("y", failed)
    assert (len(failed), len(desk.troubles)) == (2, 1)


def test_retry_asks_again_what_last_failed(desk: Setting) -> None:
    desk.counter.trouble["find"] = StoreAway("away")
    desk.find("x")
    del desk.counter.trouble["find"]
    assert desk.reception.retry()
    assert len(desk.found) == 1
    assert not desk.reception.retry()


def test_retry_also_opens_a_visit_that_could_not_be_opened(desk: Setting) -> None:
    desk.counter.trouble["open"] = StoreAway("away")
    desk.find("x")
    assert (len(desk.troubles), desk.found) == (1, [])
    del desk.counter.trouble["open"]
    assert desk.reception.retry()
    assert len(desk.found) == 1


def test_nothing_of_one_customer_is_retried_for_the_next(desk: Setting) -> None:
    desk.counter.trouble["find"] = StoreAway("away")
    desk.find("x")
    desk.reception.next_customer()
    assert not desk.reception.retry()
