"""The demo's calendar: every date of it hangs on the moment the demo is made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from counter_app.texts import Texts

WORK_STARTS, WORK_MINUTES = time(8, 30), 540
"""Departments work from 8:30 to 17:30 on weekdays; the hall, the hotline and the app also beside that."""
PEOPLE_UP, HALL_HOURS = range(7, 23), range(9, 18)
"""The hours of the day when customers ring or write, and when they come to the hall."""
STORY_TURN = time(12, 6)
"""The story's ticket was due at 12:06: before that hour the story tells of yesterday, so that it is late by 2 days."""
_MONDAY = date(2000, 1, 3)
_RELATIVE = re.compile(r"\{([+-]\d+)\}")


class Span(NamedTuple):
    """From when to when, aware."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Days:
    """The hall's calendar seen from ``now`` (aware)."""

    now: datetime
    zone: ZoneInfo

    @property
    def story_day(self) -> date:
        """The day the stories call 0: today, or yesterday in the morning."""
        local = self.now.astimezone(self.zone)
        return local.date() if local.time() >= STORY_TURN else local.date() - timedelta(days=1)

    def story_moment(self, told: str) -> datetime:
        """The moment of ``-9 12:06``: days from the story's day and the hall's clock; UTC."""
        days, clock = told.split()
        return self.at(self.story_date(days), time.fromisoformat(clock))

    def story_date(self, told: str) -> date:
        """The date of ``-9``."""
        return self.story_day + timedelta(days=int(told))

    def filled(self, text: str) -> str:
        """The text with each ``{-9}`` as a date in Chinese."""
        return _RELATIVE.sub(lambda found: self.said(self.story_date(found[1])), text)

    def said(self, day: date) -> str:
        """3月20日; with the year where it is not this year's."""
        return Texts("zh_CN", self.zone.key).day(self.at(day, time(12)), self.now)

    def at(self, day: date, clock: time) -> datetime:
        """That hour of that day on the hall's clock; UTC."""
        return datetime.combine(day, clock, self.zone).astimezone(UTC)

    def local(self, at: datetime) -> datetime:
        """The hall's time."""
        return at.astimezone(self.zone)

    def workdays_after(self, at: datetime, days: int) -> datetime:
        """The same hour so many weekdays later."""
        local = self.local(at)
        day, left = local.date(), days
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        return self.at(day, local.time())

    def spread(self, span: Span, count: int, rng: Random) -> list[datetime]:
        """``count`` rising moments after the span's start, none after its end: in working hours if the span has any."""
        first, last = self._work_minute(span.start) + 1, self._work_minute(span.end)
        if last - first + 1 >= count:
            return [self._of_work_minute(minute) for minute in sorted(rng.sample(range(first, last + 1), count))]
        part = (span.end - span.start) / (count + 1)
        return [(span.start + part * (i + 1)).replace(microsecond=0) for i in range(count)]

    def decent_hour(self, at: datetime, rng: Random, hours: range) -> datetime:
        """``at``, or a moment before it that falls in these hours of the day."""
        local = self.local(at)
        if local.hour in hours:
            return at.replace(second=0, microsecond=0)
        if local.hour < hours.start:
            local -= timedelta(days=1)
        return self.at(local.date(), time(hours[-1], rng.randrange(60)))

    def _work_minute(self, at: datetime) -> int:
        """How many working minutes have begun since long ago when ``at`` comes."""
        local = self.local(at)
        weeks, weekday = divmod((local.date() - _MONDAY).days, 7)
        before = (weeks * 5 + min(weekday, 5)) * WORK_MINUTES
        minute = local.hour * 60 + local.minute - WORK_STARTS.hour * 60 - WORK_STARTS.minute
        if weekday >= 5 or minute < 0:
            return before - 1
        return before + min(minute, WORK_MINUTES - 1)

    def _of_work_minute(self, minute: int) -> datetime:
        workday, rest = divmod(minute, WORK_MINUTES)
        weeks, weekday = divmod(workday, 5)
        day = _MONDAY + timedelta(days=weeks * 7 + weekday)
        return self.at(day, WORK_STARTS) + timedelta(minutes=rest)
