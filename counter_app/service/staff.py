"""Staff: the first administrator, signing in and out, one's own password."""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import replace

from counter_app.domain import roles
from counter_app.domain.staff import FIRST, OWN, SPENT, Approval, ClerkSession
from counter_app.errors import BadInput, NotAllowed
from counter_app.service import admission
from counter_app.service.passwords import Passwords
from counter_app.texts import mark
from counter_app.work import SYSTEM, Actor, AuditEntry, ClerkRow, SignInAttempt, Store, Work

LONGEST_NUMBER = 32
LONGEST_NAME = 50
NOT_SIGNED_IN = mark(
    "The staff number or the password is not right. After five wrong tries each further one has to wait,"
    " from 30 seconds up to 15 minutes."
)


class Staff:
    """Use cases around clerks."""

    def __init__(self, store: Store, passwords: Passwords, counter: str) -> None:
        self._store = store
        self._passwords = passwords
        self._counter = counter

    def can(self, session: ClerkSession, act: str, verified: bool = True) -> str | None:
        """Why the clerk cannot do the act now (a catalogue key), or None; see ``admission.can``. Asks no store."""
        return admission.can(session, act, verified)

    def needs_first_admin(self) -> bool:
        """Whether the store has no staff yet. Raises: StoreAway."""
        with self._store.reading() as work:
            return work.clerks.count() == 0

    def make_first_admin(self, staff_number: str, name: str, password: str) -> None:
        """Make the store's first administrator. Raises: BadInput (field named), NotAllowed if there is one already."""
        number, name = checked_number(staff_number), checked_name(name)
        self._passwords.check_new(password, number, name)
        self.add_first(((number, name, "admin", password),))

    def add_first(self, clerks: tuple[tuple[str, str, str, str], ...]) -> None:
        """Staff a new store (number, name, role, password; already checked). Raises: NotAllowed if it has staff."""
        hashed = [(number, name, role, self._passwords.hashed(password)) for number, name, role, password in clerks]
        with self._store.writing(SYSTEM) as work:
            work.asks("clerk_added")
            if work.clerks.count():
                raise NotAllowed(mark("This store has staff already. Ask an administrator for an account."))
            for number, name, role, password_hash in hashed:
                clerk_id = work.clerks.add(number, name, role, password_hash)
                work.record(AuditEntry("clerk_added", "clerk", str(clerk_id), detail=(("role", role),)))

    def sign_in(self, staff_number: str, password: str) -> ClerkSession:
        """Sign in (about 0.4 s of Argon2: never on the GUI thread). One text for every failure. Raises: BadInput."""
        attempt, clerk = self._guessed(folded(staff_number), password, "sign_in")
        outdated = self._passwords.is_outdated(clerk.password_hash)
        newer = self._passwords.hashed(password) if outdated else clerk.password_hash
        with self._store.writing(Actor(f"clerk:{clerk.clerk_id}", clerk.role, self._counter)) as work:
            session = self._begun(work, attempt, newer) if self._stands(work, clerk) else None
        if session is None:  # closed, or given another password, while Argon2 was at work
            self._note_failure("sign_in", attempt)
            raise BadInput(NOT_SIGNED_IN, field="password")
        return session

    def change_password(self, session: ClerkSession, old: str, new: str) -> ClerkSession:
        """Choose a new password (about 1 s); the session that goes on with it, any other of this clerk is ended.

        Raises: BadInput (field "password": the old one is wrong, "new_password": the new one will not do), SessionOver.
        """
        self._passwords.check_new(new, session.staff_number, session.name, field="new_password")
        attempt, clerk = self._guessed(session.staff_number, old, "change_password")
        if self._passwords.fits(new, clerk.password_hash):
            raise BadInput(mark("The new password must be another than the old one."), field="new_password")
        password_hash = self._passwords.hashed(new)
        with self._store.writing(admission.actor(session)) as work:
            admission.admitted(work, session, roles.CHANGE_PASSWORD)
            if not self._stands(work, clerk):
                raise NotAllowed(admission.WHY_SIGNED_OUT["password"])
            work.clerks.give_password(clerk.clerk_id, password_hash, OWN)
            work.clerks.forgiven(clerk.clerk_id, attempt.counted)
            work.clerks.end_sessions(clerk.clerk_id, "password", but=session.session_id)
            work.record(AuditEntry("change_password", "clerk", str(clerk.clerk_id)))
        return replace(session, must_change_password=False)

    def unlock(self, session: ClerkSession, password: str) -> None:
        """The clerk is back at her locked counter (about 0.4 s). Raises: BadInput (field "password"), SessionOver."""
        attempt, clerk = self._guessed(session.staff_number, password, roles.UNLOCK)
        with self._store.writing(admission.actor(session)) as work:
            admission.admitted(work, session, roles.UNLOCK)
            work.clerks.forgiven(clerk.clerk_id, attempt.counted)
            work.record(AuditEntry(roles.UNLOCK, "clerk", str(clerk.clerk_id)))

    def approve(self, session: ClerkSession, staff_number: str, password: str, act: str) -> Approval:
        """A second person answers for an act at this counter with her own password (about 0.4 s).

        The use case of the act asks ``admission.approved`` in its own transaction, within two minutes.
        Raises: BadInput (field "password"), NotAllowed (her role may not, or it is the clerk herself), SessionOver.
        """
        attempt, clerk = self._guessed(folded(staff_number), password, "approve")
        with self._store.writing(admission.actor(session)) as work:
            admission.admitted(work, session, roles.LOOK_UP)
            work.asks("approve", object_type="clerk", object_id=str(clerk.clerk_id))
            approval = Approval(clerk.clerk_id, clerk.staff_number, act, session.session_id, work.now)
            admission.approved(work, session, approval, act)
            work.clerks.forgiven(clerk.clerk_id, attempt.counted)
            work.record(AuditEntry("approve", "clerk", str(clerk.clerk_id), detail=(("act", act),)))
        return approval

    def _guessed(self, number: str, password: str, act: str) -> tuple[SignInAttempt, ClerkRow]:
        """The clerk whose password this is: counted first, then one Argon2 verification, whoever it is. Raises: BadInput."""
        with self._store.writing(SYSTEM) as work:
            attempt = work.clerks.attempt(number)
        clerk = attempt.clerk
        right = self._passwords.fits(password, clerk.password_hash if clerk and not attempt.stopped else "")
        if clerk is None or not right or clerk.disabled or _is_no_key(clerk, act):
            self._note_failure(act, attempt)
            raise BadInput(NOT_SIGNED_IN, field="password")
        return attempt, clerk

    def _stands(self, work: Work, clerk: ClerkRow) -> bool:
        """Whether the clerk is still as she was when the password was looked at."""
        now = work.clerks.by_number(clerk.staff_number)
        if now is None or now.disabled:
            return False
        return (now.password_hash, now.password_state) == (clerk.password_hash, clerk.password_state)

    def _begun(self, work: Work, attempt: SignInAttempt, password_hash: str) -> ClerkSession:
        clerk = attempt.clerk
        assert clerk is not None  # noqa: S101 -- only a clerk's password can have been right
        given = clerk.password_state == FIRST
        session_id = secrets.token_hex(16)
        work.clerks.forgiven(clerk.clerk_id, attempt.counted)
        work.clerks.signed_in(clerk.clerk_id, self._counter, session_id)
        work.visits.end_all_of(self._counter, "sign_in")
        work.clerks.give_password(clerk.clerk_id, password_hash, SPENT if given else clerk.password_state)
        work.record(AuditEntry("sign_in", "clerk", str(clerk.clerk_id)))
        return ClerkSession(
            session_id, clerk.clerk_id, clerk.staff_number, clerk.name, clerk.role, self._counter, work.now, given
        )

    def _note_failure(self, act: str, attempt: SignInAttempt) -> None:
        """Record a failed guess; one too many closes the account."""
        clerk_id = str(attempt.clerk.clerk_id) if attempt.clerk else ""
        reason = "stopped" if attempt.stopped else "wrong"
        with self._store.writing(Actor("", "", self._counter)) as work:
            work.record(AuditEntry(act, "clerk", clerk_id, outcome="denied", reason=reason))
            if attempt.clerk is not None and work.clerks.failed(attempt.clerk.clerk_id):
                work.record(AuditEntry("clerk_disabled", "clerk", clerk_id, reason="guessing"))

    def sign_out(self, session: ClerkSession) -> None:
        """End the session and its visit. Ending an ended one is no error."""
        with self._store.writing(admission.actor(session)) as work:
            if work.clerks.by_session(session.session_id) is None:
                return
            work.clerks.sign_out(session.session_id)
            work.record(AuditEntry("sign_out", "clerk", str(session.clerk_id)))


def _is_no_key(clerk: ClerkRow, act: str) -> bool:
    """Whether a right password opens nothing: one that was given is for signing in once and for being changed."""
    usable = {"sign_in": (OWN, FIRST), roles.CHANGE_PASSWORD: (OWN, SPENT)}
    return clerk.password_state not in usable.get(act, (OWN,))


def checked_number(staff_number: str) -> str:
    """A staff number in its normal form: letters and digits. Raises: BadInput (field "staff_number")."""
    number = folded(staff_number)
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


def folded(staff_number: str) -> str:
    """A staff number as it is compared: full-width folded, capitals, no blanks."""
    return "".join(unicodedata.normalize("NFKC", staff_number).split()).replace("\0", "").upper()
