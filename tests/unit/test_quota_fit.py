"""Why an item counts for a quota or does not, and which types a quota is about at all."""

from core.domain.movements import Kind, MovementType, Stage
from core.domain.quota_fit import is_about, misfit
from core.domain.quotas import AllOf, AnyOf, AtLeast, Filter, Quota, Source, Trait, Wording

SOURCE = Source(document="01/KH-THU", clause="I.1", sentence="Duy trì một mô hình.")
MODEL = frozenset({Kind.MODEL})


def a_type(code="thu.a", kinds=frozenset(Kind), themes=frozenset(), optional=frozenset()):
    return MovementType(
        code=code, title="Loại", movement="thu.m", kinds=kinds, contents=frozenset({3}),
        themes=themes, optional_themes=optional,
    )  # fmt: skip


def a_clause(*types, themes=frozenset(), wording=frozenset({Wording.KEEP})):
    wanted = Filter(movement_types=frozenset(types), themes=themes, wording=wording)
    return AtLeast(n=1, label="mô hình", filter=wanted)


def a_quota(clause, **changes):
    given = {"code": "thu.q", "label": "q", "organization": "thu", "clause": clause}
    return Quota(source=SOURCE, **given | changes)


def a_trait(code="thu.a", kind=Kind.MODEL, stage=Stage.MAINTAINED, themes=frozenset()):
    return Trait(
        organization=code.partition(".")[0], movement_type=code, kind=kind, stage=stage, content=3,
        themes=themes,
    )  # fmt: skip


def test_a_quota_is_about_the_types_that_one_of_its_clauses_names():
    quota = a_quota(AnyOf(clauses=(a_clause("thu.a"), a_clause("thu.b"))))

    assert is_about(quota, a_type("thu.a"))
    assert is_about(quota, a_type("thu.b"))
    assert not is_about(quota, a_type("thu.c"))


def test_a_quota_is_about_no_type_that_cannot_have_its_kind_or_its_theme():
    green = a_quota(a_clause(themes=frozenset({"bao_ve_moi_truong"})))

    assert not is_about(green, a_type(kinds=frozenset({Kind.TASK})))
    assert not is_about(green, a_type())
    assert is_about(green, a_type(optional=frozenset({"bao_ve_moi_truong"})))


def test_a_quota_is_about_its_owners_types_only():
    quota = a_quota(a_clause(), shared_with=frozenset({"ban"}))

    assert is_about(quota, a_type("ban.a"))
    assert not is_about(quota, a_type("nguoi_khac.a"))


def test_an_item_that_counts_has_no_misfit():
    assert misfit(a_quota(a_clause("thu.a")), a_trait(), a_type()) is None


def test_the_stage_is_told_when_it_is_what_the_plan_does_not_count():
    found = misfit(a_quota(a_clause("thu.a")), a_trait(stage=Stage.NEW), a_type())

    assert found is not None
    assert (found.wording, found.kinds, found.themes) == (frozenset({Wording.KEEP}), set(), set())


def test_kind_and_theme_are_told_as_well():
    quota = a_quota(a_clause(themes=frozenset({"x"})))
    of_type = a_type(optional=frozenset({"x"}))

    found = misfit(quota, a_trait(kind=Kind.TASK), of_type)

    assert found is not None
    assert (found.kinds, found.themes, found.size) == (MODEL, {"x"}, 2)


def test_of_several_clauses_the_nearest_one_is_told():
    quota = a_quota(AllOf(clauses=(a_clause("thu.a", themes=frozenset({"x"})), a_clause("thu.a"))))
    of_type = a_type(optional=frozenset({"x"}))

    found = misfit(quota, a_trait(stage=Stage.NEW), of_type)

    assert found is not None
    assert found.themes == frozenset()
