"""The three answers to a customer, in whole sentences of the chosen language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: a headline and a support line ("" if there is nothing to add). ``late`` marks a late support line."""

    headline: str
    support: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """Where it is now / what you need to do / roughly when."""

    where: Answer
    do: Answer
    when: Answer
