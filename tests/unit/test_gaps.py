"""Where a missing item would stand: under which of the 05 nội dung."""

from core.domain.gaps import by_content, contents_asked, shortages
from core.domain.movements import Kind, MovementType
from core.domain.quota_rules import TenantFacts
from core.domain.quotas import AllOf, AnyOf, AtLeast, Filter, Quota, Source
from core.domain.verdicts import judge

SOURCE = Source(document="129/KH-MTTQ-BTT", clause="II.5", sentence="…")
COMMUNE = TenantFacts(type="xã")


def a_type(code, *contents, themes=(), optional=()):
    return MovementType(
        code=f"hoi.{code}",
        title=code,
        movement="hoi.phong_trao",
        kinds=frozenset({Kind.MODEL}),
        contents=frozenset(contents),
        themes=frozenset(themes),
        optional_themes=frozenset(optional),
    )


POVERTY, ORDER = a_type("giam_ngheo", 1), a_type("an_ninh", 4)
FAMILY = a_type("gia_dinh", 1, 2, 4, themes={"gia_dinh"}, optional={"moi_truong"})
CLEAN = a_type("sach", 3, themes={"moi_truong"})
TYPES = (POVERTY, ORDER, FAMILY, CLEAN)


def one_of(of_type):
    return AtLeast(
        n=1, label=of_type.title, filter=Filter(movement_types=frozenset({of_type.code}))
    )


def lacking(clause, organization="hoi"):
    quota = Quota(code="hoi.q", label="q", organization=organization, clause=clause, source=SOURCE)
    return list(shortages([judge(quota, COMMUNE, {})], TYPES))


def test_things_that_are_all_owed_stand_each_under_its_own_content():
    found = lacking(AllOf(clauses=(one_of(POVERTY), one_of(ORDER))))
    assert [one.contents for one in found] == [{1}, {4}]
    assert [[part.label for part in one.lack.parts] for one in found] == [
        ["giam_ngheo"],
        ["an_ninh"],
    ]


def test_things_of_which_one_would_do_stay_together():
    (found,) = lacking(AnyOf(clauses=(one_of(FAMILY), one_of(CLEAN))))
    assert found.contents == {1, 2, 3, 4}
    assert len(found.lack.parts) == 2


def test_what_fits_several_contents_goes_where_nothing_is_yet():
    found = lacking(AnyOf(clauses=(one_of(FAMILY), one_of(CLEAN))))
    assert list(by_content(found, empty=(2, 4, 5))) == [2]
    assert by_content(found, empty=(5,)) == {}


def test_what_fits_one_content_stands_there_even_beside_items():
    found = lacking(one_of(ORDER))
    assert by_content(found, empty=(1, 2)) == {4: found}


def test_types_that_always_have_the_theme_go_before_those_that_may():
    wanted = AtLeast(n=1, label="", filter=Filter(themes=frozenset({"moi_truong"})))
    assert contents_asked(wanted, {"hoi"}, TYPES) == {3}
    assert contents_asked(wanted, {"hoi"}, (POVERTY, FAMILY)) == {1, 2, 4}


def test_types_of_others_say_nothing_of_what_an_organization_owes():
    assert contents_asked(one_of(ORDER), {"doan"}, TYPES) == frozenset()
