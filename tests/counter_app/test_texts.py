"""Words, dates and spans in both languages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.texts import LANGUAGES, Texts, mark

ZH, EN = Texts("zh_CN"), Texts("en")
NOW = datetime(2026, 3, 18, 6, 32, tzinfo=UTC)  # 14:32 in the hall


def at(day: int, hour: int = 0, minute: int = 0, month: int = 3, year: int = 2026) -> datetime:
    """A moment on the hall's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("moment", "chinese", "english"),
    [
        (at(9, 12, 6), "3月9日 12:06", "9 Mar 12:06"),
        (at(18, 9, 12), "今天 09:12", "today 09:12"),
        (at(18), "3月18日", "18 Mar"),
        (at(16), "3月16日", "16 Mar"),
        (at(16, 0, 1), "3月16日 00:01", "16 Mar 00:01"),
        (at(2, 9, 5, 11, 2025), "2025年11月2日 09:05", "2 Nov 2025 09:05"),
        (at(1, 0, 0, 1, 2027), "2027年1月1日", "1 Jan 2027"),
        (at(31, 23, 59, 12, 2025), "2025年12月31日 23:59", "31 Dec 2025 23:59"),
    ],
)
def test_a_moment_is_written_as_people_write_it(moment: datetime, chinese: str, english: str) -> None:
    assert (ZH.moment(moment, NOW), EN.moment(moment, NOW)) == (chinese, english)


def test_a_day_has_its_year_only_if_it_is_another() -> None:
    assert (ZH.day(at(9), NOW), EN.day(at(9), NOW)) == ("3月9日", "9 Mar")
    assert (ZH.day(at(9, year=2025), NOW), EN.day(at(9, year=2025), NOW)) == ("2025年3月9日", "9 Mar 2025")


def test_the_day_is_the_halls_day_and_not_that_of_greenwich() -> None:
    late = datetime(2026, 3, 17, 17, 0, tzinfo=UTC)
    assert ZH.moment(late, NOW) == "今天 01:00"
    assert Texts("zh_CN", "UTC").moment(late, NOW) == "3月17日 17:00"


def test_paper_always_says_the_year() -> None:
    assert ZH.paper_moment(at(18, 14, 33)) == "2026年3月18日 14:33"
    assert EN.paper_moment(at(18, 14, 33)) == "18 Mar 2026 14:33"


def test_a_day_is_said_with_its_weekday() -> None:
    assert (ZH.said_day(at(20), NOW), EN.said_day(at(20), NOW)) == ("3月20日（周五）", "Friday 20 March")
    assert ZH.said_day(at(20, year=2027), NOW) == "2027年3月20日（周六）"
    assert EN.said_day(at(20, year=2027), NOW) == "Saturday 20 March 2027"


def test_the_clock_shows_seconds() -> None:
    assert ZH.clock(NOW + timedelta(seconds=8)) == "14:32:08"


@pytest.mark.parametrize(
    ("length", "chinese", "english"),
    [
        (timedelta(days=8, hours=4, minutes=52), "8 天 4 小时", "8 d 4 h"),
        (timedelta(hours=21, minutes=26, seconds=59), "21 小时 26 分", "21 h 26 min"),
        (timedelta(minutes=8), "8 分钟", "8 min"),
        (timedelta(seconds=59), "0 分钟", "0 min"),
        (timedelta(days=2), "2 天", "2 d"),
        (timedelta(days=2, minutes=59), "2 天", "2 d"),
        (timedelta(hours=3), "3 小时", "3 h"),
        (timedelta(seconds=-5), "0 分钟", "0 min"),
        (timedelta(days=400, hours=1), "400 天 1 小时", "400 d 1 h"),
    ],
)
def test_a_span_is_its_two_largest_units_rounded_down(length: timedelta, chinese: str, english: str) -> None:
    assert (ZH.span(length), EN.span(length)) == (chinese, english)


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_every_date_can_be_written(moment: datetime, now: datetime) -> None:
    for texts in (ZH, EN):
        for said in (
            texts.day(moment, now), texts.moment(moment, now), texts.said_day(moment, now), texts.paper_moment(moment)
        ):  # fmt: skip
            assert said.strip() == said != ""


def test_the_end_of_the_calendar_which_some_sources_mean_as_never_can_be_written() -> None:
    assert ZH.day(datetime.max.replace(tzinfo=UTC), NOW) == "9999年12月31日"


def test_microseconds_become_the_halls_time() -> None:
    assert ZH.from_us(1_773_815_520_000_000) == NOW
    assert ZH.from_us(1_773_815_520_000_000).hour == 14


def test_a_text_is_said_in_its_language_and_an_unknown_one_as_it_is() -> None:
    assert ZH.say(mark("Broadband move")) == "宽带移机"
    assert EN.say("Broadband move") == "Broadband move"
    assert ZH.say("Nobody ever wrote {this}", this="x") == "Nobody ever wrote x"
    assert ZH.say("") == ""


def test_english_counts_one_and_many_and_chinese_does_not() -> None:
    assert [EN.count("{n} day", "{n} days", n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]
    assert [ZH.count("{n} day", "{n} days", n) for n in (1, 2)] == ["1 天", "2 天"]


def test_a_language_that_is_not_there_is_english() -> None:
    assert Texts("xx").language == "en"
    assert not Texts("xx").is_chinese


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_found_by_part_and_key_or_not_at_all(language: str) -> None:
    texts = Texts(language)
    assert texts.sentences("do", "open")
    assert texts.sentences("do", "nothing of the kind") is None
    assert texts.sentences("nothing", "open") is None
