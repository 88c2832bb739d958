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
_MARKS_IN_A_ROW = 30
_ONE_LINE = 1_000
_WITHOUT_DECOMPOSITION = str.maketrans({"đ": "d", "ð": "d"})


def composed(text: str) -> str:
    """Return ``text`` in NFC; of marks in a row it keeps thirty, more than any writing needs.

    Putting marks in their order takes the square of their number, minutes for a body full of them
    (Unicode Standard Annex #15, Stream-Safe Text Format).
    """
    return unicodedata.normalize("NFC", _stream_safe(text))


def _stream_safe(text: str) -> str:
    if len(text) <= _ONE_LINE or text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for letter in text:
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= _MARKS_IN_A_ROW:
            kept.append(letter)
    return "".join(kept)


def normalized(text: str) -> str:
    """Return ``text`` as one tidy line: NFC, trimmed, every run of white space a single space.

    Control characters, lone surrogates and zero-width marks are dropped: nobody sees them, and
    they make equal names unequal (domain.md §6.10).
    """
    return " ".join(composed(_INVISIBLE.sub("", text)).split())


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
    spread = unicodedata.normalize("NFKD", _stream_safe(_INVISIBLE.sub("", text))).casefold()
    spread = unicodedata.normalize("NFKD", spread).translate(_WITHOUT_DECOMPOSITION)
    spread = _TONES_AND_HATS.sub("", spread)
    if spread.isascii():
        return _NO_WORD.sub(" ", spread).strip()
    letters = (mark for mark in spread if unicodedata.category(mark)[0] != "M")
    return " ".join("".join(mark if mark.isalnum() else " " for mark in letters).split())
