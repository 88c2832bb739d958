"""Passwords: checked against the rule, hashed with Argon2id, compared in the same time always."""

from __future__ import annotations

import secrets
import threading
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from core.domain.people import LONGEST_PASSWORD, problems_with_password
from core.domain.text import composed

if TYPE_CHECKING:
    from core.domain.errors import Problem

AT_ONCE = 4
"""Hashes computed at the same time in a process: each takes 64 MiB and several cores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPassword:
    """A password to be set: its hash, or the problems that keep it from being set.

    Made before the transaction, which must not wait for the hashing, and judged inside it, after
    404 and 403 (api.md, «Conventions»).
    """

    hash: str = field(default="", repr=False)
    problems: tuple[Problem, ...] = ()


class Passwords:
    """Hashes and verifies; *hasher* brings the parameters, the library's own unless given."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._turns = threading.BoundedSemaphore(AT_ONCE)
        self._nobodys = _unmatchable(self._hasher)

    def new(self, password: str, *, username: str) -> NewPassword:
        """Return the hash of a new password, or what is wrong with it."""
        problems = tuple(problems_with_password(one_form(password), username=username))
        return NewPassword(problems=problems) if problems else NewPassword(hash=self.hash(password))

    def hash(self, password: str) -> str:
        with self._turns:
            return self._hasher.hash(_prepared(password))

    def match(self, password_hash: str | None, password: str) -> bool:
        """Tell whether *password* is the one hashed; takes as long when there is none to match."""
        with self._turns:
            try:
                self._hasher.verify(password_hash or self._nobodys, _prepared(password))
            except (VerificationError, InvalidHashError):
                return False
        return password_hash is not None

    def outdated(self, password_hash: str) -> bool:
        """Tell whether it was made with other parameters than a new one would be."""
        return self._hasher.check_needs_rehash(password_hash)


def one_form(password: str) -> str:
    """Return the password in NFC: keyboards differ in how they compose «ế»."""
    return composed(password)


def _prepared(password: str) -> bytes:
    # One character more than anyone's password has can match none, however long the rest is.
    return one_form(password)[: LONGEST_PASSWORD + 1].encode("utf-8", "surrogatepass")


def _unmatchable(hasher: PasswordHasher) -> str:
    def part(length: int) -> str:
        return b64encode(secrets.token_bytes(length)).decode().rstrip("=")

    return (
        f"$argon2id$v={ARGON2_VERSION}"
        f"$m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
        f"${part(hasher.salt_len)}${part(hasher.hash_len)}"
    )
