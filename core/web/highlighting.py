"""Showing what a search found: the words typed without marks, in the text that has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.domain.text import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

TOKEN = re.compile(r"\w+|\W+")

Piece = tuple[str, bool]
"""A piece of text, and whether it was looked for."""


def pieces(text: str, words: Sequence[str]) -> list[Piece]:
    """Return *text* in pieces; found are whole *words* (folded), and what the last begins.

    Joined, the pieces are *text* again, letter for letter.
    """
    found: list[Piece] = []
    for token in TOKEN.findall(text):
        for part, hit in _split(token, words):
            if found and found[-1][1] == hit:
                found[-1] = (found[-1][0] + part, hit)
            elif part:
                found.append((part, hit))
    return found


def _split(token: str, words: Sequence[str]) -> list[Piece]:
    plain = folded(token)
    if not words or not plain:
        return [(token, False)]
    if plain in words:
        return [(token, True)]
    beginning = words[-1]
    if not plain.startswith(beginning):
        return [(token, False)]
    if len(plain) != len(token):  # letters that fold to none or several: mark the whole word
        return [(token, True)]
    return [(token[: len(beginning)], True), (token[len(beginning) :], False)]
