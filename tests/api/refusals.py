"""What every refusal must be: one shape, a stable reason, a Vietnamese sentence, nothing inside."""

from __future__ import annotations

import re
from typing import Any

from core.translation import has

INSIDE = re.compile(r"Traceback|File \"|\bpymongo\b|\bmarshmallow\b|<!doctype", re.IGNORECASE)
"""What betrays how the program is made."""

CODE = re.compile(r"[a-z][a-z0-9_]*")
UNFILLED = re.compile(r"(^|[^\"“«\w])…")
"""A parameter of a sentence that nobody gave."""


def refuse_other_shapes(status: int, body: Any, text: str) -> None:
    """Fail unless *body* refuses as api.md, «Conventions», says."""
    assert not INSIDE.search(text), text[:500]
    assert isinstance(body, dict), text[:500]
    assert body["code"] == status, body
    assert CODE.fullmatch(body["reason"]), body
    assert has(f"error.{body['reason']}"), f"no sentence for {body['reason']}"
    _refuse_unworded(body["message"])
    for problem in body.get("problems", ()):
        assert has(f"problem.{problem['reason']}") or " " in problem["message"], problem
        _refuse_unworded(problem["message"])


def _refuse_unworded(message: str) -> None:
    assert " " in message, message
    assert not UNFILLED.search(message), message
