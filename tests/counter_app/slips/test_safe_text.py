"""Text that may stand on paper."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.slips.safe_text import BLANK, printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a<b && </para> <img src=x> &#60;", "a<b && </para> <img src=x> &#60;"),
        ("城东\n二楼\t左", "城东 二楼 左"),
        ("一\u2028二\u2029三", "一 二 三"),
        ("\u202e4321\u202c 号", "4321 号"),
        ("城\u200b东\ufeff营\u200d业\u2060厅", "城东营业厅"),
        ("王\x00\x07\x1b[31m五", "王[31m五"),
        ("葛\U000e0100城", "葛城"),
        ("cafe\u0301", "café"),
        ("䶮𠮷𠅤", "䶮𠮷𠅤"),
        ("\uf900豈", "\uf900豈"),
        ("半\ud842个", f"半{BLANK}个"),
        ("  一   二  ", "一 二"),
        ("一\u3000二", "一\u3000二"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_seen_goes_and_the_rest_stays(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text(max_size=200))
def test_nothing_invisible_is_left_and_showing_twice_changes_nothing(text: str) -> None:
    shown = printable(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in shown)
    assert printable(shown) == shown
