"""A frozen report as its readers see it: what was signed, and what has changed since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from core.domain.audit import Touch
from core.domain.errors import NotFoundError
from core.domain.item_rows import BEFORE, fields_changed
from core.edge.platform import moment, platform
from core.services.drifting import drift_of
from core.services.report_access import read_in_full
from core.web.naming import movement_type_name, organization_name, tenant_name
from core.web.people_names import names_of
from core.web.rendering import t
from core.web.report_words import body_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from core.domain.editions import Edition
    from core.domain.item_rows import Row
    from core.domain.movements import Measure
    from core.domain.reports import Report
    from core.domain.tenants import Tenant
    from core.services.drifting import Drift
    from core.services.ports.work import Repositories

LISTED = 50
"""So many changed items are listed on the page; all are counted, and an amendment tells all."""

TOLD = frozenset({
    "registered", "agreed", "late", "in_progress", "completed", "maintained", "stopped",
    "planned_funding", "spent_funding", "households_planned", "households", "as_partner",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One item that has changed: by how many registrations, its figures then and now, by whom.

    ``unconfirmed``: the Front has not confirmed what it is now.
    """

    id: str
    title: str
    body: str
    grown: int
    figures: Sequence[tuple[str, Any, Any]]
    who: str
    touch: Touch
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The edition shown, who signed it, all editions, and the drift; None of who sees no items."""

    edition: Edition
    who: str
    editions: Sequence[Edition]
    drift: Drift | None
    totals: Sequence[tuple[str, Any, Any]]
    changed: Sequence[Changed]
    arrived: Sequence[str]


def signed(work: Repositories, report: Report) -> Signed | None:
    """Return what is to be shown of a frozen *report*; None of one that is not."""
    if report.edition is None:
        return None
    editions = work.editions.of_report(report.id)
    edition = editions[-1]
    drift = _drift(work, report)
    changes = drift.changes[:LISTED] if drift else ()
    touches = work.audit.writers([each["id"] for each in changes], since=edition.frozen_at)
    totals = drift.totals if drift else {}
    names = names_of(work, [edition.frozen_by])
    return Signed(
        edition=edition,
        who=names.get(edition.frozen_by, ""),
        editions=editions,
        drift=drift,
        totals=[(figure_name(name), *pair) for name, pair in totals.items()],
        changed=[
            replace(each, unconfirmed=bool(drift and each.id in drift.unconfirmed))
            for each in changed_items(work, changes, touches, drift.measures if drift else {})
        ],
        arrived=_arrived(work, drift),
    )


def changed_items(
    work: Repositories,
    changes: Sequence[Row],
    touches: Mapping[str, Touch],
    measures: Mapping[str, Measure],
) -> list[Changed]:
    """Return *changes* as they are shown; *touches* are theirs, by id."""
    names = names_of(work, [user for touch in touches.values() for user in touch.by])
    tenants = work.tenants.many(
        {row["tenant"] for each in changes for row in (each["was"], each["is"]) if row}
    )
    return [
        _changed(each, touches.get(each["id"], Touch()), names, tenants, measures)
        for each in changes
    ]


def _changed(
    change: Row,
    touch: Touch,
    names: Mapping[str, str],
    tenants: Mapping[str, Tenant],
    measures: Mapping[str, Measure],
) -> Changed:
    was, now = change["was"] or {}, change["is"] or {}
    counted = [each.get("figures", {}).get("registered", 0) for each in (was, now)]
    shown = now or was
    return Changed(
        id=change["id"],
        title=shown["title"],
        body=body_title(shown["organization"], tenants[shown["tenant"]]),
        grown=counted[1] - counted[0],
        figures=[
            (figure_name(name), _told(name, before, tenants), _told(name, after, tenants))
            for name, (before, after) in fields_changed(change, measures).items()
        ],
        who=", ".join(names.get(user, "") for user in touch.by),
        touch=touch,
    )


def _told(name: str, value: Any, tenants: Mapping[str, Tenant]) -> Any:
    """Return a value of a changed field as people call it; a number is left one."""
    call = CALLED.get(name)
    if name == "tenant":
        return tenant_name(tenants[value])
    if value is None and not call:
        return "–"
    return call(value) if call else value


CALLED: dict[str, Callable[[Any], str]] = {
    "organization": organization_name,
    "partners": lambda codes: ", ".join(map(organization_name, codes or ())) or "–",
    "movement_type": movement_type_name,
    "kind": lambda code: t(f"kind.{code}"),
    "content": lambda number: f"{number}. {t(f'content.{number}')}" if number else "–",
}
"""How the values of fields are called that are no numbers."""


def figure_name(name: str) -> str:
    """Return what a figure of an edition is called: «Hộ tham gia», «Chỉ số “Số hộ” (hộ)»."""
    if name.startswith(f"{BEFORE}."):
        return t("reports.before", figure=figure_name(name.removeprefix(f"{BEFORE}.")))
    _, _, code = name.partition(".")
    if code:
        measure = platform().catalogue.measures.get(code)
        # Several plugins ask for «Số hộ tham gia»; the households every item states are another.
        return t("reports.measure", label=measure.label, unit=measure.unit) if measure else code
    return t(f"figure.{name}") if name in TOLD else t(f"counted_by.{name}")


def _drift(work: Repositories, report: Report) -> Drift | None:
    try:
        read_in_full(work, report.id)
    except NotFoundError:
        return None
    measures = platform().catalogue.measures
    return drift_of(work, report, measures=measures, today=moment().today)


def _arrived(work: Repositories, drift: Drift | None) -> list[str]:
    bodies = drift.arrived if drift else ()
    tenants = work.tenants.many({body.tenant for body in bodies})
    return [body_title(body.organization, tenants[body.tenant]) for body in bodies]
