"""Codes: a plugin's own begin with its name, and no two things of a sort share one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PLAIN = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
"""An unaccented word or several, as in ``ba_sach``."""


def own_code_faults(name: str, code: str, what: str) -> Iterator[str]:
    """Yield a fault unless *code* is ``<name>.<plain word>``."""
    prefix, _, rest = code.partition(".")
    if prefix != name or not PLAIN.fullmatch(rest):
        yield f"{what} {code!r}: a code of this plugin is «{name}.» and a plain word (a-z, 0-9, _)"


def repetition_faults(items: Iterable[Any], what: str) -> Iterator[str]:
    """Yield each code that two of *items* share."""
    for code, times in Counter(item.code for item in items).items():
        if times > 1:
            yield f"{what} {code!r} is declared {times} times"


def blank_faults(what: str, **texts: str) -> Iterator[str]:
    """Yield which of the named *texts* says nothing."""
    for label, text in texts.items():
        if not text.strip():
            yield f"{what}: {label} is empty"
