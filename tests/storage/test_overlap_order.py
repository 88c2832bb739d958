"""Open overlaps by points: the most first, out of an index, and by no more than one is told."""

from datetime import UTC, datetime, timedelta

import pytest

from core.domain.access import OPERATOR, Scope
from core.domain.overlap_cases import LikeliestPage, OverlapCase
from core.storage.database import declare
from core.storage.overlaps import DECLARATIONS, MongoOverlaps

from ..fakes.registrations import PATHS, an_assignment

pytestmark = pytest.mark.mongo

COMMUNE = PATHS["c02050"]
DISTRICT = f"{COMMUNE.rstrip('/').rpartition('/')[0]}/"
NOON = datetime(2017, 3, 1, 12, tzinfo=UTC)
ALL = LikeliestPage(limit=50)


@pytest.fixture(autouse=True)
def _indexed(database):
    declare(database, DECLARATIONS)


def stored(database, number, score, *, summary=None, paths=(COMMUNE, COMMUNE), year=2017):
    case = OverlapCase(
        id=f"c-{number:02d}", tenant="c02050", path=COMMUNE, year=year,
        registrations=(f"{number}a", f"{number}b"), organizations=("phu_nu", "doan_thanh_nien"),
        paths=paths, score=score, summary_score=summary, reasons=(),
        found_at=NOON + timedelta(hours=number),
    )  # fmt: skip
    MongoOverlaps(database, OPERATOR).add(case)


def told(database, assignment, page=ALL, year=2017):
    cases = MongoOverlaps(database, Scope(user="x", assignments=(assignment,)))
    return [(one.id, one.score) for one in cases.likeliest(None, year=year, page=page)]


def test_the_most_alike_come_first_and_pages_neither_repeat_nor_skip(database):
    for number, score in enumerate((60, 90, 75, 90, 100, 55)):
        stored(database, number, score)
    front = an_assignment(organization="mttq")
    whole = told(database, front)
    assert whole == [("c-04", 100), ("c-01", 90), ("c-03", 90), ("c-02", 75), ("c-00", 60),
                     ("c-05", 55)]  # fmt: skip
    assert told(database, front, LikeliestPage(limit=2, skip=2)) == whole[2:4]
    walked, after = [], None
    while page := told(database, front, LikeliestPage(limit=2, after=after)):
        walked += page
        after = (page[-1][1], page[-1][0])
    assert walked == whole


def test_what_is_seen_in_summary_stands_where_its_summary_puts_it(database):
    """Else its place would say what money and quantities, which are not told, add to it."""
    stored(database, 1, 70)
    stored(database, 2, 95, summary=60, paths=(COMMUNE, DISTRICT))
    stored(database, 3, 65)
    below, above = an_assignment(organization="mttq"), an_assignment(
        organization="mttq", path=DISTRICT, paths=(DISTRICT,), sight=(DISTRICT,)
    )  # fmt: skip
    assert told(database, below) == [("c-01", 70), ("c-03", 65), ("c-02", 60)]
    assert told(database, above) == [("c-02", 95), ("c-01", 70), ("c-03", 65)]
    women = an_assignment(organization="phu_nu")
    assert told(database, women) == [("c-02", 60)]


@pytest.mark.parametrize("year", [2017, None])
def test_the_whole_country_is_read_in_the_order_of_an_index(database, year):
    for number, in_year in enumerate((2016, 2017, 2017)):
        stored(database, number, 60 + number, year=in_year)
    country = MongoOverlaps(database, OPERATOR)
    read = []
    collection = country._overlaps
    country._overlaps = type("Watched", (), {
        "find": lambda _, *args, **more: read.append(collection.find(*args, **more)) or read[-1],
    })()  # fmt: skip
    assert len(country.likeliest(None, year=year, page=ALL)) == (2 if year else 3)
    plan = str(read[0].clone().explain()["queryPlanner"]["winningPlan"])
    assert "open_by_points" in plan
    assert "'SORT'" not in plan
