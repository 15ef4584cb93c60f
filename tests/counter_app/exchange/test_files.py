"""Whole files: which reader takes them, and what damage does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counter_app.errors import UnreadableFile
from counter_app.exchange.files import TicketFiles
from tests.builders.files_read import read, refusals, unreadable


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"PK\x03\x04...", "The workbook is damaged."),
        (b"\xd0\xcf\x11\xe0....", "xls"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<xml/>", "not in a format"),
        (b"a,b\n1,2\n", "not in a format"),
        (b"status\nclosed\n", "not in a format"),
        (bytes(range(256)), "neither UTF-8 nor GB18030"),
    ],
)
def test_a_format_that_is_not_read_here_is_refused_by_name(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason in unreadable(tmp_path, content, "file.bin")


def test_a_file_that_is_not_there_is_refused_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        list(TicketFiles().read(tmp_path / "secret.csv"))
    assert "secret" not in str(refused.value)


def test_a_header_alone_brings_nothing_and_is_no_error(tmp_path: Path) -> None:
    assert read(tmp_path, "number,status\n") == []
    assert read(tmp_path, "[]", "x.json") == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode), st.sampled_from((b"", b"[", b"{", b"number,title\n")))
def test_any_bytes_bring_records_or_a_reason_in_words(tmp_path: Path, rest: bytes, start: bytes) -> None:
    try:
        brought = read(tmp_path, start + rest)
    except UnreadableFile as refused:
        assert str(refused)
        return
    assert all(reason for _position, reason in refusals(brought))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_real_file_with_damage_anywhere_brings_records_or_a_reason(tmp_path: Path, data: st.DataObject) -> None:
    example = Path(__file__).parents[2] / "data" / "tmf" / "TMF622-v5.0.0" / "retrieveProductOrderById1_response.json"
    content = bytearray(example.read_bytes())
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read(tmp_path, bytes(content), "x.json")
    except UnreadableFile as refused:
        assert str(refused)
