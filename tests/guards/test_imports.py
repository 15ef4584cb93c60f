"""Which package of others is at home where; what ``domain`` may know (import-linter has no list of what is allowed)."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.checkout import PACKAGES, ROOT, python_files, tree

# a package of others (or a part of Python with a side) → where it may be imported; nowhere if there is no place
HOMES: dict[str, tuple[str, ...]] = {
    "PySide6": ("ui/", "main.py"),
    "shiboken6": ("ui/",),
    "sqlalchemy": ("counter_app/store/",),
    "alembic": ("counter_app/store/",),
    "psycopg": ("counter_app/store/",),
    "sqlite3": ("counter_app/store/",),
    "reportlab": ("counter_app/slips/",),
    "segno": ("counter_app/slips/",),
    "pypdfium2": ("counter_app/pdf_pictures.py",),
    "pypinyin": ("counter_app/slips/",),
    "argon2": ("counter_app/service/", "counter_app/build.py"),
    "keyring": ("counter_app/devices/",),
    "cryptography": ("counter_app/devices/",),
    "subprocess": ("counter_app/devices/", "counter_app/exchange/child.py"),
    "serial": ("counter_app/devices/",),
    "openpyxl": ("counter_app/exchange/",),
    "defusedxml": ("counter_app/exchange/",),
    "phonenumbers": ("counter_app/domain/",),
    "chinese_calendar": ("counter_app/working_days.py",),
    "platformdirs": ("counter_app/settings.py",),
    "threading": ("ui/tasks.py", "counter_app/slips/pdf.py", "counter_app/pdf_pictures.py", "counter_app/store/deadline.py"),  # locks; a timer
    "concurrent": ("ui/tasks.py",),
    "asyncio": (),
    "multiprocessing": (),
    "http": (),
    "urllib": (),
    "smtplib": (),
    "ftplib": (),
    "pickle": (),
    "marshal": (),
    "shelve": (),
}
OURS = (*PACKAGES, "resources", "main")
IMPORTED_BY_NAME = {"psycopg", "tzdata"}  # SQLAlchemy and zoneinfo look for them
NOT_YET: set[str] = set()  # locked for what is built next; a name goes with its use
DOMAIN_MAY_SEE = ("counter_app.errors", "counter_app.domain")


def imports(module: ast.Module) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Every import of a module: line, module, the names taken from it."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or "", tuple(alias.name for alias in node.names)


def far_from_home(path: str, module: ast.Module) -> Iterator[str]:
    """Packages imported where they are not at home, and packages nobody has given a home."""
    for line, name, _taken in imports(module):
        package = name.split(".")[0]
        if package in HOMES:
            if not path.startswith(HOMES[package]):
                yield f"{path}:{line} {package}"
        elif package not in OURS and package not in sys.stdlib_module_names:
            yield f"{path}:{line} {package} has no home"


def strange_to_domain(path: str, module: ast.Module) -> Iterator[str]:
    """What a domain module imports beyond Python, errors, ``mark`` and phonenumbers."""
    for line, name, taken in imports(module):
        known = name.startswith(DOMAIN_MAY_SEE) or name.split(".")[0] in {*sys.stdlib_module_names, "phonenumbers"}
        if not known and not (name == "counter_app.texts" and set(taken) == {"mark"}):
            yield f"{path}:{line} {name} {' '.join(taken)}".rstrip()


def declared() -> set[str]:
    """The packages of the project's dependencies, as pyproject.toml spells them, lower-case."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {re.split(r"[\[<>=!;~ ]", line)[0].lower().replace("_", "-") for line in told["project"]["dependencies"]}


def test_every_package_is_imported_at_home_only() -> None:
    found = [
        line
        for path in python_files(*PACKAGES, "main.py")
        for line in far_from_home(path.as_posix(), tree(path))
    ]
    assert not found, "\n".join(found)


def test_domain_knows_python_errors_mark_and_phonenumbers_only() -> None:
    found = [
        line
        for path in python_files("counter_app/domain")
        for line in strange_to_domain(path.as_posix(), tree(path))
    ]
    assert not found, "\n".join(found)


def test_every_dependency_is_used_and_every_use_is_declared() -> None:
    spelled = {
        "PySide6": "pyside6-essentials",
        "shiboken6": "pyside6-essentials",
        "argon2": "argon2-cffi",
        "serial": "pyserial",
        "chinese_calendar": "chinesecalendar",
    }
    used = {
        spelled.get(package, package.lower())
        for path in python_files(*PACKAGES, "main.py")
        for _line, name, _taken in imports(tree(path))
        if (package := name.split(".")[0]) not in (*OURS, *sys.stdlib_module_names)
    }
    assert used - declared() == set()
    assert declared() - used - IMPORTED_BY_NAME == NOT_YET


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("ui/panels/slip.py", "import sqlalchemy.orm"),
        ("counter_app/exchange/rows.py", "def f():\n    from argon2 import PasswordHasher"),
        ("ui/panels/slip.py", "import threading"),
        ("counter_app/store/engine.py", "import requests"),
        ("counter_app/store/engine.py", "import pickle"),
    ],
)
def test_a_package_far_from_home_is_seen(path: str, code: str) -> None:
    assert list(far_from_home(path, ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        "from counter_app.texts import Texts, mark",
        "from counter_app.texts import Texts",
        "from counter_app.settings import Hall",
        "import sqlalchemy",
        "from counter_app.ports import Clock",
    ],
)
def test_a_domain_module_that_knows_too_much_is_seen(code: str) -> None:
    assert list(strange_to_domain("counter_app/domain/phone.py", ast.parse(code)))


def test_a_domain_module_that_knows_enough_is_let_be() -> None:
    code = "import re\nfrom counter_app.texts import mark\nimport phonenumbers\nfrom counter_app.errors import BadInput"
    assert not list(strange_to_domain("counter_app/domain/phone.py", ast.parse(code)))
    assert Path("counter_app/domain/phone.py") in python_files("counter_app/domain")
