"""Which days are worked: weekends, holidays and the weekends worked in their place, for the years that are published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY = timedelta(days=1)
_MIDNIGHT = time()


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The working days of a country in the hall's zone. A year that is not in ``years`` is not published: unknown."""

    zone: tzinfo
    years: frozenset[int]
    days_off: frozenset[date]
    """Days from Monday to Friday that are not worked."""
    make_up_days: frozenset[date]
    """Saturdays and Sundays that are worked in the place of a day off."""

    def is_worked(self, day: date) -> bool | None:
        """Whether ``day`` is a working day; None if its year is not published yet."""
        if day.year not in self.years:
            return None
        return day in self.make_up_days if day.weekday() > 4 else day not in self.days_off

    def day_of(self, at: datetime) -> date:
        """The day in the hall on which ``at`` lies."""
        return at.astimezone(self.zone).date()

    def starts(self, day: date) -> datetime:
        """The moment at which ``day`` starts in the hall, UTC."""
        return datetime.combine(day, _MIDNIGHT, self.zone).astimezone(UTC)

    def ends(self, day: date) -> datetime:
        """The moment at which ``day`` is over in the hall, UTC."""
        return self.starts(day + DAY)

    def is_whole_day(self, at: datetime) -> bool:
        """Whether ``at`` is midnight sharp: sources that know only the day write it so."""
        return at.astimezone(self.zone).time() == _MIDNIGHT
