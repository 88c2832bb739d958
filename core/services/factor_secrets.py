"""The secrets of second factors: seeds sealed, codes compared, recovery codes made and marked."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyotp
from cryptography.fernet import InvalidToken

from core.domain.second_factor import (
    RECOVERY_ALPHABET,
    RECOVERY_CODES,
    RECOVERY_LENGTH,
    Proof,
    one_time_code,
    recovery_code,
    steps_taken,
)
from core.services.sealing import box, derived_key

if TYPE_CHECKING:
    from datetime import datetime

    from cryptography.fernet import Fernet

    from core.domain.people import User
    from core.domain.second_factor import SecondFactor

ISSUER = "Chung Sức"
OFFER_SECONDS = 1800
"""So long a seed that was shown may still be confirmed with its first code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A new seed as a phone takes it in, and ``sealed`` to come back with the first code."""

    seed: str = field(repr=False)
    uri: str = field(repr=False)
    sealed: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodes:
    """Codes to be shown once, and the fingerprints that are kept of them."""

    codes: tuple[str, ...] = field(repr=False)
    fingerprints: tuple[str, ...] = field(repr=False)


class FactorSecrets:
    """Works with keys derived from the program's secret key, one for each purpose."""

    def __init__(self, secret_key: str) -> None:
        self._kept = box(secret_key, "second factor, seed")
        self._offered = box(secret_key, "second factor, offered seed")
        self._marking = derived_key(secret_key, "second factor, recovery code")

    def offer(self, user: User, *, now: datetime) -> Offer:
        """Return a new seed for *user*; nothing is kept of it until it is confirmed."""
        return self._offer_of(user, pyotp.random_base32(), now)

    def offered_again(self, user: User, sealed: str, *, now: datetime) -> Offer:
        """Return the same offer, to be shown once more; a new one if it can no longer be taken."""
        seed = self._offered_seed(user, sealed, now)
        return self._offer_of(user, seed, now) if seed else self.offer(user, now=now)

    def accepted(self, user: User, sealed: str, code: str, *, now: datetime) -> Proof | None:
        """Return what proves that the phone of *user* holds the offered seed; None otherwise.

        The ``sealed`` of the proof is the seed as it is to be kept.
        """
        seed = self._offered_seed(user, sealed, now)
        step = _matching_step(seed, code, now, after=0) if seed else None
        if seed is None or step is None:
            return None
        kept = self._kept.encrypt_at_time(_bound(user, seed), int(now.timestamp())).decode()
        return Proof(sealed=kept, step=step)

    def proof(self, user: User, factor: SecondFactor, typed: str, *, now: datetime) -> Proof | None:
        """Return what *typed* proves: a code of the phone, or a recovery code; None if neither."""
        if recovery := recovery_code(typed):
            mark = self._mark(user, recovery)
            known = [each for each in factor.recovery if hmac.compare_digest(each, mark)]
            return Proof(sealed=factor.sealed, recovery=mark) if known else None
        seed = _opened(self._kept, user, factor.sealed)
        step = _matching_step(seed, typed, now, after=factor.last_step) if seed else None
        return None if step is None else Proof(sealed=factor.sealed, step=step)

    def recovery_codes(self, user: User) -> RecoveryCodes:
        codes = tuple(_random_code() for _ in range(RECOVERY_CODES))
        return RecoveryCodes(
            codes=codes, fingerprints=tuple(self._mark(user, code) for code in codes)
        )

    def _offer_of(self, user: User, seed: str, now: datetime) -> Offer:
        uri = pyotp.TOTP(seed).provisioning_uri(name=user.username, issuer_name=ISSUER)
        sealed = self._offered.encrypt_at_time(_bound(user, seed), int(now.timestamp())).decode()
        return Offer(seed=seed, uri=uri, sealed=sealed)

    def _offered_seed(self, user: User, sealed: str, now: datetime) -> str | None:
        return _opened(self._offered, user, sealed, at=int(now.timestamp()))

    def _mark(self, user: User, code: str) -> str:
        # Keyed, so that who has only the database cannot try out codes.
        return hmac.new(self._marking, f"{user.id}\n{code}".encode(), hashlib.sha256).hexdigest()


def _bound(user: User, seed: str) -> bytes:
    return f"{user.id}\n{seed}".encode()


def _opened(box: Fernet, user: User, sealed: str, at: int | None = None) -> str | None:
    """Return the seed; None if it is not this user's, was tampered with, or was offered too long.

    With *at*, real time in seconds, it must have been sealed within ``OFFER_SECONDS``.
    """
    try:
        token = sealed.encode()
        text = box.decrypt(token) if at is None else box.decrypt_at_time(token, OFFER_SECONDS, at)
    except InvalidToken:
        return None
    owner, _, seed = text.decode().partition("\n")
    return seed if owner == user.id else None


def _matching_step(seed: str, typed: str, now: datetime, *, after: int) -> int | None:
    """Return the time step of the code that was typed; None if it is of none that is good now."""
    code = one_time_code(typed)
    if code is None:
        return None
    made = pyotp.TOTP(seed)
    matching = [
        step
        for step in steps_taken(now, after=after)
        if hmac.compare_digest(made.generate_otp(step), code)
    ]
    return max(matching, default=None)


def _random_code() -> str:
    return "".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(RECOVERY_LENGTH))
