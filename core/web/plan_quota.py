"""The page of one quota of the plan: the units below that are short of it, and by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Response, request, url_for

from core.domain.errors import NotFoundError
from core.domain.verdicts import Outcome
from core.edge.platform import moment, platform, scope
from core.edge.wording import missing_sentence
from core.services.country_standing import by_province, sliced
from core.services.quota_standing import Question, asks_for
from core.services.sighting import organizations_seen, tenant_in_sight
from core.web.asked_numbers import asked_page
from core.web.counting_items import counting_filters
from core.web.hats import acting
from core.web.plan_words import demands
from core.web.registration_filters import STANDING
from core.web.rendering import page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from core.domain.tenants import Tenant
    from core.domain.verdicts import Verdict
    from core.services.country_standing import ProvinceStanding
    from core.services.ports.work import Repositories

PAGE_SIZE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """How many units stand how to a quota."""

    met: int
    short: int
    unknown: int
    expected: int

    @property
    def applicable(self) -> int:
        return self.met + self.short + self.unknown + self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One unit that is short; ``lacking`` says of what, ``counted`` lists what counts there."""

    unit: Tenant
    have: int
    need: int | None
    lacking: str | None
    counted: Mapping[str, Any]


def short_units(code: str, year: int) -> Response:
    """Return a page of the units in sight that are short of the quota.

    Raises NotFoundError for a unit out of sight, and for a quota one does not see the figures of.
    """
    work, place = platform().store.read(scope()), request.args.get("dia-ban")
    tenant = tenant_in_sight(work, place) if place else acting().tenant
    question = Question(year=year, organizations=organizations_seen(work.scope, tenant), quota=code)
    quota = platform().catalogue.quotas.get(code)
    if quota is None or not asks_for(question, quota):
        raise NotFoundError
    parts = by_province(work, tenant, question, moment=moment(), catalogue=platform().catalogue)
    numbers = _numbers(parts)
    pages = -(-numbers.short // PAGE_SIZE)
    number = min(asked_page(), max(pages, 1))
    return page(
        "plan/quota.html",
        active="plan",
        year=year,
        place=tenant,
        quota=quota,
        demands=demands(quota),
        numbers=numbers,
        lines=[*_lines(work, parts, number, year)],
        page_number=number,
        pages=pages,
        before=_address(code, number - 1) if number > 1 else None,
        after=_address(code, number + 1) if number < pages else None,
    )


def _numbers(parts: Sequence[ProvinceStanding]) -> Numbers:
    return Numbers(
        **{
            outcome.value: sum(len(part.outcomes.get(outcome, ())) for part in parts)
            for outcome in Outcome
        }
    )


def _lines(
    work: Repositories, parts: Sequence[ProvinceStanding], number: int, year: int
) -> Iterator[Line]:
    """Yield what stands on a page; of all other units it is only known that they are short."""
    listed = [(part, part.outcomes.get(Outcome.SHORT, ())) for part in parts]
    for part, short in sliced(listed, skip=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE):
        units = work.tenants.many(short)
        for unit, verdicts in part.judged.verdicts_in(short).items():
            yield from (_line(units[unit], verdict, year) for verdict in verdicts)


def _line(unit: Tenant, verdict: Verdict, year: int) -> Line:
    asked = counting_filters(verdict.quota, unit)
    kept = {name: value for name, value in asked.items() if value is not None}
    return Line(
        unit=unit,
        have=verdict.have,
        need=verdict.need,
        lacking=missing_sentence(verdict.lack),
        counted={"nam": year, "tinh-trang": STANDING} | kept,
    )


def _address(code: str, number: int) -> str:
    asked: dict[str, Any] = {name: request.args.get(name) for name in ("nam", "dia-ban")}
    return url_for("web_plan.quota", code=code, trang=number, **asked)
