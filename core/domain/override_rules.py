"""What a local override of a quota must be before it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from core.domain.quota_rules import Override
    from core.domain.quotas import Quota
    from core.domain.tenants import Level

GREATEST_NUMBER = 1000


def problems_with_override(
    override: Override, *, quotas: Mapping[str, Quota], level: Level
) -> Iterator[Problem]:
    """Yield what is wrong with *override* for a tenant of *level*; *quotas* are by code."""
    quota = quotas.get(override.quota)
    if quota is None:
        yield Problem("quota", "unknown_quota", {"quota": override.quota[:80]})
    elif quota.level.depth < level.depth:
        yield Problem("quota", "quota_of_higher_level", {"level": quota.level.value})
    if override.at_least is None and override.renewed_yearly is None:
        yield Problem("at_least", "required")
    elif override.at_least is not None and not 0 <= override.at_least <= GREATEST_NUMBER:
        yield Problem("at_least", "out_of_range", {"least": 0, "most": GREATEST_NUMBER})
    if not override.document:
        yield Problem("document", "required")
    if override.valid_to is not None and override.valid_to < override.valid_from:
        yield Problem("to", "ends_before_start", {"starts_on": override.valid_from})
