"""Joining what was typed with what another has stored meanwhile, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.web.registration_form.stated import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.web.registration_form.stated import Values

MINE, THEIRS, BOTH = "cua-toi", "cua-ho", "ca-hai"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that both have changed, differently."""

    field: str
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """``taken`` are the fields that only the other had changed."""

    values: Values
    conflicts: tuple[Conflict, ...] = ()
    taken: tuple[str, ...] = ()


def merged(
    mine: Values, theirs: Values, base: Mapping[str, str], choices: Mapping[str, str]
) -> Merged:
    """Join two versions; *base* holds the digests of what the form was made from.

    What only one side changed is that side's; without a digest nobody knows which, so both count
    as changed. *choices* settle conflicts by field: mine, theirs or, of texts, both.
    """
    values = dict(theirs)
    conflicts, taken = [], []
    for name in theirs:
        own, other = mine[name], theirs[name]
        if own == other:
            continue
        if base.get(name) == digest(own):
            taken.append(name)
        elif base.get(name) == digest(other) or choices.get(name) == MINE:
            values[name] = own
        elif choices.get(name) == BOTH and isinstance(own, str) and isinstance(other, str):
            values[name] = f"{other}\n{own}"
        elif choices.get(name) != THEIRS:
            conflicts.append(Conflict(name, own, other))
    return Merged(values, tuple(conflicts), tuple(taken))
