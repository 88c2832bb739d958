"""Carrying out what a form asks: one transaction, and once only for what creates."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import TYPE_CHECKING, TypeVar

from flask import request

from core.domain.errors import InvalidError
from core.domain.replies import Reply
from core.edge.platform import moment, platform, scope

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.domain.foreseen import Foreseen
    from core.services.ports.work import Repositories

Result = TypeVar("Result")
LONGEST_KEY = 100


def write(act: Callable[[Repositories], Result], foreseen: Foreseen | None = None) -> Result:
    """Run *act* in a transaction; it may run more than once. Returns once that is durable.

    With *foreseen* it is committed in company (``ports.work.Store.write``).
    """
    return platform().store.write(scope(), act, foreseen)


def new_key() -> str:
    """Return a key for one form that creates."""
    return secrets.token_urlsafe(18)


def once(
    key: str, act: Callable[[Repositories], str], foreseen: Foreseen | None = None
) -> tuple[str, bool]:
    """Run *act* unless a form with *key* was carried out before; *foreseen* as in ``write``.

    Returns its result, and whether this was the first time. Raises InvalidError:
    ``idempotency_key_reused`` for a key of another address, ``form_key_missing`` without one.
    """
    if not key or len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        raise InvalidError("form_key_missing")
    belongs = hashlib.sha256(f"page\n{request.path}".encode()).hexdigest()

    def act_once(work: Repositories) -> tuple[str, bool]:
        kept = work.replies.find(f"page:{key}")
        if kept is not None:
            if kept.fingerprint != belongs:
                raise InvalidError("idempotency_key_reused")
            return str(json.loads(kept.body)), False
        done = act(work)
        work.replies.keep(
            Reply(
                key=f"page:{key}",
                fingerprint=belongs,
                status=303,
                body=json.dumps(done),
                etag=None,
                kept_at=moment().now,
            )
        )
        return done, True

    return platform().store.write(scope(), act_once, foreseen)
