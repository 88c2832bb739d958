"""What an inspection looked at, as its pages show it: what was reported, what was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.access import View
from core.domain.stated import stated_of
from core.domain.views import view_of
from core.edge.platform import platform
from core.web import formats
from core.web.inspection_form import as_result, filled, result_in
from core.web.naming import in_a_sentence
from core.web.rendering import t
from core.web.report_periods import period_name
from core.web.result_fields import Form, form_of, texts_of
from core.web.seen_items import as_seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from core.domain.inspections import InspectedItem, Inspection
    from core.domain.registrations import Registration
    from core.domain.results import Result
    from core.domain.stated import Stated
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories
    from core.web.inspection_form import Typed, TypedItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure: as reported, and the field for the corrected one (``text`` is what is in it)."""

    name: str
    label: str
    unit: str
    reported: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An item of the form; ``changed``: its result is not the one that was looked at any more.

    ``reported``: what an earlier conclusion found reported, of the version that is shown.
    """

    typed: TypedItem
    item: Registration
    form: Form
    result: Result | None
    place: str
    reported: Result | None = None

    @property
    def told(self) -> Result | None:
        """Return what the organization reported: an earlier conclusion may have corrected it."""
        return self.reported or self.result

    @property
    def changed(self) -> bool:
        now = str(self.result.version) if self.result else ""
        return bool(self.typed.period) and self.typed.version != now

    @property
    def corrects(self) -> bool:
        """Tell whether corrections are typed: figures that are not the result's, or a reason."""
        says = texts_of(self.form, self.result)
        other = any(text != says.get(name, "") for name, text in self.typed.texts.items())
        return bool(self.typed.reason) or (other and not self.changed)

    @property
    def periods(self) -> list[tuple[str, str]]:
        return [(str(each.period), period_name(each.period)) for each in self.item.results]

    @property
    def period_name(self) -> str:
        return dict(self.periods).get(self.typed.period, "")

    @property
    def reported_words(self) -> list[tuple[str, str]]:
        """Return what the organization reported, by label; figures it did not state are left out.

        It stands beside what the team writes, whatever they conclude.
        """
        if self.told is None:
            return []
        return [(label, was) for label, was, _ in _lines(self.form, stated_of(self.told), None)]

    @property
    def figures(self) -> list[Figure]:
        reported = texts_of(self.form, self.told)
        return [
            Figure(
                name=name, label=label, unit=unit, reported=reported[name],
                text=self.typed.texts.get(name, ""),
            )
            for name, label, unit in labels_of(self.form)
        ]  # fmt: skip

    @property
    def seldom(self) -> list[Figure]:
        """Return the figures hardly anybody needs: money of sources nobody has named."""
        other = {f"funding.{source}" for source in self.form.other_sources}
        return [each for each in self.figures if each.name in other]

    @property
    def usual(self) -> list[Figure]:
        seldom = {each.name for each in self.seldom}
        return [each for each in self.figures if each.name not in seldom]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """An item of a concluded inspection: figures are (label, reported, corrected or "")."""

    found: InspectedItem
    item: Registration
    place: str
    period: str
    figures: Sequence[tuple[str, str, str]]


def form_for(item: Registration, results: Iterable[Result]) -> Form:
    of_type = platform().catalogue.movement_types.get(item.movement_type)
    return form_of(item, of_type, [*results])


def labels_of(form: Form) -> list[tuple[str, str, str]]:
    """Return name, label and unit of each figure but state and progress."""
    return [
        ("households", t("results.households"), t("results.household_unit")),
        *((f"measures.{each.code}", each.label, each.unit) for each in form.measures),
        *(
            (f"funding.{source}", t(f"registration_source.{source}"), t("results.money_unit"))
            for source in (*form.sources, *form.other_sources)
        ),
    ]


def known_items(work: Repositories, ids: Iterable[str]) -> dict[str, Registration]:
    """Return by id those that are seen in full, without personal data."""
    found = work.registrations.many({*ids})
    return {
        each.id: as_seen(each, work)
        for each in found.values()
        if view_of(work.scope, each) not in {None, View.SUMMARY}
    }


def rows_of(work: Repositories, typed: Typed, stored: Inspection | None) -> list[Row]:
    """Return the rows of *typed* that are in sight, each with what its result says now."""
    earlier = {each.registration: each for each in stored.items} if stored else {}
    items = known_items(work, (each.registration for each in typed.items))
    units = work.tenants.many({item.tenant for item in items.values()})
    rows = []
    for each in typed.items:
        item = items.get(each.registration)
        if item is None:
            continue
        form = form_for(item, item.results)
        shown = filled(each, item, form, earlier.get(item.id))
        rows.append(
            Row(
                typed=shown, item=item, form=form, result=result_in(item, shown.period),
                place=_place(units, item), reported=_reported(earlier.get(item.id), shown),
            )
        )  # fmt: skip
    return rows


def _reported(earlier: InspectedItem | None, shown: TypedItem) -> Result | None:
    """Return what was reported of the very version that is shown, if it was concluded once."""
    if earlier is None or earlier.period is None:
        return None
    same = (str(earlier.period), str(earlier.result_version)) == (shown.period, shown.version)
    return as_result(earlier.reported, earlier.period) if same else None


def forms_of(work: Repositories, inspection: Inspection) -> dict[str, Form]:
    """Return the form of each item's result, by registration."""
    items = known_items(work, (each.registration for each in inspection.items))
    return {each.id: form_for(each, each.results) for each in items.values()}


def found_rows(work: Repositories, inspection: Inspection) -> list[FoundRow]:
    """Return what was found, row after row."""
    items = known_items(work, (each.registration for each in inspection.items))
    units = work.tenants.many({item.tenant for item in items.values()})
    return [
        FoundRow(
            found=each,
            item=items[each.registration],
            place=_place(units, items[each.registration]),
            period=period_name(each.period) if each.period else "",
            figures=_compared(items[each.registration], each),
        )
        for each in inspection.items
        if each.registration in items
    ]


def _compared(item: Registration, found: InspectedItem) -> list[tuple[str, str, str]]:
    """Return state, progress and the figures that either side states."""
    corrected = as_result(found.corrected, found.period)
    form = form_for(item, [*item.results, *([corrected] if corrected else [])])
    now = result_in(item, str(found.period)) if found.period else None
    reported = found.reported or (stated_of(now) if now else None)
    if reported is None:
        return []
    return _lines(form, reported, found.corrected)


def _lines(form: Form, reported: Stated, corrected: Stated | None) -> list[tuple[str, str, str]]:
    """Return label, what was reported and what is right ("" where nothing was corrected)."""
    lines = [
        (
            t("inspections.state"),
            t(f"registration_state.{reported.state}"),
            t(f"registration_state.{corrected.state}") if corrected else "",
        ),
        (
            t("inspections.progress"),
            f"{reported.progress}%",
            f"{corrected.progress}%" if corrected else "",
        ),
    ]
    for name, label, unit in labels_of(form):
        was, is_ = _figure(reported, name), _figure(corrected, name)
        if was or is_:
            told = f"{formats.number(is_)} {unit}" if corrected else ""
            lines.append((label, f"{formats.number(was)} {unit}", told))
    return lines


def _figure(stated: Stated | None, name: str) -> int | float:
    if stated is None:
        return 0
    root, _, code = name.partition(".")
    if root == "households":
        return stated.households
    if root == "measures":
        return stated.measures.get(code, 0)
    return sum(money.amount for money in stated.funding if money.source == code)


def _place(units: Mapping[str, Tenant], item: Registration) -> str:
    return in_a_sentence(units[item.tenant]) if item.tenant in units else ""
