"""The demonstration's figures, counted again one by one from the raw registrations."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from core.demonstration.calendar import PRACTICE_DATE
from core.domain.access import OPERATOR
from core.domain.consolidation import consolidate
from core.domain.counts import Cut
from core.domain.figures import Figures
from core.domain.results import Basis
from core.services.consolidating import OWN, consolidated
from core.services.integrity import check
from core.storage.integrity import MongoEverything
from tests.demonstration.conftest import KEY

if TYPE_CHECKING:
    from core.domain.registrations import Registration
    from core.services.consolidating import Consolidation
    from tests.demonstration.conftest import Demonstration

CUTS = {
    "2017-H1": (2017, Cut(month=6)),
    "2017-Q3": (2017, Cut(month=9)),
    "2017": (2017, Cut(month=12)),
    "2017 confirmed": (2017, Cut(month=12, basis=Basis.CONFIRMED)),
    "2017-H2 in the period": (2017, Cut(month=12, since=6)),
    "2018": (2018, Cut(month=12)),
}


@pytest.mark.parametrize("asked", CUTS)
def test_a_consolidation_is_what_counting_one_by_one_gives(
    demonstration: Demonstration, asked: str
) -> None:
    year, cut = CUTS[asked]
    counted = consolidation(demonstration, year, cut)

    def recounted(by: str) -> dict[str, Figures]:
        return recount(demonstration, year, cut, by)

    for name in ("organization", "content", "movement_type", "kind"):
        assert without_partners(getattr(counted, f"by_{name}")) == recounted(name), name
    assert without_partners(counted.by_tenant) == recounted("child")
    total = Figures()
    for row in counted.by_organization.values():
        total.add(row)
    assert total == counted.totals
    assert counted.totals.registered > 100


def test_who_works_along_is_counted_in_their_own_row(demonstration: Demonstration) -> None:
    counted = consolidation(demonstration, *CUTS["2017"])
    named = Counter(
        partner
        for each in demonstration.of(2017)
        if each.counted
        for partner in each.partner_organizations
    )
    told = {code: row.as_partner for code, row in counted.by_organization.items()}
    assert {code: number for code, number in told.items() if number} == named
    assert counted.totals.as_partner == named.total()


def test_the_recount_of_the_database_finds_no_difference(demonstration: Demonstration) -> None:
    everything = MongoEverything(demonstration.store.database)
    findings = check(everything, measures=demonstration.catalogue.measures, key=KEY)
    assert findings.clean, findings.samples
    assert findings.checked["registrations"] == len(demonstration.registrations)
    assert findings.checked["entries"] > 4000


def consolidation(demonstration: Demonstration, year: int, cut: Cut) -> Consolidation:
    work = demonstration.store.read(OPERATOR)
    return consolidated(
        work,
        work.tenants.get("p06"),
        year=year,
        cut=cut,
        organizations=None,
        current=False,
        today=PRACTICE_DATE,
    )


def recount(demonstration: Demonstration, year: int, cut: Cut, by: str) -> dict[str, Figures]:
    def key(registration: Registration) -> str:
        if by == "child":
            return registration.path.removeprefix("vn/p06/").partition("/")[0] or OWN
        return str(getattr(registration, by))

    rows = consolidate(
        demonstration.of(year),
        key,
        month=cut.month,
        since=cut.since,
        basis=cut.basis,
        measures=demonstration.catalogue.measures,
    )
    return without_partners(rows)


def without_partners(rows: dict[str, Figures]) -> dict[str, Figures]:
    """Leave out who worked along: the oracle tells it in the lead's row, the program in theirs."""
    found: dict[str, Figures] = {}
    for name, row in rows.items():
        copy = Figures()
        copy.add(row)
        copy.as_partner = 0
        if not copy.is_zero():
            found[name] = copy
    return found
