"""Keep the message catalogues: add a translation, bring them up to date with the code, compile them.

    python .ci/catalogue.py add "Print slip" "打印凭条"          one text
    python .ci/catalogue.py add "{n} day late" "已超时 {n} 天" --many "{n} days late"
    python .ci/catalogue.py update                              drop stale texts, list missing ones, compile
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "i18n" / "zh_CN" / "LC_MESSAGES"
PO, MO = FOLDER / "counter.po", FOLDER / "counter.mo"
KEYWORDS = {"mark": None, "say": None, "count": (1, 2)}
CODE = ("counter_app", "ui", "main.py")


def load() -> Catalog:
    """The Chinese catalogue as it stands, or a new one."""
    if PO.exists():
        return read_po(io.BytesIO(PO.read_bytes()), locale="zh_CN")
    return Catalog(locale="zh_CN", project="counter-desk", charset="utf-8", fuzzy=False)


def extracted() -> dict[str, str | tuple[str, str]]:
    """Every text of the code that goes through ``mark``, ``say`` or ``count``."""
    found: dict[str, str | tuple[str, str]] = {}
    for place in CODE:
        path = ROOT / place
        method = [("**.py", "python")]
        folder, only = (path, None) if path.is_dir() else (ROOT, path.name)
        if only:
            from babel.messages.extract import extract_from_file

            rows = ((only, *row) for row in extract_from_file("python", str(path), KEYWORDS)) if path.exists() else ()
        else:
            rows = extract_from_dir(str(folder), method, keywords=KEYWORDS)
        for _file, _line, message, *_rest in rows:
            key = message[0] if isinstance(message, tuple) else message
            if key:
                found[key] = message
    return found


def save(catalogue: Catalog) -> None:
    """Write .po and .mo, byte for byte the same for the same content."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = io.BytesIO()
    write_po(text, catalogue, sort_output=True, no_location=True, omit_header=False, width=100, ignore_obsolete=True)
    kept = [line for line in text.getvalue().decode().splitlines() if not line.startswith(('"POT-', '"PO-Rev', '"Generated'))]
    PO.write_text("\n".join(kept) + "\n", "utf-8")
    MO.write_bytes(compiled(load()))


def compiled(catalogue: Catalog) -> bytes:
    """The .mo of a catalogue."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def update() -> list[str]:
    """Drop what the code no longer says; the texts still without a translation."""
    wanted, catalogue = extracted(), load()
    for message in list(catalogue):
        key = message.id[0] if isinstance(message.id, tuple) else message.id
        if key and key not in wanted:
            catalogue.delete(message.id)
    missing = [key for key in wanted if key not in catalogue or not catalogue[key].string]
    save(catalogue)
    return sorted(missing)


def add(text: str, translation: str, many: str) -> None:
    """Add or change one translation."""
    catalogue = load()
    if text in catalogue:
        catalogue.delete(text)
    catalogue.add((text, many) if many else text, (translation,) if many else translation)
    save(catalogue)


def main() -> int:
    """Run one command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    adding = commands.add_parser("add")
    adding.add_argument("text")
    adding.add_argument("translation")
    adding.add_argument("--many", default="")
    commands.add_parser("update")
    told = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    lock = os.open(FOLDER / ".lock", os.O_CREAT | os.O_RDWR)
    try:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        if told.command == "add":
            add(told.text, told.translation, told.many)
            return 0
        missing = update()
        print("\n".join(missing) or "nothing missing")
        return 1 if missing else 0
    finally:
        os.close(lock)


if __name__ == "__main__":
    sys.exit(main())
