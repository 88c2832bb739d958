"""Refusals as one message on the terminal."""

from __future__ import annotations

from core.domain.errors import DomainError
from core.translation import translate


def explained(error: Exception) -> str:
    """Return what went wrong and, field by field, why; in Vietnamese."""
    if not isinstance(error, DomainError):
        return str(error)
    lines = [translate(f"error.{error.reason}", **error.params)]
    lines += [
        f"- {p.field}: {p.text or translate(f'problem.{p.code}', **p.params)}"
        for p in error.problems
    ]
    return "\n".join(lines)
