"""What is left of a registration when it is shown to somebody who may not see all of it."""

from dataclasses import fields
from datetime import date

import pytest

from core.domain.access import View
from core.domain.masking import masked
from core.domain.registrations import InKind, Money, Partner, Place, Quantity

from ..fakes.registrations import a_registration

PERSONAL_ANSWERS = frozenset({"nguoi_quan_ly"})
WHOLE = a_registration(
    number=7, themes=frozenset({"giam_ngheo"}), places=(Place(area="Nà Cà"),),
    starts_on=date(2017, 3, 1), ends_on=date(2017, 11, 30),
    scale=(Quantity(amount=7, unit="m"),), funding=(Money(source="khac", amount=1),),
    in_kind=(InKind(kind="khac", amount=1, unit="cái"),), households=1,
    partners=(Partner(name="Trường"),), person_in_charge="Mai", phone="0912",
    continues="cũ", answers={"so_ho": 4, "nguoi_quan_ly": "Mai"}, note="ghi chú",
    recognised_on=date(2017, 12, 20), decision_number="12/QĐ", decision_on=date(2017, 12, 15),
    recognised_by="c02050", recognition_note="kín", copied_from="gốc", return_reason="thiếu",
)  # fmt: skip
TOLD_IN_SUMMARY = {
    "id", "tenant", "path", "organization", "year", "movement_type", "kind", "title", "stage",
    "content", "places", "status", "number", "late", "recognised_on", "recognised_by",
    "decision_number", "decision_on",
}  # fmt: skip


def left(view):
    return masked(WHOLE, view, personal_answers=PERSONAL_ANSWERS)


def test_in_full_only_what_is_personal_is_missing():
    shown = left(View.FULL)
    assert (shown.person_in_charge, shown.phone) == (None, None)
    assert shown.answers == {"so_ho": 4}
    assert shown.funding == WHOLE.funding


def test_those_it_concerns_see_all_of_it():
    assert left(View.PERSONAL) is WHOLE


@pytest.mark.parametrize("name", sorted(f.name for f in fields(WHOLE)))
def test_a_summary_says_what_consultation_needs_and_nothing_that_was_stated_beyond(name):
    shown, whole = getattr(left(View.SUMMARY), name), getattr(WHOLE, name)
    stated_beyond = name in {
        "themes", "starts_on", "ends_on", "scale", "funding", "in_kind", "households", "partners",
        "person_in_charge", "phone", "continues", "answers", "note",
        "recognition_note", "copied_from",
        "return_reason", "results",
    }  # fmt: skip
    if name in TOLD_IN_SUMMARY:
        assert shown == whole
    if stated_beyond:
        assert not shown
