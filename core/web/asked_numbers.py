"""Whole numbers of an address or a form: a page of a list, the version a form was made from."""

from __future__ import annotations

from flask import request

LAST_PAGE = 99_999
LONGEST_VERSION = 9


def asked_page() -> int:
    """Return the page of a list that the address asks for, from 1; nonsense asks for the first."""
    number = _whole(request.values.get("trang", ""), longest=len(str(LAST_PAGE)))
    return max(1, number or 1)


def sent_version() -> int | None:
    """Return the version that the form was made from, None where it says none."""
    return _whole(request.form.get("version", ""), longest=LONGEST_VERSION)


def _whole(text: str, *, longest: int) -> int | None:
    plain = text.isascii() and text.isdigit() and len(text) <= longest
    return int(text) if plain else None
