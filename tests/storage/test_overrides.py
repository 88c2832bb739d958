"""The contract of local overrides of quotas, met by MongoDB's and by the fake alike."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from core.domain.access import OPERATOR, Assignment, Role, Scope
from core.domain.errors import NotFoundError
from core.domain.quota_rules import Override
from core.storage.database import declare, open_client, open_database
from core.storage.overrides import DECLARATIONS, MongoOverrides

from ..fakes.overrides import InMemoryOverrides

PATHS = {"vn": "vn/", "p06": "vn/p06/", "d064": "vn/p06/d064/", "p02": "vn/p02/"}
BAC_KAN = Scope(
    user="lan",
    assignments=(
        Assignment(
            id="a", tenant="p06", organization="mttq", role=Role.ADMIN, path="vn/p06/",
            paths=("vn/p06/",), sight=("vn/p06/",),
        ),
    ),
)  # fmt: skip


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def overrides_of(request):
    if request.param == "fake":
        yield partial(InMemoryOverrides, kept=[])
        return
    client = open_client(request.getfixturevalue("mongo_uri"))
    database = open_database(client, request.getfixturevalue("database_name"))
    declare(database, DECLARATIONS)
    yield partial(MongoOverrides, database)
    client.close()


def an_override(tenant="p06", since="2017-01-01", until=None, **stated):
    return Override(
        quota="phu_nu.mot_mo_hinh", tenant=tenant, document="12/QĐ-MTTQ",
        valid_from=date.fromisoformat(since),
        valid_to=date.fromisoformat(until) if until else None, **({"at_least": 2} | stated),
    )  # fmt: skip


def add(overrides, *given):
    for number, each in enumerate(given):
        at = datetime(2026, 1, 1, 0, 0, number, tzinfo=UTC)
        name = f"{50 - number}-{each.tenant}"
        overrides.add(each, override_id=name, path=PATHS[each.tenant], at=at)


def test_an_override_comes_back_as_it_was_recorded(overrides_of):
    given = [
        an_override(until="2017-12-31", at_least=0),
        an_override(since="2018-01-01", at_least=None, renewed_yearly=True),
    ]
    overrides = overrides_of(BAC_KAN)
    add(overrides, *given)
    assert list(overrides.for_tenants(["vn", "p06"])) == given


def test_of_one_day_what_was_recorded_later_comes_later(overrides_of):
    overrides = overrides_of(BAC_KAN)
    add(overrides, an_override(at_least=5), an_override(at_least=3),
        an_override(since="2016-01-01", at_least=4))  # fmt: skip
    assert [each.at_least for each in overrides.for_tenants(["p06"])] == [4, 5, 3]


def test_only_those_of_the_asked_tenants_are_returned(overrides_of):
    overrides = overrides_of(OPERATOR)
    add(overrides, an_override("vn"), an_override("p06"), an_override("p02"))
    assert {each.tenant for each in overrides.for_tenants({"vn", "p06"})} == {"vn", "p06"}
    assert list(overrides.for_tenants([])) == []


@pytest.mark.parametrize(
    ("day", "in_force"),
    [("2016-12-31", []), ("2017-01-01", [2]), ("2017-12-31", [2]), ("2018-01-01", [3])],
)
def test_the_first_and_the_last_day_belong_to_an_override(overrides_of, day, in_force):
    overrides = overrides_of(OPERATOR)
    add(overrides, an_override(until="2017-12-31"), an_override(since="2018-01-01", at_least=3))
    found = overrides.in_force(["p06"], date.fromisoformat(day))
    assert [each.at_least for each in found] == in_force


def test_overrides_from_above_are_read_and_never_recorded(overrides_of):
    add(overrides_of(OPERATOR), an_override("vn"))
    overrides = overrides_of(BAC_KAN)
    assert len(overrides.for_tenants(["vn"])) == 1
    for tenant in ("vn", "p02"):
        with pytest.raises(NotFoundError):
            add(overrides, an_override(tenant))
    add(overrides, an_override("d064"))
