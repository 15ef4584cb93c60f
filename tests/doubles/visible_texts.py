"""Every text a window holds, shown or not: labels, tool tips, names for screen readers, models, undo stacks, values."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

OURS = ("ui.", "counter_app.domain.", "counter_app.plain_words")
DEEPEST = 12
HEX_ID = re.compile(r"[0-9a-f]{32}")


def held_texts(*roots: object) -> set[str]:
    """Every text that the windows on show, the clipboard and ``roots`` (tasks, pages) hold."""
    found = {QGuiApplication.clipboard().text()}
    for widget in QApplication.allWidgets():
        found.update(_of_widget(widget))
    seen: set[int] = set()
    for root in (*QApplication.allWidgets(), *roots):
        found.update(_of_value(root, seen, 0))
    return {text for text in found if text}


def holding(texts: Iterable[str], *traces: str) -> dict[str, list[str]]:
    """Which of the traces stand in which texts."""
    every = [text for text in texts if not HEX_ID.fullmatch(text)]  # 128 random bits hold any four digits now and then
    found = {trace: [text for text in every if trace in text] for trace in traces}
    return {trace: where for trace, where in found.items() if where}


def _of_widget(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.statusTip(), widget.whatsThis(), widget.windowTitle(), widget.objectName())
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.windowIconText())
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield from _of_line(widget)
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _of_model(widget.model())


def _of_line(line: QLineEdit) -> Iterator[str]:
    yield from (line.text(), line.placeholderText(), line.displayText())
    completer = line.completer()
    if completer is not None:
        yield from _of_model(completer.model())
    undone = 0
    while line.isUndoAvailable():
        line.undo()
        undone += 1
        yield line.text()
    for _ in range(undone):
        line.redo()


def _of_model(model: QAbstractItemModel) -> Iterator[str]:
    roles = [role for role in Qt.ItemDataRole if role is not Qt.ItemDataRole.DecorationRole]
    for row in range(model.rowCount(QModelIndex())):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())
        for column in range(columns):
            for role in roles:
                value = model.data(model.index(row, column), role)
                if isinstance(value, str):
                    yield value


def _of_value(value: object, seen: set[int], depth: int) -> Iterator[str]:
    """Texts in Python attributes of widgets and in the plain values they keep."""
    if isinstance(value, str):
        yield value
        return
    if depth > DEEPEST or id(value) in seen:
        return
    seen.add(id(value))
    for inner in _parts(value):
        yield from _of_value(inner, seen, depth + 1)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, bytes):
        return ()
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return list(value)
    if isinstance(value, partial):
        return [*value.args, *value.keywords.values()]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if not type(value).__module__.startswith(OURS):
            return ()
        return [getattr(value, field.name) for field in dataclasses.fields(value)]
    if isinstance(value, QObject) or type(value).__module__.startswith(OURS):
        return list(getattr(value, "__dict__", {}).values())
    return ()
