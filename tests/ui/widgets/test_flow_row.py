"""A row that flows: parts go to the next line rather than out of sight."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.widgets.flow_row import FlowRow


def labels(count: int, width: int = 100) -> list[QLabel]:
    made = [QLabel(str(at)) for at in range(count)]
    for label in made:
        label.setFixedSize(width, 20)
    return made


def test_parts_that_do_not_fit_go_to_the_next_line(qtbot: QtBot) -> None:
    row, parts = FlowRow(gap=10, line_gap=5), labels(3)
    qtbot.addWidget(row)
    row.add(*parts)
    assert row.heightForWidth(320) == 20
    assert row.heightForWidth(319) == 45
    row.resize(215, 70)
    row.show()
    assert [(part.x(), part.y()) for part in parts] == [(0, 0), (110, 0), (0, 25)]


def test_pushed_parts_stand_at_the_right_end(qtbot: QtBot) -> None:
    row, parts = FlowRow(gap=10), labels(2)
    qtbot.addWidget(row)
    row.add(parts[0])
    row.push()
    row.add(parts[1])
    row.resize(400, 20)
    row.show()
    assert (parts[0].x(), parts[1].x()) == (0, 300)


def test_a_hidden_part_takes_no_room_and_stays_hidden(qtbot: QtBot) -> None:
    row, parts = FlowRow(gap=10), labels(2)
    qtbot.addWidget(row)
    parts[0].hide()
    row.add(*parts)
    row.resize(400, 20)
    row.show()
    assert not parts[0].isVisible()
    assert parts[1].x() == 0
