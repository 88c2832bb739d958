from hypothesis import given
from hypothesis import strategies as st

from core.domain.coverage import Cell, Omission, coverage
from core.domain.movements import CONTENTS

COMMUNES = ("c02050", "c02053", "c02056")


def test_a_commune_where_nobody_has_submitted_anything_is_left_out_of_all_five_contents():
    seen = coverage({}, ["c02050"])

    assert seen.cells == ()
    assert seen.omissions == tuple(Omission(tenant="c02050", content=n) for n in (1, 2, 3, 4, 5))


def test_two_organizations_on_one_content_have_a_cell_each():
    seen = coverage({("c02050", 3, "phu_nu"): 2, ("c02050", 3, "doan_thanh_nien"): 1}, ["c02050"])

    assert seen.cells == (
        Cell(tenant="c02050", content=3, organization="doan_thanh_nien", registered=1),
        Cell(tenant="c02050", content=3, organization="phu_nu", registered=2),
    )
    assert [omission.content for omission in seen.omissions] == [1, 2, 4, 5]


def test_an_item_that_was_withdrawn_leaves_an_omission_behind():
    seen = coverage({("c02050", 1, "nong_dan"): 0}, ["c02050"])

    assert seen.cells == ()
    assert Omission(tenant="c02050", content=1) in seen.omissions


def test_an_item_of_the_province_covers_no_commune():
    seen = coverage({("p06", 1, "nong_dan"): 4}, ["c02050"])

    assert seen.cells == ()
    assert len(seen.omissions) == 5


registered = st.dictionaries(
    st.tuples(
        st.sampled_from([*COMMUNES, "p06"]),
        st.sampled_from(CONTENTS),
        st.sampled_from(["phu_nu", "nong_dan", "mttq"]),
    ),
    st.integers(0, 3),
)
communes = st.lists(st.sampled_from(COMMUNES), unique=True)


@given(registered, communes)
def test_every_commune_and_content_is_covered_or_left_out_and_never_both(items, asked):
    seen = coverage(items, asked)
    covered = {(cell.tenant, cell.content) for cell in seen.cells}
    left_out = [(omission.tenant, omission.content) for omission in seen.omissions]

    assert covered.isdisjoint(left_out)
    assert sorted([*covered, *left_out]) == sorted((c, n) for c in asked for n in CONTENTS)


@given(registered, communes)
def test_no_cell_is_empty_and_no_item_of_the_communes_is_lost(items, asked):
    seen = coverage(items, asked)

    assert all(cell.registered > 0 for cell in seen.cells)
    assert sum(cell.registered for cell in seen.cells) == sum(
        number for (tenant, _, _), number in items.items() if tenant in asked
    )


@given(st.data(), registered)
def test_the_order_of_registering_does_not_matter(data, items):
    shuffled = dict(data.draw(st.permutations(list(items.items()))))

    assert coverage(shuffled, COMMUNES) == coverage(items, COMMUNES)


@given(registered)
def test_pages_of_communes_make_the_whole(items):
    whole = coverage(items, COMMUNES)
    pages = [coverage(items, COMMUNES[:2]), coverage(items, COMMUNES[2:])]

    assert sum((page.cells for page in pages), start=()) == whole.cells
    assert sum((page.omissions for page in pages), start=()) == whole.omissions
