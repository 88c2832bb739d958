from collections import Counter
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.movements import Kind, Stage
from core.domain.quota_matching import counted, counts, filled, matched
from core.domain.quotas import AtLeast, Filter, Trait, Wording

HELP = "cuu_chien_binh.giup_nhau_giam_ngheo"
SECURITY = "cuu_chien_binh.an_ninh_to_quoc"


def an_item(movement_type=HELP, *, kind=Kind.MODEL, stage=Stage.NEW, themes=(), built=False):
    return Trait(
        organization="cuu_chien_binh",
        movement_type=movement_type,
        kind=kind,
        stage=stage,
        content=4,
        themes=frozenset(themes),
        built=built,
    )


def clause(n=1, **asked):
    return AtLeast(n=n, label="mô hình", filter=Filter(**asked))


def stages_that_count(*words, renewed_yearly=False, built=False):
    wanted = Filter(wording=frozenset(words))
    return {
        stage
        for stage in Stage
        if counts(wanted, an_item(stage=stage, built=built), renewed_yearly=renewed_yearly)
    }


def test_what_is_to_be_kept_may_be_kept_expanded_or_a_pilot():
    assert stages_that_count(Wording.KEEP) == {Stage.MAINTAINED, Stage.EXPANDED, Stage.PILOT}


def test_what_is_to_be_built_may_be_new_expanded_or_a_pilot():
    assert stages_that_count(Wording.BUILD) == {Stage.NEW, Stage.EXPANDED, Stage.PILOT}


def test_build_or_keep_counts_every_stage():
    assert stages_that_count(Wording.BUILD, Wording.KEEP) == set(Stage)
    assert stages_that_count() == set(Stage)


def test_a_model_built_in_an_earlier_year_still_counts_as_built():
    assert stages_that_count(Wording.BUILD, built=True) == set(Stage)


def test_a_model_built_in_an_earlier_year_does_not_count_where_building_is_owed_anew():
    counted_stages = stages_that_count(Wording.BUILD, built=True, renewed_yearly=True)

    assert counted_stages == {Stage.NEW, Stage.EXPANDED, Stage.PILOT}


def test_a_new_model_that_is_not_kept_yet_does_not_count_as_kept():
    assert Stage.NEW not in stages_that_count(Wording.KEEP, built=True)


@pytest.mark.parametrize("kind", [Kind.WORK, Kind.TASK])
def test_a_work_or_a_task_is_no_model(kind):
    assert not counts(Filter(), an_item(kind=kind), renewed_yearly=False)


def test_any_kind_counts_where_no_kind_is_asked_for():
    wanted = Filter(kinds=frozenset())

    assert all(counts(wanted, an_item(kind=kind), renewed_yearly=False) for kind in Kind)


def test_every_theme_asked_for_must_be_there():
    wanted = Filter(themes=frozenset({"bao_ve_moi_truong", "doi_song_van_hoa"}))
    one, both = (
        an_item(themes={"doi_song_van_hoa"}),
        an_item(themes=wanted.themes | {"khoi_nghiep"}),
    )

    assert not counts(wanted, one, renewed_yearly=False)
    assert counts(wanted, both, renewed_yearly=False)


def test_another_movement_type_does_not_count():
    wanted = Filter(movement_types=frozenset({SECURITY}))

    assert not counts(wanted, an_item(HELP), renewed_yearly=False)
    assert counted(wanted, {an_item(SECURITY): 3, an_item(HELP): 2}, renewed_yearly=False) == 3


def test_one_model_that_fits_both_sentences_serves_only_one():
    both = (clause(themes=frozenset({"giam_ngheo"})), clause(themes=frozenset({"an_ninh_trat_tu"})))
    model = an_item(themes={"giam_ngheo", "an_ninh_trat_tu"})

    assert matched(both, {model: 1}, renewed_yearly=False) == 1
    assert matched(both, {model: 2}, renewed_yearly=False) == 2


def test_the_model_that_fits_everything_leaves_the_sentence_another_can_serve():
    picky, easy = clause(themes=frozenset({"giam_ngheo"})), clause()
    versatile, plain = an_item(themes={"giam_ngheo"}), an_item()

    for clauses in ((picky, easy), (easy, picky)):
        assert filled(clauses, {versatile: 1, plain: 1}, renewed_yearly=False) == (1, 1)


def test_where_one_model_could_serve_either_sentence_the_first_one_gets_it():
    assert filled((clause(), clause()), {an_item(): 1}, renewed_yearly=False) == (1, 0)


MOVEMENT_TYPES, THEMES = (HELP, SECURITY), ("giam_ngheo", "an_ninh_trat_tu")


def subsets(values):
    return st.frozensets(st.sampled_from(values))


items = st.lists(
    st.builds(
        an_item,
        st.sampled_from(MOVEMENT_TYPES),
        kind=st.sampled_from([Kind.MODEL, Kind.WORK]),
        stage=st.sampled_from(Stage),
        themes=subsets(THEMES),
        built=st.booleans(),
    ),
    max_size=6,
)
clauses_of_a_quota = st.lists(
    st.builds(
        clause,
        st.integers(1, 3),
        movement_types=subsets(MOVEMENT_TYPES),
        kinds=subsets([Kind.MODEL, Kind.WORK]),
        themes=subsets(THEMES),
        wording=subsets(list(Wording)),
    ),
    max_size=4,
)


def by_trying_everything(clauses, rows, *, renewed_yearly):
    """Hand every item, one after the other, to nobody or to any clause with room."""

    @cache
    def best(item, room):
        if item == len(rows):
            return 0
        options = [best(item + 1, room)]
        for i, one in enumerate(clauses):
            if room[i] and counts(one.filter, rows[item], renewed_yearly=renewed_yearly):
                left = (*room[:i], room[i] - 1, *room[i + 1 :])
                options.append(1 + best(item + 1, left))
        return max(options)

    return best(0, tuple(one.n for one in clauses))


@given(clauses_of_a_quota, items, st.booleans())
def test_no_other_assignment_serves_more(clauses, rows, renewed_yearly):
    best = by_trying_everything(clauses, rows, renewed_yearly=renewed_yearly)

    assert matched(clauses, Counter(rows), renewed_yearly=renewed_yearly) == best


@given(clauses_of_a_quota, items)
def test_what_the_sentences_get_can_really_be_handed_out(clauses, rows):
    got = filled(clauses, Counter(rows), renewed_yearly=False)
    as_asked = [
        AtLeast(n=n, label="", filter=one.filter) for one, n in zip(clauses, got, strict=True)
    ]

    assert all(0 <= n <= one.n for one, n in zip(clauses, got, strict=True))
    assert sum(got) == matched(clauses, Counter(rows), renewed_yearly=False)
    assert by_trying_everything(as_asked, rows, renewed_yearly=False) == sum(got)


@given(st.data(), clauses_of_a_quota, items)
def test_the_order_of_sentences_does_not_change_how_many_are_served(data, clauses, rows):
    shuffled = data.draw(st.permutations(clauses))

    assert matched(shuffled, Counter(rows), renewed_yearly=False) == matched(
        clauses, Counter(rows), renewed_yearly=False
    )


@given(clauses_of_a_quota, items, items)
def test_one_more_item_serves_at_most_one_more_and_never_one_less(clauses, rows, more):
    before = matched(clauses, Counter(rows), renewed_yearly=False)
    after = matched(clauses, Counter(rows + more), renewed_yearly=False)

    assert before <= after <= before + len(more)


@given(items)
def test_two_models_serve_the_veterans_two_sentences_where_trying_every_pair_says_so(rows):
    poor, safe = (clause(themes=frozenset({theme})) for theme in THEMES)
    models = [row.themes for row in rows if row.kind is Kind.MODEL]
    a_pair_serves = any(
        THEMES[0] in a and THEMES[1] in b
        for i, a in enumerate(models)
        for j, b in enumerate(models)
        if i != j
    )

    assert (matched((poor, safe), Counter(rows), renewed_yearly=False) == 2) is a_pair_serves
