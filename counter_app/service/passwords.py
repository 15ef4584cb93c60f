"""Passwords: Argon2id hashes, the rule for new ones, and passwords made for people."""

from __future__ import annotations

import base64
import secrets
import unicodedata
from collections.abc import Iterator
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from counter_app.errors import BadInput
from counter_app.resource_files import resource
from counter_app.texts import mark

SHORTEST = 15
LONGEST = 128
FLOOR = 8
"""What the setting ``shortest_password`` may not go below (NIST SP 800-63B)."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""No l, 1, i, o, 0: a given password is read from a slip of paper."""
GROUPS, GROUP = 4, 4
MOST_REPEATED = 6
ROWS_OF_KEYS = ("0123456789", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "abcdefghijklmnopqrstuvwxyz")


class Passwords:
    """Hashes and checks passwords; the default cost is 64 MiB, 3 passes, 4 lanes (about 0.4 s).

    ``shortest`` is how many characters a new one has at least (15 unless the settings say less; 8 at the least).
    """

    def __init__(self, hasher: PasswordHasher | None = None, shortest: int = SHORTEST) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)
        self.shortest = max(FLOOR, shortest)
        self._nobody = _hash_of_nobody(self._hasher)

    @property
    def is_lenient(self) -> bool:
        """Whether the settings allow shorter passwords than 15: a deviation that is shown."""
        return self.shortest < SHORTEST

    def hashed(self, password: str) -> str:
        """The Argon2id hash of a password."""
        return self._hasher.hash(_normal(password))

    def fits(self, password: str, password_hash: str) -> bool:
        """Whether the password is the one; with no hash (nobody of that number) the same work is done in vain."""
        try:
            self._hasher.verify(password_hash or self._nobody, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return bool(password_hash)

    def is_outdated(self, password_hash: str) -> bool:
        """Whether a hash was made with other costs than today's."""
        return self._hasher.check_needs_rehash(password_hash)

    def check_new(self, password: str, *about: str, field: str = "password") -> None:
        """The rule for a new password: long enough, of any characters, not one that many people have.

        ``about``: staff number, name, hall: a password made of these is refused. Raises: BadInput (at ``field``).
        """
        length = len(_normal(password))
        if length < self.shortest:
            text = mark("A password needs at least {n} characters; a short sentence is easy to remember. This one has {has}.")
            raise BadInput(text, field=field, n=self.shortest, has=length)
        if length > LONGEST:
            raise BadInput(mark("A password has at most {n} characters."), field=field, n=LONGEST)
        own = {_bare(word) for word in about} - {""}
        if any(_is_made_of(_bare(password), word) for word in own):
            raise BadInput(mark("The password must not be made of the staff number, name or hall."), field=field)
        if is_common(password):
            raise BadInput(mark("Many people use this password. A short sentence of your own is better."), field=field)


def first_password() -> str:
    """A random password for one sign-in: four groups of four (79 bits), easy to read out."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def is_common(password: str) -> bool:
    """Whether it is on the list of common passwords, or one of them repeated, numbered, or a run of keys."""
    bare = _bare(password) or _normal(password)
    repeats_little = len(_unit(bare)) <= MOST_REPEATED < len(bare)
    cores = {some for core in _without_digits(bare) for some in (core, _unit(core))}
    return repeats_little or _is_run(bare) or not cores.isdisjoint(common_passwords())


def _without_digits(bare: str) -> Iterator[str]:
    """The word itself, and with ever more of the digits behind it left out; all that with digits in front left out too."""
    for word in (bare, bare.lstrip("0123456789")):
        behind = len(word) - len(word.rstrip("0123456789"))
        yield from (word[: len(word) - n] for n in range(behind + 1))


@cache
def common_passwords() -> frozenset[str]:
    """The list in ``resources/common_passwords.txt``, small letters, without blanks and signs."""
    lines = resource("common_passwords.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _is_made_of(bare: str, word: str) -> bool:
    rest = bare.replace(word, "")
    return rest != bare and not rest.strip("0123456789")


def _unit(bare: str) -> str:
    """The shortest piece that, repeated (the last time perhaps cut short), makes the whole."""
    for size in range(1, len(bare) // 2 + 1):
        piece = bare[:size]
        if (piece * (len(bare) // size + 1))[: len(bare)] == bare:
            return piece
    return bare


def _is_run(bare: str) -> bool:
    """Whether it runs along a row of keys or the alphabet, there or back, over and over."""
    rows = [row * (len(bare) // len(row) + 2) for row in ROWS_OF_KEYS]
    return any(bare in row or bare in row[::-1] for row in (*rows, "".join(ROWS_OF_KEYS[1:4])))


def _bare(password: str) -> str:
    """Small letters and digits only, so that spaces, signs and capitals do not hide a common word."""
    return "".join(c for c in _normal(password).casefold() if c.isalnum())


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)


def _hash_of_nobody(hasher: PasswordHasher) -> str:
    """A hash no password is known to, in the form of today's costs: whoever checks against it works as hard."""
    salt, digest = (base64.b64encode(secrets.token_bytes(n)).decode().rstrip("=") for n in (16, 32))
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"
