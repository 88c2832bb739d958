"""What the use cases need of users, their sign-ins and invitations, and of the sign-in throttle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date, datetime

    from core.domain.access import Assignment
    from core.domain.people import Held, Invitation, Opening, Token, User
    from core.domain.registration_search import Page
    from core.domain.second_factor import Proof


class Users(Protocol):
    """The users a scope sees: oneself, and who holds an assignment in its sight."""

    def get(self, user_id: str) -> User:
        """Return one, with all assignments; raises NotFoundError."""

    def add(self, *users: User) -> None:
        """Store new ones; raises NotFoundError out of sight, ConflictError ``username_taken``."""

    def replace(self, user: User, *, before: User) -> None:
        """Store *user* in place of *before*; raises StaleVersionError if that has gone."""

    def search(
        self, *, words: Sequence[str], seen_by: Sequence[Assignment] | None, page: Page
    ) -> Sequence[User]:
        """Return a page, newest first, of those whom one of *seen_by* sees (None: the scope).

        All the folded *words* occur in name or username, the last one as a prefix.
        """

    def count(
        self, *, words: Sequence[str], seen_by: Sequence[Assignment] | None, up_to: int
    ) -> int:
        """Return how many ``search`` would find, at most *up_to*."""

    def for_sign_in(self, username: str) -> User | None:
        """Return the user of that name, whoever asks: for signing in and for the operator."""

    def for_token(self, user_id: str) -> User | None:
        """Return the user a token or an invitation belongs to, whoever asks."""

    def names(self, user_ids: Collection[str]) -> Mapping[str, str]:
        """Return the names of those there are, by id, whoever asks: for who did what in sight."""

    def rehash(self, user_id: str, *, old: str, new: str) -> None:
        """Keep the same password under another hash, if it is still the same; no new version."""

    def spend(self, user_id: str, proof: Proof) -> bool:
        """Use up the code of *proof*; False if it has been used meanwhile. No new version."""

    def taken(self, usernames: Collection[str]) -> set[str]:
        """Return those of *usernames* that anyone has, in sight or not."""

    def held_on(self, day: date, *, prefixes: Sequence[str]) -> set[Held]:
        """Return which assignments somebody holds under *prefixes* on *day*, in sight or not."""

    def serving_on(self, day: date, *, after: str, limit: int) -> Sequence[str]:
        """Return who, of ids after *after*, may sign in and holds an assignment on *day*."""


class Tokens(Protocol):
    """Sign-ins, found by the hash of their token; bound to no scope, for they make one."""

    def find(self, token_hash: str) -> Token | None: ...

    def opening(self, token_hash: str) -> Opening | None:
        """Return a sign-in with its user, in one read."""

    def add(self, token: Token) -> None: ...

    def revoke(self, token_hash: str) -> bool:
        """End one sign-in; return whether there was one."""

    def extend(self, token_hash: str, *, until: datetime) -> None:
        """Let one that is still there last until then, unless it lasts longer already."""

    def revoke_all(self, user_id: str, *, but: str | None = None) -> None:
        """End all sign-ins of a user, but for the one of that hash."""

    def count(self, user_id: str, *, generation: int, now: datetime) -> int:
        """Return how many sign-ins of a user are good; what is half done does not count."""


class Invitations(Protocol):
    """Open invitations, found by the hash of their link's token; bound to no scope."""

    def find(self, token_hash: str) -> Invitation | None: ...

    def add(self, *invitations: Invitation) -> None: ...

    def take(self, token_hash: str) -> Invitation | None:
        """Return and remove one, so that it serves once."""

    def withdraw(self, user_id: str, *, unless_by: str | None = None) -> None:
        """Remove a user's invitations, but for those that *unless_by* made."""


class Throttle(Protocol):
    """Failed sign-ins of the last minutes, by account and by address; successes never count."""

    def wait(self, *, account: str, address: str | None) -> int:
        """Return how many seconds to wait before trying again; 0 when one may."""

    def failed(self, *, account: str, address: str | None) -> bool:
        """Count a failure; False when others at the same moment have used up what is allowed."""
