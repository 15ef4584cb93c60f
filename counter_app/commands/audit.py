"""``main.py audit``: looking after the audit chains from the server room."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from counter_app.commands import audit_reading
from counter_app.commands.answers import OK, REFUSED, Commands, opened, write_new
from counter_app.domain.checkpoint import Checkpoint, read_checkpoint
from counter_app.domain.staff import ServerRoom
from counter_app.errors import UnreadableFile
from counter_app.settings import Settings
from counter_app.texts import Texts, mark

if TYPE_CHECKING:
    from counter_app.service.auditing import AuditVerdict

ROOM = ServerRoom()
KINDS = {
    "gap": mark("a row is missing before it"),
    "link": mark("it does not follow the row before it"),
    "changed": mark("it was changed"),
    "tail": mark("rows are missing at the end, or stand behind it"),
    "key": mark("it is sealed with a key that is not known here or no longer used"),
    "text": mark("the text beside it was changed or taken away"),
    "set_back": mark("this counter wrote it and the data lack it: they were set back or cut"),
    "checkpoint": mark("a checkpoint tells it otherwise, or is not on record"),
}


def declare(commands: Commands) -> None:
    """Add the command and its acts."""
    parser = commands.add_parser("audit", help="look after the audit chain")
    acts = parser.add_subparsers(dest="act", metavar="act", required=True)
    verifying = acts.add_parser("verify", help="recompute every chain; names the first bad row")
    verifying.add_argument("--json", action="store_true", help="print the verdict as one JSON object")
    verifying.add_argument("--checkpoint", type=Path, action="append", default=[], metavar="FILE", help="compare with it")
    verifying.add_argument("--code", action="append", default=[], help="the sixteen digits of a day-close slip")
    taking = acts.add_parser("checkpoint", help="take down how far every chain is, signed, to be kept elsewhere")
    taking.add_argument("--out", type=Path, required=True, metavar="FILE")
    erasing = acts.add_parser("erase-text", help="erase the free text beside a row; the row stays")
    erasing.add_argument("chain", metavar="CHAIN")
    erasing.add_argument("seq", type=int, metavar="ROW")
    acts.add_parser("accept-set-back", help="answer for data restored from a copy: what this counter remembers is dropped")
    audit_reading.declare(acts)
    parser.set_defaults(run=run)


def run(settings: Settings, told: argparse.Namespace) -> int:
    """Do one act on the store of the settings. Raises: CounterError."""
    texts = Texts(settings.language, settings.hall.zone)
    if told.act == "verify":
        return _verify(settings, told, texts)
    if told.act == "read":
        return audit_reading.run(settings, told)
    if told.act == "accept-set-back":
        return _accept(settings, texts)
    with opened(settings) as counter:
        if told.act == "checkpoint":
            taken = counter.auditing.checkpoint(ROOM)
            write_new(told.out, taken.as_text().encode())
            print(texts.say(mark("Checkpoint {code} of {n} chains"), code=taken.code, n=len(taken.heads)))
        else:
            counter.auditing.erase_text(ROOM, told.chain, told.seq)
    return OK


def _verify(settings: Settings, told: argparse.Namespace, texts: Texts) -> int:
    checkpoints = [_checkpoint(path) for path in told.checkpoint]
    with opened(settings, looks_back=True) as counter:
        verdict = counter.auditing.verify(checkpoints, told.code)
    print(json.dumps(_as_json(verdict)) if told.json else _as_text(verdict, texts))
    return OK if verdict.ok else REFUSED


def _checkpoint(path: Path) -> Checkpoint:
    try:
        return read_checkpoint(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", "") or ""
        raise UnreadableFile(mark("The file {file} cannot be read: {why}"), file=path.name, why=why) from None


def _as_json(verdict: AuditVerdict) -> dict[str, object]:
    bad = {"chain": verdict.bad_chain, "seq": verdict.bad_seq, "kind": verdict.kind} if not verdict.ok else None
    return {"ok": verdict.ok, "rows": verdict.rows, "chains": verdict.chains, "bad": bad}


def _as_text(verdict: AuditVerdict, texts: Texts) -> str:
    if verdict.ok:
        text = mark("The audit chain is whole: {rows} rows in {chains} chains.")
        return texts.say(text, rows=verdict.rows, chains=verdict.chains)
    text = mark("The audit chain is broken: chain {chain}, row {seq} ({kind}).")
    kind = texts.say(KINDS[verdict.kind])
    return texts.say(text, chain=verdict.bad_chain, seq=verdict.bad_seq, kind=kind)


def _accept(settings: Settings, texts: Texts) -> int:
    with opened(settings, looks_back=True) as counter:
        lost = counter.auditing.accept_set_back(ROOM)
    for head in lost:
        print(texts.say(mark("{chain}: row {seq} and perhaps some before it are lost"), chain=head.chain, seq=head.seq))
    if not lost:
        print(texts.say(mark("The data have everything that this counter remembers.")))
    return OK
