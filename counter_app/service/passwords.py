"""Passwords: Argon2id hashes and the rule for new ones."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from counter_app.errors import BadInput
from counter_app.texts import mark

SHORTEST = 15
LONGEST = 128


class Passwords:
    """Hashes and checks passwords; the default cost is 64 MiB, 3 passes, 4 lanes (about 0.4 s)."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)
        self._nobody = ""

    def hashed(self, password: str) -> str:
        """The Argon2id hash of a password."""
        return self._hasher.hash(_normal(password))

    def fits(self, password: str, password_hash: str) -> bool:
        """Whether the password is the one; with no hash (nobody of that number) the same work is done in vain."""
        if not password_hash:
            self._nobody = self._nobody or self._hasher.hash("nobody")
        try:
            self._hasher.verify(password_hash or self._nobody, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return bool(password_hash)

    def is_outdated(self, password_hash: str) -> bool:
        """Whether a hash was made with other costs than today's."""
        return self._hasher.check_needs_rehash(password_hash)


def check_new(password: str, staff_number: str) -> None:
    """The rule for a new password: 15 to 128 characters of any kind. Raises: BadInput (field "password")."""
    length = len(_normal(password))
    if length < SHORTEST:
        text = mark("A password needs at least {n} characters; a short sentence is easy to remember. This one has {has}.")
        raise BadInput(text, field="password", n=SHORTEST, has=length)
    if length > LONGEST:
        raise BadInput(mark("A password has at most {n} characters."), field="password", n=LONGEST)
    if staff_number and _normal(password).replace(staff_number, "") == "":
        raise BadInput(mark("The password must not be made of the staff number."), field="password")


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
