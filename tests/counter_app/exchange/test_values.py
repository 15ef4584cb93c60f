"""Written dates, amounts and numbers as values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.errors import BadInput
from counter_app.exchange.values import KIND, MOMENT, NUMBER, READINGS, WORD, BadDate, clean, read_moment, read_money

HALL = ZoneInfo("Asia/Shanghai")
MOMENTS = st.integers(0, 7_000_000_000_000_000).map(lambda us: datetime(1971, 1, 1, tzinfo=UTC) + timedelta(microseconds=us))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2022-05-31T07:34:45.968Z", datetime(2022, 5, 31, 7, 34, 45, 968000, UTC)),
        ("2014-09-27T05:46:25.0Z", datetime(2014, 9, 27, 5, 46, 25, 0, UTC)),
        ("2018-06-17T00:00Z", datetime(2018, 6, 17, tzinfo=UTC)),
        ("2021-03-04T00:00:00+01:00", datetime(2021, 3, 3, 23, tzinfo=UTC)),
        ("2021-03-04t00:00:00-0330", datetime(2021, 3, 4, 3, 30, tzinfo=UTC)),
        ("2019-11-02T14:20:54", datetime(2019, 11, 2, 6, 20, 54, tzinfo=UTC)),
        ("2017-07-23", datetime(2017, 7, 22, 16, tzinfo=UTC)),
        ("2026/3/9 9:05", datetime(2026, 3, 9, 1, 5, tzinfo=UTC)),
        ("2026年3月9日 12:06", datetime(2026, 3, 9, 4, 6, tzinfo=UTC)),
        ("2026年3月9日", datetime(2026, 3, 8, 16, tzinfo=UTC)),
        ("2026-03-09 12:06:07.123456789", datetime(2026, 3, 9, 4, 6, 7, 123456, UTC)),
    ],
)
def test_dates_are_read_as_people_and_systems_write_them(written: str, meant: datetime) -> None:
    assert read_moment(written, HALL) == meant


@pytest.mark.parametrize(
    "written",
    ["", "2021-03-00T00:00:00+01:00", "2026-13-01", "2026-02-30", "soon", "20260309", "0001-01-01T00:00:00+14:00",
     "9999-12-31T23:59:59-12:00", "2026-03-09T25:00:00Z", "2026-03-09T10:00:00+99:00", "١٩٩٩-٠١-٠١", "2026-03-09 10",
     "1.77E+09", "1969-12-31", "2200-01-01", "2026-03-09T10:00:00Z; DROP"],
)  # fmt: skip
def test_a_date_that_cannot_be_read_is_refused_not_guessed(written: str) -> None:
    with pytest.raises(BadDate):
        read_moment(written, HALL)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_refused_in_words(written: str) -> None:
    try:
        assert read_moment(written, HALL).tzinfo is UTC
    except BadDate as fault:
        assert "date" in str(fault)


@given(MOMENTS)
def test_an_iso_date_is_read_back_to_the_microsecond(at: datetime) -> None:
    assert read_moment(at.isoformat(), HALL) == at


@pytest.mark.parametrize(
    ("written", "meant"),
    [("100", "100.00"), ("12.5", "12.50"), ("¥1,200.00", "1200.00"), ("12.50元", "12.50"), ("-3", "-3.00"),
     ("¥ 8", "8.00"), ("１２", "12.00")],
)  # fmt: skip
def test_amounts_are_yuan_with_two_decimals(written: str, meant: str) -> None:
    assert str(read_money(written)) == meant


@pytest.mark.parametrize("written", ["", "a", "1.005", "NaN", "1e5", "1,2,3", "999999999999", "12.5.1", "--1", "$5"])
def test_an_amount_that_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(BadInput, match="amount"):
        read_money(written)


@pytest.mark.parametrize("written", ["415 279 7439", "01 09 75 83 51", "+33650981065", "008613811112222", "10086",
                                     "１３８００００１２３４", "010-5555 0123", "(010)55550123"])  # fmt: skip
def test_numbers_stay_as_they_were_written(written: str) -> None:
    assert READINGS[NUMBER](written, HALL) == written


@pytest.mark.parametrize("written", ["", "someone@example.invalid", "Contact attached to the order", "Order_888", "12",
                                     "+-+-", "1" * 30])  # fmt: skip
def test_what_is_no_number_to_ring_says_nothing(written: str) -> None:
    assert READINGS[NUMBER](written, HALL) is None


def test_a_number_rounded_by_a_spreadsheet_program_is_refused() -> None:
    with pytest.raises(BadInput, match="rounded"):
        READINGS[WORD]("1.38E+10", HALL)
    assert READINGS[WORD]("2E07", HALL) == "2E07"


def test_only_a_known_kind_is_taken_where_other_words_are_usual() -> None:
    assert READINGS[KIND]("B2C product order", HALL) is None
    assert READINGS[KIND]("add", HALL) == "add"


@pytest.mark.parametrize("written", ["a\0b", "a\ud800", "王�", "x" * 20_001])
def test_text_that_cannot_be_kept_is_refused_by_name(written: str) -> None:
    with pytest.raises(BadInput):
        clean(written)


def test_blank_says_nothing_and_rare_characters_stay() -> None:
    assert READINGS[MOMENT](" \u3000", HALL) is None
    assert clean(" 阿依古丽·买买提 䶮𠮷 ") == "阿依古丽·买买提 䶮𠮷"
