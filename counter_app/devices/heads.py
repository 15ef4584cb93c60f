"""What this counter remembers of the audit chains it wrote: the last row of each, outside the database.

A tail that was cut off or a store that was set back is whole in itself; only a memory elsewhere tells.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
from pathlib import Path

from counter_app.domain.checkpoint import Head

SLOT = 2048
"""Bytes of a slot; a file has two, written in turn, so that one is whole even if the power goes."""


class HeadHome:
    """Implements ``ports.HeadKeeper``: one small file per store and chain."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def remember(self, store_id: str, head: Head) -> None:
        """Remember a committed row as its chain's last. What cannot be written is left: the row itself is safe."""
        folder = self._folder / store_id
        name = hashlib.sha256(head.chain.encode()).hexdigest()[:16]
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=stat.S_IRWXU)
            handle = os.open(folder / f"{name}.head", os.O_WRONLY | os.O_CREAT, stat.S_IRUSR | stat.S_IWUSR)
            try:
                os.lseek(handle, head.seq % 2 * SLOT, os.SEEK_SET)
                os.write(handle, _written(head))
            finally:
                os.close(handle)

    def remembered(self, store_id: str) -> tuple[Head, ...]:
        """The last row of each chain that is remembered, by chain."""
        found = (_newest(path) for path in sorted((self._folder / store_id).glob("*.head")))
        return tuple(sorted(head for head in found if head is not None))

    def forget(self, store_id: str) -> None:
        """Forget a store's chains: it is new, or an administrator answers for its having been set back."""
        for path in (self._folder / store_id).glob("*.head"):
            path.unlink(missing_ok=True)


def _written(head: Head) -> bytes:
    content = json.dumps(list(head), ensure_ascii=False).encode()
    line = hashlib.sha256(content).hexdigest().encode() + b" " + content
    return line.ljust(SLOT, b"\n") if len(line) < SLOT else b""  # a name too long to be one is not remembered


def _newest(path: Path) -> Head | None:
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    heads = [head for start in (0, SLOT) if (head := _read(raw[start : start + SLOT])) is not None]
    return max(heads, key=_place, default=None)


def _place(head: Head) -> int:
    return head.seq


def _read(slot: bytes) -> Head | None:
    seal, _, content = slot.strip(b"\n\0").partition(b" ")
    if hashlib.sha256(content).hexdigest().encode() != seal:
        return None
    chain, seq, mac = json.loads(content)
    return Head(str(chain), int(seq), str(mac))
