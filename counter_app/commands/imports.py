"""``main.py import``: files of tickets, events and owners into the store, from a terminal or a panel's own process."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from counter_app.commands.answers import OK, REFUSED, Commands, opened
from counter_app.errors import BadInput
from counter_app.settings import Settings
from counter_app.texts import Texts, mark

if TYPE_CHECKING:
    from counter_app.domain.ticket import Refusal
    from counter_app.service.importing import ImportReport

PROGRESS_PAUSE_S = 0.1
FOLLOWED = ("import", "--json", "--progress", "json")
"""The command for whoever starts it as a process and follows it: report and progress are JSON; files come after it."""


def declare(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("import", help="take in files of tickets, events and owners")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--template", type=Path, metavar="DIR", help="write empty CSV files with one example line")
    parser.add_argument("--json", action="store_true", help="print the report as one JSON object")
    parser.add_argument("--progress", choices=["json"], help="tell the progress on standard error, one JSON object a line")
    parser.set_defaults(run=run)


def run(settings: Settings, told: argparse.Namespace) -> int:
    """Take the files in; an interrupt stops it between two batches. Raises: CounterError."""
    texts = Texts(settings.language, settings.hall.zone)
    if told.template:
        return _write_templates(told.template)
    if not told.files:
        raise BadInput(mark("Name at least one file to import, or --template DIR."))
    progress = _ProgressLines() if told.progress else _overwritten
    with _Cancel() as cancel, opened(settings, looks_back=True) as counter:
        report = counter.importing.run(told.files, progress, cancelled=cancel.asked)
    if not told.progress:
        _overwritten(0, 0)
    print(json.dumps(_as_json(report, texts), ensure_ascii=False) if told.json else _as_text(report, texts))
    return REFUSED if report.refused or report.cancelled else OK


def _write_templates(folder: Path) -> int:
    from counter_app.exchange.templates import write_templates

    print("\n".join(str(path) for path in write_templates(folder)))
    return OK


class _Cancel:
    """An interrupt or a request to end, kept until the next batch is written; the second interrupt ends at once."""

    def __init__(self) -> None:
        self._asked = False
        self._before: list[tuple[signal.Signals, Callable[[int, FrameType | None], object] | int | None]] = []

    def asked(self) -> bool:
        """Whether somebody has asked to stop."""
        return self._asked

    def __enter__(self) -> _Cancel:
        for which in (signal.SIGINT, signal.SIGTERM):
            self._before.append((which, signal.signal(which, self._note)))
        return self

    def __exit__(self, *_error: object) -> None:
        for which, before in self._before:
            signal.signal(which, before)

    def _note(self, _signal: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True


def _overwritten(done: int, total: int) -> None:
    """A line that is written over, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\r{done} / {total or '?'}" if done else "\r\033[K", end="", file=sys.stderr, flush=True)


class _ProgressLines:
    """One JSON object a line, ten a second at most: ``{"phase": "reading" or "writing", "done": 500, "total": 1200}``.

    While files are read the total is 0: nobody knows it yet.
    """

    def __init__(self) -> None:
        self._told_at = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told_at < PROGRESS_PAUSE_S and done != total:
            return
        self._told_at = now
        line = {"phase": "writing" if total else "reading", "done": done, "total": total}
        print(json.dumps(line), file=sys.stderr, flush=True)


def _as_json(report: ImportReport, texts: Texts) -> dict[str, object]:
    return {
        "new": report.new,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "waiting": report.waiting,
        "without_owner": report.without_owner,
        "without_number": report.without_number,
        "refused": [_told(refusal, texts) for refusal in report.refused],
        "notes": [_told(note, texts) for note in report.notes],
        "cancelled": report.cancelled,
    }


def _told(refusal: Refusal, texts: Texts) -> dict[str, str]:
    return {"file": refusal.file, "position": refusal.position, "reason": _reason(refusal, texts)}


def _reason(refusal: Refusal, texts: Texts) -> str:
    return texts.say(refusal.reason, **dict(refusal.values))


def _as_text(report: ImportReport, texts: Texts) -> str:
    rows = [
        (mark("new"), report.new),
        (mark("updated"), report.updated),
        (mark("unchanged"), report.unchanged),
        (mark("waiting for their ticket"), report.waiting),
        (mark("refused"), len(report.refused)),
        (mark("tickets without owner"), report.without_owner),
        (mark("tickets without number"), report.without_number),
    ]
    lines = [f"{texts.say(label)}: {count}" for label, count in rows]
    lines += [f"  {r.file} {r.position}: {_reason(r, texts)}" for r in (*report.refused, *report.notes)]
    if report.cancelled:
        lines.append(texts.say(mark("Cancelled: what was written by then stays; the next import of these files finishes it.")))
    return "\n".join(lines)
