"""The list of what a quota counts: the database's condition says what the rule says of each."""

from itertools import product

import pytest

from core.domain.movements import Kind, Stage
from core.domain.quota_fit import serves
from core.domain.quotas import AnyOf, AtLeast, Filter, Quota, Source, Wording
from core.domain.registration_search import Page, RegistrationFilter

from ..fakes.registrations import a_draft, a_registration

WANTED = {
    "kept_or_built": Filter(),
    "built": Filter(wording=frozenset({Wording.BUILD})),
    "kept": Filter(wording=frozenset({Wording.KEEP})),
    "any_stage": Filter(wording=frozenset(), kinds=frozenset(Kind)),
    "of_a_theme": Filter(themes=frozenset({"moi_truong"})),
    "of_a_type": Filter(movement_types=frozenset({"phu_nu.ba_sach"}), kinds=frozenset()),
}


@pytest.mark.parametrize("renewed", [True, False])
@pytest.mark.parametrize("wanted", [*WANTED.values(), None], ids=[*WANTED, "either"])
def test_a_list_of_what_a_quota_counts_is_what_its_rule_counts(registrations, wanted, renewed):
    told = product(
        [*Stage], (Kind.MODEL, Kind.WORK), (True, False), (frozenset(), frozenset({"moi_truong"})),
        (("phu_nu", "phu_nu.ba_sach"), ("phu_nu", "phu_nu.khac"), ("nong_dan", "nong_dan.khac")),
    )  # fmt: skip
    for number, (stage, kind, built, themes, (body, movement_type)) in enumerate(told, start=1):
        registrations.add(
            a_registration(
                number=number, stage=stage, kind=kind, built=built, themes=themes,
                organization=body, movement_type=movement_type,
            )
        )  # fmt: skip
    registrations.add(a_draft(at=999, stage=None, content=None))
    clauses = [WANTED["of_a_theme"], WANTED["built"]] if wanted is None else [wanted]
    asked = tuple(AtLeast(n=1, label="", filter=each) for each in clauses)
    quota = Quota(
        code="phu_nu.q", label="q", organization="phu_nu", renewed_yearly=renewed,
        clause=AnyOf(clauses=asked) if wanted is None else asked[0],
        source=Source(document="", clause="", sentence=""),
    )  # fmt: skip
    found = registrations.search(RegistrationFilter(serves=quota), Page(limit=500))
    by_rule = {each.id for each in registrations.each() if serves(quota, each.trait())}
    assert {each.id for each in found} == by_rule
    assert by_rule
