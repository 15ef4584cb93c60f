"""Finding values in a JSON record by place: ``relatedParty[role=customer|owner].partyOrPartyRole.id``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from counter_app.domain.statuses import fold
from counter_app.exchange.json_records import Json

STEP = re.compile(r"([^.\[\]]+)(?:\[([^=\]]+)=([^\]]+)\])?")
Step = tuple[str, str, frozenset[str]]


def objects_at(record: Json, place: str) -> Iterator[dict[str, Json]]:
    """The objects at a place, in file order. A list stands for each of its elements, one object for a list of one.

    A step is a field's name; ``[key=a|b]`` keeps the objects whose ``key`` is one of the words in any case and
    spelling. ``"."`` is the record itself.
    """
    return (value for value in _values_at(record, place) if isinstance(value, dict))


def texts_at(record: Json, place: str) -> Iterator[str]:
    """The values at a place as text, as written; objects, yes/no and null say nothing."""
    for value in _values_at(record, place):
        if isinstance(value, str | int | Decimal) and not isinstance(value, bool):
            yield str(value)


def text_at(record: Json, *places: str) -> str:
    """The first text at the first place that has one, without blanks around it; "" if there is none."""
    return next((text.strip() for place in places for text in texts_at(record, place) if text.strip()), "")


def _values_at(record: Json, place: str) -> Iterable[Json]:
    values = list(_each(record))
    for name, key, words in _steps(place):
        inner = [value[name] for value in values if isinstance(value, dict) and name in value]
        values = [one for value in inner for one in _each(value) if not key or _has(one, key, words)]
    return values


def _each(value: Json) -> Iterator[Json]:
    if isinstance(value, list):
        for one in value:
            yield from _each(one)
    else:
        yield value


def _has(value: Json, key: str, words: frozenset[str]) -> bool:
    return isinstance(value, dict) and isinstance(word := value.get(key), str) and fold(word) in words


@cache
def _steps(place: str) -> tuple[Step, ...]:
    if place == ".":
        return ()
    return tuple(
        (name, key, frozenset(fold(word) for word in words.split("|"))) for name, key, words in STEP.findall(place)
    )
