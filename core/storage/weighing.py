"""About how many bytes a value takes in memory, with all that it alone is made of."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING

from core.domain.quotas import Quota
from core.domain.tenants import Tenant

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = (Enum, Quota, Tenant, type, type(None), bool)
"""Of these there is one, which others hold as well."""


def weight_of(value: object) -> int:
    """Return the bytes of *value*; what stands in it twice is weighed once."""
    seen: set[int] = set()
    waiting = [value]
    total = 0
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, SHARED):
            continue
        seen.add(id(one))
        total += sys.getsizeof(one)
        waiting.extend(_parts(one))
    return total


def _parts(value: object) -> Iterator[object]:
    if isinstance(value, Mapping):
        yield from value.keys()
        yield from value.values()
    elif isinstance(value, (tuple, list, set, frozenset)):
        yield from value
    elif is_dataclass(value):
        yield from (getattr(value, each.name) for each in fields(value))
