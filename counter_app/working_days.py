"""China's working days: the library's years, then the files that add or replace years."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from chinese_calendar import holidays, workdays

from counter_app.domain.work_calendar import WorkCalendar
from counter_app.errors import BadInput
from counter_app.resource_files import resource
from counter_app.texts import HALL_ZONE, mark

CARRIERS_FILE = "calendar.toml"
"""The carrier's own file in the settings folder."""
_DAYS_OFF, _MAKE_UP_DAYS = "days_off", "make_up_days"


class _Year(NamedTuple):
    days_off: frozenset[date]
    make_up_days: frozenset[date]


def work_calendar(zone: str = HALL_ZONE, carriers_file: Path | None = None) -> WorkCalendar:
    """The working days of the hall's country; read once. ``carriers_file`` need not exist.

    Raises: BadInput if a file cannot be read or says something that is not a calendar.
    """
    years = {**_library(), **_read(resource("calendar", "days.toml"))}
    if carriers_file is not None and carriers_file.exists():
        years |= _read(carriers_file)
    return WorkCalendar(
        zone=ZoneInfo(zone),
        years=frozenset(years),
        days_off=frozenset().union(*(year.days_off for year in years.values())),
        make_up_days=frozenset().union(*(year.make_up_days for year in years.values())),
    )


def _library() -> dict[int, _Year]:
    """The years of the library; one that has no autumn holiday in it is not whole and does not count."""
    off, on = frozenset(day for day in holidays if day.weekday() < 5), frozenset(workdays)
    whole = {day.year for day in off if day.month == 10}
    return {year: _Year(_of(year, off), _of(year, on)) for year in whole}


def _of(year: int, days: frozenset[date]) -> frozenset[date]:
    return frozenset(day for day in days if day.year == year)


def _read(path: Path) -> dict[int, _Year]:
    try:
        told: Mapping[str, object] = tomllib.loads(path.read_text("utf-8-sig"))
        return {int(year): _year(int(year), days) for year, days in told.items()}
    except (OSError, ValueError) as error:
        raise BadInput(mark("The calendar file {file} cannot be read: {why}"), file=str(path), why=str(error)) from None


def _year(year: int, told: object) -> _Year:
    """One year's table. Raises: ValueError for what is not one, in words for whoever wrote the file."""
    if not isinstance(told, dict) or set(told) - {_DAYS_OFF, _MAKE_UP_DAYS}:
        raise ValueError(f"{year}: {_DAYS_OFF}, {_MAKE_UP_DAYS}")
    off, on = (_days(year, key, told.get(key, [])) for key in (_DAYS_OFF, _MAKE_UP_DAYS))
    misplaced = sorted([day for day in off if day.weekday() > 4] + [day for day in on if day.weekday() < 5])
    if misplaced:
        raise ValueError(", ".join(str(day) for day in misplaced))
    return _Year(off, on)


def _days(year: int, key: str, told: object) -> frozenset[date]:
    if not isinstance(told, list) or any(type(day) is not date or day.year != year for day in told):
        raise ValueError(f"{year}.{key}")
    return frozenset(told)
