"""Limits of service as people say them: 48 hours, 15 days, 5 working days."""

from __future__ import annotations

from counter_app.domain.standards import DAYS, HOURS, Limit
from counter_app.texts import Texts


def said_limit(texts: Texts, limit: Limit, area: str) -> str:
    """A limit in words; where town and country differ and ``area`` is not known, both."""
    amount = limit.amount_in(area)
    if area or not limit.rural or limit.rural == limit.amount:
        return _said(texts, amount, limit.unit)
    town, country = _said(texts, limit.amount, limit.unit), _said(texts, limit.rural, limit.unit)
    return texts.say("{town} ({country} in the country)", town=town, country=country)


def _said(texts: Texts, n: int, unit: str) -> str:
    if unit == HOURS:
        return texts.count("{n} hour", "{n} hours", n)
    if unit == DAYS:
        return texts.count("{n} day", "{n} days", n)
    return texts.count("{n} working day", "{n} working days", n)
