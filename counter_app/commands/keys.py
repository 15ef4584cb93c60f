"""``main.py keys``: the store's keys brought to another counter, and the audit key changed."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from counter_app.commands.answers import OK, Commands, opened, write_new
from counter_app.errors import BadInput, StoreRefused, UnreadableFile
from counter_app.settings import Settings
from counter_app.texts import Texts, mark

if TYPE_CHECKING:
    from counter_app.ports import KeyChecks

Ask = Callable[[str], str]
LONGEST_FILE = 1 << 16
MEMORY_KIB = 1 << 17


def declare(commands: Commands) -> None:
    """Add the command and its acts. Passphrases are asked for, never read from the command line."""
    parser = commands.add_parser("keys", help="bring the store's keys to another counter, change the audit key")
    acts = parser.add_subparsers(dest="act", metavar="act", required=True)
    out = acts.add_parser("export", help="write the keys to a new file under a passphrase")
    out.add_argument("file", type=Path, metavar="FILE")
    into = acts.add_parser("import", help="take the keys of the store of COUNTER_DATABASE from such a file")
    into.add_argument("file", type=Path, metavar="FILE")
    acts.add_parser("rotate-audit", help="seal the audit record with a new key from now on")
    parser.set_defaults(run=run)


def run(settings: Settings, told: argparse.Namespace, ask: Ask = getpass.getpass, memory_kib: int = MEMORY_KIB) -> int:
    """Do one act on the store of the settings; ``memory_kib`` is what trying one passphrase costs. Raises: CounterError."""
    texts = Texts(settings.language, settings.hall.zone)
    if told.act == "export":
        export(settings, told.file, ask, texts, memory_kib)
        print(texts.say(mark("The keys are in {file}. Keep the passphrase apart from it."), file=str(told.file)))
    elif told.act == "import":
        in_file = take_in(settings, told.file, ask, texts)
        print(texts.say(mark("This counter has the store's keys now.")))
        if in_file:
            print(texts.say(mark("They are kept in a file: this computer has no key store that keeps them.")))
    else:
        from counter_app.build import change_audit_key

        chains = change_audit_key(settings)
        text = mark("A new audit key seals {n} chains. Export the keys again: every other counter needs them now.")
        print(texts.say(text, n=chains))
    return OK


def export(settings: Settings, path: Path, ask: Ask, texts: Texts, memory_kib: int) -> None:
    """Write the store's keys to a new file. Raises: BadInput (passphrase, file is there), StoreRefused, StoreAway."""
    from counter_app.build import key_home
    from counter_app.devices.key_file import Cost, sealed
    from counter_app.service.passwords import Passwords

    store_id, _checks = _named(settings)
    with opened(settings) as counter:
        passphrase = ask(texts.say(mark("Passphrase for the file: ")))
        Passwords().check_new(passphrase, field="passphrase")
        if ask(texts.say(mark("Once more: "))) != passphrase:
            raise BadInput(mark("The two passphrases differ."), field="passphrase")
        content = sealed(store_id, key_home(settings).get(store_id), passphrase, Cost(memory_kib))
        counter.auditing.note_keys("keys_exported")
        write_new(path, content)


def take_in(settings: Settings, path: Path, ask: Ask, texts: Texts) -> bool:
    """Keep the keys of a file if they are this store's; whether they are kept in a file here.

    Raises: BadInput (passphrase, another store's keys, an old file), UnreadableFile, StoreRefused, StoreAway.
    """
    from counter_app.build import key_home
    from counter_app.devices.key_file import unsealed

    store_id, wanted = _named(settings)
    content = _read(path)
    of_store, keys = unsealed(content, ask(texts.say(mark("Passphrase of the file: "))))
    have = keys.checks()
    if of_store != store_id or have.identity != wanted.identity or have.audit != wanted.audit[: len(have.audit)]:
        raise BadInput(mark("The file holds another store's keys. Nothing was changed."))
    if have.audit != wanted.audit:
        raise BadInput(mark("The file is older than the last change of the audit key. Please export the keys again."))
    kept = key_home(settings).keep(store_id, keys)
    with opened(settings) as counter:
        counter.auditing.note_keys("keys_imported")
    return kept.in_file


def _named(settings: Settings) -> tuple[str, KeyChecks]:
    from counter_app.store.store import store_named

    named = store_named(settings.database_url)
    if named is None:
        raise StoreRefused(mark("There is no store yet where COUNTER_DATABASE points to."))
    return named


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LONGEST_FILE)
    except OSError as error:
        why = error.strerror or ""
        raise UnreadableFile(mark("The file {file} cannot be read: {why}"), file=path.name, why=why) from None
