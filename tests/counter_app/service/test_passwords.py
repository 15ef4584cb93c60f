"""T32: what a new password may be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from counter_app.errors import BadInput
from counter_app.service.passwords import LONGEST, Passwords, common_passwords, first_password, is_common
from tests.builders.desk import cheap_hasher

GOOD = (
    "three short words", "four words of mine", "a c e g i k m o", "correct horse battery staple",
    "春眠不觉晓处处闻啼鸟夜来风雨声", "我家门前有两棵枣树，一棵也是枣树", "        u v 8 & w", "ﬁfteen ligatures",
    "ＦＵＬＬ ＷＩＤＴＨ ＷＯＲＤＳ", "no capital no digit no sign", "1q 9z 4m 8x 2k 7p", "!@#$%^&*()_+{}|:<>?", "x" * 13 + "yz",
    "the 10086 bus to work", "zażółć gęślą jaźń", "\U0001f40e pasture \U0001f50b lamp", "tab\tand\nnew line",
)  # fmt: skip
BAD = (
    "", "brief", "a b c d e f g h", "                x", "fourteen chars", "ﬁﬁﬁﬁﬁﬁﬁ", "passwordpassword", "Password Password!", "P a s s w o r d 1 2 3 4 5", "qwertyuiopasdfgh",
    "1234567890123456", "123456789012345", "987654321098765", "aaaaaaaaaaaaaaaa", "abcabcabcabcabcabc", "中国移动中国移动中国移动中国移动",
    "chinamobile20251122", "10086100861008610086", "woainiwoainiwoaini", "yingyeting123456789", "letmein letmein letmein",
    "31073107310731073107", "李敏李敏李敏李敏李敏李敏李敏李敏", "3107 123456789012", "abcdefghijklmnop", "zyxwvutsrqponmlk", "x" * (LONGEST + 1),
    "1qaz2wsx3edc4rfv5tgb",
)  # fmt: skip


@pytest.mark.parametrize("password", GOOD)
def test_a_password_of_ones_own_is_taken_whatever_it_is_made_of(password: str) -> None:
    Passwords(cheap_hasher()).check_new(password, "3107", "李敏")


@pytest.mark.parametrize("password", BAD)
def test_a_short_or_common_password_is_refused_at_its_field(password: str) -> None:
    with pytest.raises(BadInput) as refused:
        Passwords(cheap_hasher()).check_new(password, "3107", "李敏", field="new_password")
    assert refused.value.field == "new_password"
    assert not password or password not in str(refused.value)


def test_the_cases_are_forty_and_more(figures: Callable[..., None]) -> None:
    figures("T32", cases=len(GOOD) + len(BAD), common_passwords=len(common_passwords()))
    assert len(GOOD) + len(BAD) >= 40
    assert len(common_passwords()) >= 3000


def test_every_line_of_the_list_is_refused_in_any_spelling() -> None:
    for word in common_passwords():
        assert is_common(word), word
        assert word.isdigit() or is_common(f" {word.upper()}! 2026"), word


def test_a_length_below_fifteen_is_a_deviation_and_never_below_eight() -> None:
    usual, lenient, too_low = (Passwords(cheap_hasher(), n) for n in (15, 10, 3))
    assert (usual.is_lenient, lenient.is_lenient, too_low.shortest) == (False, True, 8)
    lenient.check_new("ten chars!", "3107")
    with pytest.raises(BadInput):
        lenient.check_new("nine char", "3107")


def test_spellings_of_one_password_are_one_password() -> None:
    passwords = Passwords(cheap_hasher())
    kept = passwords.hashed("ﬁve ｗｏｒｄｓ")
    assert passwords.fits("five words", kept)
    assert not passwords.fits("five Words", kept)


def test_passwords_given_to_people_are_long_random_and_readable() -> None:
    given = {first_password() for _ in range(200)}
    assert len(given) == 200
    for password in given:
        Passwords(cheap_hasher()).check_new(password, "3107")
        assert not set(password) & set("l1io0")


def test_the_usual_costs_are_those_of_the_house_and_nobodys_hash_costs_the_same() -> None:
    passwords = Passwords()
    assert passwords.is_outdated(Passwords(cheap_hasher()).hashed("x"))
    assert "m=65536,t=3,p=4" in passwords._nobody
    assert not passwords.is_outdated(passwords._nobody)
