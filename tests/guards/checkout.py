"""What the checkout holds: the files that are or would be kept, and their syntax trees."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("counter_app", "ui")
PASSING = {".git", ".venv", "__pycache__", "build", "dist"}


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file git keeps or would keep, relative to the checkout; without git, every file but the passing ones."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-coz", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        found = {Path(name) for name in listed.stdout.split("\0") if name}
    else:
        found = {path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file()}
    return tuple(sorted(path for path in found if not PASSING & set(path.parts) and (ROOT / path).is_file()))


def python_files(*places: str) -> tuple[Path, ...]:
    """The kept Python files below some folders (or single files), relative to the checkout; with no place, all."""
    wanted = [Path(place) for place in places]
    return tuple(
        path
        for path in kept_files()
        if path.suffix == ".py" and (not wanted or any(path == place or place in path.parents for place in wanted))
    )


@cache
def source(path: Path) -> str:
    """The text of a kept file."""
    return (ROOT / path).read_text("utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a kept Python file."""
    return ast.parse(source(path), str(path))
