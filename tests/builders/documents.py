"""Invented document numbers that pass their checks, and what is said of those that do not."""

from __future__ import annotations

from datetime import date

import pytest

from counter_app.domain.documents import read_document
from counter_app.domain.resident_number import check_digit
from counter_app.errors import BadInput
from counter_app.texts import Texts

TODAY = date(2026, 3, 18)
HONG_KONG, MACAO, TAIWAN = "H06123457", "M06123457", "06123457"
HMT_RESIDENCE, PERMANENT_2017, PERMANENT_2023 = "830000199001010012", "KAZ110090123105", "911398199012310021"
SOLDIER, ARMED_POLICE = "南字第01234567号", "武字第0123456号"
COMPANY, COMPANY_IN_DIGITS = "91770100MA00077A0C", "917700000000000062"
"""A code of today, and one of digits only, as many older companies have."""


def numbered(start: str) -> str:
    """17 digits with their check digit of GB 11643."""
    return start + check_digit(start)


def trouble_of(text: str, type_code: str = "") -> BadInput:
    """What is wrong with a text."""
    with pytest.raises(BadInput) as caught:
        read_document(text, type_code, today=TODAY)
    return caught.value


def words_of(trouble: BadInput) -> str:
    """What is wrong in Chinese."""
    return Texts("zh_CN").say(trouble.text, **trouble.values)
