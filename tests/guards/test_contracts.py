"""The contracts of pyproject.toml (who may know whom) hold, and each is seen to fail when it is broken on purpose."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.guards.checkout import PACKAGES, ROOT, python_files, source

CONTRACTS = tomllib.loads(source(Path("pyproject.toml")))["tool"]["importlinter"]["contracts"]
NAMES: dict[str, str] = {contract["id"]: contract["name"] for contract in CONTRACTS}
# contract → a new module and the import in it that breaks the contract
BREAKS = {
    "no-qt": ("counter_app/service/breaks_no_qt.py", "import ui.tasks"),
    "layers": ("counter_app/domain/breaks_layers.py", "import counter_app.ports"),
    "ports": ("counter_app/service/breaks_ports.py", "import counter_app.store.tables"),
    "domain": ("counter_app/domain/breaks_domain.py", "import counter_app.settings"),
    "ui": ("ui/breaks_ui.py", "import counter_app.breaks_ui_indirectly"),
    "transactions": ("ui/breaks_transactions.py", "import counter_app.work"),
    "sqlalchemy": ("counter_app/exchange/breaks_sqlalchemy.py", "import sqlalchemy.orm"),
    "reportlab": ("counter_app/devices/breaks_reportlab.py", "import reportlab.pdfgen"),
    "qt": ("counter_app/slips/breaks_qt.py", "import PySide6.QtGui"),
    "threads": ("ui/widgets/breaks_threads.py", "import concurrent.futures"),
    "panels": ("ui/panels/breaks_panels.py", "import ui.panels.broken_panel"),
    "widgets": ("ui/widgets/breaks_widgets.py", "import ui.panels.broken_panel"),
}
BESIDE = {  # what the breaking imports need
    "counter_app/breaks_ui_indirectly.py": "import counter_app.slips",
    "ui/panels/broken_panel.py": "",
}


def linted(folder: Path) -> subprocess.CompletedProcess[str]:
    """What lint-imports says about the packages in a folder."""
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-logo", "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def broken(said: str) -> dict[str, str]:
    """The broken contracts of a report: name → the imports that break it."""
    parts = re.split(r"^(.+)\n-{3,}\n", said.split("Broken contracts")[-1], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the packages and the contracts."""
    for path in (*python_files(*PACKAGES), Path("pyproject.toml")):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, tmp_path / path)
    return tmp_path


def test_the_contracts_hold(copied: Path) -> None:
    ran = linted(copied)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.mark.parametrize("contract", BREAKS)
def test_a_broken_contract_is_named(copied: Path, contract: str) -> None:
    path, code = BREAKS[contract]
    for name, content in ((path, code), *BESIDE.items()):
        (copied / name).write_text(content, "utf-8")
    ran = linted(copied)
    module = path.removesuffix(".py").replace("/", ".")
    assert ran.returncode == 1
    assert module in broken(ran.stdout).get(NAMES[contract], ""), ran.stdout


def test_every_contract_has_its_break() -> None:
    assert BREAKS.keys() == NAMES.keys()
