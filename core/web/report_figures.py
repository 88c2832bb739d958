"""The figures of a report, which fill themselves: counted live from the body's items."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from flask import request

from core.domain.access import FRONT
from core.domain.calendars import day_of_tree
from core.domain.counts import Cut
from core.domain.figures import Figures
from core.domain.movements import CONTENTS
from core.domain.registrations import Status
from core.domain.results import State
from core.domain.tenants import Level
from core.edge.platform import moment, platform
from core.edge.wording import missing_sentence
from core.services.consolidating import OWN, children_shown
from core.services.country_figures import figures_of, quotas_of
from core.services.quota_standing import Question
from core.web.naming import movement_type_name, organization_name, tenant_name
from core.web.registration_filters import HOUSEHOLDS, SPENT, STANDING
from core.web.rendering import t
from core.web.report_signed_figures import consolidation_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.domain.editions import Edition
    from core.domain.periods import Period
    from core.domain.tenants import Tenant
    from core.services.consolidating import Consolidation
    from core.services.ports.work import Repositories
    from core.services.quota_standing import QuotaRow


class By(StrEnum):
    """What the rows of a report's figures are, as it stands in the address (``theo``)."""

    ORGANIZATION = "to-chuc"
    CONTENT = "noi-dung"
    TENANT = "dia-ban"
    TYPE = "phong-trao"


FILTERS = {By.ORGANIZATION: "to-chuc", By.CONTENT: "noi-dung", By.TYPE: "loai"}
"""By what filter the list of registrations shows a row's items."""

OF_YEAR = {"registered": STANDING, "agreed": Status.AGREED.value}
REACHED = {
    "in_progress": State.IN_PROGRESS.value,
    "completed": State.COMPLETED.value,
    "maintained": State.MAINTAINED.value,
    "spent_funding": SPENT,
    "households": HOUSEHOLDS,
}
"""What is shown of each row: what is the year's by its status, the rest by what latest results say.
"""

Filters = dict[str, str | int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its name, its figures, and the filters that list its items.

    ``since`` is by how many registrations a frozen row has grown since; None of a live one.
    """

    label: str
    figures: Figures
    filters: Filters
    since: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """The rows, which add up to ``total``, and the ways they could be cut.

    ``columns`` are the figures shown, with the filters that list the items of each; ``listed`` is
    the page that lists them, empty for who sees none. ``signed``: they are an edition's.
    """

    by: By
    ways: tuple[By, ...]
    columns: Mapping[str, Filters]
    rows: Sequence[Row]
    total: Row
    listed: str = "web_registrations.index"
    signed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaLine:
    """How the body's units stand to one quota; ``missing`` is the sentence of a single unit."""

    row: QuotaRow
    short: Sequence[tuple[Tenant, str]]


def figure_table(
    work: Repositories,
    tenant: Tenant,
    organization: str,
    period: Period,
    asked: str | None,
) -> FigureTable:
    """Return the figures of what *organization* reports on in *tenant*; the Front: of everyone."""
    ways = _ways(tenant, organization)
    by = next((way for way in ways if way == asked), ways[0])
    live = figures_of(
        work,
        tenant,
        year=period.year,
        cut=Cut(month=period.end_month),
        organizations=None if organization == FRONT else frozenset({organization}),
        today=moment().today,
    )
    common: Filters = {"nam": period.year, "dia-ban": tenant.id}
    if organization != FRONT:
        common["to-chuc"] = organization
    rows = [
        Row(label=label, figures=figures, filters=common | filters)
        for label, figures, filters in _rows(work, tenant, live, by, period)
    ]
    total = Row(label=t("reports.total"), figures=live.totals, filters=common)
    return FigureTable(by=by, ways=ways, columns=_columns(period), rows=rows, total=total)


def signed_table(
    work: Repositories,
    tenant: Tenant,
    organization: str,
    period: Period,
    edition: Edition,
    *,
    live: bool = False,
    listed: bool = True,
) -> FigureTable:
    """Return the figures of *edition*; with *live* also by how much each row has grown since.

    Each leads to the items it was made of that day, unless *listed* is false.
    """
    now = figure_table(work, tenant, organization, period, request.args.get("theo"))
    found = consolidation_of(edition, tenant.id)
    common: Filters = {"report_id": edition.report, "number": edition.number}
    rows = [
        Row(label=label, figures=figures, filters=common | filters)
        for label, figures, filters in _rows(work, tenant, found, now.by, period)
    ]
    total = replace(now.total, figures=found.totals, filters=common)
    if live:
        rows, (total,) = _grown(rows, now.rows), _grown([total], [now.total])
    columns: dict[str, Filters] = {name: {"so": name} for name in now.columns}
    shown = "web_reports.edition_items" if listed else ""
    return replace(now, rows=rows, total=total, columns=columns, listed=shown, signed=True)


def _grown(frozen: Sequence[Row], live: Sequence[Row]) -> list[Row]:
    """Return the *frozen* rows with by how much each has grown; what is new since stands last."""
    now = {row.label: row for row in live}
    known = {row.label for row in frozen}
    new = [replace(row, figures=Figures()) for row in live if row.label not in known]
    return [
        replace(row, since=_registered(now.get(row.label)) - row.figures.registered)
        for row in [*frozen, *new]
    ]


def _registered(row: Row | None) -> int:
    return row.figures.registered if row else 0


def _columns(period: Period) -> dict[str, Filters]:
    of_year: dict[str, Filters] = {name: {"tinh-trang": status} for name, status in OF_YEAR.items()}
    return of_year | {
        name: {"tinh-trang": STANDING, "ket-qua": told, "den-thang": period.end_month}
        for name, told in REACHED.items()
    }


def quota_lines(
    work: Repositories, tenant: Tenant, organization: str, period: Period
) -> list[QuotaLine]:
    """Return how *tenant* and all below it stand to the quotas *organization* answers for."""
    organizations = None if organization == FRONT else frozenset({organization})
    question = Question(year=period.year, organizations=organizations)
    rows = quotas_of(work, tenant, question, today=moment().today, catalogue=platform().catalogue)
    tenants = work.tenants.many({one.tenant for row in rows for one in row.tally.shortfalls})
    return [
        QuotaLine(
            row=row,
            short=[
                (tenants[each.tenant], missing_sentence(each.lack) or "")
                for each in row.tally.shortfalls
            ],
        )
        for row in rows
        if row.tally.applicable
    ]


def _ways(tenant: Tenant, organization: str) -> tuple[By, ...]:
    below = () if tenant.level is Level.COMMUNE else (By.TENANT,)
    if organization == FRONT:
        return (By.ORGANIZATION, By.CONTENT, *below, By.TYPE)
    return (By.TYPE, By.CONTENT, *below)


def _rows(
    work: Repositories, tenant: Tenant, result: Consolidation, by: By, period: Period
) -> Iterable[tuple[str, Figures, Filters]]:
    match by:
        case By.ORGANIZATION:
            for code, figures in sorted(result.by_organization.items()):
                if figures.registered:
                    yield organization_name(code), figures, {"to-chuc": code}
        case By.CONTENT:
            for number in CONTENTS:
                label = t(f"content.{number}")
                yield f"{number}. {label}", result.by_content[str(number)], {"noi-dung": number}
        case By.TYPE:
            for code, figures in sorted(result.by_movement_type.items()):
                if figures.registered:
                    yield movement_type_name(code), figures, {"loai": code}
        case By.TENANT:
            yield from _by_tenant(work, tenant, result, period)


def _by_tenant(
    work: Repositories, tenant: Tenant, result: Consolidation, period: Period
) -> Iterable[tuple[str, Figures, Filters]]:
    day = day_of_tree(period.year, str(period), moment().today)
    own = result.by_tenant[OWN]
    if not own.is_zero():
        yield t("reports.own_items", place=tenant_name(tenant, day)), own, {"rieng": 1}
    for child in children_shown(work, tenant, result.by_tenant, on=day):
        yield tenant_name(child, day), result.by_tenant[child.id], {"dia-ban": child.id}
