"""Text files in every usual encoding; one in doubt is refused rather than garbled."""

from __future__ import annotations

import codecs
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
