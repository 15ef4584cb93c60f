"""The code keeps the house rules, and each rule is seen to fail on a line that breaks it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from tests.guards import code_rules as rules
from tests.guards.checkout import PACKAGES, python_files, source, tree

FILE_LINES = 400
LONG = "def long():\n" + "    pass\n" * 40
CODE = (*PACKAGES, "main.py")


class Rule(NamedTuple):
    """One rule: how it is checked, where it holds, what breaks it and what does not, which paths are free of it."""

    name: str
    check: Callable[[ast.Module], Iterator[rules.Offence]]
    places: tuple[str, ...]
    breaks: tuple[str, ...]
    keeps: tuple[str, ...] = ()
    free: tuple[str, ...] = ()


RULES = (
    Rule("functions-are-short", rules.long_functions, (), (LONG,), ("def f():\n" + "    pass\n" * 39,)),
    Rule(
        "functions-take-six-arguments",
        rules.many_arguments,
        CODE,
        ("def f(a, b, c, d, e, f, g): ...", "def f(a, *, b, c, d, e, f, g): ..."),
        ("def f(self, a, b, c, d, e, f): ...",),
    ),
    Rule("modules-say-what-they-are", rules.undescribed, (), ("import os\n",), ("", '"""Phones."""')),
    Rule(
        "public-things-say-what-they-are",
        rules.unexplained,
        CODE,
        ("def find(): pass", 'class Slip:\n    """A slip."""\n    def lay_out(self): return 1'),
        ("def _find(): pass", 'class Box(QLabel):\n    """A box."""\n    def paintEvent(self, e): pass', "def f(): ..."),
    ),
    Rule(
        "values-are-frozen",
        rules.changeable_values,
        ("counter_app/domain", "counter_app/service", "counter_app/ports.py", "counter_app/work.py"),
        ("@dataclass\nclass A: ...", "@dataclass(frozen=True)\nclass A: ...", "@dataclass(slots=True)\nclass A: ..."),
        ("@dataclass(frozen=True, slots=True)\nclass A: ...",),
    ),
    Rule("no-any", rules.any_types, CODE, ("x: Any = 1", "def f(x: dict[str, typing.Any]): ...")),
    Rule(
        "no-module-state",
        rules.module_state,
        CODE,
        (
            "seen = []",
            "seen: dict[str, int] = {}",
            "tasks = Tasks()",
            "def f():\n    global n\n    n = 1",
            "ROWS = []\ndef f():\n    ROWS.append(1)",
            "ROWS = {}\ndef f():\n    ROWS['a'] = 1",
        ),
        ("ROWS = [1, 2]", "log = getLogger()", "T = TypeVar('T')", "def f():\n    rows = []\n    rows.append(1)"),
    ),
    Rule(
        "no-lambda-to-tasks",
        rules.lambdas_as_work,
        ("ui", "main.py"),
        (
            "self._tasks.run(lambda: 1, self.show)",
            "tasks.run(partial(f, 1), done=lambda found: show(found))",
            "tasks.run(self._find, self.show)",
            "self.tasks.run(partial(self._find, 1), self.show)",
        ),
        ("self._tasks.run(partial(self._counter.visits.verify, 1), self.show)", "subprocess.run(lambda: 1)"),
    ),
    Rule("one-style-sheet", rules.style_sheets, CODE, ("label.setStyleSheet('')",), free=("ui/theme.py",)),
    Rule(
        "no-threads-of-qt",
        rules.foreign_threads,
        CODE,
        ("QApplication.processEvents()", "from PySide6.QtCore import QThread", "class A(QtCore.QRunnable): ..."),
    ),
    Rule(
        "chinese-only-in-tables",
        rules.chinese_strings,
        CODE,
        ("title = '工单'", "title = f'{n}，'", "x = {'a': ['　']}"),
        ("def f():\n    '''3月9日'''", "n = 1  # 工单"),
        free=(
            "counter_app/texts.py",  # how Chinese writes dates and spans
            "counter_app/demo",  # invented people and what was noted about them
            "counter_app/domain/countries.py",  # what people and other systems write
            "counter_app/domain/documents.py",
            "counter_app/domain/kinds.py",
            "counter_app/domain/military_id.py",  # what is printed around its number
            "counter_app/domain/number_list.py",  # what people put between numbers
            "counter_app/domain/phone.py",
            "counter_app/domain/segments.py",
            "counter_app/domain/spelling.py",
            "counter_app/domain/statuses.py",
            "counter_app/domain/ticket_number.py",
            "counter_app/domain/masking.py",  # how Chinese masks names and addresses
            "counter_app/exchange/",  # what files call things
            "counter_app/slips/line_breaks.py",  # where Chinese may break
            "counter_app/slips/safe_text.py",
            "ui/widgets/line_breaks.py",
            "counter_app/plain_words.py",  # where a quoted sentence ends
        ),
    ),
    Rule(
        "texts-can-be-found",
        rules.texts_built_in_place,
        CODE,
        ("say(f'{n} days')", "mark('a' + b)", "mark(name)", "texts.say('{}'.format(n))"),
        ("say(row.label)", "mark('a' 'b')", "texts.count('{n} day', '{n} days', n)"),
    ),
    Rule(
        "words-go-through-texts",
        rules.texts_past_the_catalogue,
        ("ui",),
        ("QLabel('Print slip')", "self.setWindowTitle(f'Ticket {n}')", "button.setToolTip('Print')"),
        ("QLabel(texts.say('Print slip'))", "QLabel('·')", "label.setText(f'{n} / {m}')"),
    ),
    Rule(
        "no-bare-waits",
        rules.waits,
        ("tests",),
        ("time.sleep(1)", "from time import sleep", "qtbot.wait(100)", "QTest.qWait(5)"),
        ("qtbot.waitUntil(seen)", "process.wait(5)"),
    ),
    Rule(
        "no-skipped-tests",
        rules.skipped_tests,
        ("tests",),
        ("pytest.skip('later')", "@pytest.mark.skipif(x, reason='')\ndef test(): ...", "pytest.importorskip('a')"),
    ),
    Rule(
        "no-patched-parts",
        rules.patched_parts,
        ("tests",),
        (
            "from unittest import mock",
            "monkeypatch.setattr(QMessageBox, 'question', f)",
            "monkeypatch.setattr('PySide6.QtWidgets.QMenu.exec', f)",
        ),
        ("monkeypatch.setattr('tests.servers.WHEEL', 'none')", "monkeypatch.setenv('A', 'B')"),
    ),
    Rule(
        "tests-are-sentences",
        rules.test_names_that_say_nothing,
        ("tests",),
        ("def test_phone(): ...", "def test_2(): ..."),
        ("def test_a_phone_is_folded(): ...",),
        free=("tests/guards/code_rules.py",),
    ),
    Rule(
        "qt-is-loaded-late",
        rules.eager_imports,
        ("main.py",),
        ("from ui.app import run", "import PySide6.QtCore", "from counter_app.build import build"),
        ("def f():\n    from ui.app import run", "from counter_app.settings import read_settings"),
    ),
)
SEEN_TO_FAIL = [pytest.param(rule, code, id=f"{rule.name}-{n}") for rule in RULES for n, code in enumerate(rule.breaks)]
SEEN_TO_PASS = [pytest.param(rule, code, id=f"{rule.name}-{n}") for rule in RULES for n, code in enumerate(rule.keeps)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    offences = [
        f"{path}:{line} {what}"
        for path in python_files(*rule.places)
        if not path.as_posix().startswith(rule.free)
        for line, what in rule.check(tree(path))
    ]
    assert not offences, "\n".join(offences)


@pytest.mark.parametrize(("rule", "code"), SEEN_TO_FAIL)
def test_the_rule_is_seen_to_fail(rule: Rule, code: str) -> None:
    assert list(rule.check(ast.parse(code)))


@pytest.mark.parametrize(("rule", "code"), SEEN_TO_PASS)
def test_the_rule_lets_good_code_be(rule: Rule, code: str) -> None:
    assert not list(rule.check(ast.parse(code)))


def test_files_have_no_more_than_400_lines() -> None:
    lines = {path.as_posix(): source(path).count("\n") for path in python_files()}
    assert {path: n for path, n in lines.items() if n > FILE_LINES} == {}


def test_no_rule_is_without_files_and_no_exception_is_stale() -> None:
    everything = [path.as_posix() for path in python_files()]
    for rule in RULES:
        assert python_files(*rule.places) or rule.places == ("main.py",), rule.name
        for prefix in rule.free:
            assert any(path.startswith(prefix) for path in everything), f"{rule.name}: {prefix}"
