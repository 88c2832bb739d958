"""Where every chain of the audit stood at one moment, sealed, to be kept away from the database."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

PURPOSE = b"chungsuc audit heads\n"
"""Joined to what is sealed, so that no other seal under the same key fits."""


class HeadsUnsealedError(ValueError):
    """The text is no export of this program's, or not as it was sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditHeads:
    """The last sequence and hash of each chain, ``at`` real time (UTC)."""

    at: datetime
    chains: Mapping[str, tuple[int, str]]


def sealed(heads: AuditHeads, *, key: bytes) -> str:
    """Return *heads* as JSON with an HMAC-SHA256 of all of it."""
    told = {
        "at": heads.at.isoformat(),
        "chains": {
            name: {"sequence": sequence, "hash": link}
            for name, (sequence, link) in sorted(heads.chains.items())
        },
    }
    return json.dumps(told | {"seal": _seal(told, key)}, indent=1) + "\n"


def unsealed(text: str, *, key: bytes) -> AuditHeads:
    """Return what was exported; raises HeadsUnsealedError where it is not as it was sealed."""
    try:
        told: dict[str, Any] = json.loads(text)
        seal = str(told.pop("seal"))
        if not hmac.compare_digest(seal.encode(), _seal(told, key).encode()):
            raise HeadsUnsealedError
        chains = {name: (end["sequence"], end["hash"]) for name, end in told["chains"].items()}
        return AuditHeads(at=datetime.fromisoformat(told["at"]), chains=chains)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError):
        raise HeadsUnsealedError from None


def _seal(told: Mapping[str, Any], key: bytes) -> str:
    text = json.dumps(told, sort_keys=True, separators=(",", ":"))
    return hmac.new(key, PURPOSE + text.encode(), hashlib.sha256).hexdigest()
