"""Two sides tell of the same registrations: who tells otherwise is found, in any order."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from core.domain.testimony import COMPARTMENTS, GONE, compared, digest, laid_down

STATE = {"id": "a1", "year": 2017, "stage": None, "themes": ["nuoc_sach"], "counted": True}
SAME, OTHER = digest(STATE), digest(STATE | {"year": 2018})


def differing(stored, recorded):
    """Compare compartment by compartment; return all ids that differ and the number told of."""
    left, right = laid_down(stored), [laid_down(lines) for lines in recorded]
    found, number = set(), 0
    for compartment in range(COMPARTMENTS):
        of_one = [left[compartment]] if compartment in left else []
        others = [each[compartment] for each in right if compartment in each]
        ids, told = compared(of_one, others)
        found |= ids
        number += told
    return found, number


def test_what_both_tell_alike_agrees():
    recorded = [("a1", 1, "2026", OTHER), ("a1", 2, "2026", SAME), ("b2", 1, "2026", GONE)]
    assert differing([("a1", 2, "", SAME)], [recorded]) == (set(), 2)


def test_another_state_another_version_and_a_missing_side_differ():
    recorded = [(name, 1, "2026", SAME) for name in ("a", "b", "c")]
    stored = [("a", 1, "", OTHER), ("b", 2, "", SAME), ("d", 1, "", SAME)]
    assert differing(stored, [recorded]) == ({"a", "b", "c", "d"}, 4)


def test_what_was_removed_must_not_be_stored():
    assert differing([("a", 1, "", SAME)], [[("a", 1, "2026", GONE)]]) == ({"a"}, 1)


def test_what_is_no_plain_value_agrees_with_nothing():
    unreadable = digest({"year": Decimal(1)})
    assert differing([("a", 1, "", unreadable)], [[("a", 1, "x", unreadable)]]) == ({"a"}, 1)


def test_a_state_of_other_types_or_in_another_order_is_looked_at_again():
    assert digest({"counted": 1}) != digest({"counted": True})
    assert digest({"a": 1, "b": 2}) != digest({"b": 2, "a": 1})


@given(st.permutations([("a", v, at, digest({"v": v, "at": at})) for v in (1, 2) for at in "xy"]))
def test_the_last_told_counts_in_whichever_chain_it_stands(lines):
    stored = [("a", 2, "", digest({"v": 2, "at": "y"}))]
    assert differing(stored, [lines[:2], lines[2:]]) == (set(), 1)
