"""Verdicts as panels: what was found, why, and by which sentence of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.quota_fit import misfit, serves
from core.domain.verdicts import Outcome
from core.edge.platform import platform
from core.edge.wording import missing_sentence
from core.web.naming import in_a_sentence, organization_name, theme_name
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.domain.quota_fit import Misfit
    from core.domain.quotas import Quota, Source, Trait
    from core.domain.tenants import Tenant
    from core.domain.verdicts import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVerdict:
    """One panel; ``mark`` is met, short, unknown or expected; ``short`` fits on a chip."""

    code: str
    label: str
    mark: str
    title: str
    why: str
    short: str
    source: Source
    counts: bool


def shown_verdicts(
    verdicts: Iterable[Verdict], tenant: Tenant, *, trait: Trait | None = None, active: bool = True
) -> list[ShownVerdict]:
    """Return the panels, those that count an item of *trait* first.

    *active* false: the organization's plugin is switched off there or quarantined, which is why
    its verdicts are unknown.
    """
    shown = [_shown(one, tenant, trait, active=active) for one in verdicts]
    return sorted(shown, key=lambda one: not one.counts)


def misfit_text(wanting: Misfit, trait: Trait) -> str:
    """Say by what an item of *trait* fails to count, in the plan's own words."""
    if wanting.wording:
        asked = " / ".join(sorted(t(f"wording.{word}") for word in wanting.wording))
        return t("verdict_panel.wrong_stage", stage=t(f"stage.{trait.stage}").lower(), asked=asked)
    if wanting.kinds:
        asked = " / ".join(sorted(t(f"kind.{kind}").lower() for kind in wanting.kinds))
        return t("verdict_panel.wrong_kind", kind=t(f"kind.{trait.kind}").lower(), asked=asked)
    themes = ", ".join(sorted(theme_name(theme) for theme in wanting.themes))
    return t("verdict_panel.wrong_theme", themes=themes)


def _shown(verdict: Verdict, tenant: Tenant, trait: Trait | None, *, active: bool) -> ShownVerdict:
    numbers = {"have": verdict.have, "need": verdict.need or 0}
    counted = serves(verdict.quota, trait)
    why = [t("verdict_panel.counted_in")] if counted else _why_not(verdict.quota, trait)
    match verdict.outcome:
        case Outcome.MET:
            title, short = t("verdict_panel.met"), t("verdict_panel.met_short", **numbers)
            why.append(t("verdict_panel.met_why", label=verdict.quota.label, **numbers))
        case Outcome.SHORT:
            title = (missing_sentence(verdict.lack) or "").rstrip(".")
            short = t("verdict_panel.short_short", n=numbers["need"] - verdict.have)
            why.append(t("verdict_panel.short_why", **numbers))
        case Outcome.EXPECTED:
            title, short = t("verdict_panel.expected"), t("verdict_panel.expected_short")
            who = organization_name(verdict.quota.organization)
            why.append(
                t("verdict_panel.expected_why", label=verdict.quota.label, who=who, n=verdict.have)
            )
        case Outcome.UNKNOWN:
            title, short = t("verdict_panel.unknown"), t("verdict_panel.unknown_short")
            why = [t("verdict_panel.unknown_label", label=verdict.quota.label)]
            why.append(_unknown(verdict.quota, tenant, active=active))
    return ShownVerdict(
        code=verdict.quota.code, label=verdict.quota.label, mark=verdict.outcome.value,
        title=title, why=" ".join(why), short=short, source=verdict.quota.source, counts=counted,
    )  # fmt: skip


def _why_not(quota: Quota, trait: Trait | None) -> list[str]:
    """Return why an item of a type the quota is about does not count, nothing for others."""
    of_type = platform().catalogue.movement_types.get(trait.movement_type) if trait else None
    if trait is None or of_type is None or trait.organization not in quota.owners:
        return []
    wanting = misfit(quota, trait, of_type)
    return [t("verdict_panel.not_counted"), misfit_text(wanting, trait)] if wanting else []


def _unknown(quota: Quota, tenant: Tenant, *, active: bool) -> str:
    if not active or not platform().catalogue.is_active(quota.organization):
        return t("verdict_panel.unknown_plugin", who=organization_name(quota.organization))
    return t("verdict_panel.unknown_fact", place=in_a_sentence(tenant))
