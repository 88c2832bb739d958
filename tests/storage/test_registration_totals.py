"""A page of a list and its total, read together: both are of what the scope sees."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.access import OPERATOR, Scope
from core.domain.movements import Stage
from core.domain.registration_search import Page, RegistrationFilter
from core.domain.registrations import Place
from core.storage.registrations import MongoRegistrations

from ..fakes.registrations import PATHS, InMemoryRegistrations, a_registration, an_assignment

MOVED = ("vn/p02/", PATHS["c02050"])
"""What a province sees to which a commune of another has come."""


def a_scope(*assignments):
    return Scope(user="someone", assignments=assignments)


SCOPES = [
    a_scope(*assignments)
    for assignments in (
        [an_assignment("p06", "mttq")],
        [an_assignment("p06", "phu_nu")],
        [an_assignment("d064", "mttq")],
        [an_assignment("c02050", "phu_nu")],
        [an_assignment("c02050", "mttq"), an_assignment("d060", "nong_dan")],
        [an_assignment("p02", "mttq", sight=MOVED)],
        [an_assignment("vn", "mttq")],
        [],
    )
]
some_rows = st.lists(
    st.builds(
        a_registration,
        st.sampled_from(["c02050", "c01840", "c00700", "d064", "p06", "vn"]),
        organization=st.sampled_from(["mttq", "phu_nu", "nong_dan"]),
        year=st.sampled_from([2017, 2018]),
        at=st.integers(1, 3),
        late=st.booleans(),
        places=st.sampled_from([(), (Place(tenant="c02050"),)]),
        submitted_on=st.sampled_from([None, date(2017, 2, 1)]),
        stage=st.sampled_from([Stage.PILOT, Stage.MAINTAINED]),
        recognised_on=st.sampled_from([None, date(2017, 6, 1)]),
    ),
    max_size=8,
)
some_filters = st.builds(
    RegistrationFilter,
    prefixes=st.sampled_from([(), ("vn/",), ("vn/p06/",), MOVED]),
    organization=st.sampled_from([None, "mttq", "phu_nu"]),
    year=st.sampled_from([None, 2017]),
    late=st.sampled_from([None, True, False]),
    counted=st.booleans(),
    stage=st.sampled_from([None, "mo_hinh_diem"]),
    recognised=st.sampled_from([None, True, False]),
)
some_pages = st.builds(
    Page, limit=st.integers(1, 4), skip=st.integers(0, 5), oldest_first=st.booleans()
)


@pytest.mark.mongo
@settings(
    max_examples=60, deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    rows=some_rows, scope=st.sampled_from(SCOPES), wanted=some_filters, page=some_pages,
    up_to=st.integers(1, 9),
)  # fmt: skip
def test_a_page_and_its_total_are_what_the_scope_sees(database, rows, scope, wanted, page, up_to):
    database["registrations"].delete_many({})
    everything, kept = MongoRegistrations(database, OPERATOR), {}
    for number, row in enumerate(rows, start=1):
        kept[f"r{number}"] = replace(row, id=f"r{number}")
        everything.add(kept[f"r{number}"])
    by_hand = InMemoryRegistrations(scope, kept).page(wanted, page, up_to=up_to)
    assert MongoRegistrations(database, scope).page(wanted, page, up_to=up_to) == by_hand


@pytest.mark.mongo
def test_a_total_that_the_page_shows_is_not_counted_again(database):
    seen = MongoRegistrations(database, a_scope(an_assignment("p06", "mttq")))
    for number in (1, 2, 3):
        seen.add(a_registration(number=number, at=number))
    narrow = RegistrationFilter(organization="phu_nu", year=2017)

    database.command("profile", 2)
    whole = seen.page(narrow, Page(limit=4), up_to=10)
    full = seen.page(narrow, Page(limit=2), up_to=10)
    database.command("profile", 0)

    assert [len(rows) for rows, _ in (whole, full)] == [3, 2]
    assert [total for _, total in (whole, full)] == [3, 3]
    counts = database["system.profile"].find({"command.count": "registrations"})
    assert [row["docsExamined"] for row in counts] == [0]
