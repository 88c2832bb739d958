"""Lists of what can be copied: who is told of what, out of indexes that hold nothing else."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from core.domain.access import OPERATOR, Scope
from core.domain.models import ModelFilter
from core.domain.movements import Stage
from core.domain.registration_search import Page, RegistrationFilter
from core.domain.registrations import Place, Status
from core.domain.views import view_of
from core.storage import models as storage_models
from core.storage.models import MongoModels
from core.storage.registrations import MongoRegistrations, stored_document

from ..fakes.registrations import PATHS, a_registration, an_assignment

pytestmark = pytest.mark.mongo

HOMES = ("c02050", "c02062", "c01840", "c00700", "d064", "p06", "vn")
READERS = [
    ("c02050", "phu_nu"), ("c02050", "mttq"), ("d064", "mttq"), ("d064", "phu_nu"),
    ("p06", "mttq"), ("p06", "phu_nu"), ("vn", "mttq"), ("vn", "phu_nu"),
]  # fmt: skip
ALL, SHORT = Page(limit=900), Page(limit=3)
ELSEWHERE = (Place(tenant="c02050"),)
"""A place in another unit, whose people see the item for it."""


def some_items():
    """Of seven units: two years of two bodies, of each some plain, pilots and recognised ones."""
    told = product(HOMES, ("phu_nu", "mttq"), (2017, 2018), range(8))
    for at, (home, organization, year, number) in enumerate(told, start=1):
        yield a_registration(
            home, at=at, id=f"r{at:03}", organization=organization, year=year,
            stage=Stage.PILOT if number in {1, 2, 3} else Stage.MAINTAINED,
            status=Status.WITHDRAWN if number == 2 else Status.AGREED,
            recognised_on=date(2017, 6, 1) if number in {3, 4} else None,
            places=ELSEWHERE if number == 1 and home in {"c01840", "c00700"} else (),
        )  # fmt: skip


@pytest.fixture
def items(database):
    rows = [*some_items()]
    rows += [
        replace(rows[1], id="draft", status=Status.DRAFT, submitted_on=None),
        replace(rows[0], id="lost", recognised_on=date(2017, 6, 1), status=Status.RETURNED),
    ]
    database["registrations"].insert_many([stored_document(row) for row in rows])
    return rows


def a_scope(tenant, organization):
    return Scope(user="someone", assignments=(an_assignment(tenant, organization),))


def province(path):
    return path[: len("vn/p06/")]


def offered(items, tenant, scope):
    """Return by hand the ids of what *scope* is told of, the newest first."""
    told = [
        row
        for row in items
        if (
            row.recognised_on is not None
            and row.status is Status.AGREED
            and (tenant == "vn" or province(row.path) == province(PATHS[tenant]))
        )
        or (
            row.recognised_on is None
            and row.stage is Stage.PILOT
            and row.counted
            and view_of(scope, row) is not None
        )
    ]
    told.sort(key=lambda row: (row.created_at, row.id), reverse=True)
    return [row.id for row in told]


@pytest.mark.parametrize(("tenant", "organization"), READERS)
def test_the_library_lists_what_its_reader_is_told_of(database, items, tenant, organization):
    scope = a_scope(tenant, organization)
    models, by_hand = MongoModels(database, scope), offered(items, tenant, scope)
    whole = models.page(ModelFilter(), ALL, up_to=900)
    assert ([row.id for row in whole.rows], whole.total) == (by_hand, len(by_hand))
    walked, after = [], None
    while page := models.page(ModelFilter(), Page(limit=7, after=after), up_to=900).rows:
        walked += [row.id for row in page]
        after = (page[-1].created_at, page[-1].id)
    assert walked == by_hand
    part = models.page(ModelFilter(), Page(limit=4, skip=5), up_to=6)
    assert ([row.id for row in part.rows], part.total) == (by_hand[5:9], min(6, len(by_hand)))


def test_a_pilot_with_a_place_in_a_commune_is_offered_to_its_people(database, items):
    models = MongoModels(database, a_scope("c02050", "mttq"))
    found = models.page(ModelFilter(recognised=False), ALL, up_to=900)
    assert {row.tenant for row in found.rows} == {"c02050", "c01840", "c00700"}


@pytest.mark.parametrize(("tenant", "organization"), READERS)
@pytest.mark.parametrize("recognised", [True, False])
def test_lists_are_narrowed_to_what_is_or_is_not_recognised(
    database, items, tenant, organization, recognised
):
    scope = a_scope(tenant, organization)
    seen = MongoRegistrations(database, scope)
    for year in (None, 2018):
        wanted = RegistrationFilter(recognised=recognised, year=year)
        by_hand = {
            row.id
            for row in items
            if year in {None, row.year}
            and (row.recognised_on is not None) is recognised
            and view_of(scope, row) is not None
        }
        rows, total = seen.page(wanted, ALL, up_to=900)
        assert ({row.id for row in rows}, total) == (by_hand, len(by_hand))


def profiled(database, act):
    """Return what the database did for *act*, command by command."""
    database.command("profile", 2)
    act()
    database.command("profile", 0)
    done = [*database["system.profile"].find({"ns": f"{database.name}.registrations"})]
    assert done
    return done


def in_order(done):
    """Refuse what a list must not cost: a sort in memory, all documents, more than are shown.

    Only what is in sight beside one's area (for its places, or at home of others) is looked into
    to be counted, and that is no more than what has a place in one unit.
    """
    for each in done:
        assert "COLLSCAN" not in each["planSummary"], each
        assert not each.get("hasSortStage"), each
        if "$nor" not in str(each["command"]):
            shown = SHORT.limit if "find" in each["command"] else 0
            assert each["docsExamined"] <= shown, each


ASKED = ({}, {"year": 2017}, {"organization": "phu_nu"})


@pytest.mark.parametrize(("tenant", "organization"), READERS)
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_what_was_recognised_is_listed_and_counted_by_its_index(
    database, items, tenant, organization, asked
):
    seen = MongoRegistrations(database, a_scope(tenant, organization))
    wanted = RegistrationFilter(recognised=True, **asked)
    in_order(profiled(database, lambda: seen.page(wanted, SHORT, up_to=900)))


@pytest.mark.parametrize(("tenant", "organization"), READERS)
@pytest.mark.parametrize("asked", [*ASKED, {"recognised": True}, {"recognised": False}], ids=str)
def test_the_library_is_listed_and_counted_by_its_indexes(
    database, items, tenant, organization, asked
):
    models = MongoModels(database, a_scope(tenant, organization))
    wanted = ModelFilter(**asked)
    in_order(profiled(database, lambda: models.page(wanted, SHORT, up_to=900)))
    database["system.profile"].drop()
    within = replace(wanted, prefixes=(PATHS[tenant],))
    after = replace(SHORT, after=(items[90].created_at, items[90].id))
    in_order(profiled(database, lambda: models.page(within, after, up_to=900)))


def test_every_registration_is_in_sight_of_who_operates_the_program(database, items):
    models = MongoModels(database, OPERATOR)
    whole = models.page(ModelFilter(), ALL, up_to=900)
    by_hand = offered(items, "vn", OPERATOR)
    assert ([row.id for row in whole.rows], whole.total) == (by_hand, len(by_hand))


def test_a_search_that_looks_at_some_only_does_not_tell_its_total_as_exact(
    database, items, monkeypatch
):
    models = MongoModels(database, a_scope("p06", "mttq"))
    wanted = ModelFilter(words=("duong", "ho"))
    whole = models.page(wanted, SHORT, up_to=900)
    assert (len(whole.rows), whole.capped) == (SHORT.limit, False)
    monkeypatch.setattr(storage_models, "MOST_SEARCHED", whole.total)
    assert not models.page(wanted, SHORT, up_to=900).capped
    monkeypatch.setattr(storage_models, "MOST_SEARCHED", whole.total - 1)
    part = models.page(wanted, SHORT, up_to=900)
    assert (part.total, part.capped) == (whole.total - 1, True)
