"""The one way to resource files: works in a checkout and from an installed wheel."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def resource(*parts: str) -> Path:
    """The path of a file or folder below ``resources/``, e.g. ``resource("icons", "x.svg")``."""
    return Path(str(files("resources").joinpath(*parts)))
