"""The catalogues hold every text and nothing else, their slots fit, and Chinese is written as a clerk speaks."""

from __future__ import annotations

import importlib.util
import io
import re
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from tests.guards.checkout import ROOT, kept_files, source

CHINESE = Path("resources/plain_words/zh_CN.toml")
ENGLISH = Path("resources/plain_words/en.toml")
FILLER = Path("counter_app/plain_words.py")
# how a machine speaks, and marks of another script's typing
UNSPOKEN = ("异常码", "操作失败", "请稍后再试", "请稍候再试", "挂起", "竣工", "!", "！", "你", "..", "。。")
HALF_WIDTH = (",", ";", "?")


class Sides(NamedTuple):
    """What the code says and what the catalogue has."""

    wanted: dict[str, str | tuple[str, str]]
    kept: Catalog


@pytest.fixture(scope="module")
def catalogue_tool() -> ModuleType:
    """``.ci/catalogue.py`` as a module: it is no part of a package."""
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / ".ci" / "catalogue.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sides(catalogue_tool: ModuleType) -> Sides:
    """The texts of the code and the Chinese catalogue."""
    return Sides(catalogue_tool.extracted(), catalogue_tool.load())


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Its messages without the header."""
    return (message for message in catalogue if message.id)


def key_of(message: Message) -> str:
    """The text of the code a message answers; the singular where there are two."""
    return str(message.id[0] if isinstance(message.id, list | tuple) else message.id)


def translations(message: Message) -> list[str]:
    """What a message says in Chinese, one for each plural form."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def missing(sides: Sides) -> list[str]:
    """Texts of the code without a translation, or with another plural than the catalogue's."""
    there = {key_of(message): message for message in messages(sides.kept) if all(translations(message))}
    found = [key for key in sides.wanted if key not in there]
    for key, message in sides.wanted.items():
        if isinstance(message, tuple) and key in there and tuple(there[key].id) != tuple(message):
            found.append(f"{key} (plural)")
    return found


def stale(sides: Sides) -> list[str]:
    """Entries no code says any more."""
    return [key for message in messages(sides.kept) if (key := key_of(message)) not in sides.wanted]


def slots(text: str) -> set[str]:
    """The named places of a text."""
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def unlike_slots(kept: Catalog) -> list[str]:
    """Entries whose translation has other slots than the text: filling it would fail or lose a figure."""
    return [
        key_of(message)
        for message in messages(kept)
        if any(slots(said) != slots(str(message.id[-1]) if message.pluralizable else key_of(message))
               for said in translations(message))
    ]  # fmt: skip


def badly_said(said: str) -> list[str]:
    """The words and marks in a Chinese text that no clerk would say or write."""
    bare = "".join(text for text, *_slot in string.Formatter().parse(said))
    marks = [mark for mark in HALF_WIDTH if mark in bare and any("\u4e00" <= letter <= "\u9fff" for letter in bare)]
    return [word for word in UNSPOKEN if word in bare] + marks


def said_by(compiled: bytes) -> dict[str, str]:
    """What a compiled catalogue holds, without its header: that has the time of day in it."""
    found = read_mo(io.BytesIO(compiled))
    return {str(message.id): str(message.string) for message in messages(found)}


def rows_of(path: Path) -> dict[str, str]:
    """The sentences of a plain-words file by part, key and place."""
    return {
        f"{part}.{key}.{place}": sentence
        for part, rows in tomllib.loads(source(path)).items()
        for key, row in rows.items()
        for place, sentence in row.items()
    }


def test_every_text_is_translated(sides: Sides) -> None:
    assert missing(sides) == []


def test_no_entry_is_stale(sides: Sides) -> None:
    assert stale(sides) == []


def test_no_entry_is_fuzzy_or_crossed_out(sides: Sides) -> None:
    assert [key_of(message) for message in messages(sides.kept) if message.fuzzy] == []
    assert list(sides.kept.obsolete) == []


def test_a_translation_has_the_slots_of_its_text(sides: Sides) -> None:
    assert unlike_slots(sides.kept) == []


def test_the_compiled_catalogue_is_up_to_date(catalogue_tool: ModuleType, sides: Sides) -> None:
    kept = said_by(catalogue_tool.MO.read_bytes())
    assert kept == said_by(catalogue_tool.compiled(sides.kept))
    assert kept != said_by(catalogue_tool.compiled(Catalog(locale="zh_CN")))


def test_the_catalogue_speaks_as_a_clerk_does(sides: Sides) -> None:
    found = {said: bad for message in messages(sides.kept) for said in translations(message) if (bad := badly_said(said))}
    assert found == {}


def test_plain_words_speak_as_a_clerk_does() -> None:
    assert {key: bad for key, said in rows_of(CHINESE).items() if (bad := badly_said(said))} == {}


def test_plain_words_have_the_same_rows_in_every_language() -> None:
    assert rows_of(CHINESE).keys() == rows_of(ENGLISH).keys()
    assert {path.stem for path in kept_files() if path.parent == CHINESE.parent} == {"zh_CN", "en"}


def test_plain_words_use_only_slots_that_are_filled() -> None:
    named = set(re.findall(r"\w+", source(FILLER)))
    used = {slot for path in (CHINESE, ENGLISH) for said in rows_of(path).values() for slot in slots(said)}
    assert used - named == set()


def test_a_missing_a_stale_and_an_unlike_entry_are_seen() -> None:
    kept = Catalog(locale="zh_CN")
    kept.add("Print {n}", "打印")
    kept.add("Gone", "已经没有")
    kept.add("Empty", "")
    kept.add(("{n} day", "{n} days"), ("{n} 天",))
    wanted: dict[str, str | tuple[str, str]] = {
        "Print {n}": "Print {n}",
        "Empty": "Empty",
        "New": "New",
        "{n} day": ("{n} day", "{n} days late"),
    }
    assert missing(Sides(wanted, kept)) == ["Empty", "New", "{n} day (plural)"]
    assert stale(Sides(wanted, kept)) == ["Gone"]
    assert unlike_slots(kept) == ["Print {n}"]


@pytest.mark.parametrize("said", ["操作失败", "您好！", "请问你", "已办好,请签字", "正在办理..."])
def test_what_no_clerk_would_say_is_seen(said: str) -> None:
    assert badly_said(said)
    assert not badly_said("您的工单 {number} 正在办理，预计 3 月 20 日前完成。")
