"""Text as it is stored (NFC, tidy) and as it is compared (folded)."""

from __future__ import annotations

import re
import unicodedata

# Controls that are no white space, soft hyphen, zero-width marks, lone surrogates.
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ud800-\udfff]"
)
_TONES_AND_HATS = re.compile(r"[\u0300-\u036f]")
_NO_WORD = re.compile(r"[^0-9a-z]+")
_WITHOUT_DECOMPOSITION = str.maketrans({"đ": "d", "ð": "d"})


def normalized(text: str) -> str:
    """Return ``text`` as one tidy line: NFC, trimmed, every run of white space a single space.

    Control characters, lone surrogates and zero-width marks are dropped: nobody sees them, and
    they make equal names unequal (domain.md §6.10).
    """
    return " ".join(unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).split())


def normalized_lines(text: str) -> str:
    """Return ``text`` like :func:`normalized`, with its line breaks kept (for notes).

    Blank lines at either end are dropped, several in a row become one.
    """
    lines: list[str] = []
    for line in map(normalized, text.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip("\n")


def folded(text: str) -> str:
    """Return ``text`` for comparison: lower case, no diacritics, đ as d, punctuation as space.

    Both placements of a tone (Hoà, Hòa), every apostrophe and dash, and NFC and NFD fold alike.
    """
    spread = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).casefold()
    spread = unicodedata.normalize("NFKD", spread).translate(_WITHOUT_DECOMPOSITION)
    spread = _TONES_AND_HATS.sub("", spread)
    if spread.isascii():
        return _NO_WORD.sub(" ", spread).strip()
    letters = (mark for mark in spread if unicodedata.category(mark)[0] != "M")
    return " ".join("".join(mark if mark.isalnum() else " " for mark in letters).split())
