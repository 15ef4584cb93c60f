"""Words and dates in one language: gettext catalogues for labels and messages, and how people write times."""

from __future__ import annotations

import gettext
import tomllib
from datetime import datetime, timedelta
from functools import cache
from typing import TypedDict
from zoneinfo import ZoneInfo

from counter_app.resource_files import resource

LANGUAGES = ("zh_CN", "en")
LANGUAGE_NAMES = ("中文", "English")
"""Each language in its own word, in the order of ``LANGUAGES``."""
HALL_ZONE = "Asia/Shanghai"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
LONG_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WEEKDAYS_ZH = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]


class PlainSentences(TypedDict, total=False):
    """One row of ``plain_words``: a headline and a support line with ``{slots}``.

    ``otherwise`` is the support line where a slot of ``support`` is empty.
    """

    headline: str
    support: str
    otherwise: str


class AboutRow(TypedDict, total=False):
    """One row of ``about``: a sentence with ``{slots}``, or what a page about a kind or a word of the glossary says."""

    says: str
    bring: list[str]
    effect: str
    bill: str
    faster: list[str]
    meaning: str
    example: str


def mark(text: str) -> str:
    """Mark a text for the catalogues without translating it yet."""
    return text


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":  # the source text is English: only the plural rule is needed
        return gettext.NullTranslations()
    return gettext.translation("counter", str(resource("i18n")), [language])


@cache
def _plain_words(language: str) -> dict[str, dict[str, PlainSentences]]:
    return tomllib.loads(resource("plain_words", f"{language}.toml").read_text("utf-8"))


@cache
def _about(language: str) -> dict[str, dict[str, AboutRow]]:
    return tomllib.loads(resource("about", f"{language}.toml").read_text("utf-8"))


class Texts:
    """All words of one language. Several may be in use at once (the desk in Chinese, a slip in English)."""

    def __init__(self, language: str, zone: str = HALL_ZONE) -> None:
        self.language = language if language in LANGUAGES else "en"
        self.zone = ZoneInfo(zone)
        self._words = _catalogue(self.language)

    @property
    def is_chinese(self) -> bool:
        """Whether this is Chinese: breaks, spacing and widths differ."""
        return self.language.startswith("zh")

    def say(self, text: str, **values: str | int) -> str:
        """The text in this language with its slots filled; a text without a translation stays as it is."""
        said = self._words.gettext(text) if text else ""
        return said.format(**values) if values else said

    def count(self, one: str, many: str, n: int, **values: str | int) -> str:
        """The singular or plural text for ``n`` (slot ``{n}``) in this language."""
        return self._words.ngettext(one, many, n).format(n=n, **values)

    def sentences(self, part: str, key: str) -> PlainSentences | None:
        """The plain-words row ``key`` of ``part`` (``where``, ``do``, ``when``), or None."""
        return _plain_words(self.language).get(part, {}).get(key)

    def about(self, part: str, key: str) -> AboutRow | None:
        """The row ``key`` of ``part`` (``kind``, ``step``, ``time``, ``faster``, ``glossary``) about a business, or None."""
        return _about(self.language).get(part, {}).get(key)

    def local(self, at: datetime) -> datetime:
        """The time on the hall's clock (the last day of the calendar, which some sources mean as *never*, as it is)."""
        try:
            return at.astimezone(self.zone)
        except OverflowError:
            return at.replace(tzinfo=self.zone)

    def from_us(self, us: int) -> datetime:
        """The hall's time of integer microseconds since 1970 UTC."""
        return datetime.fromtimestamp(us / 1_000_000, self.zone)

    def day(self, at: datetime, now: datetime) -> str:
        """3月9日 / 9 Mar; with the year where it is not this year's."""
        t, same_year = self.local(at), self.local(at).year == self.local(now).year
        if self.is_chinese:
            return f"{t.month}月{t.day}日" if same_year else f"{t.year}年{t.month}月{t.day}日"
        return f"{t.day} {MONTHS[t.month - 1]}" if same_year else f"{t.day} {MONTHS[t.month - 1]} {t.year}"

    def moment(self, at: datetime, now: datetime) -> str:
        """3月9日 12:06 / 9 Mar 12:06; 今天 09:12 / today 09:12; midnight sharp is a day without a time."""
        t, today = self.local(at), self.local(now).date()
        if (t.hour, t.minute, t.second) == (0, 0, 0):
            return self.day(at, now)
        if t.date() == today:
            return f"{'今天' if self.is_chinese else 'today'} {t:%H:%M}"
        return f"{self.day(at, now)} {t:%H:%M}"

    def paper_moment(self, at: datetime) -> str:
        """2026年3月18日 14:33 / 18 Mar 2026 14:33: always whole, for paper."""
        t = self.local(at)
        if self.is_chinese:
            return f"{t.year}年{t.month}月{t.day}日 {t:%H:%M}"
        return f"{t.day} {MONTHS[t.month - 1]} {t.year} {t:%H:%M}"

    def clock(self, at: datetime) -> str:
        """14:32:08."""
        return f"{self.local(at):%H:%M:%S}"

    def said_day(self, at: datetime, now: datetime) -> str:
        """3月20日（周五） / Friday 20 March: the way people say a date; another year adds it."""
        t = self.local(at)
        year = t.year != self.local(now).year
        if self.is_chinese:
            return (f"{t.year}年" if year else "") + f"{t.month}月{t.day}日（{WEEKDAYS_ZH[t.weekday()]}）"
        return f"{WEEKDAYS_EN[t.weekday()]} {t.day} {LONG_MONTHS[t.month - 1]}" + (f" {t.year}" if year else "")

    def span(self, length: timedelta) -> str:
        """8 天 4 小时 / 8 d 4 h: the two largest units, rounded down; under a minute 0 分钟 / 0 min."""
        minutes = max(0, int(length.total_seconds() // 60))
        days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
        if self.is_chinese:
            parts = [(days, "天"), (hours, "小时"), (minutes, "分" if hours or days else "分钟")]
        else:
            parts = [(days, "d"), (hours, "h"), (minutes, "min")]
        first = next((i for i, (n, _) in enumerate(parts) if n), 2)
        return " ".join(f"{n} {unit}" for n, unit in parts[first : first + 2] if n or first == 2)
