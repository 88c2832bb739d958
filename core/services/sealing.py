"""Boxes that only this program opens: each purpose has a key of its own, derived from the secret.

Text sealed for one purpose cannot be used for another (HKDF, RFC 5869).
"""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derived_key(secret_key: str, purpose: str) -> bytes:
    """Return 32 bytes that follow from the secret key, and tell nothing of it."""
    info = f"chungsuc: {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret_key.encode())


def box(secret_key: str, purpose: str) -> Fernet:
    """Return what encrypts and authenticates for *purpose*."""
    return Fernet(urlsafe_b64encode(derived_key(secret_key, purpose)))
