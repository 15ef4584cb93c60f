"""House rules about code, each a function from one syntax tree to what breaks the rule (line and words)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

Offence = tuple[int, str]
FUNCTION_LINES = 40
ARGUMENTS = 6
MUTATORS = {"append", "add", "extend", "insert", "update", "setdefault", "pop", "popitem", "remove", "discard", "clear"}
MUTABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
MUTABLE_CALLS = {"list", "dict", "set", "defaultdict", "deque", "Counter", "OrderedDict"}
CONSTANT_CALLS = {"Table", "MetaData", "TypeVar", "ParamSpec", "NewType"}
SHOWING = re.compile(r"set(Text|ToolTip|WindowTitle|PlaceholderText|Accessible(Name|Description)|StatusTip)|addAction")
SHOWING_CLASSES = {"QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction", "QToolButton"}
CHINESE = re.compile("[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uffef\U00020000-\U0003ffff]")
OVERRIDES = {"paint", "data", "flags", "event", "index", "parent"}  # Qt's own that read like ours
NAME_OF_A_TEST = re.compile(r"test(_[a-z0-9]+){3,}")
LETTERS = re.compile(r"[^\W\d_]{2}")


def called(node: ast.expr) -> str:
    """The last name of what an expression names: ``a.b.c`` → ``c``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a module, methods and nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def long_functions(tree: ast.Module) -> Iterator[Offence]:
    """Functions over 40 lines, signature and docstring included."""
    for node in functions(tree):
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        if lines > FUNCTION_LINES:
            yield node.lineno, f"{node.name} has {lines} lines"


def many_arguments(tree: ast.Module) -> Iterator[Offence]:
    """Functions with more than six arguments, ``self`` aside."""
    for node in functions(tree):
        given = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        names = [argument.arg for argument in given if argument.arg not in ("self", "cls")]
        if len(names) > ARGUMENTS:
            yield node.lineno, f"{node.name} takes {len(names)} arguments"


def undescribed(tree: ast.Module) -> Iterator[Offence]:
    """Modules without a docstring."""
    if tree.body and not ast.get_docstring(tree):
        yield 1, "the module says nothing about itself"


def unexplained(tree: ast.Module) -> Iterator[Offence]:
    """Public classes and functions without a docstring; Qt overrides and one-line protocol methods need none."""
    places: list[ast.Module | ast.ClassDef] = [tree]
    while places:
        for node in places.pop().body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef) or node.name.startswith("_"):
                continue
            if isinstance(node, ast.ClassDef):
                places.append(node)
            elif node.name != node.name.lower() or node.name in OVERRIDES or _is_ellipsis(node.body[0]):
                continue
            if not ast.get_docstring(node):
                yield node.lineno, f"{node.name} does not say what it is"


def _is_ellipsis(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.value is ...


def changeable_values(tree: ast.Module) -> Iterator[Offence]:
    """Public dataclasses that are not frozen, or have no slots."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for told in map(ast.unparse, node.decorator_list):
                if told.startswith("dataclass") and not {"frozen=True", "slots=True"} <= set(re.split(r"[(), ]+", told)):
                    yield node.lineno, f"{node.name} is a {told}"


def any_types(tree: ast.Module) -> Iterator[Offence]:
    """``Any`` in a type."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and called(node) == "Any":
            yield node.lineno, "Any"


def module_state(tree: ast.Module) -> Iterator[Offence]:
    """Module-level state that is no constant table, and constant tables changed by a function."""
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and _is_state(node.value):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                name = called(target)
                if not name.strip("_").isupper() and name != "__all__":
                    yield node.lineno, f"{name} is module-level state"
    for inner in (inner for function in functions(tree) for inner in ast.walk(function)):
        if isinstance(inner, ast.Global):
            yield inner.lineno, f"global {', '.join(inner.names)}"
        elif name := _changed_table(inner):
            yield getattr(inner, "lineno", 0), f"{name} is changed"


def _is_state(value: ast.expr) -> bool:
    if isinstance(value, MUTABLE):
        return True
    if not isinstance(value, ast.Call):
        return False
    name = called(value.func)
    return name in MUTABLE_CALLS or (name[:1].isupper() and name not in CONSTANT_CALLS)


def _changed_table(node: ast.AST) -> str:
    """The name of the constant table a node changes, or ""."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
        owner: ast.expr = node.func.value
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        owner = node.value
    else:
        return ""
    return owner.id if isinstance(owner, ast.Name) and owner.id.strip("_").isupper() else ""


def lambdas_as_work(tree: ast.Module) -> Iterator[Offence]:
    """``Tasks.run`` with a lambda anywhere, or with a method of the widget itself as its work."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "run"):
            continue
        if "tasks" not in called(node.func.value).lower():
            continue
        given = [*node.args, *(keyword.value for keyword in node.keywords)]
        if any(isinstance(inner, ast.Lambda) for argument in given for inner in ast.walk(argument)):
            yield node.lineno, "a lambda is handed to the tasks"
        work = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "work"), None)
        if isinstance(work, ast.Call) and called(work.func) == "partial" and work.args:
            work = work.args[0]
        if isinstance(work, ast.Attribute) and isinstance(work.value, ast.Name) and work.value.id == "self":
            yield node.lineno, f"self.{work.attr} is handed to the tasks as work"


def names_used(tree: ast.Module, names: Iterable[str]) -> Iterator[Offence]:
    """Every use, import or attribute access of some names."""
    wanted = set(names)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and called(node) in wanted:
            yield node.lineno, called(node)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            for alias in node.names:
                if alias.name.split(".")[-1] in wanted:
                    yield node.lineno, alias.name


def style_sheets(tree: ast.Module) -> Iterator[Offence]:
    """Style sheets set by hand."""
    yield from names_used(tree, ["setStyleSheet"])


def foreign_threads(tree: ast.Module) -> Iterator[Offence]:
    """Qt's own threads, and event loops inside event loops."""
    yield from names_used(tree, ["processEvents", "QThread", "QRunnable", "QThreadPool", "moveToThread"])


def chinese_strings(tree: ast.Module) -> Iterator[Offence]:
    """Chinese characters or punctuation in strings; docstrings and comments may have examples."""
    described = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in described:
            continue
        if CHINESE.search(node.value):
            yield node.lineno, node.value[:20]


def texts_built_in_place(tree: ast.Module) -> Iterator[Offence]:
    """``mark``, ``say`` and ``count`` of something the catalogues cannot find: an f-string, a sum, a ``format``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and called(node.func) in ("mark", "say", "count"):
            text = node.args[0]
            composed = isinstance(text, ast.JoinedStr | ast.BinOp) or (
                isinstance(text, ast.Call) and called(text.func) == "format"
            )
            if composed or (called(node.func) == "mark" and not isinstance(text, ast.Constant)):
                yield node.lineno, "a text is put together before it is looked up"


def texts_past_the_catalogue(tree: ast.Module) -> Iterator[Offence]:
    """Words given straight to a widget, so that they stay English whatever the language."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if not (SHOWING.fullmatch(called(node.func)) or called(node.func) in SHOWING_CLASSES):
            continue
        for given in node.args:
            parts = given.values if isinstance(given, ast.JoinedStr) else [given]
            for part in parts:
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and LETTERS.search(part.value):
                    yield node.lineno, part.value[:40]


def waits(tree: ast.Module) -> Iterator[Offence]:
    """Bare waits: they are too long on a quiet machine and too short on a busy one."""
    yield from names_used(tree, ["sleep", "qWait", "qSleep", "msleep", "processEvents"])
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and (called(node.value), node.attr) == ("qtbot", "wait"):
            yield node.lineno, "qtbot.wait"


def skipped_tests(tree: ast.Module) -> Iterator[Offence]:
    """Tests that are left out or allowed to fail."""
    left_out = ("skip", "skipif", "xfail", "importorskip")
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in left_out and called(node.value) in ("pytest", "mark"):
            yield node.lineno, node.attr


def patched_parts(tree: ast.Module) -> Iterator[Offence]:
    """Mock libraries, and Qt classes patched in place (a crash since PySide6 6.10)."""
    yield from names_used(tree, ["mock", "Mock", "MagicMock", "mocker"])
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node.func) in ("setattr", "delattr") and len(node.args) > 1:
            target = node.args[0]
            name = target.value if isinstance(target, ast.Constant) else called(target)
            if isinstance(name, str) and re.match(r"Q[A-Z]|PySide6", name):
                yield node.lineno, f"{name} is patched"


def test_names_that_say_nothing(tree: ast.Module) -> Iterator[Offence]:
    """Names of tests that are no sentences (under three words)."""
    for node in functions(tree):
        if node.name.startswith("test") and not NAME_OF_A_TEST.fullmatch(node.name):
            yield node.lineno, node.name


def eager_imports(tree: ast.Module) -> Iterator[Offence]:
    """Parts that ``main.py`` loads before it knows whether it needs them."""
    for node in tree.body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            if name.split(".")[0] in ("ui", "PySide6") or name == "counter_app.build":
                yield node.lineno, name
