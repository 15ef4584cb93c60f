"""Staff: the first administrator, signing in and out."""

from __future__ import annotations

from counter_app.domain.staff import ClerkSession


class Staff:
    """Use cases around clerks."""

    def needs_first_admin(self) -> bool:
        """Whether the store has no staff yet. Raises: StoreAway."""
        raise NotImplementedError

    def make_first_admin(self, staff_number: str, name: str, password: str) -> None:
        """Make the store's first administrator. Raises: BadInput (field named), NotAllowed if there is one already."""
        raise NotImplementedError

    def sign_in(self, staff_number: str, password: str) -> ClerkSession:
        """Sign in (about 0.4 s of Argon2: never on the GUI thread). One text for every failure. Raises: BadInput."""
        raise NotImplementedError

    def sign_out(self, session: ClerkSession) -> None:
        """End the session and its visit."""
        raise NotImplementedError
