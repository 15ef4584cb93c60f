"""Work off the GUI thread: answers come back here, stale ones never, writes always."""

from __future__ import annotations

import itertools
import logging
import threading
from functools import partial

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from counter_app.errors import BadInput, CounterError, StoreAway
from tests.doubles.tasks_here import TasksHere
from ui.messages import Unexpected
from ui.tasks import Lane, Tasks

HANG_S = 20


def wait_for(gate: threading.Event, value: str) -> str:
    """Work that ends when the gate opens."""
    assert gate.wait(HANG_S)
    return value


def fail(error: Exception) -> str:
    """Work that fails."""
    raise error


def upper(text: str) -> str:
    """Work."""
    return text.upper()


def where() -> int:
    """The thread the work runs on."""
    return threading.get_ident()


def test_work_runs_on_another_thread_and_its_answer_comes_here(qtbot: QtBot) -> None:
    tasks, seen = Tasks(pytest.fail), []

    def done(worker: int) -> None:
        seen.append((worker, threading.get_ident()))

    tasks.run(partial(where), done, owner="a", topic="t", lane=Lane.READ)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != threading.get_ident() == seen[0][1]
    assert tasks.close()


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("failing", [None, 0, 1, 2])
def test_of_three_searches_only_the_newest_is_ever_shown_whatever_order_the_answers_come_in(
    qtbot: QtBot, order: tuple[int, ...], failing: int | None
) -> None:
    tasks, shown, errors = TasksHere(), [], []
    tasks.hold()
    for n in range(3):
        work = partial(fail, StoreAway("away")) if n == failing else partial(upper, "abc"[n])
        tasks.run(work, shown.append, owner="a", topic="search", lane=Lane.READ, failed=errors.append)
    tasks.release(*order)
    assert shown == ([] if failing == 2 else ["C"])
    assert len(errors) == (failing == 2)
    assert tasks.reported == []


def test_another_topic_or_owner_does_not_make_an_answer_stale(qtbot: QtBot) -> None:
    tasks, shown = TasksHere(), []
    tasks.hold()
    for owner, topic in (("a", "search"), ("a", "list"), ("b", "search")):
        tasks.run(partial(upper, owner + topic), shown.append, owner=owner, topic=topic, lane=Lane.READ)
    tasks.release(2, 1, 0)
    assert shown == ["BSEARCH", "ALIST", "ASEARCH"]


def test_answers_on_their_way_are_dropped_once_their_owner_is_forgotten(qtbot: QtBot) -> None:
    tasks, gate, shown = Tasks(pytest.fail), threading.Event(), []
    tasks.run(partial(wait_for, gate, "old"), shown.append, owner="customer 1", topic="t", lane=Lane.READ)
    tasks.run(partial(fail, ValueError()), shown.append, owner="customer 1", topic="u", lane=Lane.READ)
    tasks.forget("customer 1")
    tasks.run(partial(wait_for, gate, "new"), shown.append, owner="customer 2", topic="t", lane=Lane.READ)
    gate.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert tasks.close()
    QCoreApplication.sendPostedEvents()
    assert shown == ["new"]


def test_a_write_outlives_its_asker_and_only_its_failure_is_told(qtbot: QtBot) -> None:
    tasks, shown, done = TasksHere(), [], []
    tasks.hold()
    for work in (partial(done.append, "written"), partial(fail, StoreAway("away"))):
        tasks.run(work, shown.append, owner="a", topic="w", lane=Lane.WRITE, failed=shown.append)
    tasks.forget("a")
    tasks.release()
    assert done == ["written"]
    assert shown == []
    assert [str(error) for error in tasks.reported] == ["away"]


def test_a_newer_write_of_the_same_topic_does_not_drop_the_older(qtbot: QtBot) -> None:
    tasks, shown = TasksHere(), []
    tasks.hold()
    for text in ("one", "two"):
        tasks.run(partial(upper, text), shown.append, owner="a", topic="w", lane=Lane.PRINT)
    tasks.release()
    assert shown == ["ONE", "TWO"]


def test_a_write_nobody_waits_for_still_reports_its_failure(qtbot: QtBot) -> None:
    tasks = TasksHere()
    tasks.run(partial(fail, BadInput("wrong")), pytest.fail, owner="a", topic="w", lane=Lane.WRITE)
    assert [str(error) for error in tasks.reported] == ["wrong"]


def test_writes_run_one_after_the_other_in_the_order_they_were_asked(qtbot: QtBot) -> None:
    tasks, gate, order, answered = Tasks(pytest.fail), threading.Event(), [], []

    def first() -> None:
        wait_for(gate, "")
        order.append("first")

    tasks.run(partial(first), answered.append, owner="a", topic="w", lane=Lane.WRITE)
    tasks.run(partial(order.append, "second"), answered.append, owner="a", topic="w", lane=Lane.WRITE)
    gate.set()
    qtbot.waitUntil(lambda: len(answered) == 2)
    assert order == ["first", "second"]
    assert tasks.close()


def test_a_slow_printer_does_not_hold_up_a_search(qtbot: QtBot) -> None:
    tasks, gate, shown = Tasks(pytest.fail), threading.Event(), []
    tasks.run(partial(wait_for, gate, "printed"), shown.append, owner="a", topic="p", lane=Lane.PRINT)
    tasks.run(partial(upper, "found"), shown.append, owner="a", topic="s", lane=Lane.READ)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == ["FOUND"]
    gate.set()
    assert tasks.close()


def test_a_bug_is_told_as_a_code_and_logged_without_its_words(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    tasks, errors = TasksHere(), []
    with caplog.at_level(logging.ERROR):
        tasks.run(
            partial(fail, ValueError("王建国 13800001111")), pytest.fail, owner="a", topic="t", lane=Lane.READ,
            failed=errors.append,
        )  # fmt: skip
    (error,) = errors
    assert isinstance(error, Unexpected)
    assert str(error.values["code"]) in caplog.text
    assert "ValueError at test_tasks.py" in caplog.text
    assert "王建国" not in caplog.text + str(error)
    assert "13800001111" not in caplog.text + str(error)


def test_a_bug_in_a_screen_is_reported_and_the_next_answer_still_comes(qtbot: QtBot) -> None:
    tasks, shown = TasksHere(), []
    tasks.run(partial(upper, "x"), partial(fail, ValueError("x")), owner="a", topic="t", lane=Lane.READ)  # type: ignore[arg-type]
    tasks.run(partial(upper, "y"), shown.append, owner="a", topic="t", lane=Lane.READ)
    assert isinstance(tasks.reported[0], Unexpected)
    assert shown == ["Y"]


def test_closing_drops_reads_finishes_writes_and_says_when_something_does_not_end(qtbot: QtBot) -> None:
    tasks, gate, written, read = Tasks(pytest.fail), threading.Event(), [], []
    for text in ("one", "two"):
        tasks.run(partial(written.append, text), pytest.fail, owner="a", topic="w", lane=Lane.WRITE)
    for _ in range(4):
        tasks.run(partial(wait_for, gate, "late"), read.append, owner="a", topic="r", lane=Lane.LIVE)
    assert not tasks.close(patience_s=0.05)
    gate.set()
    assert tasks.close()
    QCoreApplication.sendPostedEvents()
    assert written == ["one", "two"]
    assert read == []


def test_nothing_is_taken_after_closing(qtbot: QtBot) -> None:
    tasks, done = Tasks(pytest.fail), []
    assert tasks.close()
    tasks.run(partial(done.append, "x"), pytest.fail, owner="a", topic="t", lane=Lane.WRITE)
    assert done == []


def test_stopping_says_whether_there_was_anything_to_stop(qtbot: QtBot) -> None:
    tasks, shown = TasksHere(), []
    tasks.hold()
    tasks.run(partial(upper, "x"), shown.append, owner="a", topic="search", lane=Lane.READ)
    assert tasks.is_waiting("a", "search")
    assert tasks.stop("a", "search")
    assert not tasks.stop("a", "search")
    tasks.release()
    assert shown == []


def test_an_expected_error_of_a_dropped_read_is_told_to_nobody(qtbot: QtBot) -> None:
    tasks, errors = TasksHere(), []
    tasks.hold()
    tasks.run(partial(fail, CounterError("x")), pytest.fail, owner="a", topic="t", lane=Lane.READ, failed=errors.append)
    tasks.forget("a")
    tasks.release()
    assert errors == tasks.reported == []
