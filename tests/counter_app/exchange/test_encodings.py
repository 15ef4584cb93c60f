"""Text files in every usual encoding; one in doubt is refused rather than garbled."""

from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.errors import UnreadableFile
from tests.builders.files_read import ROWS, read, tickets, unreadable


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_chinese_files_are_read_in_every_usual_encoding(tmp_path: Path, codec: str) -> None:
    assert [ticket.owner_ref for ticket in tickets(read(tmp_path, ROWS.encode(codec)))] == ["王小明", "李建国"]


def test_four_byte_characters_of_gb18030_come_out_right(tmp_path: Path) -> None:
    rows = ROWS + "BM3,宽带新装,处理中,䶮𠮷·买买提\n"
    assert tickets(read(tmp_path, rows.encode("gb18030")))[2].owner_ref == "䶮𠮷·买买提"


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode()[:-4] + b"\xff\n",
        ROWS.encode().replace("王".encode(), "王".encode()[:2]),
        "number,owner\nBM1,王小明与李建国同住示例路一号\n".encode()[:-2],
        "number,owner\nBM1,王小明\n".encode() + "BM2,李建国和他的家人\n".encode("gb18030"),
        "number,owner,title\nBM1,陳大文,電話維修與寬頻遷移申請書\n".encode("big5"),
        "number,owner,title\nBM1,Zoë Ångström,é è ê ë\n".encode("latin-1"),
        codecs.BOM_UTF8 + ROWS.encode("gb18030"),
        codecs.BOM_UTF16_LE + ROWS.encode("utf-16-le")[:-1],
        b"number,owner\nBM1,\x81\n",
    ],
)
def test_a_file_whose_encoding_is_in_doubt_is_refused_rather_than_garbled(tmp_path: Path, content: bytes) -> None:
    assert unreadable(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (ROWS.encode().replace("王".encode(), "王".encode()[:2]), "The file is UTF-8 with damaged bytes."),
        (codecs.BOM_UTF8 + ROWS.encode("gb18030"), "The file holds bytes that do not fit its encoding (utf-8-sig)."),
    ],
)
def test_what_is_wrong_with_an_encoding_is_said_before_any_record(tmp_path: Path, content: bytes, reason: str) -> None:
    assert unreadable(tmp_path, content) == reason


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, len(ROWS.encode())), codec=st.sampled_from(("utf-8", "gb18030")))
def test_a_file_cut_anywhere_never_brings_a_wrong_character(tmp_path: Path, cut: int, codec: str) -> None:
    try:
        brought = tickets(read(tmp_path, ROWS.encode(codec)[:cut]))
    except UnreadableFile:
        return
    for ticket in brought:
        assert ticket.owner_ref is None or "王小明李建国".find(ticket.owner_ref) >= 0


SIMPLIFIED = ("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈",
              "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂建国志华文玉兰凤红春梅海燕雪琳晓婷宇浩欣怡佳豪子涵梓轩昊天馨玥瑾瑜曦煜")  # fmt: skip
TRADITIONAL = ("王李張劉陳楊黃趙吳周徐孫馬朱胡郭何高林羅鄭梁謝宋唐許韓馮鄧曹彭曾蕭田董潘袁蔡蔣余于杜葉程蘇魏呂丁任沈",
               "偉芳娜敏靜麗強磊軍洋勇豔杰娟濤明超秀英霞平剛桂建國志華文玉蘭鳳紅春梅海燕雪琳曉婷宇浩欣怡佳豪子涵梓軒昊天馨玥瑾瑜曦煜")  # fmt: skip
HEADERS = ("number,owner", "工单号,机主")


def name_list(no: int, letters: tuple[str, str]) -> list[str]:
    """The list of invented names with this number: 1 to 60 of them, one to three characters each."""
    dice = random.Random(no)
    surnames, given = letters
    names = (dice.choice(surnames) + "".join(dice.choices(given, k=dice.choice((1, 2, 2)))) for _ in range(1 + no % 60))
    return [name + (dice.choice("䶮𠮷") if no % 7 == 0 else "") for name in names]


def name_file(names: list[str], header: str, codec: str) -> bytes:
    """A file with these owners."""
    return (header + "\n" + "".join(f"B{no},{name}\n" for no, name in enumerate(names))).encode(codec)


def owners(folder: Path, content: bytes) -> list[str | None] | None:
    """The owners that a file brings, None if it is refused."""
    try:
        return [ticket.owner_ref for ticket in tickets(read(folder, content))]
    except UnreadableFile as refused:
        assert "\ufffd" not in str(refused)
        return None


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_fifty_lists_of_names_come_out_right_in_every_encoding_that_says_what_it_is(tmp_path: Path, codec: str) -> None:
    for no in range(50):
        names = name_list(no, SIMPLIFIED)
        assert owners(tmp_path, name_file(names, HEADERS[1], codec)) == names


def test_fifty_lists_of_names_are_right_or_refused_where_nothing_but_the_names_tells_the_encoding(tmp_path: Path) -> None:
    right = 0
    for no in range(50):
        names = name_list(no, SIMPLIFIED)
        found = owners(tmp_path, name_file(names, HEADERS[0], "gb18030"))
        assert found is None or found == names
        right += found is not None
    assert right >= 40


@pytest.mark.parametrize("header", ["number,owner", "number,客戶"])
def test_fifty_lists_of_names_in_big5_are_all_refused(tmp_path: Path, header: str) -> None:
    for no in range(50):
        names = [name.rstrip("䶮𠮷") for name in name_list(no, TRADITIONAL)]
        assert owners(tmp_path, name_file(names, header, "big5")) is None


@pytest.mark.parametrize("name", ["曹梅鳳", "高國濤", "曾梓華"])
def test_a_name_in_big5_that_is_everyday_chinese_in_gb18030_is_refused(tmp_path: Path, name: str) -> None:
    assert "in two encodings" in unreadable(tmp_path, f"number,owner\nBM1,{name}\n".encode("big5"))


def test_lists_in_two_encodings_or_cut_off_bring_no_wrong_name(tmp_path: Path) -> None:
    for no in range(50):
        names = name_list(no, SIMPLIFIED)
        eight, eighteen = (name_file(names, HEADERS[no % 2], codec) for codec in ("utf-8", "gb18030"))
        assert owners(tmp_path, eight + "B99,李建国\n".encode("gb18030")) is None
        assert owners(tmp_path, eighteen + "B99,李建国·阿不都\n".encode()) in (None, names)
        assert owners(tmp_path, eight[:-2]) is None
        assert owners(tmp_path, codecs.BOM_UTF16_LE + name_file(names, HEADERS[0], "utf-16-le")[:-1]) is None


@pytest.mark.parametrize(
    ("codec", "reason"),
    [("utf-16-le", "looks like UTF-16"), ("utf-16-be", "looks like UTF-16"), ("utf-32", "in UTF-32"), ("utf-32-le", "looks like")],
)
def test_wide_encodings_without_their_mark_are_refused_by_name(tmp_path: Path, codec: str, reason: str) -> None:
    assert reason in unreadable(tmp_path, ROWS.encode(codec))


def test_a_chinese_name_that_is_greek_in_utf8_is_refused(tmp_path: Path) -> None:
    assert "in two encodings" in unreadable(tmp_path, "number,owner\nBM1,韦梅\n".encode("gbk"))


@pytest.mark.parametrize("owner", ["José", "Zoë Ångström", "¥ 1,200"])
def test_single_foreign_letters_in_utf8_are_read(tmp_path: Path, owner: str) -> None:
    (ticket,) = tickets(read(tmp_path, f"number,owner\nBM1,\"{owner}\"\n"))
    assert ticket.owner_ref == owner
