"""What an edition says: everything that was signed off, and by which rules and boundaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from core.domain.calendars import day_of_tree
from core.domain.editions import FORMAT, canonical, sha256_of, shelved, told_of
from core.domain.editions import Edition as Signed
from core.services.edition_figures import figures_of_report, verdicts_of_report
from core.services.report_standing import window_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.catalogue import Catalogue
    from core.domain.editions import Edition, Shelf
    from core.domain.item_rows import Row
    from core.domain.reports import Report
    from core.domain.tenants import Tenant
    from core.domain.time import Moment
    from core.services.ports.work import Repositories
    from core.services.report_children import Child


@dataclass(frozen=True, slots=True, kw_only=True)
class Amended:
    """What an amendment changes: the edition before it, why, and which items how."""

    before: Edition
    reason: str
    changes: Sequence[Shelf]


def made(
    work: Repositories,
    report: Report,
    rows: Sequence[Row],
    children: Sequence[Child],
    *,
    amended: Amended | None = None,
    catalogue: Catalogue,
    moment: Moment,
) -> tuple[Edition, list[Shelf]]:
    """Return the edition of *report* as everything stands now, and its shelves.

    *rows* are those of its items (``edition_figures.item_rows``), read in the same transaction.
    The content is ``{"format", "report", "number", "signed", "tenant", "parts", "nothing",
    "sent", "children", "boundaries", "rules", "figures", "verdicts", "items", "amends"}``.
    """
    tenant = work.tenants.get(report.tenant)
    number = amended.before.number + 1 if amended else 0
    shelves = shelved(rows)
    on = day_of_tree(report.period.year, str(report.period), moment.today)
    content = {
        "format": FORMAT,
        "report": {
            "id": report.id,
            "organization": report.organization,
            "period": str(report.period),
        },
        "number": number,
        "signed": {"on": moment.today.isoformat(), "by": work.scope.user},
        "tenant": {"id": tenant.id, "name": tenant.full_name_on(on), "level": tenant.level.value},
        "parts": dict(report.parts),
        "nothing": report.nothing,
        "sent": {
            "on": report.submitted_on.isoformat() if report.submitted_on else None,
            "by": report.submitted_by,
            "late": report.late,
        },
        "children": [child.told() for child in children],
        "boundaries": {
            "on": on.isoformat(),
            "units": [
                {"id": unit.id, "name": unit.full_name_on(on), "path": unit.path_on(on)}
                for unit in sorted(
                    work.tenants.subtree([tenant.path_on(on)], on=on), key=lambda unit: unit.id
                )
            ],
        },
        "rules": _rules(work, report, tenant, catalogue, moment),
        "figures": figures_of_report(work, report, tenant, today=moment.today, catalogue=catalogue),
        "verdicts": verdicts_of_report(
            work, report, tenant, today=moment.today, catalogue=catalogue
        ),
        "items": told_of(shelves),
        "amends": _amends(amended),
    }
    text = canonical(content)
    edition = Signed(
        report=report.id,
        number=number,
        path=report.path,
        organization=report.organization,
        text=text,
        sha256=sha256_of(text),
        frozen_at=moment.now,
        frozen_on=moment.today,
        frozen_by=work.scope.user,
        reason=amended.reason if amended else None,
    )
    return edition, [*shelves, *(amended.changes if amended else ())]


def _rules(
    work: Repositories, report: Report, tenant: Tenant, catalogue: Catalogue, moment: Moment
) -> dict[str, Any]:
    """Return by what it was judged: plugins and their versions, how measures add up, the dates."""
    window = window_of(work, tenant, report.organization, report.period, today=moment.today)
    return {
        "plugins": {state.name: state.version for state in catalogue.plugins},
        "measures": {
            code: {"unit": one.unit, "decimals": one.decimals, "adds_up": one.adds_up.value}
            for code, one in sorted(catalogue.measures.items())
        },
        "calendar": {
            "opens": window.opens.isoformat(),
            "due": window.due.isoformat(),
            "closes": window.closes.isoformat(),
            "locks": window.locks.isoformat(),
            "source": window.source,
        },
    }


def _amends(amended: Amended | None) -> dict[str, Any] | None:
    if amended is None:
        return None
    return {
        "number": amended.before.number,
        "sha256": amended.before.sha256,
        "reason": amended.reason,
        "changes": told_of(amended.changes),
    }
