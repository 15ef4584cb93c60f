"""Frames of the ID-card reader: written, found, told from junk."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counter_app.devices.id_card_frames import LONGEST, PREAMBLE, Answer, FrameBuffer, framed

PUBLISHED_REQUESTS = {
    "10FF": "AAAAAA9669 0003 10FF EC",
    "11FF": "AAAAAA9669 0003 11FF ED",
    "12FF": "AAAAAA9669 0003 12FF EE",
    "2001": "AAAAAA9669 0003 2001 22",
    "2002": "AAAAAA9669 0003 2002 21",
    "3001": "AAAAAA9669 0003 3001 32",
    "3010": "AAAAAA9669 0003 3010 23",
    "3003": "AAAAAA9669 0003 3003 30",
    "6000": "AAAAAA9669 0003 6000 63",
    "61FF50": "AAAAAA9669 0004 61FF50 CA",
}
PUBLISHED_ANSWERS = {
    "AAAAAA9669 0008 00009F 00000000 97": Answer(0x9F, bytes(4)),
    "AAAAAA9669 000C 000090 0000000000000000 9C": Answer(0x90, bytes(8)),
    "AAAAAA9669 0004 000080 84": Answer(0x80, b""),
    "AAAAAA9669 0004 000081 85": Answer(0x81, b""),
    "AAAAAA9669 0004 000041 45": Answer(0x41, b""),
}
NO_CARD = bytes.fromhex("AAAAAA9669 0004 000080 84")
SAID_NO_CARD = Answer(0x80, b"")


def heard(buffer: FrameBuffer, *pieces: bytes) -> Answer | None:
    """The first answer in the pieces as they come, and then silence."""
    for piece in pieces:
        buffer.feed(piece)
        answer = buffer.take()
        if answer is not None:
            return answer
    return buffer.take(nothing_follows=True)


@pytest.mark.parametrize("command", PUBLISHED_REQUESTS)
def test_a_request_is_the_published_frame(command: str) -> None:
    assert framed(bytes.fromhex(command)) == bytes.fromhex(PUBLISHED_REQUESTS[command])


@pytest.mark.parametrize("frame", PUBLISHED_ANSWERS)
def test_a_published_answer_is_understood(frame: str) -> None:
    assert heard(FrameBuffer(), bytes.fromhex(frame)) == PUBLISHED_ANSWERS[frame]


def test_an_answer_with_a_wrong_checksum_is_not_taken() -> None:
    buffer = FrameBuffer()
    assert heard(buffer, bytes.fromhex("AAAAAA9669 0008 00009F 00000000 21")) is None
    assert buffer.is_damaged


def test_an_answer_says_nothing_of_its_content() -> None:
    assert "1234" not in repr(Answer(0x90, b"1234"))


def test_nothing_is_an_answer_before_its_last_byte() -> None:
    buffer = FrameBuffer()
    for byte in NO_CARD[:-1]:
        buffer.feed(bytes([byte]))
        assert buffer.take() is None
        assert buffer.take(nothing_follows=True) is None
    buffer.feed(NO_CARD[-1:])
    assert buffer.take() == SAID_NO_CARD


def test_each_flipped_bit_behind_the_preamble_is_noticed() -> None:
    for place in range(len(PREAMBLE), len(NO_CARD)):
        for bit in range(8):
            spoiled = bytearray(NO_CARD)
            spoiled[place] ^= 1 << bit
            assert heard(FrameBuffer(), bytes(spoiled)) is None


@pytest.mark.parametrize("length", [0, 1, 2, 3, LONGEST + 1, 0x8000, 0xFFFF])
def test_a_length_that_cannot_be_holds_nothing_up(length: int) -> None:
    buffer = FrameBuffer()
    buffer.feed(PREAMBLE + length.to_bytes(2, "big") + NO_CARD)
    assert buffer.take() == SAID_NO_CARD


def test_a_damaged_frame_does_not_hide_the_whole_one_behind_it() -> None:
    damaged = NO_CARD[:-1] + b"\x00"
    buffer = FrameBuffer()
    buffer.feed(damaged + NO_CARD)
    assert buffer.take() == SAID_NO_CARD


def test_a_frame_swallowed_by_junk_with_a_believable_length_is_found_when_the_line_is_quiet() -> None:
    buffer = FrameBuffer()
    buffer.feed(PREAMBLE + b"\x0f\xff" + NO_CARD)
    assert buffer.take() is None
    assert buffer.take(nothing_follows=True) == SAID_NO_CARD


def test_a_frame_that_pauses_is_not_lost_to_the_quiet() -> None:
    inside = NO_CARD  # what it carries may look like an answer; what counts is the whole
    frame = framed(b"\x00\x00\x90" + bytes(2) + inside[:8] + bytes(200))
    buffer = FrameBuffer()
    buffer.feed(frame[:60])
    assert buffer.take(nothing_follows=True) is None
    buffer.feed(frame[60:])
    assert buffer.take() == Answer(0x90, bytes(2) + inside[:8] + bytes(200))


def test_junk_without_end_is_not_kept() -> None:
    buffer = FrameBuffer()
    for _ in range(300):
        buffer.feed((PREAMBLE + b"\x0f\xff\x55" + bytes(1000)) * 2)
        assert buffer.take() is None
        assert len(buffer) <= LONGEST + 4096
    assert heard(buffer, bytes(LONGEST + 16), NO_CARD) == SAID_NO_CARD


def test_nothing_is_kept_of_an_answer_that_was_taken() -> None:
    buffer = FrameBuffer()
    buffer.feed(b"before" + NO_CARD + b"behind")
    assert buffer.take() == SAID_NO_CARD
    assert len(buffer) == len(b"behind")
    buffer.clear()
    assert len(buffer) == 0


junk = st.one_of(
    st.binary(max_size=40),
    st.lists(st.sampled_from([b"\xaa", b"\xaa\xaa\xaa", b"\x96\x69", PREAMBLE, b"\x00\x04", b"\x0f\xff"]), max_size=8).map(b"".join),
)


@given(before=junk, body=st.binary(min_size=3, max_size=600), behind=junk, cuts=st.lists(st.integers(0, 700), max_size=8))
def test_an_answer_is_found_whatever_is_around_it_and_wherever_it_is_split(
    before: bytes, body: bytes, behind: bytes, cuts: list[int]
) -> None:
    came = before + framed(body) + behind
    edges = [0, *sorted(cut for cut in cuts if cut < len(came)), len(came)]
    pieces = [came[start:end] for start, end in pairwise(edges)]
    assert heard(FrameBuffer(), *pieces) == Answer(int.from_bytes(body[:3], "big"), body[3:])
