"""The years of working days: the library's, and those that files add or replace."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_app.errors import BadInput
from counter_app.working_days import work_calendar

CALENDAR = work_calendar()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 3, 18), True),
        (date(2026, 3, 21), False),
        (date(2026, 2, 14), True),  # a Saturday worked for Spring Festival
        (date(2026, 2, 23), False),
        (date(2026, 1, 4), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 7), False),
        (date(2025, 1, 26), True),
        (date(2025, 10, 8), False),
        (date(2019, 5, 2), False),
    ],
)
def test_make_up_days_are_worked_and_holidays_are_not(day: date, worked: bool) -> None:
    assert CALENDAR.is_worked(day) is worked


def test_a_year_that_is_not_published_is_neither_worked_nor_free() -> None:
    first, last = min(CALENDAR.years), max(CALENDAR.years)
    assert CALENDAR.years == frozenset(range(first, last + 1))
    assert last >= 2026
    assert CALENDAR.is_worked(date(last + 1, 1, 5)) is None
    assert CALENDAR.is_worked(date(first - 1, 1, 5)) is None


def test_every_published_year_has_as_many_working_days_as_years_have() -> None:
    for year in CALENDAR.years:
        every = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]
        assert 244 <= sum(CALENDAR.is_worked(day) is True for day in every) <= 253, year


def test_the_carriers_file_adds_and_replaces_whole_years(tmp_path: Path) -> None:
    own = tmp_path / "calendar.toml"
    own.write_text('["2026"]\ndays_off = [2026-03-18]\n["2027"]\nmake_up_days = [2027-01-03]\n', "utf-8")
    calendar = work_calendar(carriers_file=own)
    assert calendar.is_worked(date(2026, 3, 18)) is False
    assert calendar.is_worked(date(2026, 10, 1)) is True  # the year is theirs now, whole
    assert calendar.is_worked(date(2027, 1, 3)) is True
    assert calendar.is_worked(date(2027, 1, 4)) is True
    assert calendar.is_worked(date(2025, 10, 1)) is False
    assert work_calendar(carriers_file=tmp_path / "none.toml") == CALENDAR


@pytest.mark.parametrize(
    "told",
    [
        "[2026",
        '["2026"]\ndays_off = [2026-03-21]\n',
        '["2026"]\nmake_up_days = [2026-03-18]\n',
        '["2026"]\ndays_off = [2027-03-18]\n',
        '["2026"]\ndays_off = ["2026-03-18"]\n',
        '["2026"]\ndays_off = 3\n',
        '["2026"]\nholidays = []\n',
        '["next year"]\n',
        "years = 3",
        "\ufffe",
    ],
)
def test_a_file_that_is_no_calendar_is_refused_by_name(tmp_path: Path, told: str) -> None:
    own = tmp_path / "calendar.toml"
    own.write_text(told, "utf-8")
    with pytest.raises(BadInput) as refused:
        work_calendar(carriers_file=own)
    assert refused.value.values["file"] == str(own)
    assert refused.value.values["why"]
