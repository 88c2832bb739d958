"""One overlap as its page shows it: both items, what they share, what a conclusion would do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.errors import ConflictError, NotFoundError
from core.domain.overlap_cases import Verdict, may_settle
from core.services.calendar_gates import refuse_locked
from core.web.hats import acting
from core.web.merged_words import verdict_words
from core.web.naming import in_a_sentence, organization_name
from core.web.overlap_consequences import effects_of
from core.web.overlap_pair import as_compared, lines_of
from core.web.overlap_words import in_a_title, likeness_text, reasons_text
from core.web.people_names import names_of
from core.web.refusals import sentence_of
from core.web.registration_rows import units_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.domain.overlap_cases import OverlapCase
    from core.domain.registrations import Registration
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.overlap_consequences import Effects
    from core.web.overlap_pair import Line

LETTERS = ("A", "B")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of both; ``named`` tells it from the other in a few words: «A · Hội Phụ nữ».

    ``merged`` says what it is once the other counts for it.
    """

    item: Registration
    letter: str
    owner: str
    named: str
    merged: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCase:
    """The page; the one that was sent first is A. ``locked`` says why nothing can be settled."""

    case: OverlapCase
    unit: Tenant
    sides: tuple[Side, ...]
    lines: Sequence[Line]
    reasons: str
    likeness: str
    effects: Sequence[Effects]
    verdicts: tuple[Verdict, ...]
    locked: str
    may_settle: bool
    settled_by: str

    @property
    def of_one_organization(self) -> bool:
        first, second = self.case.organizations
        return first == second

    @property
    def stands(self) -> bool:
        """Tell whether both still stand, but for what a conclusion has taken out."""
        return all(s.item.counted or s.item.id == self.case.merged for s in self.sides)

    @property
    def usual_verdict(self) -> str:
        """Return what is chosen when the page opens: what was concluded, or the only one there is.

        Otherwise nothing: what one concludes is not to be what one has overlooked.
        """
        settlement = self.case.settlement
        if settlement and settlement.verdict in self.verdicts:
            return settlement.verdict.value
        return self.verdicts[0].value if len(self.verdicts) == 1 else ""

    @property
    def usual_lead(self) -> str:
        settlement = self.case.settlement
        return (settlement.counts if settlement else None) or self.sides[0].item.id

    def side(self, registration_id: str | None) -> Side | None:
        return next((side for side in self.sides if side.item.id == registration_id), None)


def shown_case(case_id: str, work: Repositories) -> ShownCase:
    """Return the page's content; raises NotFoundError out of sight."""
    case = work.overlaps.get(case_id)
    found = work.registrations.many(case.registrations)
    if len(found) < len(case.registrations):
        raise NotFoundError
    pair = tuple(sorted(found.values(), key=lambda each: each.submitted_at or each.created_at))
    compared = tuple(seen for each in pair if (seen := as_compared(each, work)) is not None)
    units = work.tenants.many(units_named(pair) | {case.tenant})
    allowed = may_settle(acting().assignment, case)
    locked = _locked(pair, work) if allowed else ""
    settling = allowed and not locked
    by = case.settlement.by if case.settlement else None
    return ShownCase(
        case=case,
        unit=units[case.tenant],
        sides=_sides(compared, units, case),
        lines=lines_of(case, compared, units),
        reasons=in_a_title(reasons_text(case.reasons, *pair)),
        likeness=likeness_text(case.score),
        effects=effects_of(case, pair, work) if settling else (),
        verdicts=_verdicts(case, pair),
        locked=locked,
        may_settle=settling,
        settled_by=names_of(work, [by]).get(by or "", ""),
    )


def _verdicts(case: OverlapCase, pair: Sequence[Registration]) -> tuple[Verdict, ...]:
    """Return what can be concluded: of one organization's two not that both do it together."""
    if not all(each.counted or each.id == case.merged for each in pair):
        return (Verdict.DISTINCT,)
    first, second = case.organizations
    if first == second:
        return Verdict.DUPLICATE, Verdict.DISTINCT
    return Verdict.JOINT, Verdict.DISTINCT, Verdict.DUPLICATE


def _sides(
    pair: Sequence[Registration], units: Mapping[str, Tenant], case: OverlapCase
) -> tuple[Side, ...]:
    first, second = case.organizations
    return tuple(
        Side(
            item=item,
            letter=letter,
            owner=f"{organization_name(item.organization)} {in_a_sentence(units[item.tenant])}",
            named=f"{letter} · "
            + (item.title if first == second else organization_name(item.organization)),
            merged=_merged(item, case),
        )
        for item, letter in zip(pair, LETTERS, strict=True)
    )


def _merged(item: Registration, case: OverlapCase) -> str:
    if case.merged != item.id:
        return ""
    first, second = case.organizations
    leading = second if item.id == case.registrations[0] else first
    return verdict_words(case.status, item.organization, leading)


def _locked(pair: Sequence[Registration], work: Repositories) -> str:
    try:
        for each in pair:
            refuse_locked(each, work=work, today=acting().today)
    except ConflictError as refusal:
        return sentence_of(refusal)
    return ""
