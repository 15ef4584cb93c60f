"""JSON files: bad records, files that break off, bombs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders.files_read import PARTIAL, read, refusals, tickets, unreadable


def test_a_bad_record_in_a_list_is_named_and_the_next_ones_are_read(tmp_path: Path) -> None:
    ones = [PARTIAL % "1", '{"id":"2","id":"2"}', '{"id":NaN}', '{"id":%s}' % ("9" * 5000), '{"a":1e%s}' % ("9" * 60), "7",
            '{"@type":"TroubleTicket","id":"6","name":"\\ud800"}', PARTIAL % "8", '{"a":0.%s}' % ("1" * 70)]  # fmt: skip
    brought = read(tmp_path, f"[{','.join(ones)}]", "file.json")
    assert [ticket.number for ticket in tickets(brought)] == ["1", "8"]
    assert refusals(brought) == [
        ("record 2", "It names one field twice."),
        ("record 3", "It holds a value that is not a number (NaN or Infinity)."),
        ("record 4", "It holds a number of more than 64 digits."),
        ("record 5", "It holds a number of more than 64 digits."),
        ("record 6", "It is not a JSON object."),
        ("record 7", "It holds half a character (a lone surrogate)."),
        ("record 9", "It holds a number of more than 64 digits."),
    ]


def test_a_json_patch_is_refused_once_by_name(tmp_path: Path) -> None:
    patch = json.dumps([{"op": "replace", "path": "/state", "value": "completed"}] * 3)
    assert refusals(read(tmp_path, patch, "p.json")) == [("record 1", "A JSON Patch changes a ticket that it does not name.")]


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "gb18030"])
def test_json_is_read_in_the_same_encodings(tmp_path: Path, codec: str) -> None:
    text = '{"@type":"TroubleTicket","id":"1","name":"宽带故障，请尽快上门处理"}'
    assert [ticket.title for ticket in tickets(read(tmp_path, text.encode(codec), "x.json"))] == ["宽带故障，请尽快上门处理"]


def test_objects_one_after_the_other_are_records_too(tmp_path: Path) -> None:
    brought = read(tmp_path, PARTIAL % "1" + "\n" + PARTIAL % "2" + "\n", "feed.ndjson")
    assert [ticket.number for ticket in tickets(brought)] == ["1", "2"]


@pytest.mark.parametrize(
    "text",
    ["[" + PARTIAL % "1" + ",", "[" + PARTIAL % "1", "[" + PARTIAL % "1" + " " + PARTIAL % "2" + "]", '{"id": "1"', "[,]",
     "[1,]", PARTIAL % "1" + "]", '{"id": "1", "a": "' + "\\", "{]", '["\\u12"]', "[[[", "{'id': 1}"],
)  # fmt: skip
def test_json_that_breaks_off_makes_the_file_unreadable(tmp_path: Path, text: str) -> None:
    assert "not valid JSON from line 1 on" in unreadable(tmp_path, text, "x.json")


@pytest.mark.parametrize("text", ["[" * 1_000_000, '{"a":' * 1_000_000, "[" * 33 + "]" * 33])
def test_nesting_bombs_are_refused_before_they_are_read(tmp_path: Path, text: str) -> None:
    assert unreadable(tmp_path, text, "bomb.json") == "The file is nested deeper than 32 levels."


def test_brackets_in_texts_do_not_count_as_nesting(tmp_path: Path) -> None:
    text = json.dumps({"@type": "TroubleTicket", "id": "1", "name": '\\"' + "[{" * 100})
    assert len(tickets(read(tmp_path, text, "x.json"))) == 1


def test_a_text_full_of_escapes_that_never_ends_is_refused_at_once(tmp_path: Path) -> None:
    assert unreadable(tmp_path, '["' + '\\"' * 1_000_000, "x.json")
