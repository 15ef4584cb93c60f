"""The pretended reader: honest about where it works, and gone when it is not wanted any more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import serial

from counter_app.devices.fake_reader import NOT_HERE, FakeReader
from counter_app.devices.fake_reader_cards import card_for
from counter_app.domain.documents import read_document
from counter_app.errors import DeviceTrouble
from tests.builders import cards
from tests.builders.readers import commands_of_looks, never, reading
from tests.guards.checkout import ROOT

PUBLISHED = {
    "AAAAAA9669000310FFEC": "AAAAAA966900040000 9094",
    "AAAAAA9669000311FFED": "AAAAAA966900040000 9094",
    "AAAAAA9669000312FFEE": "AAAAAA9669001400009005000100 7B000000 C8010000 15030000 24",
    "AAAAAA9669000320 0122": "AAAAAA96690004000080 84",
    "AAAAAA9669000320 0221": "AAAAAA96690004000081 85",
    "AAAAAA9669000330 0132": "AAAAAA96690004000041 45",
}


def test_the_pretended_reader_is_refused_in_words_where_it_cannot_work() -> None:
    with pytest.raises(DeviceTrouble) as trouble:
        FakeReader("win32")
    assert trouble.value.text == NOT_HERE


@pytest.mark.parametrize("question", PUBLISHED)
def test_it_answers_as_the_published_examples_do(fake: FakeReader, question: str) -> None:
    answer = bytes.fromhex(PUBLISHED[question])
    with serial.Serial(fake.port, 115200, timeout=10) as port:
        port.write(bytes.fromhex(question))
        assert port.read(len(answer)) == answer


def test_a_read_card_has_the_published_size(fake: FakeReader) -> None:
    fake.put_down(cards.RESIDENT, "王秀兰")
    with serial.Serial(fake.port, 115200, timeout=10) as port:
        port.write(bytes.fromhex("AAAAAA9669000320 0122"))
        assert port.read(15) == bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")
        port.write(bytes.fromhex("AAAAAA9669000320 0221"))
        assert port.read(19) == bytes.fromhex("AAAAAA9669 000C 000090 0000000000000000 9C")
        port.write(bytes.fromhex("AAAAAA9669000330 0132"))
        answer = port.read(1295)
    assert answer[:14] == bytes.fromhex("AAAAAA9669 0508 000090 0100 0400")
    assert len(answer) == 1295


def test_cards_of_the_demo_are_put_down_by_their_number(fake: FakeReader) -> None:
    with reading(fake.port) as reader:
        for number in (cards.RESIDENT, cards.HMT, cards.PERMANENT_2017, cards.PERMANENT_2023):
            assert fake.put_down(number)
            card = reader.read(never)
            assert card is not None
            assert card.number == number
            fake.take_away()
            commands_of_looks(reader, fake)


def test_each_layout_is_chosen_by_the_number() -> None:
    chosen = {number: card_for(number) for number in (cards.RESIDENT, cards.HMT, cards.PERMANENT_2017, cards.PERMANENT_2023)}
    assert [card.letter for card in chosen.values() if card] == [" ", "J", "I", "Y"]
    assert read_document(cards.RESIDENT).number == cards.RESIDENT


@pytest.mark.parametrize("number", ["771007570915028", "X0071926D7UTO8904171F3408205<<<<<<<<<<<<<<<2", "H12345678", ""])
def test_a_document_without_such_a_chip_is_not_put_down(fake: FakeReader, number: str) -> None:
    assert not fake.put_down(number)


def test_its_port_is_gone_when_it_is_closed() -> None:
    with FakeReader() as reader:
        port = Path(reader.port)
        assert port.exists()
    assert not port.parent.exists()


def test_its_process_and_port_go_with_a_program_that_dies() -> None:
    program = (
        "import os; from counter_app.devices.fake_reader import FakeReader\n"
        "reader = FakeReader(); print(reader.port, flush=True); os._exit(1)"
    )
    ran = subprocess.run(  # ends when the last one who could write to its pipe has ended: the reader's process too
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.stdout.strip()
    assert not Path(ran.stdout.strip()).parent.exists()
    assert ran.stderr == ""
