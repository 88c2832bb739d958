"""What has changed below a frozen report since it was signed off: «số liệu thay đổi sau khi chốt».

Nothing forbids such changes — a result is corrected, an overlap settled — and nothing of them
reaches the signed figures but by an amendment.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from core.domain.audit import Touch
from core.domain.edition_faults import declared_in
from core.domain.editions import CHANGES, ITEMS, rows_in
from core.domain.item_rows import added_up, difference
from core.domain.reports import Body
from core.domain.results import awaits_confirmation
from core.services.edition_figures import figures_told, items_with_rows
from core.services.report_children import children_of, has_reported

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from core.domain.editions import Edition
    from core.domain.figures import Figures
    from core.domain.item_rows import Row
    from core.domain.movements import Measure
    from core.domain.reports import Report
    from core.services.ports.work import Repositories


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """What the last edition says and what stands now.

    ``rows`` are all items as they stand, by the ``measures`` that are declared now or were when
    the edition was signed. ``changes`` are ``{"id", "was", "is"}``
    (``core.domain.item_rows.difference``), ``totals`` by name what was and is, ``arrived`` the
    bodies recorded as missing that have reported since. ``unconfirmed`` are those changed items
    whose result the Front has not confirmed: they count all the same.
    """

    edition: Edition
    measures: Mapping[str, Measure]
    rows: Sequence[Row] = ()
    changes: Sequence[Row] = ()
    totals: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    arrived: Sequence[Body] = ()
    unconfirmed: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        return bool(self.changes or self.arrived)


def drift_of(
    work: Repositories, report: Report, *, measures: Mapping[str, Measure], today: date
) -> Drift:
    """Return what has changed since the last edition of *report*; raises NotFoundError: none.

    A measure that is not in *measures*, for its plugin is away, adds up as when it was signed.
    """
    edition = work.editions.get(report.id, -1 if report.edition is None else report.edition)
    known = {**declared_in(edition.content), **measures}
    was = {row["id"]: row for row in rows_in(work.editions.shelves(edition, ITEMS))}
    tenant = work.tenants.get(report.tenant)
    now, waiting = {}, set()
    for item, row in items_with_rows(work, report, tenant, measures=known):
        now[item.id] = row
        if awaits_confirmation(item.results, month=report.period.end_month):
            waiting.add(item.id)
    changes = difference(was, now)
    return Drift(
        edition=edition,
        measures=known,
        rows=[*now.values()],
        changes=changes,
        totals=_totals(added_up(was.values()), added_up(now.values()), known),
        arrived=_arrived(work, report, edition, today),
        unconfirmed=frozenset(each["id"] for each in changes if each["id"] in waiting),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedChanges:
    """What an amendment changed, by whom, and how measures added up then.

    ``totals`` by name what the edition before it says, and what it says itself.
    """

    changes: Sequence[Row]
    totals: Mapping[str, tuple[Any, Any]]
    touches: Mapping[str, Touch]
    measures: Mapping[str, Measure]


def changes_of(work: Repositories, edition: Edition) -> SignedChanges:
    """Return what *edition* amends: nothing of the freeze."""
    changes = [*rows_in(work.editions.shelves(edition, CHANGES))]
    touches = {
        change["id"]: Touch(
            by=tuple(change["by"]),
            at=datetime.fromisoformat(change["at"]) if change["at"] else None,
        )
        for change in changes
    }
    totals: Mapping[str, tuple[Any, Any]] = {}
    if edition.number:
        before = work.editions.get(edition.report, edition.number - 1)
        totals = _differing(_totals_signed(before), _totals_signed(edition))
    return SignedChanges(
        changes=changes, totals=totals, touches=touches, measures=declared_in(edition.content)
    )


def signed_figures(work: Repositories, report: Report) -> dict[str, Any] | None:
    """Return the figures *report* was last signed off with; None of one that was not."""
    if report.edition is None:
        return None
    figures: dict[str, Any] = work.editions.get(report.id, report.edition).content["figures"]
    return figures


def _totals(was: Figures, now: Figures, measures: dict[str, Measure]) -> dict[str, tuple[Any, Any]]:
    told = (figures_told(each, measures, whole=True) for each in (was, now))
    return _differing(*map(_flat, told))


def _totals_signed(edition: Edition) -> dict[str, Any]:
    return _flat(dict(edition.content["figures"]["cumulative"]["totals"]))


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    return {
        name: (before.get(name, 0), after.get(name, 0))
        for name in {**before, **after}
        if before.get(name, 0) != after.get(name, 0)
    }


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    return row | {f"measures.{code}": value for code, value in row.pop("measures").items()}


def _arrived(work: Repositories, report: Report, edition: Edition, today: date) -> list[Body]:
    missing = {
        Body(child["tenant"], child["organization"])
        for child in edition.content["children"]
        if child["missing"] is not None
    }
    if not missing:
        return []
    return sorted(
        one.body
        for one in children_of(work, report, today=today)
        if one.body in missing and has_reported(one)
    )
