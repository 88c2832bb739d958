"""What follows from taking a registration out of what counts, in numbers, before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from core.domain.verdicts import Outcome
from core.edge.platform import platform
from core.edge.wording import missing_sentence
from core.services.judging import verdicts_in
from core.web.hats import acting
from core.web.naming import organization_name

if TYPE_CHECKING:
    from core.domain.registrations import Registration
    from core.domain.verdicts import Verdict
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortened:
    """A quota that will no longer be met, or be missed by more: whose, and what will be missing."""

    organization: str
    missing: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequences:
    """``shortened`` quotas, and how many reported results will no longer count."""

    shortened: tuple[Shortened, ...]
    results: int


def consequences(registration: Registration, work: Repositories) -> Consequences:
    """Return what the organization's quotas will lack once *registration* counts no more."""
    trait = registration.trait()
    if not registration.counted or trait is None:
        return Consequences(shortened=(), results=0)
    judge = partial(
        verdicts_in,
        work,
        work.tenants.get(registration.tenant),
        organization=registration.organization,
        year=registration.year,
        today=acting().today,
        catalogue=platform().catalogue,
    )
    now, then = judge(), judge(without=trait)
    before = {verdict.quota.code: verdict for verdict in now}
    return Consequences(
        shortened=tuple(
            _shortened(verdict)
            for verdict in then
            if verdict.outcome is Outcome.SHORT and verdict.have < before[verdict.quota.code].have
        ),
        results=len(registration.results),
    )


def _shortened(verdict: Verdict) -> Shortened:
    sentence = missing_sentence(verdict.lack) or ""
    return Shortened(
        organization=organization_name(verdict.quota.organization),
        missing=(sentence[:1].lower() + sentence[1:]).rstrip("."),
        label=verdict.quota.label,
    )
