"""The store's keys on this counter: in the system's key store if it really keeps them, else in a file of our own."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

import keyring
from keyring.errors import KeyringError

from counter_app.errors import StoreRefused
from counter_app.texts import mark

SERVICE = "counter-desk"
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """The keys of one store: implements ``ports.Keys``. ``in_file``: kept in a file, which protects less."""

    identity: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    in_file: bool = False
    audit_key_id: str = "k1"

    def document_mac(self, scheme: str, country: str, number: str) -> bytes:
        """HMAC-SHA256 of scheme, country and number, each with its length in front."""
        return hmac.new(self.identity, _framed(scheme, country, number), hashlib.sha256).digest()

    def audit_mac(self, fields: bytes) -> bytes:
        """HMAC-SHA256 of canonical audit fields."""
        return hmac.new(self.audit, fields, hashlib.sha256).digest()

    def checks(self) -> tuple[str, str]:
        """What ``store_info`` keeps to tell the right keys from others (identity, audit)."""
        return _check(self.identity, b"identity"), _check(self.audit, b"audit")


def _framed(*parts: str) -> bytes:
    return b"".join(len(raw).to_bytes(4, "big") + raw for raw in (part.encode() for part in parts))


def _check(key: bytes, purpose: bytes) -> str:
    return hmac.new(key, b"check value of the key for " + purpose, hashlib.sha256).hexdigest()[:16]


class KeyHome:
    """Where keys live on this counter, per store id."""

    def __init__(self, folder: Path, use_keyring: bool) -> None:
        self.folder = folder
        self.use_keyring = use_keyring

    def make(self, store_id: str) -> StoreKeys:
        """New random keys for a new store, kept. Raises: StoreRefused if they cannot be kept anywhere."""
        identity, audit = secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES)
        return StoreKeys(identity, audit, in_file=not self._keep(store_id, identity + audit))

    def get(self, store_id: str) -> StoreKeys:
        """The keys of a store. Raises: StoreRefused if this counter does not have them."""
        kept = self._from_keyring(store_id)
        in_file = not kept
        kept = kept or self._from_file(store_id)
        if len(kept) != 2 * KEY_BYTES:
            raise StoreRefused(
                mark("This counter does not have this store's keys. They must be brought from a counter that has them.")
            )
        return StoreKeys(kept[:KEY_BYTES], kept[KEY_BYTES:], in_file=in_file)

    def _keep(self, store_id: str, material: bytes) -> bool:
        """Keep it; whether the system's key store gave it back (a null backend swallows keys in silence)."""
        if self.use_keyring:
            try:
                keyring.set_password(SERVICE, store_id, base64.b64encode(material).decode())
            except KeyringError:
                pass
            else:
                if self._from_keyring(store_id) == material:
                    return True
        self._to_file(store_id, material)
        return False

    def _from_keyring(self, store_id: str) -> bytes:
        if not self.use_keyring:
            return b""
        try:
            return base64.b64decode(keyring.get_password(SERVICE, store_id) or "", validate=True)
        except (KeyringError, binascii.Error):
            return b""

    def _path(self, store_id: str) -> Path:
        return self.folder / f"{store_id}.key"

    def _to_file(self, store_id: str, material: bytes) -> None:
        path = self._path(store_id)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=stat.S_IRWXU)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, stat.S_IRUSR | stat.S_IWUSR)
            with os.fdopen(handle, "wb") as file:
                file.write(base64.b64encode(material))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StoreRefused(mark("The store's keys cannot be kept: {why}"), why=error.strerror or "") from None

    def _from_file(self, store_id: str) -> bytes:
        try:
            return base64.b64decode(self._path(store_id).read_bytes(), validate=True)
        except (OSError, binascii.Error):
            return b""
