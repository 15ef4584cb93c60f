"""The key map: no key twice, none of an input method's, none of a part that is not built."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from ui.keys import KEYS, Act, shown
from ui.main_window import MainWindow

OF_INPUT_METHODS = ("F10", "Shift+F10", "Ctrl+Space", "Shift+Space", "Ctrl+.", "Ctrl+;", "Ctrl+Shift+F")
NOT_BUILT = ("F4", "F5", "F6", "F7", "F9", "F11", "Alt+D", "Alt+B")


def sequences() -> list[str]:
    return [sequence for key in KEYS for sequence in key.sequences]


def test_no_key_does_two_things(qapp: QApplication) -> None:
    every = [QKeySequence(sequence).toString() for sequence in sequences()]
    assert all(every)
    assert len(set(every)) == len(every)


def test_no_bare_letter_or_digit_is_a_shortcut() -> None:
    assert [sequence for sequence in sequences() if len(sequence) == 1] == []


def test_keys_of_input_methods_and_of_parts_not_built_are_left_alone() -> None:
    assert set(sequences()) & {*OF_INPUT_METHODS, *NOT_BUILT} == set()


def test_every_act_has_a_key_and_something_to_do() -> None:
    assert {key.act for key in KEYS} == set(Act)
    assert all(shown(act) for act in Act)
    assert callable(MainWindow.do)
