"""The tree: what lies where, what it is called, and that an installed copy has all of it."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.guards.checkout import PACKAGES, ROOT, kept_files, python_files, source, tree

TOP = {"counter_app", "ui", "resources", "tests", "main.py", "pyproject.toml", ".ci"}
BESIDE = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "LICENSE", "requirements.lock", "requirements-dev.lock"}
EMPTY_WORDS = {"manager", "helper", "helpers", "util", "utils", "common", "base", "core", "misc"}
TYPES_OF_RESOURCES = {"fonts": ".ttf", "icons": ".svg", "themes": ".toml", "plain_words": ".toml", "i18n": ".mo"}
LICENCES = {"fonts": (".ttf", "OFL.txt", "SIL OPEN FONT LICENSE"), "icons": (".svg", "LICENSE", "ISC License")}
MAP_LINES = 150
TESTED = ("counter_app", "ui")


def words(name: str) -> set[str]:
    """The words of a name in either spelling: ``SlipManager`` and ``slip_manager`` → slip, manager."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def names_that_say_nothing(path: Path, module: ast.Module) -> list[str]:
    """A file, folder or class called after no noun of the counter."""
    found = [part for part in path.with_suffix("").parts if words(part) & EMPTY_WORDS]
    classes = (node.name for node in ast.walk(module) if isinstance(node, ast.ClassDef))
    return found + [name for name in classes if words(name) & EMPTY_WORDS]


def unpacked(files: Iterable[Path], data: dict[str, list[str]], root: Path) -> list[str]:
    """The files of packages that an installed copy would lack: neither a module of a package nor package data."""
    missing = []
    for path in files:
        package = next(folder for folder in path.parents if (root / folder / "__init__.py").exists() or not folder.name)
        whole = all((root / folder / "__init__.py").exists() for folder in (package, *package.parents) if folder.name)
        if path.suffix == ".py" and whole and path.parent == package:
            continue
        patterns = data.get(".".join(package.parts), []) + data.get("*", [])
        if not any(root / path in (root / package).glob(pattern) for pattern in patterns):
            missing.append(path.as_posix())
    return missing


def package_data() -> dict[str, list[str]]:
    """What pyproject.toml packs beside modules, by package."""
    found: dict[str, list[str]] = tomllib.loads(source(Path("pyproject.toml")))["tool"]["setuptools"]["package-data"]
    return found


def packaged_files() -> list[Path]:
    """Every kept file below a package that is installed."""
    return [path for path in kept_files() if path.parts[0] in (*PACKAGES, "resources")]


def test_the_top_level_is_fixed() -> None:
    top = {path.parts[0] for path in kept_files()}
    assert {name for name in top - TOP - BESIDE if not name.startswith(".")} == set()
    assert top >= TOP | BESIDE


def test_nothing_is_called_after_nothing() -> None:
    found = {path.as_posix(): named for path in python_files() if (named := names_that_say_nothing(path, tree(path)))}
    assert found == {}


@pytest.mark.parametrize(
    ("path", "code"),
    [("ui/utils.py", ""), ("ui/core/x.py", ""), ("ui/slip_helper.py", ""), ("ui/slip.py", "class SlipManager: ...")],
)
def test_a_name_that_says_nothing_is_seen(path: str, code: str) -> None:
    assert names_that_say_nothing(Path(path), ast.parse(code))
    assert not names_that_say_nothing(Path("ui/database.py"), ast.parse("class Baseline: ..."))


def test_init_files_are_empty() -> None:
    assert [path for path in python_files() if path.name == "__init__.py" and source(path)] == []


def test_tests_mirror_the_packages() -> None:
    folders = {path.parent for path in python_files("tests") if path.parts[1] in TESTED}
    assert [folder.as_posix() for folder in folders if not (ROOT / folder.relative_to("tests")).is_dir()] == []


def test_an_installed_copy_lacks_nothing() -> None:
    assert unpacked(packaged_files(), package_data(), ROOT) == []


def test_every_kind_of_resource_is_there() -> None:
    there = {(path.parts[1], path.suffix) for path in packaged_files() if path.parts[0] == "resources"}
    assert set(TYPES_OF_RESOURCES.items()) <= there
    assert Path("resources/style.qss") in packaged_files()


def test_a_file_that_is_not_packed_is_seen(tmp_path: Path) -> None:
    for name in ("shop/__init__.py", "shop/sale.py", "shop/goods/list.toml", "shop/till/__init__.py", "shop/bare/a.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    files = [path.relative_to(tmp_path) for path in sorted(tmp_path.rglob("*")) if path.is_file()]
    assert unpacked(files, {}, tmp_path) == ["shop/bare/a.py", "shop/goods/list.toml"]
    assert unpacked(files, {"shop": ["**/*.toml"]}, tmp_path) == ["shop/bare/a.py"]


def test_resources_are_found_from_an_installed_copy(tmp_path: Path) -> None:
    for path in packaged_files():
        if path.parts[0] == "resources" or path.name in ("__init__.py", "resource_files.py"):
            (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / path, tmp_path / "site" / path)
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n"
        "from counter_app.resource_files import resource\n"
        "print(resource('fonts', 'OFL.txt'), resource('style.qss').read_text('utf-8')[:2])"
    )
    ran = subprocess.run(
        [sys.executable, "-I", "-c", program], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=True
    )
    assert ran.stdout.startswith(str(tmp_path / "site" / "resources" / "fonts" / "OFL.txt"))


@pytest.mark.parametrize("folder", LICENCES)
def test_fonts_and_icons_come_with_their_licence(folder: str) -> None:
    kind, licence, words_of_it = LICENCES[folder]
    files = [path for path in kept_files() if path.parts[:2] == ("resources", folder)]
    assert any(path.suffix == kind for path in files)
    assert words_of_it.lower() in (ROOT / "resources" / folder / licence).read_text("utf-8").lower()


def test_what_the_documents_point_at_is_there() -> None:
    lost = {
        f"{path}: {target}"
        for path in kept_files()
        if path.suffix == ".md"
        for target in re.findall(r"\]\(([^)\s#]+)[^)]*\)", source(path))
        if "://" not in target and not (ROOT / path.parent / target).exists()
    }
    assert lost == set()


def test_the_map_of_the_house_is_short() -> None:
    assert source(Path("ARCHITECTURE.md")).count("\n") <= MAP_LINES


def test_the_project_has_its_licence() -> None:
    text = source(Path("LICENSE"))
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert tomllib.loads(source(Path("pyproject.toml")))["project"]["license"] == "Apache-2.0"
