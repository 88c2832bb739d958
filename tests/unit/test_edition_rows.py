"""Every number of an edition is the sum of the items it leads to, however it is cut."""

from hypothesis import given
from hypothesis import strategies as st

from core.domain.edition_rows import Cell, rows_of, tenants_below

PATHS = {"d1": "vn/p1/d1/", "c1": "vn/p1/d1/c1/", "c2": "vn/p1/d1/c2/", "d2": "vn/p1/d2/"}
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.text("ab", min_size=1, max_size=8),
            "title": st.text(max_size=3),
            "organization": st.sampled_from(["phu_nu", "nong_dan"]),
            "content": st.sampled_from([1, 2, None]),
            "movement_type": st.sampled_from(["a", "b"]),
            "tenant": st.sampled_from(sorted(PATHS)),
            "figures": st.dictionaries(
                st.sampled_from(["households", "agreed"]), st.integers(1, 9)
            ),
        }
    ),
    max_size=12,
)


def added(rows, figure="households"):
    return sum(row["figures"][figure] for row in rows)


@given(ROWS)
def test_the_rows_of_each_cut_share_out_those_of_the_sum(rows):
    whole = rows_of(rows, Cell(figure="households"))
    assert added(whole) == sum(row["figures"].get("households", 0) for row in rows)
    by_organization = (
        rows_of(rows, Cell(figure="households", organization=code))
        for code in ("phu_nu", "nong_dan")
    )
    by_type = (rows_of(rows, Cell(figure="households", movement_type=code)) for code in "ab")
    by_unit = (
        rows_of(rows, Cell(figure="households", tenants=tenants_below(PATHS, unit)))
        for unit in ("d1", "d2")
    )
    for cut in (by_organization, by_type, by_unit):
        assert sorted(row["id"] for part in cut for row in part) == sorted(
            row["id"] for row in whole
        )


@given(ROWS)
def test_the_largest_stand_first_and_what_is_nothing_does_not_stand(rows):
    values = [row["figures"]["agreed"] for row in rows_of(rows, Cell(figure="agreed"))]
    assert values == sorted(values, reverse=True)
    assert all(values)


def test_a_unit_has_what_lies_below_it_and_itself():
    assert tenants_below(PATHS, "d1") == {"d1", "c1", "c2"}
    assert tenants_below(PATHS, "gone") == {"gone"}
