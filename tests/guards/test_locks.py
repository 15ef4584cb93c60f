"""The lock files: everything pinned and hashed, in step with pyproject.toml and with what the tests run on."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.guards.checkout import ROOT, source

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
LOCKS = {"requirements.lock": False, "requirements-dev.lock": True}
TWO_COMMANDS = (
    "python3 -m venv .venv && .venv/bin/pip install --require-hashes -r requirements.lock"
    " && .venv/bin/python main.py demo",
    "python3 -m venv .venv && .venv/bin/pip install --require-hashes -r requirements-dev.lock"
    " && .venv/bin/python -m pytest",
)


class Pin(NamedTuple):
    """One line of a lock: the requirement and its hashes."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name as indexes compare it."""
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        """The one version it allows, or ""."""
        pins = [pin.version for pin in self.requirement.specifier if pin.operator == "=="]
        return pins[0] if len(pins) == 1 and len(self.requirement.specifier) == 1 else ""


def pins(text: str) -> list[Pin]:
    """The lines of a lock, continued lines joined, comments dropped."""
    whole = re.sub(r"\\\n\s*", " ", text)
    lines = [line for line in (line.split(" #")[0].strip() for line in whole.splitlines()) if line and line[0] != "#"]
    return [Pin(Requirement(line.split(" --")[0]), tuple(HASH.findall(line))) for line in lines]


def loose(locked: list[Pin]) -> list[str]:
    """Lines that do not fix what is installed: no version, no hash, an address, or a second line that may also hold."""
    seen: set[tuple[str, str]] = set()
    found = []
    for pin in locked:
        key = (pin.name, str(pin.requirement.marker or ""))
        if not pin.version or not pin.hashes or pin.requirement.url or key in seen:
            found.append(str(pin.requirement))
        seen.add(key)
    return found


def out_of_step(wanted: list[str], locked: list[Pin]) -> list[str]:
    """Dependencies the lock lacks or holds in a version they do not allow."""
    versions = {pin.name: pin.version for pin in locked}
    found = []
    for line in wanted:
        requirement = Requirement(line)
        version = versions.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(Version(version)):
            found.append(f"{line} (locked: {version})")
    return found


def wanted(with_tests: bool) -> list[str]:
    """The dependencies that pyproject.toml names."""
    project = tomllib.loads(source(Path("pyproject.toml")))["project"]
    return [*project["dependencies"], *(project["optional-dependencies"]["dev"] if with_tests else [])]


def two_commands(readme: str) -> list[str]:
    """The lines of the fenced block in the README's section "Two commands"."""
    section = re.split(r"^#+ Two commands *$", readme, flags=re.MULTILINE)
    fenced = re.search(r"^```\w*\n(.*?)^```", section[1], re.MULTILINE | re.DOTALL) if len(section) == 2 else None
    return fenced.group(1).splitlines() if fenced else []


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_pinned_and_hashed(lock: str) -> None:
    assert loose(pins(source(Path(lock)))) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_is_in_step_with_the_project(lock: str) -> None:
    assert out_of_step(wanted(LOCKS[lock]), pins(source(Path(lock)))) == []


def test_the_tests_run_on_what_is_installed_at_a_counter() -> None:
    tested = {(pin.name, pin.version) for pin in pins(source(Path("requirements-dev.lock")))}
    assert {(pin.name, pin.version) for pin in pins(source(Path("requirements.lock")))} <= tested


def test_the_environment_is_the_locked_one() -> None:
    there = [pin for pin in pins(source(Path("requirements-dev.lock"))) if _applies(pin)]
    installed = {pin.name: importlib.metadata.version(pin.name) for pin in there}
    assert {pin.name: pin.version for pin in there} == installed


def _applies(pin: Pin) -> bool:
    return pin.requirement.marker is None or pin.requirement.marker.evaluate()


def test_the_two_commands_set_up_from_the_locks() -> None:
    assert tuple(two_commands((ROOT / "README.md").read_text("utf-8"))) == TWO_COMMANDS


def test_a_loose_line_is_seen() -> None:
    hashed = f"--hash=sha256:{'0' * 64}"
    assert loose(pins(f"segno==1.6.6 \\\n    {hashed}\n")) == []
    for line in (f"segno>=1.6 {hashed}", "segno==1.6.6", f"segno @ https://example.org/segno.whl {hashed}"):
        assert loose(pins(line))
    assert loose(pins(f"segno==1.6.6 {hashed}\nsegno==1.6.5 {hashed}\n"))


def test_a_lock_out_of_step_is_seen() -> None:
    locked = pins(f"segno==1.6.6 --hash=sha256:{'0' * 64}")
    assert out_of_step(["segno>=1.6.6,<2"], locked) == []
    assert out_of_step(["segno>=2", "reportlab"], locked) == ["segno>=2 (locked: 1.6.6)", "reportlab (locked: None)"]


def test_two_commands_are_found_in_their_section_only() -> None:
    assert two_commands("# Desk\n```\nx\n```\n## Two commands\nText\n```sh\na\nb\n```\n") == ["a", "b"]
    assert two_commands("# Desk\n```\nx\n```\n") == []
