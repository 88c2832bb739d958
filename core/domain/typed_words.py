"""Words around a typed amount: spelt with or without diacritics, and how exact it is."""

from __future__ import annotations

import re
import unicodedata

from core.domain.text import normalized

_ABOUT = {
    "trên dưới": "khoảng", "ước tính": "ước", "ước chừng": "ước", "ước đạt": "ước",
    "khoảng": "khoảng", "tầm": "khoảng", "chừng": "khoảng", "~": "khoảng",
    "trên": "trên", "dưới": "dưới", "gần": "gần", "hơn": "hơn", "ước": "ước",
}  # fmt: skip
"""What is typed → what is kept (``registration_rules.ABOUT``); longer ones first."""

_MARKS = re.compile(r"[\u0300-\u036f]")


def plain(text: str) -> str:
    """Return *text* tidy, in small letters and without diacritics; digits and signs stay."""
    spread = unicodedata.normalize("NFD", normalized(text).lower())
    return _MARKS.sub("", spread).replace("đ", "d")


def without_about(text: str) -> tuple[str | None, str]:
    """Split «khoảng 700 m» into how exact it is (None: exact) and the rest, tidied.

    Written without diacritics the words count as well («khoang»); they stand in front.
    """
    tidy = normalized(text)
    for typed, kept in _ABOUT.items():
        for spelling in (typed, plain(typed)):
            end = len(spelling)
            apart = not spelling[-1].isalpha() or not tidy[end : end + 1].isalpha()
            if tidy[:end].lower() == spelling and apart:
                return kept, tidy[end:].strip()
    return None, tidy
