"""The standards of service: the file that comes with the app, row by row replaced by the carrier's own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from counter_app.domain.kinds import KINDS
from counter_app.domain.standards import (
    ANY,
    AREAS,
    CARRIER,
    LAW,
    RULES,
    STANDINGS,
    TICKET,
    UNITS,
    Limit,
    Redress,
    Standards,
)
from counter_app.errors import BadInput
from counter_app.resource_files import resource
from counter_app.texts import mark

CARRIERS_FILE = "service_standards.toml"
"""The carrier's own file in the settings folder."""
AREA, COMPENSATION, APPEAL = "area", "compensation", "appeal"
LINES = ("mobile", "landline")
LONGEST = 10_000
_STEPS = frozenset(step.code for row in KINDS.values() for step in row.route)
_STEPS_OF = {
    **{row.code: frozenset(step.code for step in row.route) for row in KINDS.values()},
    ANY: _STEPS,
    APPEAL: frozenset(("accepted", "answered")),  # not a ticket of ours; the page about complaints tells of it
}
_SHAPE: Mapping[str, type] = {
    "limit": int,
    "limit_rural": int,
    "unit": str,
    "waiting_pauses": bool,
    "lines": list,
    "standing": str,
    "source": str,
}


def read_standards(carriers_file: Path | None = None) -> Standards:
    """The standards, read once. ``carriers_file`` need not exist; its rows are the carrier's promises.

    Raises: BadInput if a file cannot be read, or names a kind, step, unit or rule that does not exist.
    """
    limits, redress, area = _read(resource("service_standards.toml"), "")
    legal = {kind: limit for (kind, step), limit in limits.items() if step == TICKET and limit.standing == LAW}
    if carriers_file is not None and carriers_file.exists():
        own_limits, own_redress, area = _read(carriers_file, CARRIER)
        limits, redress = {**limits, **own_limits}, {**redress, **own_redress}
    return Standards(limits, redress, legal, area)


def _read(path: Path, standing: str) -> tuple[dict[tuple[str, str], Limit], dict[str, Redress], str]:
    try:
        told: dict[str, object] = tomllib.loads(path.read_text("utf-8-sig"))
        area = told.pop(AREA, "")
        if not isinstance(area, str) or area not in AREAS:
            raise ValueError(f"{AREA} = {area}")
        rows = list(_rows(told))
        limits = {(kind, step): _limit(row, standing, f"{kind}.{step}") for kind, step, row in rows if step != COMPENSATION}
        redress = {kind: _redress(row, f"{kind}.{step}") for kind, step, row in rows if step == COMPENSATION}
    except (OSError, ValueError) as error:
        raise BadInput(mark("The standards file {file} cannot be read: {why}"), file=str(path), why=str(error)) from None
    return limits, redress, area


def _rows(told: Mapping[str, object]) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Every table as (kind, step, its values). Raises: ValueError for a kind or step that does not exist."""
    for kind, steps in told.items():
        if kind not in _STEPS_OF or not isinstance(steps, dict):
            raise ValueError(kind)
        for step, row in steps.items():
            of_whole = kind in KINDS and step in (TICKET, COMPENSATION)
            if not isinstance(row, dict) or not (of_whole or step in _STEPS_OF[kind]):
                raise ValueError(f"{kind}.{step}")
            yield kind, step, row


def _limit(row: Mapping[str, object], standing: str, name: str) -> Limit:
    for key, value in row.items():
        if type(value) is not _SHAPE.get(key):
            raise ValueError(f"{name}.{key}")
    amount, rural, unit = _amount(row, "limit", name), _amount(row, "limit_rural", name), str(row.get("unit", ""))
    said = standing or str(row.get("standing", ""))
    lines = row.get("lines", [])
    if not amount or unit not in UNITS or said not in STANDINGS or (not standing and not row.get("source")):
        raise ValueError(name)
    if not isinstance(lines, list) or any(line not in LINES for line in lines):
        raise ValueError(f"{name}.lines")
    pauses = bool(row.get("waiting_pauses", True))
    return Limit(amount, unit, said, str(row.get("source", "")), pauses, rural, tuple(lines))


def _amount(row: Mapping[str, object], key: str, name: str) -> int:
    value = row.get(key, 0)
    if not isinstance(value, int) or not (0 if key not in row else 1) <= value <= LONGEST:
        raise ValueError(f"{name}.{key}")
    return value


def _redress(row: Mapping[str, object], name: str) -> Redress:
    try:
        percent = Decimal(str(row.get("percent", 0)))
    except InvalidOperation:
        raise ValueError(f"{name}.percent") from None
    if row.get("rule") not in RULES or not 0 <= percent <= 100:
        raise ValueError(name)
    return Redress(str(row["rule"]), str(row.get("source", "")), percent)
