"""The second factor: what is kept of it, who must have one, and how a code is read as typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from core.domain.tenants import Tenant

SETTING = "second_factor"
REQUIRED = "required"
"""The one value of the tenant setting; it holds for everything below, which cannot lift it."""

STEP_SECONDS = 30
"""How long a code is shown (RFC 6238, section 5.2)."""

TOLERATED_STEPS = 1
"""So many codes before and after the present one are taken, for clocks that go wrong."""

RECOVERY_CODES = 10
RECOVERY_LENGTH = 12
RECOVERY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without what is easily misread on paper: i, l, o, 0 and 1."""

_BETWEEN = re.compile(r"[\s\-–.]+")
_ONE_TIME = re.compile(r"[0-9]{6}")
_RECOVERY = re.compile(rf"[{RECOVERY_ALPHABET}]{{{RECOVERY_LENGTH}}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactor:
    """A user's second factor; ``sealed`` is the seed as only the program can read it.

    ``last_step`` is the time step of the code that was used last: it and all before it are spent.
    ``recovery`` are the fingerprints of the recovery codes that are left.
    """

    sealed: str = field(repr=False)
    last_step: int
    recovery: tuple[str, ...] = field(default=(), repr=False)
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a good code uses up: all time steps up to ``step``, or one ``recovery`` code.

    ``sealed`` is the seed it was proven against; with another one it is worth nothing.
    """

    sealed: str = field(repr=False)
    step: int | None = None
    recovery: str | None = field(default=None, repr=False)


def is_demanded(tenants: Iterable[Tenant]) -> bool:
    """Tell whether one of *tenants*, which are those assigned to and all above, asks for it."""
    return any(tenant.settings.get(SETTING) == REQUIRED for tenant in tenants)


def lying_in(path: str) -> tuple[str, ...]:
    """Return the ids of the tenants on *path*, the country first."""
    return tuple(path.split("/")[:-1])


def one_time_code(typed: str) -> str | None:
    """Return the six digits that were typed, with or without spaces; None if it is none."""
    found = _ONE_TIME.fullmatch(_BETWEEN.sub("", typed))
    return found[0] if found else None


def recovery_code(typed: str) -> str | None:
    """Return the recovery code that was typed, in its one form; None if it is none."""
    found = _RECOVERY.fullmatch(_BETWEEN.sub("", typed).lower())
    return found[0] if found else None


def shown(code: str) -> str:
    """Return a recovery code as it is written down: ``k7mq-9x2p-tw4h``."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def step_at(moment: datetime) -> int:
    """Return the number of the time step, counted from 1970 (RFC 6238, section 4.2)."""
    return int(moment.timestamp()) // STEP_SECONDS


def steps_taken(moment: datetime, *, after: int) -> Iterator[int]:
    """Yield the time steps whose codes are good at *moment*; those up to *after* are spent."""
    now = step_at(moment)
    for step in range(now - TOLERATED_STEPS, now + TOLERATED_STEPS + 1):
        if step > after:
            yield step
