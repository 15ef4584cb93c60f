"""``main.py clerks``: staff accounts from the server room."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from counter_app.commands.answers import OK, Commands, opened
from counter_app.domain.roles import ROLES
from counter_app.domain.staff import OWN, FirstPassword, ServerRoom, StaffMember
from counter_app.settings import Settings
from counter_app.texts import Texts, mark

if TYPE_CHECKING:
    from counter_app.service.clerks import Clerks

ROOM = ServerRoom()
ACTS = {
    "disable": "close an account: nobody signs in with it, whoever is signed in is refused",
    "enable": "open a closed account again",
    "reset-password": "give a new password for one sign-in",
}


def declare(commands: Commands) -> None:
    """Add the command and its acts. Nothing secret is read from the command line; new passwords are printed once."""
    parser = commands.add_parser("clerks", help="look after staff accounts")
    acts = parser.add_subparsers(dest="act", metavar="act", required=True)
    listing = acts.add_parser("list", help="everybody, with role and state")
    listing.add_argument("--json", action="store_true", help="print a list of objects")
    adding = acts.add_parser("add", help="open an account; prints its password for one sign-in")
    adding.add_argument("number", metavar="NUMBER")
    adding.add_argument("name", metavar="NAME")
    adding.add_argument("role", metavar="ROLE", help=", ".join(ROLES))
    giving = acts.add_parser("role", help="give another role")
    giving.add_argument("number", metavar="NUMBER")
    giving.add_argument("role", metavar="ROLE", help=", ".join(ROLES))
    for act, what in ACTS.items():
        acts.add_parser(act, help=what).add_argument("number", metavar="NUMBER")
    parser.set_defaults(run=run)


def run(settings: Settings, told: argparse.Namespace) -> int:
    """Do one act on the store of the settings. Raises: CounterError."""
    texts = Texts(settings.language, settings.hall.zone)
    with opened(settings) as counter:
        if told.act == "list":
            _list(counter.clerks, texts, told.json)
        elif told.act == "add":
            _say_password(counter.clerks.add(ROOM, told.number, told.name, told.role), texts)
        elif told.act == "reset-password":
            _say_password(counter.clerks.reset_password(ROOM, told.number), texts)
        elif told.act == "role":
            counter.clerks.give_role(ROOM, told.number, told.role)
        elif told.act == "disable":
            counter.clerks.disable(ROOM, told.number)
        else:
            counter.clerks.enable(ROOM, told.number)
    return OK


def _say_password(given: FirstPassword, texts: Texts) -> None:
    text = mark("{number}: password for one sign-in {password} (it is shown only now, and must be changed then)")
    print(texts.say(text, number=given.staff_number, password=given.password))


def _list(clerks: Clerks, texts: Texts, as_json: bool) -> None:
    everybody = clerks.staff(ROOM)
    if as_json:
        rows = [{"number": c.staff_number, "name": c.name, "role": c.role, "state": _state(c)} for c in everybody]
        print(json.dumps(rows, ensure_ascii=False))
        return
    shortest, lenient = clerks.rule()
    if lenient:
        print(texts.say(mark("Deviation: passwords may be as short as {n} characters; 15 are usual."), n=shortest))
    for clerk in everybody:
        place = texts.say(mark("signed in at {counter}"), counter=clerk.counter) if clerk.counter else ""
        said = (texts.say(ROLES[clerk.role].label) if clerk.role in ROLES else clerk.role, texts.say(STATES[_state(clerk)]), place)
        print(clerk.staff_number, clerk.name, *(word for word in said if word), sep="\t")


STATES = {
    "": "",
    "closed": mark("closed"),
    "waiting": mark("waits after wrong passwords"),
    "first": mark("has not yet chosen a password"),
}


def _state(clerk: StaffMember) -> str:
    if clerk.disabled:
        return "closed"
    if clerk.waits_until is not None:
        return "waiting"
    return "" if clerk.password_state == OWN else "first"
