"""What is said about errors: one message each, in the clerk's language, never with words that may be personal."""

from __future__ import annotations

import logging

import pytest

from counter_app import errors
from counter_app.errors import BadInput, CounterError, StoreAway
from counter_app.texts import Texts
from ui.messages import Unexpected, incident_of, message_of

EXPECTED = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, CounterError)]


@pytest.mark.parametrize("kind", EXPECTED, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_expected_error_has_a_headline_and_its_own_words(kind: type[CounterError], language: str) -> None:
    message = message_of(kind("{n} numbers", n=3), Texts(language))
    assert message.what
    assert message.advice.startswith("3")
    assert message.level in ("good", "warn", "bad", "info")


def test_only_what_may_come_back_is_tried_again() -> None:
    texts = Texts("zh_CN")
    assert message_of(StoreAway("x"), texts).retry
    assert not message_of(BadInput("x"), texts).retry


def test_an_incident_logs_types_and_frames_of_the_whole_chain_and_no_words(caplog: pytest.LogCaptureFixture) -> None:
    def inner() -> None:
        raise KeyError("王秀兰 13800136621")

    with caplog.at_level(logging.ERROR):
        try:
            try:
                inner()
            except KeyError as error:
                raise ValueError("青年路 12 号") from error
        except ValueError as error:
            told = incident_of(error)
    assert isinstance(told, Unexpected)
    assert str(told.values["code"]) in caplog.text
    assert "ValueError at test_messages.py" in caplog.text
    assert "KeyError at test_messages.py" in caplog.text
    for personal in ("王秀兰", "13800136621", "青年路"):
        assert personal not in caplog.text + str(told)


def test_two_incidents_have_two_codes() -> None:
    assert incident_of(ValueError()).values != incident_of(ValueError()).values
