"""The random secrets that let someone in: made here, kept only as their SHA-256."""

from __future__ import annotations

import hashlib
import secrets

from core.domain.people import Door

SIGN_IN = "cs_"
SESSION = "csw_"
HALLWAY = "csh_"
INVITATION = "csi_"


PREFIXES = {Door.API: SIGN_IN, Door.PAGES: SESSION, Door.HALLWAY: HALLWAY}
"""The prefix is part of what is hashed, so a secret opens only the door it was made for."""


def new_secret(prefix: str) -> str:
    """Return *prefix* and 256 random bits; the prefix lets a leaked one be recognised."""
    return prefix + secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """Return the SHA-256 (hex) a secret is found by; it has no words to guess, so no salt."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
