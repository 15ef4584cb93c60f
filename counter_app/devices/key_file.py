"""A store's keys in a file under a passphrase, to bring them from one counter to another.

Argon2id makes the key from the passphrase, ChaCha20-Poly1305 seals; everything beside the sealed part is bound to it.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from counter_app.devices.keys import StoreKeys, decoded, encoded
from counter_app.errors import BadInput, UnreadableFile
from counter_app.texts import mark

FORMAT = "counter-desk keys 1"
SALT_BYTES, NONCE_BYTES, KEY_BYTES = 16, 12, 32
MOST_MEMORY_KIB, MOST_PASSES, MOST_LANES = 1 << 20, 10, 16
"""What a file may ask for: a file of somebody else's must not exhaust this computer."""
NOT_ONE = mark("This file holds no keys.")


class Cost(NamedTuple):
    """What making the key from the passphrase costs: memory in KiB, passes, lanes."""

    memory_kib: int = 1 << 17
    passes: int = 3
    lanes: int = 4


USUAL = Cost()


def sealed(store_id: str, keys: StoreKeys, passphrase: str, cost: Cost = USUAL) -> bytes:
    """The content of a key file (some 700 bytes of JSON)."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    head = {"format": FORMAT, "store": store_id, "kdf": ["argon2id", *cost], "salt": _text(salt), "nonce": _text(nonce)}
    cipher = ChaCha20Poly1305(_key(passphrase, salt, cost))
    closed = cipher.encrypt(nonce, encoded(keys).encode(), _bound(head))
    return json.dumps({**head, "sealed": _text(closed)}, indent=1).encode()


def unsealed(content: bytes, passphrase: str) -> tuple[str, StoreKeys]:
    """The store's id and its keys. Raises: UnreadableFile (not such a file), BadInput (passphrase, or damage)."""
    try:
        told = json.loads(content)
        closed = _bytes(str(told.pop("sealed")))
        name, memory_kib, passes, lanes = told["kdf"]
        cost = Cost(int(memory_kib), int(passes), int(lanes))
        salt, nonce = _bytes(str(told["salt"])), _bytes(str(told["nonce"]))
        if told["format"] != FORMAT or name != "argon2id" or not _is_bearable(cost, salt, nonce):
            raise UnreadableFile(NOT_ONE)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error):
        raise UnreadableFile(NOT_ONE) from None
    try:
        opened = ChaCha20Poly1305(_key(passphrase, salt, cost)).decrypt(nonce, closed, _bound(told))
    except InvalidTag:
        text = mark("The passphrase is not right, or the file is damaged.")
        raise BadInput(text, field="passphrase") from None
    keys = decoded(opened.decode())
    if keys is None:
        raise UnreadableFile(NOT_ONE)
    return str(told["store"]), keys


def _is_bearable(cost: Cost, salt: bytes, nonce: bytes) -> bool:
    whole = len(salt) == SALT_BYTES and len(nonce) == NONCE_BYTES
    few = 0 < cost.passes <= MOST_PASSES and 0 < cost.lanes <= MOST_LANES
    return whole and few and 8 * cost.lanes <= cost.memory_kib <= MOST_MEMORY_KIB


def _key(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    plain = unicodedata.normalize("NFKC", passphrase).encode()
    maker = Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return maker.derive(plain)


def _bound(head: Mapping[str, object]) -> bytes:
    return json.dumps(head, sort_keys=True).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
