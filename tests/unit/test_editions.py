"""What was signed off: any flip is found, and amendments replay to what stands now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.domain.edition_faults import Sealed, amended_in, faults_of
from core.domain.editions import (
    SHELF,
    Edition,
    canonical,
    rows_in,
    sha256_of,
    shelved,
    told_of,
)
from core.domain.figures import Figures
from core.domain.item_rows import (
    added_up,
    applied,
    difference,
    fields_changed,
    figures_in,
    told,
    told_with_measures,
)
from core.domain.movements import AddsUp, Measure

Row = dict[str, Any]

MEASURES = {
    "duong_hoa": Measure(code="duong_hoa", label="Đường hoa", unit="m"),
    "do_sau": Measure(code="do_sau", label="Độ sâu", unit="m", adds_up=AddsUp.MAX),
}
RULES = {
    code: {"unit": one.unit, "decimals": one.decimals, "adds_up": one.adds_up.value}
    for code, one in MEASURES.items()
}
amounts = st.integers(min_value=1, max_value=10**12)
values = st.one_of(amounts, st.just(0))
figures = st.fixed_dictionaries(
    {"registered": amounts},
    optional={
        "households": amounts, "spent_funding": amounts, "sum.duong_hoa": amounts,
        "max.do_sau": values,
    },
)  # fmt: skip
states = st.dictionaries(st.sampled_from([f"{n:02}" for n in range(12)]), figures)


def rows(state: dict[str, dict[str, int]], title: str = "Đường hoa") -> dict[str, Row]:
    return {
        each: {
            "id": each, "number": f"PN-{each}/2017", "title": title, "organization": "phu_nu",
            "tenant": "c02062", "content": 3, "movement_type": "phu_nu.ba_sach",
            "kind": "mo_hinh", "figures": told_figures,
        }
        for each, told_figures in state.items()
    }  # fmt: skip


def sealed(state: dict[str, Row]) -> Sealed:
    """Return an edition of *state* as it is signed: everything agrees."""
    shelves = shelved(state.values())
    content = {
        "items": told_of(shelves),
        "rules": {"measures": RULES},
        "figures": {
            name: {
                "totals": told_with_measures(
                    added_up(state.values(), in_period=name == "in_period"), MEASURES
                )
            }
            for name in ("cumulative", "in_period")
        },
        "amends": None,
    }
    text = canonical(content)
    edition = Edition(
        report="r", number=0, path="vn/p06/", organization="mttq", text=text,
        sha256=sha256_of(text), frozen_at=datetime(2017, 7, 20, 9, tzinfo=UTC),
        frozen_on=date(2017, 7, 20), frozen_by="u",
    )  # fmt: skip
    return Sealed(edition=edition, shelves=shelves, recorded=edition.sha256, named=edition.sha256)


@given(st.lists(states, min_size=1, max_size=6))
def test_amendments_replayed_in_order_give_what_stands_now(
    told_states: list[dict[str, dict[str, int]]],
) -> None:
    signed = replayed = rows(told_states[0])
    for state in told_states[1:]:
        now = rows(state)
        replayed = applied(replayed, difference(signed, now))
        signed = now
    assert replayed == rows(told_states[-1])
    assert added_up(replayed.values()) == added_up(rows(told_states[-1]).values())


@given(states, states)
@example({"00": {"registered": 1}}, {"00": {"registered": 1, "max.do_sau": 0}})
def test_what_differs_is_told_with_both_sides_and_nothing_else(
    one: dict[str, dict[str, int]], other: dict[str, dict[str, int]]
) -> None:
    before, now = rows(one), rows(other)
    changes = {change["id"]: change for change in difference(before, now)}
    assert changes.keys() == {k for k in {*one, *other} if one.get(k) != other.get(k)}
    assert all(fields_changed(change, MEASURES) for change in changes.values())


@given(states)
def test_a_corrected_title_changes_no_figure(state: dict[str, dict[str, int]]) -> None:
    assert difference(rows(state), rows(state, title="Đường hoa Nà Cà")) == []


@given(states)
def test_a_row_carries_its_figures_to_and_fro(state: dict[str, dict[str, int]]) -> None:
    for row in rows(state).values():
        assert told(figures_in(row)) == dict(sorted(row["figures"].items()))


def test_figures_are_told_in_the_unit_of_their_measure_and_those_before_the_period_apart() -> None:
    hectares = {"dien_tich": Measure(code="dien_tich", label="Diện tích", unit="ha", decimals=2)}
    was = rows({"01": {"registered": 1, "sum.dien_tich": 250}})["01"]
    now = was | {"figures": {"registered": 1, "sum.dien_tich": 300}, "before": {"households": 4}}
    (change,) = difference({"01": was}, {"01": now})
    assert fields_changed(change, hectares) == {
        "measures.dien_tich": (2.5, 3.0),
        "before.households": (0, 4),
    }


def test_what_the_period_added_is_the_difference_to_what_was_before() -> None:
    row = rows({"01": {"registered": 1, "households": 20}})["01"] | {"before": {"households": 15}}
    assert added_up([row]).households == 20
    assert added_up([row], in_period=True).households == 5


@pytest.mark.parametrize("text", ["{}", "[]", "0", "", '{"items": 1, "amends": null}'])
def test_a_text_that_is_no_edition_is_found_and_stops_nothing(text: str) -> None:
    whole = sealed(rows({"01": {"registered": 1}}))
    forged = replace(whole.edition, text=text, sha256=sha256_of(text))
    assert "changed" in [*faults_of(replace(whole, edition=forged))]
    assert amended_in(forged) is None


def test_zeros_are_not_told() -> None:
    assert told(Figures(registered=1)) == {"registered": 1}


@given(states)
def test_what_was_signed_agrees_with_itself(state: dict[str, dict[str, int]]) -> None:
    assert [*faults_of(sealed(rows(state)))] == []


@given(states.filter(bool), st.data())
def test_any_character_changed_in_what_was_signed_is_found(
    state: dict[str, dict[str, int]], data: st.DataObject
) -> None:
    whole = sealed(rows(state))
    place = data.draw(st.integers(0, len(whole.edition.text) - 1))
    text = _flipped(whole.edition.text, place)
    changed = replace(whole, edition=replace(whole.edition, text=text))
    assert [*faults_of(changed)] == ["changed"]
    shelf = whole.shelves[0]
    place = data.draw(st.integers(0, len(shelf.text) - 1))
    items = [shelf._replace(text=_flipped(shelf.text, place)), *whole.shelves[1:]]
    assert [*faults_of(replace(whole, shelves=items))] == ["items_changed"]


def test_a_text_changed_together_with_its_hash_is_found_by_who_recorded_it() -> None:
    whole = sealed(rows({"01": {"registered": 1}}))
    text = whole.edition.text.replace('"registered":1', '"registered":2')
    forged = replace(whole.edition, text=text, sha256=sha256_of(text))
    assert [*faults_of(replace(whole, edition=forged))] == ["unrecorded", "sums"]


def test_an_edition_nobody_recorded_and_items_that_are_gone_are_found() -> None:
    whole = sealed(rows({"01": {"registered": 1}, "02": {"registered": 1}}))
    assert [*faults_of(replace(whole, recorded=None))] == ["unrecorded"]
    assert [*faults_of(replace(whole, named="0" * 64))] == ["unrecorded"]
    assert [*faults_of(replace(whole, shelves=[]))] == ["items_lost"]


def test_many_items_lie_on_several_shelves_in_the_order_of_their_ids() -> None:
    state = {f"{n:05}": {"registered": 1} for n in range(2 * SHELF + 1)}
    shelves = shelved(reversed(rows(state).values()))
    assert [shelf.size for shelf in shelves] == [SHELF, SHELF, 1]
    assert [row["id"] for row in rows_in(shelves)] == sorted(state)


def test_the_canonical_text_keeps_vietnamese_as_it_is_and_sorts_its_keys() -> None:
    assert canonical({"b": 1, "a": "Nà Cà"}) == '{"a":"Nà Cà","b":1}'


def _flipped(text: str, place: int) -> str:
    return text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]
