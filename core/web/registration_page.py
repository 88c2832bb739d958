"""All that one registration's page shows, as far as the acting role may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from core.domain.access import Role, View
from core.domain.errors import NotFoundError
from core.domain.masking import masked
from core.domain.periods import Period
from core.domain.permissions import may_enter
from core.domain.registrations import Status
from core.domain.views import sees_drafts, view_of
from core.edge.platform import platform
from core.services.evidence_recording import in_history
from core.services.judging import rules_day, verdicts_in
from core.services.plugin_switches import enabled_in
from core.services.recording import personal_answers
from core.services.report_standing import current_period
from core.services.sighting import lineage
from core.web.evidence_panel import ShownEvidence, shown_evidence
from core.web.hats import acting
from core.web.inspection_mentions import Mentions, mentions_of
from core.web.merged_words import merged_words
from core.web.model_rows import origin_of
from core.web.overlap_rows import cases_of
from core.web.people_names import names_of
from core.web.registration_changes import Reading
from core.web.registration_details import Detail, details
from core.web.registration_history import HistoryRow, history_rows, is_of_result
from core.web.registration_offers import Offers, offers_for
from core.web.registration_results import ShownResults, shown_results
from core.web.registration_rows import PENDING, units_named
from core.web.verdict_words import ShownVerdict, shown_verdicts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.domain.audit import Entry
    from core.domain.movements import MovementType
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.overlap_rows import Row as OverlapRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownItem:
    """One registration's page; ``item`` holds nothing that ``view`` hides.

    ``enter`` is where the next result is entered, empty where that is not one's to do;
    ``entered``: there is one already. ``away``: disabled or quarantined, why its organization's
    plugin is not at work in the unit. ``counts_instead`` is the item that counts in its place since
    both were settled to be one work, where it may be seen, ``merged`` what the item is then called;
    ``copies`` is in how many units it was
    copied.
    """

    item: Registration
    view: View
    unit: Tenant
    address: str
    details: Sequence[Detail]
    results: ShownResults | None
    evidence: ShownEvidence | None
    enter: str
    entered: bool
    verdicts: Sequence[ShownVerdict]
    away: str
    offers: Offers
    history: Sequence[HistoryRow]
    later: Registration | None
    overlaps: Sequence[OverlapRow]
    inspections: Mentions
    counts_instead: Registration | None
    merged: str
    copies: int

    @property
    def in_summary(self) -> bool:
        return self.view is View.SUMMARY

    @property
    def as_if_sent(self) -> bool:
        return self.item.status in PENDING


def shown_item(work: Repositories, registration_id: str) -> ShownItem:
    """Return the page's content; raises NotFoundError out of sight."""
    found = work.registrations.get(registration_id)
    view = view_of(work.scope, found)
    if view is None:
        raise NotFoundError
    item = _as_seen(found, view)
    unit = work.tenants.get(found.tenant)
    address = url_for("web_registrations.item", registration_id=found.id)
    later = _later(work, found)
    away = _away(work, unit, found)
    period = _entering(work, found, unit)
    of_type = platform().catalogue.movement_types.get(found.movement_type)
    entries = _entries(work, found, view)
    named = units_named([item]) | _units_told(entries) | {item.recognised_by or item.tenant}
    units = work.tenants.many(named)
    return ShownItem(
        item=item,
        view=view,
        unit=unit,
        address=address,
        details=details(item, units, of_type, _earlier(work, item), origin_of(work, item)),
        results=shown_results(item, address, _entered_on(entries)),
        evidence=shown_evidence(work, found, view),
        enter=f"{address}/ket-qua/{period}" if period else "",
        entered=any(result.period == period for result in item.results),
        verdicts=() if view is View.SUMMARY else _verdicts(work, found, unit, away),
        away=away,
        offers=offers_for(found, work, continued=later is not None),
        history=history_rows(entries, view, _reading(work, found, of_type, entries, units, unit)),
        later=later,
        inspections=mentions_of(work, found),
        overlaps=cases_of(work, found) if acting().role is not Role.ADMIN else (),
        counts_instead=_in_sight(work, found.same_as),
        merged=merged_words([found], work).get(found.id, ""),
        copies=work.models.copied_in(found.id),
    )


def _as_seen(found: Registration, view: View) -> Registration:
    personal = personal_answers(found, catalogue=platform().catalogue)
    return masked(found, view, personal_answers=personal)


def _later(work: Repositories, found: Registration) -> Registration | None:
    """Return next year's registration of the model, if it is in sight as well."""
    later = work.registrations.continued_by(found.id)
    return later if later is not None and view_of(work.scope, later) else None


def _earlier(work: Repositories, item: Registration) -> Registration | None:
    return _in_sight(work, item.continues)


def _in_sight(work: Repositories, registration_id: str | None) -> Registration | None:
    """Return another item that this one speaks of, if it may be seen as well."""
    if registration_id is None:
        return None
    try:
        return work.registrations.get(registration_id)
    except NotFoundError:
        return None


def _away(work: Repositories, unit: Tenant, found: Registration) -> str:
    if not platform().catalogue.is_active(found.organization):
        return "quarantined"
    above = lineage(work, unit, rules_day(found.year, acting().today))
    enabled = enabled_in(above, found.organization, rules_day(found.year, acting().today))
    return "" if enabled else "disabled"


def _verdicts(
    work: Repositories, found: Registration, unit: Tenant, away: str
) -> list[ShownVerdict]:
    """Return the verdicts on its organization there; of a draft as if it were sent."""
    trait = None if found.status is Status.WITHDRAWN else found.trait()
    judged = verdicts_in(
        work,
        unit,
        organization=found.organization,
        year=found.year,
        today=acting().today,
        catalogue=platform().catalogue,
        as_if=trait if found.status in PENDING else None,
    )
    return shown_verdicts(judged, unit, trait=trait, active=not away)


def _entering(work: Repositories, found: Registration, unit: Tenant) -> Period | None:
    """Return the period whose result is to be entered now; None where that is not one's to do."""
    held = acting().assignment
    if not found.counted or not may_enter(held, organization=found.organization, path=found.path):
        return None
    period = current_period(work, unit, today=acting().today)
    return period if period.year == found.year else Period(year=found.year)


def _entries(work: Repositories, found: Registration, view: View) -> list[Entry]:
    """Return what was done, as far as it may be known; no results in a summary."""
    entries: Sequence[Entry] = work.audit.of_target(found.id)
    if not sees_drafts(work.scope, found):
        entries = [entry for entry in entries if not entry.content.get("unsubmitted")]
    if view is View.SUMMARY:
        entries = [entry for entry in entries if not is_of_result(entry.content)]
    return in_history(entries, view)


def _entered_on(entries: Sequence[Entry]) -> dict[str, str]:
    """Return by period the day its result was last entered, as the rules count days."""
    return {
        str(entry.content["details"]["period"]): str(entry.content["on"])
        for entry in entries
        if entry.content["action"] == "result.enter"
    }


def _units_told(entries: Sequence[Entry]) -> set[str]:
    """Return the ids of the units that places and transfers in a history speak of."""
    told = set()
    for entry in entries:
        for change in entry.content.get("changes", ()):
            for value in (change.get("old"), change.get("new")):
                if change["field"] == "tenant" and isinstance(value, str):
                    told.add(value)
                if change["field"] == "places":
                    told |= {place["tenant"] for place in value or () if place.get("tenant")}
    return told


def _reading(
    work: Repositories,
    found: Registration,
    of_type: MovementType | None,
    entries: Sequence[Entry],
    units: Mapping[str, Tenant],
    unit: Tenant,
) -> Reading:
    return Reading(
        organization=found.organization,
        unit=unit.type_on(acting().today).lower(),
        users=names_of(work, (entry.user for entry in entries)),
        tenants=units,
        questions={question.name: question for question in (of_type.form if of_type else ())},
    )
