"""``main.py audit``: looking after the audit chains from the server room."""

from __future__ import annotations

import argparse
import json

from counter_app.commands.answers import OK, REFUSED, Commands, opened
from counter_app.settings import Settings
from counter_app.texts import Texts, mark


def declare(commands: Commands) -> None:
    """Add the command and its acts."""
    parser = commands.add_parser("audit", help="look after the audit chain")
    acts = parser.add_subparsers(dest="act", metavar="act", required=True)
    verifying = acts.add_parser("verify", help="recompute every chain; names the first bad row")
    verifying.add_argument("--json", action="store_true", help="print the verdict as one JSON object")
    parser.set_defaults(run=run)


def run(settings: Settings, told: argparse.Namespace) -> int:
    """Do one act on the store of the settings. Raises: CounterError."""
    texts = Texts(settings.language, settings.hall.zone)
    with opened(settings, looks_back=True) as counter:
        verdict = counter.auditing.verify()
    if told.json:
        bad = {"chain": verdict.bad_chain, "seq": verdict.bad_seq, "kind": verdict.kind} if not verdict.ok else None
        print(json.dumps({"ok": verdict.ok, "rows": verdict.rows, "chains": verdict.chains, "bad": bad}))
    elif verdict.ok:
        print(texts.say(mark("The audit chain is whole: {rows} rows in {chains} chains."), rows=verdict.rows, chains=verdict.chains))
    else:
        text = mark("The audit chain is broken: chain {chain}, row {seq} ({kind}).")
        print(texts.say(text, chain=verdict.bad_chain, seq=verdict.bad_seq, kind=verdict.kind))
    return OK if verdict.ok else REFUSED
