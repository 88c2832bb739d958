"""What a quota counts, in words: how many of what, in which forms, by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.movements import Kind, Stage
from core.domain.quotas import COUNTED_STAGES, AllOf, AnyOf, Expected, Wording
from core.web.formats import two_digits
from core.web.naming import movement_type_name, organization_name, theme_name
from core.web.rendering import t

if TYPE_CHECKING:
    from core.domain.quotas import AtLeast, Filter, Quota


def demands(quota: Quota) -> list[str]:
    """Return each clause as a line: «01 mô hình … (mô hình; duy trì, nhân rộng)»."""
    clause = quota.clause
    if isinstance(clause, (AnyOf, AllOf)):
        lines = [_demand(one) for one in clause.clauses]
        joined = t("plan.any_of" if isinstance(clause, AnyOf) else "plan.all_of")
        return [joined, *lines]
    return [_demand(clause)]


def owners(quota: Quota) -> str:
    """Return whose items count where it is not one organization's alone; "" if it is."""
    if not quota.shared_with:
        return ""
    return ", ".join(organization_name(code) for code in sorted(quota.owners))


def _demand(clause: AtLeast | Expected) -> str:
    counted = _counted(clause.filter)
    if isinstance(clause, Expected):
        return t("plan.demand_expected", label=clause.label, counted=counted)
    return t("plan.demand", n=two_digits(clause.n), label=clause.label, counted=counted)


def _counted(wanted: Filter) -> str:
    """Return what may count: kinds, stages by the plan's verb, themes, types."""
    kinds = [t(f"kind.{kind.value}").lower() for kind in Kind if kind in wanted.kinds]
    stages = {stage for wording in wanted.wording for stage in COUNTED_STAGES[wording]}
    parts = [", ".join(kinds)] if kinds else []
    if wanted.wording != frozenset(Wording) or len(stages) < len(Stage):
        parts.append(", ".join(t(f"stage.{s.value}").lower() for s in Stage if s in stages))
    if wanted.themes:
        themes = ", ".join(sorted(theme_name(code).lower() for code in wanted.themes))
        parts.append(t("plan.with_themes", themes=themes))
    if wanted.movement_types:
        names = t("plan.or").join(sorted(map(movement_type_name, wanted.movement_types)))
        parts.append(t("plan.of_types", types=names))
    return "; ".join(parts)
