"""Verifying: every document finds its owner, an expired one is said, nothing else is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counter_app.build import Parts, build
from counter_app.domain.documents import PASSPORT, REFUSE, TAIWAN_PERMIT, WARN, PresentedDocument, read_document
from counter_app.domain.finding import Verification
from counter_app.domain.ticket import DocumentRecord, PartyRecord
from counter_app.errors import BadInput
from counter_app.settings import read_settings
from tests.builders import documents as made
from tests.builders.desk import START, WANG, Desk, cheap_hasher, open_desk, settings_of

TODAY = START.date()
YESTERDAY = TODAY - timedelta(days=1)
# how the owners file names a document, and what the customer shows
SHOWN = {
    ("居民身份证", WANG): WANG,
    ("户口簿", "990101199003077217"): "990101199003077217",
    ("港澳居民来往内地通行证", made.HONG_KONG): made.HONG_KONG + "03",
    ("台湾居民来往大陆通行证", made.TAIWAN + "01"): made.TAIWAN + "02",
    ("港澳台居民居住证", made.HMT_RESIDENCE): made.HMT_RESIDENCE,
    ("外国人永久居留身份证", made.PERMANENT_2017): made.PERMANENT_2017,
    ("", made.PERMANENT_2023): made.PERMANENT_2023,
    ("军官证", "南01234567"): made.SOLDIER,
    ("武警证", made.ARMED_POLICE): made.ARMED_POLICE,
    ("营业执照", made.COMPANY): made.COMPANY,
    ("Passport", "E12345678"): "e1234 5678",
}


def owner(number: int, document: DocumentRecord) -> PartyRecord:
    """A party of an owners file with this document."""
    return PartyRecord("crm", f"P{number}", f"王{'一二三四五六七八九十甲乙'[number]}", False, document)


def verified(desk: Desk, document: PresentedDocument) -> Verification:
    """The answer to a document, for a customer who has just come."""
    desk.next_customer()
    return desk.counter.visits.verify(desk.session, desk.visit, document, "typed")


def test_every_document_finds_its_owner_and_only_its_owner(desk: Desk) -> None:
    desk.take(*(owner(n, DocumentRecord(*told)) for n, told in enumerate(SHOWN)))
    for number in SHOWN.values():
        document = read_document(number, today=TODAY)
        answer = verified(desk, document)
        assert (answer.known, answer.document, answer.last4) == (True, document.type, document.last4)
        assert answer.expired_on is None
        visit = desk.counter.looking_up.tickets(desk.session, desk.visit, False)
        assert visit.tickets == 0


def test_a_number_of_two_documents_finds_whose_it_is_by_the_chosen_one(desk: Desk) -> None:
    desk.take(owner(1, DocumentRecord("台胞证", made.TAIWAN)), owner(2, DocumentRecord("护照", made.TAIWAN, "NPL")))
    names = {
        verified(desk, read_document(made.TAIWAN, code, today=TODAY)).document for code in (TAIWAN_PERMIT, PASSPORT)
    }
    assert names == {TAIWAN_PERMIT, PASSPORT}
    assert not verified(desk, read_document("06123458", TAIWAN_PERMIT, today=TODAY)).known


@pytest.mark.parametrize("last_day", [YESTERDAY, TODAY])
def test_an_expired_document_is_refused_with_its_day_and_a_day_earlier_it_is_not(desk: Desk, last_day: date) -> None:
    desk.take(owner(1, DocumentRecord("身份证", WANG)))
    card = replace(read_document(WANG, today=TODAY), valid_to=last_day)
    if last_day == TODAY:
        assert verified(desk, card).known
        return
    with pytest.raises(BadInput) as refused:
        verified(desk, card)
    assert refused.value.text == "This document expired on {year}-{month:02}-{day:02}."
    assert refused.value.field == "document"
    with pytest.raises(BadInput) as unknown:
        verified(desk, replace(read_document(made.HMT_RESIDENCE, today=TODAY), valid_to=last_day))
    assert str(unknown.value) == str(refused.value)


def test_where_the_hall_takes_expired_documents_it_is_said_on_which_day_it_ended(store_url: str, tmp_path: Path) -> None:
    desk = open_desk(store_url, tmp_path)
    settings = replace(settings_of(store_url, tmp_path), expired_documents=WARN)
    desk.counter.close()
    counter = build(settings, Parts(desk.clock, desk.printer, cheap_hasher()))
    desk = replace(desk, counter=counter)
    desk.take(owner(1, DocumentRecord("身份证", WANG)))
    answer = verified(desk, replace(read_document(WANG, today=TODAY), valid_to=YESTERDAY))
    assert (answer.known, answer.expired_on) == (True, YESTERDAY)
    stranger = verified(desk, replace(read_document(made.HMT_RESIDENCE, today=TODAY), valid_to=YESTERDAY))
    assert (stranger.known, stranger.expired_on) == (False, None)
    counter.close()


def test_the_hall_decides_about_expired_documents_in_its_settings(tmp_path: Path) -> None:
    environ = {"COUNTER_DATA": str(tmp_path)}
    file = tmp_path / "settings.toml"
    assert read_settings(environ).expired_documents == REFUSE
    file.write_text('expired_documents = "warn"\n', "utf-8")
    assert read_settings(environ).expired_documents == WARN
    file.write_text('expired_documents = "maybe"\n', "utf-8")
    with pytest.raises(BadInput):
        read_settings(environ)
