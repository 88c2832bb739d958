"""The rows of an overview: how each unit below, or each organization of a commune, stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from core.domain.figures import Figures
from core.domain.movements import CONTENTS
from core.domain.report_tallies import ReportCounts
from core.domain.tenants import Level
from core.domain.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from core.domain.coverage import Cell, Coverage
    from core.domain.tenants import Tenant
    from core.services.consolidating import Consolidation
    from core.services.overview_reports import ReportBoard
    from core.services.quota_standing import QuotaRow

WORST_FIRST = (Outcome.SHORT, Outcome.UNKNOWN, Outcome.MET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of some units, or quotas, have met what is asked.

    ``short`` lack something; ``unknown`` lack nothing as far as is known, but not all is known.
    """

    met: int = 0
    short: int = 0
    unknown: int = 0

    @property
    def whole(self) -> int:
        return self.met + self.short + self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One unit by its id, or one organization of a commune by its code.

    ``communes`` are those of the unit, ``begun`` those of them where anything stands registered;
    ``quotas`` counts communes that meet all their quotas, for a commune or an organization its
    quotas; ``covered`` says in how many communes each content has an item, ``items`` how many.
    """

    key: str
    figures: Figures = field(default_factory=Figures)
    communes: int = 0
    begun: int = 0
    quotas: Share = field(default_factory=Share)
    covered: Mapping[int, int] = field(default_factory=dict)
    items: Mapping[int, int] = field(default_factory=dict)
    reports: ReportCounts = field(default_factory=ReportCounts)

    @property
    def cells(self) -> int:
        """Return how many commune × content have an item."""
        return sum(self.covered.values())

    @property
    def all_cells(self) -> int:
        return self.communes * len(CONTENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What rows are made of; ``units`` are the tenants of quotas and coverage, by id."""

    found: Consolidation
    quotas: Sequence[QuotaRow]
    coverage: Coverage
    reports: ReportBoard
    units: Mapping[str, Tenant]


def rows_of_children(
    parts: Parts,
    children: Sequence[str],
    *,
    child_of: Callable[[str], str],
    report_child_of: Callable[[str], str],
) -> list[Row]:
    """Return a row for each of *children*; *child_of* tells under which a tenant lies, by ids.

    The reports' tree may be of another day, so that it has a *report_child_of* of its own.
    """
    communes = [unit.id for unit in parts.units.values() if unit.level is Level.COMMUNE]
    number = Counter(map(child_of, communes))
    begun = Counter(map(child_of, {cell.tenant for cell in parts.coverage.cells}))
    covered = _covered(parts.coverage, lambda cell: child_of(cell.tenant))
    items = _items(parts.coverage, lambda cell: child_of(cell.tenant))
    shares: defaultdict[str, list[Outcome]] = defaultdict(list)
    for tenant, outcome in standings(parts.quotas, communes).items():
        shares[child_of(tenant)].append(outcome)
    for tenant in set(communes).intersection(children):
        shares[tenant] = outcomes_in(tenant, parts.quotas)
    reports = parts.reports.by(lambda body: report_child_of(body.tenant))
    return [
        Row(
            key=key,
            figures=parts.found.by_tenant.get(key, Figures()),
            communes=number[key],
            begun=begun[key],
            quotas=share(shares[key]),
            covered=covered[key],
            items=items[key],
            reports=reports.get(key, ReportCounts()),
        )
        for key in children
    ]


def rows_of_organizations(parts: Parts, organizations: Sequence[str], *, commune: str) -> list[Row]:
    """Return a row for each of *organizations* of one commune."""
    covered = _covered(parts.coverage, lambda cell: cell.organization)
    items = _items(parts.coverage, lambda cell: cell.organization)
    reports = parts.reports.by(lambda body: body.organization)
    return [
        Row(
            key=key,
            figures=parts.found.by_organization.get(key, Figures()),
            communes=1,
            begun=int(bool(covered[key])),
            quotas=share(
                outcomes_in(commune, [row for row in parts.quotas if row.quota.organization == key])
            ),
            covered=covered[key],
            items=items[key],
            reports=reports.get(key, ReportCounts()),
        )
        for key in organizations
    ]


def row_of_all(key: str, parts: Parts, quotas: Share) -> Row:
    """Return the row all others add up to."""
    communes = sum(unit.level is Level.COMMUNE for unit in parts.units.values())
    return Row(
        key=key,
        figures=parts.found.totals,
        communes=communes,
        begun=len({cell.tenant for cell in parts.coverage.cells}),
        quotas=quotas,
        covered=_covered(parts.coverage, lambda _: key)[key],
        items=_items(parts.coverage, lambda _: key)[key],
        reports=parts.reports.total,
    )


def standings(rows: Iterable[QuotaRow], tenants: Iterable[str]) -> dict[str, Outcome]:
    """Return how each of *tenants* stands to all quotas with a number that apply to it, together.

    One that lacks anything is short, else one of which anything is unknown is unknown (ux.md §1,
    rule 4). Whom no such quota concerns is left out.
    """
    given = list(rows)
    found = {}
    for tenant in tenants:
        worst = worst_of(outcomes_in(tenant, given))
        if worst is not None:
            found[tenant] = worst
    return found


def worst_of(outcomes: Iterable[Outcome]) -> Outcome | None:
    """Return how a unit stands to quotas together; None where none has a number for it."""
    seen = set(outcomes)
    return next((outcome for outcome in WORST_FIRST if outcome in seen), None)


def outcomes_in(tenant: str, rows: Iterable[QuotaRow]) -> list[Outcome]:
    """Return the outcome of each of *rows* that applies in *tenant*."""
    verdicts = (row.verdicts.get(tenant) for row in rows)
    return [verdict.outcome for verdict in verdicts if verdict is not None]


def share(outcomes: Iterable[Outcome]) -> Share:
    """Count *outcomes*; «expected» ones state no number, so they are none of them."""
    number = Counter(outcomes)
    return Share(
        met=number[Outcome.MET], short=number[Outcome.SHORT], unknown=number[Outcome.UNKNOWN]
    )


def _covered(coverage: Coverage, group: Callable[[Cell], str]) -> defaultdict[str, Counter[int]]:
    """Return, by group, in how many communes each content has an item."""
    cells = {(group(cell), cell.tenant, cell.content) for cell in coverage.cells}
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for key, _tenant, content in cells:
        found[key][content] += 1
    return found


def _items(coverage: Coverage, group: Callable[[Cell], str]) -> defaultdict[str, Counter[int]]:
    """Return, by group, how many items of communes each content has."""
    found: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for cell in coverage.cells:
        found[group(cell)][cell.content] += cell.registered
    return found
