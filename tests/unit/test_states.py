"""Every state × act: where it leads, or that it is refused (api.md, «States»)."""

from itertools import product

import pytest

from core.domain.errors import ConflictError
from core.domain.registrations import COUNTED, Status
from core.domain.states import NEEDS_REASON, Action, after, refuse_edit

DRAFT, SUBMITTED, RETURNED, AGREED, WITHDRAWN = Status
POSSIBLE = {
    (DRAFT, "submit"): SUBMITTED,
    (RETURNED, "submit"): SUBMITTED,
    (SUBMITTED, "return"): RETURNED,
    (AGREED, "return"): RETURNED,
    (SUBMITTED, "agree"): AGREED,
    (AGREED, "reopen"): SUBMITTED,
    (SUBMITTED, "withdraw"): WITHDRAWN,
    (RETURNED, "withdraw"): WITHDRAWN,
    (AGREED, "withdraw"): WITHDRAWN,
    (AGREED, "recognise"): AGREED,
    (AGREED, "unrecognise"): AGREED,
    **{(status, "transfer"): status for status in Status if status is not WITHDRAWN},
    **{(status, "decline"): status for status in (SUBMITTED, RETURNED, AGREED)},
}


@pytest.mark.parametrize(("status", "action"), list(product(Status, Action)))
def test_every_pair_leads_where_the_contract_says_or_is_refused(status, action):
    expected = POSSIBLE.get((status, action.value))
    if expected is not None:
        assert after(status, action) is expected
        return
    with pytest.raises(ConflictError) as refused:
        after(status, action)
    assert refused.value.reason == "wrong_state"
    assert refused.value.params == {"status": status.value, "action": action.value}


def test_what_is_withdrawn_stays_so():
    assert not [pair for pair in POSSIBLE if pair[0] is WITHDRAWN]


def test_what_takes_something_from_an_organization_needs_a_reason():
    assert {action.value for action in NEEDS_REASON} == {
        "return", "withdraw", "transfer", "unrecognise",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("status", "reason"),
    [(DRAFT, None), (SUBMITTED, None), (RETURNED, None), (AGREED, "agreed"),
     (WITHDRAWN, "wrong_state")],
)  # fmt: skip
def test_what_is_agreed_or_withdrawn_cannot_be_edited(status, reason):
    if reason is None:
        refuse_edit(status)
        return
    with pytest.raises(ConflictError) as refused:
        refuse_edit(status)
    assert refused.value.reason == reason


def test_only_what_stands_submitted_or_agreed_counts():
    assert {SUBMITTED, AGREED} == COUNTED
