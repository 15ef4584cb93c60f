"""Keys: where they are kept, and brought from one counter to another."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from counter_app.devices.key_file import Cost, sealed, unsealed
from counter_app.devices.keys import KeyHome, decoded, encoded, new_keys
from counter_app.errors import BadInput, StoreRefused, UnreadableFile

CHEAP = Cost(64, 1, 1)
PHRASE = "the keys go by hand"


class Ring(KeyringBackend):
    """A key store in memory; ``swallows``: it takes and forgets, as a null backend does."""

    priority = 1

    def __init__(self, swallows: bool = False) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.swallows = swallows

    def set_password(self, service: str, username: str, password: str) -> None:
        if not self.swallows:
            self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError


@pytest.fixture
def ring() -> Iterator[Ring]:
    """A key store that keeps."""
    before, ring = keyring.get_keyring(), Ring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_keys_are_in_the_key_store_if_it_keeps_them(ring: Ring, tmp_path: Path) -> None:
    made = KeyHome(tmp_path, use_keyring=True).make("s")
    assert (made.in_file, list(tmp_path.iterdir()), len(ring.kept)) == (False, [], 1)
    assert KeyHome(tmp_path, use_keyring=True).get("s") == made


def test_keys_are_in_a_file_of_this_account_where_the_key_store_swallows_them(ring: Ring, tmp_path: Path) -> None:
    ring.swallows = True
    made = KeyHome(tmp_path / "keys", use_keyring=True).make("s")
    (path,) = (tmp_path / "keys").iterdir()
    assert made.in_file
    assert [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent)] == [0o600, 0o700]
    assert KeyHome(tmp_path / "keys", use_keyring=True).get("s") == made


def test_new_keys_stand_even_if_the_key_store_kept_the_old_ones(ring: Ring, tmp_path: Path) -> None:
    home = KeyHome(tmp_path, use_keyring=True)
    home.make("s")
    old_only, ring.swallows = dict(ring.kept), True
    changed = home.add_audit_key("s", 1)
    assert ring.kept == old_only
    assert home.get("s") == changed
    ring.swallows = False
    home.keep("s", changed)
    assert list(tmp_path.iterdir()) == []
    assert home.get("s").audit_key_ids == ("k1", "k2")


def test_keys_show_nothing_of_themselves(tmp_path: Path) -> None:
    keys = new_keys()
    assert keys.identity.hex() not in repr(keys)
    assert repr(keys) == "StoreKeys(in_file=False)"


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"identity": "", "audit": []}', '{"identity": "AAAA", "audit": [["k1", "AAAA"]]}'])
def test_what_is_no_keys_is_none(text: str, tmp_path: Path) -> None:
    assert decoded(text) is None
    (tmp_path / "s.key").write_text(text, "ascii")
    with pytest.raises(StoreRefused):
        KeyHome(tmp_path, use_keyring=False).get("s")


def test_keys_come_out_of_a_file_as_they_went_in_whatever_way_the_phrase_is_typed() -> None:
    keys = new_keys().with_another()
    content = sealed("s", keys, "ｆive ﬁne words", CHEAP)
    assert unsealed(content, "five fine words") == ("s", keys)
    assert encoded(keys).encode() not in content


def test_a_wrong_phrase_or_any_changed_part_is_refused() -> None:
    content = sealed("s", new_keys(), PHRASE, CHEAP)
    with pytest.raises(BadInput, match="passphrase"):
        unsealed(content, PHRASE + "s")
    told = json.loads(content)
    for name, other in (("store", "t"), ("salt", "A" * 22 + "=="), ("nonce", "A" * 16), ("kdf", ["argon2id", 64, 2, 1])):
        with pytest.raises(BadInput):
            unsealed(json.dumps({**told, name: other}).encode(), PHRASE)


@pytest.mark.parametrize(
    "change",
    [{"format": "other"}, {"kdf": ["argon2id", 1 << 30, 3, 4]}, {"kdf": ["argon2id", 64, 10**9, 1]}, {"kdf": ["md5", 64, 1, 1]},
     {"kdf": ["argon2id", 64, 1]}, {"salt": "AAAA"}, {"nonce": ""}, {"sealed": "no base64"}, {"sealed": 7}, {"kdf": None}],
)  # fmt: skip
def test_a_file_that_asks_for_too_much_or_is_none_is_refused_before_any_work(change: dict[str, object]) -> None:
    told = json.loads(sealed("s", new_keys(), PHRASE, CHEAP))
    with pytest.raises(UnreadableFile):
        unsealed(json.dumps({**told, **change}).encode(), PHRASE)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b"null", b"[" * 100_000, b'{"sealed": "AAAA"}'])
def test_noise_is_no_key_file(content: bytes) -> None:
    with pytest.raises(UnreadableFile):
        unsealed(content, PHRASE)
