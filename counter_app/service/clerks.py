"""Clerks: accounts opened, closed, given roles and first passwords, by an administrator or from the server room."""

from __future__ import annotations

from contextlib import AbstractContextManager

from counter_app.domain import roles
from counter_app.domain.staff import FIRST, MOST_TRIES, ClerkSession, FirstPassword, StaffMember
from counter_app.errors import BadInput, NotAllowed
from counter_app.service.admission import By, permitted
from counter_app.service.passwords import Passwords, first_password
from counter_app.service.staff import checked_name, checked_number, folded
from counter_app.texts import mark
from counter_app.work import AuditEntry, ClerkRow, Store, Work


class Clerks:
    """Use cases of staff administration. Each is one transaction with its audit row; new passwords are said once."""

    def __init__(self, store: Store, passwords: Passwords) -> None:
        self._store = store
        self._passwords = passwords

    def rule(self) -> tuple[int, bool]:
        """How many characters a password has at least, and whether the settings make that fewer than usual."""
        return self._passwords.shortest, self._passwords.is_lenient

    def staff(self, by: By) -> tuple[StaffMember, ...]:
        """Everybody, by staff number. Raises: NotAllowed, SessionOver, StoreAway."""
        with self._work(by) as work:
            work.record(AuditEntry("clerks_listed"))
            return work.clerks.staff()

    def add(self, by: By, staff_number: str, name: str, role: str) -> FirstPassword:
        """Open an account; its password is good for one sign-in. Raises: BadInput (field named), NotAllowed."""
        number, plain = checked_number(staff_number), checked_name(name)
        _known_role(role)
        given = FirstPassword(number, first_password())
        password_hash = self._passwords.hashed(given.password)
        with self._work(by) as work:
            if work.clerks.by_number(number) is not None:
                raise BadInput(mark("The staff number {number} is taken."), field="staff_number", number=number)
            clerk_id = work.clerks.add(number, plain, role, password_hash, FIRST)
            work.record(AuditEntry("clerk_added", "clerk", str(clerk_id), detail=(("role", role),)))
        return given

    def disable(self, by: By, staff_number: str) -> None:
        """Close an account: whoever is signed in with it is refused from the next call on. Raises: as ``give_role``."""
        with self._work(by) as work:
            clerk = _found(work, staff_number)
            _not_oneself(by, clerk)
            work.clerks.set_disabled(clerk.clerk_id, True)
            _still_kept(work)
            work.record(AuditEntry("clerk_disabled", "clerk", str(clerk.clerk_id)))

    def enable(self, by: By, staff_number: str) -> None:
        """Open a closed account again, its wrong passwords forgotten. Raises: BadInput, NotAllowed, SessionOver."""
        with self._work(by) as work:
            clerk = _found(work, staff_number)
            work.clerks.set_disabled(clerk.clerk_id, False)
            work.record(AuditEntry("clerk_enabled", "clerk", str(clerk.clerk_id)))

    def give_role(self, by: By, staff_number: str, role: str) -> None:
        """Another role, from the clerk's next call on.

        Raises: BadInput (no such clerk or role), NotAllowed (oneself; nobody would be left to look after staff).
        """
        _known_role(role)
        with self._work(by) as work:
            clerk = _found(work, staff_number)
            _not_oneself(by, clerk)
            work.clerks.give_role(clerk.clerk_id, role)
            _still_kept(work)
            changed = (("from", clerk.role), ("role", role))
            work.record(AuditEntry("clerk_role", "clerk", str(clerk.clerk_id), detail=changed))

    def reset_password(self, by: By, staff_number: str) -> FirstPassword:
        """A new password for one sign-in; the clerk is signed out, guessing starts from nought. Raises: as ``enable``."""
        given = FirstPassword(folded(staff_number), first_password())
        password_hash = self._passwords.hashed(given.password)
        with self._work(by) as work:
            clerk = _found(work, staff_number)
            work.clerks.give_password(clerk.clerk_id, password_hash, FIRST)
            work.clerks.end_sessions(clerk.clerk_id, "password")
            work.clerks.forgiven(clerk.clerk_id, MOST_TRIES)
            work.record(AuditEntry("password_reset", "clerk", str(clerk.clerk_id)))
        return given

    def _work(self, by: By) -> AbstractContextManager[Work]:
        return permitted(self._store, by, roles.KEEP_STAFF)


def _known_role(role: str) -> None:
    if role not in roles.ROLES:
        text = mark("There is no role {role}; there are {known}.")
        raise BadInput(text, field="role", role=role, known=", ".join(roles.ROLES))


def _found(work: Work, staff_number: str) -> ClerkRow:
    number = folded(staff_number)
    clerk = work.clerks.by_number(number)
    if clerk is None:
        raise BadInput(mark("Nobody has the staff number {number}."), field="staff_number", number=number)
    work.asks(object_type="clerk", object_id=str(clerk.clerk_id))
    return clerk


def _not_oneself(by: By, clerk: ClerkRow) -> None:
    if isinstance(by, ClerkSession) and by.clerk_id == clerk.clerk_id:
        raise NotAllowed(mark("Ask another administrator to change your own account."), code="oneself")


def _still_kept(work: Work) -> None:
    """Raises: NotAllowed if nobody is left who looks after staff; the transaction then leaves everything as it was."""
    if not work.clerks.admins():
        raise NotAllowed(mark("The store would have no administrator left."), code="last_admin")
