"""``main.py retention``: what was kept long enough is erased."""

from __future__ import annotations

import argparse

from counter_app.commands.answers import OK, Commands, opened
from counter_app.domain.staff import ServerRoom
from counter_app.errors import BadInput
from counter_app.settings import Settings
from counter_app.texts import Texts, mark


def declare(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("retention", help="erase names, numbers and remarks of tickets closed long ago")
    parser.add_argument("--days", type=int, default=0, help="days after closing; keep_days of the settings file if left out")
    parser.set_defaults(run=run)


def run(settings: Settings, told: argparse.Namespace) -> int:
    """Erase on the store of the settings. Raises: CounterError; BadInput if neither command nor settings say how long."""
    days = told.days or settings.rules.keep_days
    if not days:
        raise BadInput(mark("Nothing is erased: neither --days nor keep_days in the settings file says after how long."))
    texts = Texts(settings.language, settings.hall.zone)
    with opened(settings) as counter:
        erased = counter.retention.run(ServerRoom(), days)
    text = mark("Erased: {tickets} tickets, {parties} customers of whom nothing else is kept, {texts} remarks on record.")
    print(texts.say(text, tickets=erased.tickets, parties=erased.parties, texts=erased.texts))
    return OK
