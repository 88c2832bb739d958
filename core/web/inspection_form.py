"""What the form of an inspection holds, as it was typed: nothing is lost, whatever is refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from flask import request

from core.domain.inspections import Duty
from core.domain.results import Result
from core.domain.text import normalized
from core.web import formats
from core.web.asked_numbers import sent_version
from core.web.result_fields import texts_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.domain.inspections import InspectedItem, Inspection
    from core.domain.periods import Period
    from core.domain.registrations import Registration
    from core.domain.stated import Stated
    from core.web.result_fields import Form

SPARE_ROWS = 2
MOST_ROWS = 30
MOST_ITEMS = 100
LONGEST_ID = 40
LONGEST_WORDS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedMember:
    """A row of the team; one without a name is left out."""

    name: str = ""
    organization: str = "mttq"
    duty: str = Duty.MEMBER.value


FIRST_ROWS = (TypedMember(duty=Duty.LEADER.value), TypedMember(duty=Duty.SECRETARY.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedItem:
    """A row of what was looked at; ``texts`` are the corrected figures as typed.

    ``version`` is that of the result which was compared; ``picked``: it was just added. Where
    another period was chosen, ``former`` is the one before, whose result had ``former_version``.
    """

    registration: str
    period: str = ""
    version: str = ""
    outcome: str = ""
    findings: str = ""
    reason: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    picked: bool = False
    former: str = ""
    former_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The whole form; ``version`` is the one it was filled from, None: new. ``words``: a search."""

    key: str
    year: int
    version: int | None = None
    organizations: frozenset[str] = frozenset()
    team: tuple[TypedMember, ...] = ()
    first_day: str = ""
    last_day: str = ""
    number: str = ""
    on: str = ""
    text: str = ""
    items: tuple[TypedItem, ...] = ()
    words: str = ""

    @property
    def team_rows(self) -> tuple[TypedMember, ...]:
        """Return the rows the form shows: all that are filled in, and some to spare."""
        rows = self.team or FIRST_ROWS
        return (*rows, *(self.spare for _ in range(min(SPARE_ROWS, MOST_ROWS - len(rows)))))

    @property
    def settled_rows(self) -> int:
        """Return how many of the rows are not just there to spare."""
        return len(self.team or FIRST_ROWS)

    @property
    def spare(self) -> TypedMember:
        return TypedMember()


def empty_form(key: str, year: int) -> Typed:
    return Typed(key=key, year=year)


def as_typed(inspection: Inspection, key: str, forms: Mapping[str, Form]) -> Typed:
    """Return *inspection* as its form shows it; *forms* are those of its items' results."""
    minutes = inspection.minutes
    return Typed(
        key=key,
        year=inspection.year,
        version=inspection.version,
        organizations=frozenset(inspection.organizations),
        team=tuple(
            TypedMember(name=each.name, organization=each.organization, duty=each.duty.value)
            for each in inspection.team
        ),
        first_day=formats.day(inspection.first_day),
        last_day=formats.day(inspection.last_day),
        number=minutes.number,
        on=formats.day(minutes.on),
        text=minutes.text,
        items=tuple(_item_typed(item, forms.get(item.registration)) for item in inspection.items),
    )


def sent_form(year: int) -> Typed:
    """Return what was sent: without rows that were struck out, with those that were picked."""
    form = request.form
    struck, picked = {*form.getlist("bo")}, form.getlist("them")
    known = [each[:LONGEST_ID] for each in form.getlist("ho-so")]
    added = [
        TypedItem(registration=each[:LONGEST_ID], picked=True)
        for each in picked
        if each not in known
    ]
    kept = [_item_sent(each) for each in dict.fromkeys(known) if each not in struck]
    rows = zip(
        form.getlist("doan.ten"),
        form.getlist("doan.to-chuc"),
        form.getlist("doan.vai"),
        strict=False,
    )
    team = (TypedMember(name=name, organization=of, duty=duty) for name, of, duty in rows)
    return Typed(
        key=form.get("key", ""),
        year=year,
        version=sent_version(),
        organizations=frozenset(form.getlist("to-chuc")),
        team=tuple(each for each in team if normalized(each.name))[:MOST_ROWS],
        first_day=form.get("tu-ngay", ""),
        last_day=form.get("den-ngay", ""),
        number=form.get("so", ""),
        on=form.get("ngay-bb", ""),
        text=form.get("bien-ban", ""),
        items=tuple([*kept, *added][:MOST_ITEMS]),
        words=normalized(form.get("tim", ""))[:LONGEST_WORDS],
    )


def filled(
    typed: TypedItem, registration: Registration, form: Form, stored: InspectedItem | None
) -> TypedItem:
    """Return a row just picked with the latest result; one that shows another period follows it.

    A row that names the version it was compared with keeps it, whatever the result says by now.
    Figures that were typed before another period was sent are of that period.
    """
    if typed.picked and registration.results:
        typed = replace(
            typed, period=str(max(registration.results, key=lambda r: r.period.end_month).period)
        )
    result = result_in(registration, typed.period)
    if result is None:
        return replace(typed, version="", texts={} if typed.former else typed.texts)
    if typed.former:
        since = _typed_since(typed, registration, form, stored)
        typed = replace(typed, texts={**texts_of(form, result), **since})
    texts = typed.texts if any(typed.texts.values()) else texts_of(form, result)
    return replace(typed, version=typed.version or str(result.version), texts=texts)


def _typed_since(
    typed: TypedItem, registration: Registration, form: Form, stored: InspectedItem | None
) -> dict[str, str]:
    """Return the figures that are not as the form showed them for the period before."""
    before = result_in(registration, typed.former)
    if before is None or str(before.version) != typed.former_version:  # nobody can tell any more
        return {}
    shown = texts_of(form, before)
    if stored and str(stored.period) == typed.former:
        shown |= stated_texts(form, stored)
    return {name: text for name, text in typed.texts.items() if text != shown.get(name, "")}


def result_in(registration: Registration, period: str) -> Result | None:
    return next((each for each in registration.results if str(each.period) == period), None)


def _item_typed(item: InspectedItem, form: Form | None) -> TypedItem:
    texts: Mapping[str, str] = {}
    if form and item.corrected:
        texts = stated_texts(form, item)
    return TypedItem(
        registration=item.registration,
        period=str(item.period) if item.period else "",
        version=str(item.result_version or ""),
        outcome=item.outcome.value if item.outcome else "",
        findings=item.findings,
        reason=item.reason,
        texts=texts,
    )


def stated_texts(form: Form, item: InspectedItem) -> dict[str, str]:
    """Return the corrected figures of *item* as texts; none where there are none."""
    from_result = as_result(item.corrected, item.period)
    return texts_of(form, from_result) if from_result else {}


def as_result(stated: Stated | None, period: Period | None) -> Result | None:
    """Return figures in the shape of a result, as forms show them."""
    if stated is None or period is None:
        return None
    return Result(
        period=period,
        state=stated.state,
        progress=stated.progress,
        households=stated.households,
        measures=stated.exact_measures,
        funding=stated.funding,
    )


def _item_sent(registration: str) -> TypedItem:
    form = request.form
    prefix = f"{registration}."
    figures = {
        name.removeprefix(f"{prefix}so-lieu."): text
        for name, text in form.items()
        if name.startswith(f"{prefix}so-lieu.")
    }
    period = form.get(f"{prefix}ky", "")
    former = form.get(f"{prefix}ky-cu", "")
    other = period != former
    again = other or form.get(f"{prefix}doi-chieu") == "1"
    return TypedItem(
        registration=registration,
        period=period,
        version="" if again else form.get(f"{prefix}ban", ""),
        outcome=form.get(f"{prefix}ket-luan", ""),
        findings=form.get(f"{prefix}nhan-xet", ""),
        reason=form.get(f"{prefix}ly-do", ""),
        texts=figures,
        former=former if other else "",
        former_version=form.get(f"{prefix}ban", "") if other else "",
    )
