"""Nothing kept gives away a machine or points at a package index or at papers that are not in the checkout."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guards.checkout import ROOT, kept_files

# written in two halves, so that this file does not find itself
INDEX = re.compile(
    rb"(--(extra-)?in" rb"dex-url|--find-" rb"links|--trusted-" rb"host|(PIP|UV)_(EXTRA_)?IN" rb"DEX"
    rb"|https?://[^\s\"'<>]+/sim" rb"ple\b|files\.python" rb"hosted|registry\.np" rb"mjs)"
)  # fmt: skip
MACHINE = re.compile(
    rb"(?<![\w.~:/-])/(ro" rb"ot|wo" rb"rk|ho" rb"me/[a-z_][\w-]*|Us" rb"ers/\w+)/[\w.]"
    rb"|\b[A-Za-z]:[\\/]+Us" rb"ers[\\/]"
)  # fmt: skip
ELSEWHERE = re.compile(rb"\.\./sha" rb"red\b|/tmp/bri" rb"ef|\.libr" rb"ary/")
SECRET = re.compile(rb"-----BEGIN [A-Z ]*PRIV" rb"ATE KEY|://[\w.-]+:(?!hidden@)[^\s@/'\"{]+@")  # tests say "hidden"
BINARY = {".ttf", ".png", ".mo", ".pdf"}


def given_away(content: bytes, places: tuple[bytes, ...] = ()) -> Iterator[str]:
    """Index addresses, paths of machines, secrets and pointers to what a reader does not have."""
    for pattern in (INDEX, MACHINE, ELSEWHERE, SECRET):
        yield from (hit.group().decode("utf-8", "replace") for hit in pattern.finditer(content))
    yield from (place.decode() for place in places if place in content)


def this_machine() -> tuple[bytes, ...]:
    """The folder of this checkout and the home of this user, if they are long enough to be told from words."""
    import pwd

    homes = (str(ROOT), pwd.getpwuid(os.getuid()).pw_dir)
    return tuple(home.encode() + b"/" for home in homes if home.count("/") > 1)


def test_nothing_kept_gives_a_machine_or_an_index_away() -> None:
    places = this_machine()
    found = {
        path.as_posix(): hits
        for path in kept_files()
        if path.suffix not in BINARY and (hits := sorted(set(given_away((ROOT / path).read_bytes(), places))))
    }
    assert found == {}


def test_nothing_kept_is_a_binary_of_an_unknown_kind() -> None:
    unknown = [
        path.as_posix()
        for path in kept_files()
        if path.suffix not in BINARY and b"\0" in (ROOT / path).read_bytes()[:8000]
    ]
    assert unknown == []


def test_binaries_do_not_name_this_machine() -> None:
    found = [
        path.as_posix()
        for path in kept_files()
        if path.suffix in BINARY and any(place in (ROOT / path).read_bytes() for place in this_machine())
    ]
    assert found == []


@pytest.mark.parametrize(
    "content",
    [
        "--in" "dex-url https://mirror.example",
        "https://mirror.example/pypi/sim" "ple/",
        "open('/ro" "ot/x')",
        "see /ho" "me/anna/desk",
        "C:\\Us" "ers\\anna",
        "../sha" "red/DESIGN.md",
        "postgresql://counter:secret" "word@server/db",
    ],
)  # fmt: skip
def test_what_gives_a_machine_or_an_index_away_is_seen(content: str) -> None:
    assert list(given_away(content.encode()))


@pytest.mark.parametrize(
    "content", ["https://pypi.org/project/segno/", "~/desk", "src/wo" "rk/x", "postgresql+psycopg://counter@server/db"]
)  # fmt: skip
def test_what_gives_nothing_away_is_let_be(content: str) -> None:
    assert not list(given_away(content.encode()))


def test_the_folder_of_the_checkout_is_seen() -> None:
    assert list(given_away(b"in /srv/desk/checkout/ui", (b"/srv/desk/checkout/",)))
    assert Path("pyproject.toml") in kept_files()
