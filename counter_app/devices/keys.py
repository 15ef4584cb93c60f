"""The store's keys on this counter: in the system's key store if it really keeps them, else in a file of our own."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path

import keyring
from keyring.errors import KeyringError

from counter_app.errors import StoreRefused
from counter_app.ports import KeyChecks
from counter_app.texts import mark

SERVICE = "counter-desk"
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class StoreKeys:
    """The keys of one store: implements ``ports.Keys``. ``in_file``: kept in a file, which protects less.

    ``audit`` holds every audit key there ever was by its id, oldest first: the last seals, the others only verify.
    """

    identity: bytes = field(repr=False)
    audit: tuple[tuple[str, bytes], ...] = field(repr=False)
    in_file: bool = False

    @property
    def audit_key_id(self) -> str:
        """The name of the audit key that seals."""
        return self.audit[-1][0]

    @property
    def audit_key_ids(self) -> tuple[str, ...]:
        """The names of every audit key, oldest first."""
        return tuple(key_id for key_id, _key in self.audit)

    def document_mac(self, scheme: str, country: str, number: str) -> bytes:
        """HMAC-SHA256 of scheme, country and number, each with its length in front."""
        return hmac.new(self.identity, _framed(scheme, country, number), hashlib.sha256).digest()

    def audit_mac(self, fields: bytes) -> bytes:
        """HMAC-SHA256 of canonical audit fields under the key that seals."""
        return hmac.new(self.audit[-1][1], fields, hashlib.sha256).digest()

    def audit_mac_under(self, key_id: str, fields: bytes) -> bytes | None:
        """The same under the key of this name; None if it is not known here."""
        key = dict(self.audit).get(key_id)
        return None if key is None else hmac.new(key, fields, hashlib.sha256).digest()

    def checks(self) -> KeyChecks:
        """What the store keeps to tell the right keys from others."""
        audit = tuple((key_id, _check(key, b"audit")) for key_id, key in self.audit)
        return KeyChecks(_check(self.identity, b"identity"), audit)

    def first(self, count: int) -> StoreKeys:
        """The same with the oldest ``count`` audit keys only."""
        return replace(self, audit=self.audit[:count])

    def with_another(self) -> StoreKeys:
        """These keys with a new audit key that seals from now on."""
        return replace(self, audit=(*self.audit, (f"k{len(self.audit) + 1}", secrets.token_bytes(KEY_BYTES))))


def new_keys() -> StoreKeys:
    """Random keys for a new store."""
    return StoreKeys(secrets.token_bytes(KEY_BYTES), (("k1", secrets.token_bytes(KEY_BYTES)),))


def encoded(keys: StoreKeys) -> str:
    """The keys as one line of text, for where they are kept."""
    audit = [[key_id, _text(key)] for key_id, key in keys.audit]
    return json.dumps({"identity": _text(keys.identity), "audit": audit}, separators=(",", ":"))


def decoded(text: str) -> StoreKeys | None:
    """The keys of such a line; None if it is none."""
    try:
        told = json.loads(text)
        identity = _bytes(told["identity"])
        audit = tuple((str(key_id), _bytes(key)) for key_id, key in told["audit"])
    except (ValueError, KeyError, TypeError, binascii.Error):
        return None
    whole = all(len(key) == KEY_BYTES for key in (identity, *(key for _key_id, key in audit)))
    return StoreKeys(identity, audit) if whole and audit else None


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


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
        return self.keep(store_id, new_keys())

    def get(self, store_id: str) -> StoreKeys:
        """The keys of a store. Raises: StoreRefused if this counter does not have them."""
        ringed, filed = decoded(self._from_keyring(store_id)), decoded(self._from_file(store_id))
        if filed is not None:  # a file stands beside the key store only if that did not take what came last
            return replace(filed, in_file=True)
        if ringed is None:
            raise StoreRefused(
                mark("This counter does not have this store's keys. They must be brought from a counter that has them.")
            )
        return ringed

    def keep(self, store_id: str, keys: StoreKeys) -> StoreKeys:
        """Keep a store's keys in the place of earlier ones. Raises: StoreRefused if they cannot be kept anywhere."""
        return replace(keys, in_file=not self.keep_text(store_id, encoded(keys)))

    def add_audit_key(self, store_id: str, known: int) -> StoreKeys:
        """The oldest ``known`` audit keys and a new one, kept; a key that never came to be used is dropped for it.

        Raises: StoreRefused if they cannot be kept anywhere.
        """
        return self.keep(store_id, self.get(store_id).first(known).with_another())

    def keep_text(self, name: str, text: str) -> bool:
        """Keep a secret under a name; whether the system's key store gave it back (a null one swallows in silence).

        Raises: StoreRefused if it cannot be kept anywhere.
        """
        if self.use_keyring:
            try:
                keyring.set_password(SERVICE, name, text)
            except KeyringError:
                pass
            else:
                if self._from_keyring(name) == text:
                    self._path(name).unlink(missing_ok=True)
                    return True
        self._to_file(name, text)
        return False

    def get_text(self, name: str) -> str:
        """The secret kept under a name, "" if there is none."""
        return self._from_keyring(name) or self._from_file(name)

    def _from_keyring(self, name: str) -> str:
        if not self.use_keyring:
            return ""
        try:
            return keyring.get_password(SERVICE, name) or ""
        except KeyringError:
            return ""

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.key"

    def _to_file(self, name: str, text: str) -> None:
        path = self._path(name)
        passing = path.with_suffix(".new")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=stat.S_IRWXU)
            handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, stat.S_IRUSR | stat.S_IWUSR)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            passing.replace(path)  # whoever is cut off here keeps the old keys whole
        except OSError as error:
            raise StoreRefused(mark("The store's keys cannot be kept: {why}"), why=error.strerror or "") from None

    def _from_file(self, name: str) -> str:
        try:
            return self._path(name).read_text("ascii")
        except (OSError, UnicodeDecodeError):
            return ""
