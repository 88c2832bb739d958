"""The contract of staffed bodies, met by MongoDB's and by the fake alike."""

from datetime import UTC, date, datetime
from functools import partial

import pytest

from core.domain.access import OPERATOR, Assignment, Role, Scope
from core.domain.people import HeldAssignment, User
from core.domain.report_tallies import Term
from core.domain.reports import Body
from core.storage.bodies import MongoBodies
from core.storage.database import declare, open_client, open_database
from core.storage.users import DECLARATIONS, MongoUsers

from ..fakes.reports import InMemoryBodies

PATHS = {"p06": "vn/p06/", "d064": "vn/p06/d064/", "c02050": "vn/p06/d064/c02050/"}
TODAY, SPRING, MAY = date(2017, 6, 21), date(2017, 3, 1), date(2017, 5, 31)
SINCE_SPRING, TILL_MAY = Term(valid_from=SPRING), Term(valid_to=MAY)


def held(tenant="c02050", organization="phu_nu", role=Role.APPROVER, **days):
    return HeldAssignment(
        id=f"{tenant}-{organization}-{role}", tenant=tenant, path=PATHS[tenant],
        organization=organization, role=role, **days,
    )  # fmt: skip


def a_user(number, *assignments, disabled=False):
    return User(
        id=f"u{number}", username=f"can.bo.{number}", name="Nông Thị Hoa", disabled=disabled,
        created_at=datetime(2026, 1, 1, tzinfo=UTC), assignments=assignments,
    )  # fmt: skip


USERS = [
    a_user(1, held(valid_from=SPRING), held("d064", "mttq", Role.OFFICER)),
    a_user(2, held(role=Role.VIEWER, valid_from=SPRING), held(role=Role.OFFICER, valid_to=MAY)),
    a_user(3, held("d064", "phu_nu", Role.APPROVER), disabled=True),
    a_user(4, held("p06", "phu_nu", Role.APPROVER, valid_to=MAY)),
]


@pytest.fixture(params=["fake", pytest.param("mongo", marks=pytest.mark.mongo)])
def bodies_of(request):
    if request.param == "fake":
        yield partial(InMemoryBodies, users=USERS)
        return
    with open_client(request.getfixturevalue("mongo_uri")) as client:
        database = open_database(client, request.getfixturevalue("database_name"))
        declare(database, DECLARATIONS)
        MongoUsers(database, OPERATOR).add(*USERS)
        yield partial(MongoBodies, database)


def scope_over(*sight):
    mine = Assignment(
        id="a", tenant="x", organization="mttq", role=Role.VIEWER, path=sight[0], paths=sight[:1],
        sight=sight,
    )  # fmt: skip
    return Scope(user="lan", assignments=(mine,))


@pytest.mark.parametrize(
    ("tenant", "organization", "role", "on", "there_is"),
    [
        ("c02050", "phu_nu", Role.APPROVER, TODAY, True),
        ("c02050", "phu_nu", Role.APPROVER, date(2017, 2, 28), False),
        ("c02050", "phu_nu", Role.OFFICER, TODAY, False),
        ("c02050", "phu_nu", Role.OFFICER, MAY, True),
        ("c02050", "mttq", Role.APPROVER, TODAY, False),
        ("d064", "mttq", Role.OFFICER, TODAY, True),
        ("p06", "mttq", Role.OFFICER, TODAY, False),
        ("p06", "phu_nu", Role.APPROVER, TODAY, False),
    ],
)
def test_a_role_is_held_in_the_very_tenant_and_organization_while_it_is_in_force(
    bodies_of, tenant, organization, role, on, there_is
):
    bodies = bodies_of(scope_over("vn/p02/"))
    asked = {"organization": organization, "role": role, "on": on}

    assert bodies.holds(paths=[PATHS[tenant]], **asked) is there_is


def test_who_is_disabled_holds_no_role_that_counts(bodies_of):
    bodies = bodies_of(OPERATOR)

    assert not bodies.holds(
        paths=[PATHS["d064"]], organization="phu_nu", role=Role.APPROVER, on=TODAY
    )


def test_any_path_the_tenant_ever_had_counts(bodies_of):
    bodies = bodies_of(OPERATOR)
    asked = {"organization": "phu_nu", "role": Role.APPROVER, "on": TODAY}

    assert bodies.holds(paths=["vn/p19/c02050/", PATHS["c02050"]], **asked)
    assert not bodies.holds(paths=[], **asked)


def test_each_body_is_told_with_the_days_of_its_assignments_whoever_holds_them(bodies_of):
    terms = bodies_of(OPERATOR).terms(prefixes=["vn/"])

    assert {body: set(days) for body, days in terms.items()} == {
        Body("c02050", "phu_nu"): {SINCE_SPRING, TILL_MAY},
        Body("d064", "mttq"): {Term()},
        Body("d064", "phu_nu"): {Term()},
        Body("p06", "phu_nu"): {TILL_MAY},
    }
    assert sorted(map(len, terms.values())) == [1, 1, 1, 2]


def test_terms_are_narrowed_by_place_and_by_organization(bodies_of):
    bodies = bodies_of(OPERATOR)

    assert set(bodies.terms(prefixes=["vn/p06/d064/c02050/"])) == {Body("c02050", "phu_nu")}
    assert set(bodies.terms(prefixes=["vn/p06/"], organizations={"mttq"})) == {Body("d064", "mttq")}
    assert bodies.terms(prefixes=["vn/p06/"], organizations=[]) == {}
    assert bodies.terms(prefixes=[]) == {}


def test_terms_out_of_sight_are_not_told(bodies_of):
    commune = bodies_of(scope_over(PATHS["c02050"]))

    assert set(commune.terms(prefixes=["vn/"])) == {Body("c02050", "phu_nu")}
    assert bodies_of(Scope(user="lan")).terms(prefixes=["vn/"]) == {}
