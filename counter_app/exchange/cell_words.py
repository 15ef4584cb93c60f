"""What a cell of a workbook says, as the text a CSV file would hold; what a spreadsheet program damaged is refused.

A cell is read for its column: a number is an amount in one, a phone in another. What was lost (digits beyond 15,
leading zeros, a number turned into a date) is never guessed; a leading zero is put back only where nothing else fits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

from counter_app.domain.finding import LANDLINE
from counter_app.domain.phone import is_number_of_a_thing, parse_phone
from counter_app.errors import BadInput
from counter_app.exchange.columns import Column
from counter_app.exchange.sheet_xml import Cell, plain
from counter_app.exchange.values import MOMENT, MONEY, TEXT
from counter_app.texts import mark

CHINESE_DATES = frozenset((*range(27, 37), *range(50, 59)))
"""Formats of Chinese workbooks that have a number and no code in the file. Source: ECMA-376 part 1, 18.8.30."""
CHINESE_DATE = "yyyy-mm-dd hh:mm"
LOCAL_CURRENCY = frozenset((*range(5, 9), *range(41, 45)))
"""Formats that show amounts in the currency of whoever opens the workbook."""
ZEROS = re.compile(r"0{2,20}")
LOCALE, CURRENCY = re.compile(r"\[\$-[^\]]*\]"), re.compile(r"\[\$([^\]-]*)|([$€£])")
YUAN = frozenset({"", "\u00a5", "\uffe5", "\u5143", "CNY", "RMB"})
CLOSE_TO_A_SECOND = timedelta(milliseconds=20)
"""A day is a whole number and a time its fraction: with few decimals it misses the second that was meant."""
WHOLE_LIMIT = Decimal(10) ** 15
NUMBER_LENGTH = 40
PHONE_FIELDS, CONTACT = frozenset({"service_number", "contact_number"}), "contact_number"
ROUNDED = re.compile(r"[1-9]\d{0,5}0+")
SHORTEST_ROUNDED = 10

TOO_MANY_DIGITS = mark("It is a number of more than 15 digits, of which a spreadsheet program keeps only 15; store it as text.")
NOT_WHOLE = mark("The cell holds a calculated number; store the number as text.")
NO_RESULT = mark("The cell holds a formula without a result; open the workbook once and save it.")
ERROR = mark("The cell holds an error of the spreadsheet program.")
BECAME_DATE = mark("A spreadsheet program has turned it into a date; store it as text.")
NOT_A_DATE = mark("The cell holds a number and no date; format it as a date.")
LOST_ZERO = mark("The number has probably lost its leading zero; store it as text.")
BECAME_ROUNDED = mark("A spreadsheet program has turned the number into a rounded one.")
NOT_YUAN = mark("The amount is not in yuan.")
UNREAD = mark("The cell cannot be read.")


class Book(NamedTuple):
    """What cells need to know of their workbook: its texts, the format of each style, whether days count from 1904."""

    texts: list[str]
    formats: tuple[str, ...]
    from_1904: bool


def formats_of(styles: list[tuple[str, dict[str, str]]]) -> tuple[str, ...]:
    """The number format of each style, in the order cells refer to. Raises: ValueError, KeyError."""
    own: Mapping[int, str] = {
        int(told["numFmtId"]): told["formatCode"] for path, told in styles if path == "numFmts/numFmt"
    }
    return tuple(_format(int(told.get("numFmtId", 0)), own) for path, told in styles if path == "cellXfs/xf")


def words_of(cell: Cell, column: Column | None, book: Book) -> str:
    """What the cell says for its column. Raises: BadInput for what a spreadsheet program has damaged."""
    if cell.text is None and cell.computed:
        raise BadInput(NO_RESULT)
    text = cell.text or ""
    try:
        if cell.kind == "s":
            return book.texts[_index(text)]
        if cell.kind == "b":
            return "TRUE" if text == "1" else "FALSE"
        if cell.kind == "e":
            raise BadInput(ERROR)
        if cell.kind != "n" or not text.strip():
            return plain(text)
        return _number(text.strip(), column, _style(cell, book), book.from_1904)
    except (LookupError, ValueError, OverflowError, InvalidOperation):
        raise BadInput(UNREAD) from None


def _number(text: str, column: Column | None, style: str, from_1904: bool) -> str:
    number = Decimal(text) if len(text) <= NUMBER_LENGTH else Decimal("NaN")
    if not number.is_finite():
        raise BadInput(UNREAD)
    is_date = is_date_format(style)
    reading = column.reading if column is not None else TEXT
    if reading == MOMENT:
        return _date(number, is_date, from_1904)
    if reading == MONEY:
        return _amount(number, style)
    if reading == TEXT:
        return _date(number, True, from_1904) if is_date else f"{float(number):.15g}"
    if is_date:
        raise BadInput(BECAME_DATE)
    return _identifier(number, column.field if column is not None else "", style)


def _date(number: Decimal, is_date: bool, from_1904: bool) -> str:
    if not is_date:
        raise BadInput(NOT_A_DATE)
    found = from_excel(float(number), MAC_EPOCH if from_1904 else WINDOWS_EPOCH)
    if not isinstance(found, datetime):
        raise BadInput(mark("The date cannot be read."))
    second = (found + timedelta(seconds=0.5)).replace(microsecond=0)
    return (second if abs(second - found) <= CLOSE_TO_A_SECOND else found).isoformat(" ")


def _amount(number: Decimal, style: str) -> str:
    plain_style = LOCALE.sub("", style)
    marks = {(one or other).strip().upper() for one, other in CURRENCY.findall(plain_style)}
    if "%" in plain_style or marks - YUAN:
        raise BadInput(NOT_YUAN)
    return f"{Decimal(f'{float(number):.15g}'):f}"


def _identifier(number: Decimal, field: str, style: str) -> str:
    """The digits of a number that names something (a line, a ticket, a party, a document)."""
    if abs(number) >= WHOLE_LIMIT:
        raise BadInput(TOO_MANY_DIGITS)
    if number != number.to_integral_value() or number < 0:
        raise BadInput(NOT_WHOLE)
    digits = str(int(number))
    if ZEROS.fullmatch(style):
        digits = digits.zfill(len(style))
    return _phone(digits, field) if field in PHONE_FIELDS else digits


def _phone(digits: str, field: str) -> str:
    """A phone that was kept as a number: as it is where it is one, with its zero where only that makes it one."""
    if len(digits) >= SHORTEST_ROUNDED and ROUNDED.fullmatch(digits):
        raise BadInput(BECAME_ROUNDED)
    if parse_phone(digits) is not None or is_number_of_a_thing(digits):
        return digits
    line = parse_phone(f"0{digits}")
    if line is None or line.kind != LANDLINE:
        return digits
    if field != CONTACT:  # it may be the account of a broadband line, which is the service number of one
        raise BadInput(LOST_ZERO)
    return f"0{digits}"


def _style(cell: Cell, book: Book) -> str:
    return book.formats[cell.style] if 0 <= cell.style < len(book.formats) else ""


def _format(number: int, own: Mapping[int, str]) -> str:
    if number in own:
        return own[number]
    if number in CHINESE_DATES:
        return CHINESE_DATE
    return "" if number in LOCAL_CURRENCY else str(BUILTIN_FORMATS.get(number, ""))


def _index(text: str) -> int:
    number = int(text)
    if number < 0:
        raise IndexError
    return number
