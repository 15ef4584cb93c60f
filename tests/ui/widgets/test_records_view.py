"""All records of a ticket: the newest first, only those in sight painted, nothing kept."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from counter_app.texts import Texts
from tests.doubles import story
from tests.ui.widgets.samples import SECRET
from tests.ui.widgets.traces import traces
from ui.theme import Theme
from ui.widgets.records_view import RecordsView


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, texts: Texts) -> RecordsView:
    made = RecordsView(theme, texts)
    qtbot.addWidget(made)
    made.resize(1352, 300)
    made.show_events(tuple(story.event(n, story.at(9, n // 60, n % 60), f"第 {n} 次") for n in range(300)), story.NOW)
    made.show()
    return made


def test_the_newest_record_comes_first(view: RecordsView) -> None:
    assert view.said_rows()[0].endswith("第 299 次")
    assert len(view.said_rows()) == 300


def test_of_300_records_only_those_in_sight_are_painted(view: RecordsView) -> None:
    view.grab()
    assert 0 < view.painted_rows < 15
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.grab()
    assert 0 < view.painted_rows < 15


def test_forgotten_records_are_gone(view: RecordsView) -> None:
    view.show_events((story.event(1, story.at(9), SECRET),), story.NOW)
    view.forget()
    assert view.said_rows() == ()
    assert not any(SECRET in text for text in traces(view))
