"""Staff: the first administrator, signing in and out."""

from __future__ import annotations

import secrets
import unicodedata

from counter_app.domain.staff import ClerkSession
from counter_app.errors import BadInput, NotAllowed
from counter_app.service.passwords import Passwords, check_new
from counter_app.texts import mark
from counter_app.work import SYSTEM, Actor, AuditEntry, SignInAttempt, Store

LONGEST_NUMBER = 32
LONGEST_NAME = 50
NOT_SIGNED_IN = mark("The staff number or the password is not right. After five wrong tries it is locked for 15 minutes.")


class Staff:
    """Use cases around clerks."""

    def __init__(self, store: Store, passwords: Passwords, counter: str) -> None:
        self._store = store
        self._passwords = passwords
        self._counter = counter

    def needs_first_admin(self) -> bool:
        """Whether the store has no staff yet. Raises: StoreAway."""
        with self._store.reading() as work:
            return work.clerks.count() == 0

    def make_first_admin(self, staff_number: str, name: str, password: str) -> None:
        """Make the store's first administrator. Raises: BadInput (field named), NotAllowed if there is one already."""
        number, name = checked_number(staff_number), checked_name(name)
        check_new(password, number)
        self.add_first(((number, name, "admin", password),))

    def add_first(self, clerks: tuple[tuple[str, str, str, str], ...]) -> None:
        """Staff a new store (number, name, role, password; already checked). Raises: NotAllowed if it has staff."""
        hashed = [(number, name, role, self._passwords.hashed(password)) for number, name, role, password in clerks]
        with self._store.writing(SYSTEM) as work:
            if work.clerks.count():
                raise NotAllowed(mark("This store has staff already. Ask an administrator for an account."))
            for number, name, role, password_hash in hashed:
                clerk_id = work.clerks.add(number, name, role, password_hash)
                work.record(AuditEntry("clerk_added", "clerk", str(clerk_id), detail=(("role", role),)))

    def sign_in(self, staff_number: str, password: str) -> ClerkSession:
        """Sign in (about 0.4 s of Argon2: never on the GUI thread). One text for every failure. Raises: BadInput."""
        number = _folded(staff_number)
        with self._store.writing(SYSTEM) as work:
            attempt = work.clerks.attempt(number)
        right = self._passwords.fits(password, attempt.clerk.password_hash if attempt.clerk else "")
        if attempt.clerk is None or not right or attempt.stopped or attempt.clerk.disabled:
            self._note_failure(attempt)
            raise BadInput(NOT_SIGNED_IN, field="password")
        return self._begun(attempt, password)

    def _begun(self, attempt: SignInAttempt, password: str) -> ClerkSession:
        clerk = attempt.clerk
        assert clerk is not None  # noqa: S101 -- the caller has just made sure
        who = Actor(f"clerk:{clerk.clerk_id}", clerk.role, self._counter)
        session_id = secrets.token_hex(16)
        outdated = self._passwords.is_outdated(clerk.password_hash)
        newer = self._passwords.hashed(password) if outdated else ""
        with self._store.writing(who) as work:
            work.clerks.signed_in(clerk.clerk_id, self._counter, session_id)
            work.visits.end_all_of(self._counter, "sign_in")
            if newer:
                work.clerks.rehashed(clerk.clerk_id, newer)
            work.record(AuditEntry("sign_in", "clerk", str(clerk.clerk_id)))
            return ClerkSession(
                session_id, clerk.clerk_id, clerk.staff_number, clerk.name, clerk.role, self._counter, work.now
            )

    def _note_failure(self, attempt: SignInAttempt) -> None:
        clerk_id = str(attempt.clerk.clerk_id) if attempt.clerk else ""
        reason = "stopped" if attempt.stopped else "wrong"
        with self._store.writing(Actor("", "", self._counter)) as work:
            work.record(AuditEntry("sign_in", "clerk", clerk_id, outcome="denied", reason=reason))

    def sign_out(self, session: ClerkSession) -> None:
        """End the session and its visit. Ending an ended one is no error."""
        with self._store.writing(Actor(f"clerk:{session.clerk_id}", session.role, session.counter)) as work:
            if work.clerks.by_session(session.session_id) is None:
                return
            work.clerks.sign_out(session.session_id)
            work.record(AuditEntry("sign_out", "clerk", str(session.clerk_id)))


def checked_number(staff_number: str) -> str:
    """A staff number in its normal form: letters and digits. Raises: BadInput (field "staff_number")."""
    number = _folded(staff_number)
    if not number:
        raise BadInput(mark("Please give a staff number."), field="staff_number")
    if len(number) > LONGEST_NUMBER or not number.isalnum():
        text = mark("A staff number is made of letters and digits, {n} at most.")
        raise BadInput(text, field="staff_number", n=LONGEST_NUMBER)
    return number


def checked_name(name: str) -> str:
    """A clerk's name without blanks around it. Raises: BadInput (field "name")."""
    plain = "".join(c for c in name.strip() if c.isprintable())
    if not plain:
        raise BadInput(mark("Please give a name."), field="name")
    if len(plain) > LONGEST_NAME:
        raise BadInput(mark("A name has at most {n} characters."), field="name", n=LONGEST_NAME)
    return plain


def _folded(staff_number: str) -> str:
    return "".join(unicodedata.normalize("NFKC", staff_number).split()).replace("\0", "").upper()
