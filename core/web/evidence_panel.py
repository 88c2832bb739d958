"""Evidence as the page of its record shows it, and what may be added to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from flask import url_for

from core.domain.access import View
from core.domain.errors import ConflictError
from core.domain.evidence import LARGEST_FILE, MIB, MOST_FILES
from core.domain.inspection_rules import may_inspect
from core.domain.permissions import may_enter
from core.services.evidence_access import refuse_now, refuse_removal
from core.web.formats import amount_of_bytes
from core.web.hats import acting
from core.web.people_names import names_of
from core.web.refusals import sentence_of
from core.web.rendering import t
from core.web.report_periods import period_name
from core.web.writing import new_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.domain.evidence import Evidence
    from core.domain.inspections import Inspection
    from core.domain.periods import Period
    from core.domain.registrations import Registration
    from core.services.ports.work import Repositories

ACCEPTED = "image/*,.pdf,.docx,.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One file; ``name`` is its caption or what it was called, ``remove`` where to take it away."""

    evidence: Evidence
    name: str
    about: str
    address: str
    remove: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The files of one record: the registration itself, or the result of a period."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEvidence:
    """What there is; ``targets`` are what may be added to, [(period or "", label)].

    ``shut`` says why nothing can be added now, to whom it would else be open; ``note`` what to
    heed. ``of_result``: it is shown on the page of a result, which whoever adds to it comes back
    to.
    """

    groups: tuple[Group, ...]
    targets: tuple[tuple[str, str], ...]
    shut: str
    address: str
    key: str
    note: str = ""
    of_result: bool = False
    accepted: str = ACCEPTED
    largest: int = LARGEST_FILE // MIB
    most: int = MOST_FILES

    @property
    def number(self) -> int:
        return sum(len(group.rows) for group in self.groups)


def shown_evidence(
    work: Repositories, registration: Registration, view: View, result: Period | None = None
) -> ShownEvidence | None:
    """Return what is shown of a registration's evidence; None where it is seen in summary.

    With *result* only what belongs to the result of that period.
    """
    if view is View.SUMMARY:
        return None
    found = [each for each in work.evidence.of(registration) if each.ready]
    enters = may_enter(
        acting().assignment, organization=registration.organization, path=registration.path
    )
    names = names_of(work, (each.created_by for each in found))
    address = url_for("web_evidence_sending.send", registration_id=registration.id)
    records = [result] if result else _records(registration)
    targets, shut = _targets(work, registration, records) if enters else ((), "")
    groups = []
    for period in records:
        removable = bool(targets) and _removable(registration, period)
        of_it = (each for each in found if each.declared.period == _code(period))
        rows = tuple(_row(each, address, names, removable=removable) for each in of_it)
        groups.append(Group(title=_title(period), rows=rows))
    return ShownEvidence(
        groups=tuple(group for group in groups if group.rows),
        targets=targets,
        shut=shut,
        address=address,
        key=new_key(),
        note=t("evidence.result_first") if result else "",
        of_result=result is not None,
    )


def evidence_of_inspection(work: Repositories, inspection: Inspection) -> ShownEvidence | None:
    """Return what is shown of an inspection's files; None where it is seen in part."""
    if not inspection.whole:
        return None
    found = [each for each in work.evidence.of(inspection) if each.ready]
    names = names_of(work, (each.created_by for each in found))
    address = url_for("web_inspections.add_file", inspection_id=inspection.id)
    writes = may_inspect(acting().assignment, path=inspection.path) and not inspection.concluded
    rows = tuple(_row(each, address, names, removable=writes) for each in found)
    return ShownEvidence(
        groups=(Group(title=t("inspections.minutes"), rows=rows),) if rows else (),
        targets=(("", t("inspections.minutes")),) if writes else (),
        shut="",
        address=address,
        key=new_key(),
        note=t("inspections.file_note"),
    )


def _row(evidence: Evidence, address: str, names: dict[str, str], *, removable: bool) -> Row:
    """Return one file as a page shows it, below *address*."""
    content = evidence.content
    told = [names.get(evidence.created_by, "")]
    if content is not None:
        told.append(amount_of_bytes(content.size))
        told += [t("evidence.with_position")] if content.position else []
    mine = f"{address}/{evidence.id}"
    return Row(
        evidence=evidence,
        name=evidence.declared.caption or evidence.declared.name,
        about=" · ".join(each for each in told if each),
        address=mine,
        remove=f"{mine}/go" if removable else "",
    )


def _targets(
    work: Repositories, registration: Registration, records: Sequence[Period | None]
) -> tuple[tuple[tuple[str, str], ...], str]:
    """Return what may be added to now; and where nothing may, why not."""
    open_now, refused = [], ""
    for period in records:
        why = _refusal(partial(refuse_now, registration, period, work=work, today=acting().today))
        refused = refused or why
        if not why:
            open_now.append((_code(period) or "", _title(period)))
    return tuple(open_now), "" if open_now else refused


def _removable(registration: Registration, period: Period | None) -> bool:
    return not _refusal(partial(refuse_removal, registration, period))


def _refusal(ask: Callable[[], None]) -> str:
    try:
        ask()
    except ConflictError as refusal:
        return sentence_of(refusal)
    return ""


def _records(registration: Registration) -> list[Period | None]:
    """Return what evidence may belong to: None is the registration itself, then its results."""
    periods = (result.period for result in registration.results)
    return [None, *sorted(periods, key=lambda period: period.precedence)]


def _code(period: Period | None) -> str | None:
    return str(period) if period else None


def _title(period: Period | None) -> str:
    if period is None:
        return t("evidence.of_registration")
    return t("evidence.of_result", period=period_name(period))
