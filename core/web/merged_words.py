"""What became of items that count no more: done jointly with another, or the same twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.overlap_cases import Verdict
from core.web.naming import organization_name
from core.web.rendering import t
from core.web.seen_items import as_seen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories


def merged_words(items: Iterable[Registration], work: Repositories) -> dict[str, str]:
    """Return by id what to call those of *items* that another counts for.

    The case says it; who is not told of that one is told as much as the item that counts shows.
    """
    merged = {each.id: each for each in items if each.same_as}
    if not merged:
        return {}
    told = _by_cases(merged, work)
    untold = {name: each for name, each in merged.items() if name not in told}
    return told | _by_partners(untold, work) if untold else told


def verdict_words(verdict: str, own: str, leading: str) -> str:
    """Return «Làm chung với Hội Phụ nữ» for an item of *own* that is counted at *leading*."""
    another = own != leading
    if verdict == Verdict.JOINT:
        word = "web_status.joint" if another else "web_status.joint_own"
    else:
        word = "web_status.duplicate" if another else "web_status.duplicate_own"
    return t(word, who=organization_name(leading))


def _by_cases(merged: dict[str, Registration], work: Repositories) -> dict[str, str]:
    pairs = (sorted((each.id, each.same_as or "")) for each in merged.values())
    told = {}
    for case in work.overlaps.among(["-".join(pair) for pair in pairs]):
        if case.merged in merged and case.settlement:
            whose = dict(zip(case.registrations, case.organizations, strict=True))
            leading = whose[case.settlement.counts or case.merged]
            told[case.merged] = verdict_words(case.status, whose[case.merged], leading)
    return told


def _by_partners(merged: dict[str, Registration], work: Repositories) -> dict[str, str]:
    leading = work.registrations.many({each.same_as for each in merged.values() if each.same_as})
    seen = {name: as_seen(each, work) for name, each in leading.items()}
    told = {}
    for each in merged.values():
        counts = seen.get(each.same_as or "")
        if counts and each.organization in counts.partner_organizations:
            told[each.id] = verdict_words(Verdict.JOINT, each.organization, counts.organization)
    return told
