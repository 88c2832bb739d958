"""Lets the one form that carries a file be larger than all others, for who is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from core.domain.evidence import LARGEST_FILE
from core.web import sessions

if TYPE_CHECKING:
    from flask import Flask

LARGER = frozenset({"web_evidence_sending.send", "web_inspections.add_file"})
LARGEST_FORM = LARGEST_FILE + 64 * 1024


def register_larger_forms(app: Flask) -> None:
    app.before_request(_allow)


def _allow() -> None:
    if request.method == "POST" and request.endpoint in LARGER and sessions.current_session():
        request.max_content_length = LARGEST_FORM
