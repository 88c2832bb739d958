"""What was exported of the trail's ends is trusted as it was sealed, and in no other form."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.audit_heads import AuditHeads, HeadsUnsealedError, sealed, unsealed

KEY = b"a-key-that-is-known-to-tests-only"
HEADS = AuditHeads(
    at=datetime(2026, 3, 1, 8, tzinfo=UTC), chains={"a": (5, "f" * 64), "b": (0, "0" * 64)}
)


def test_what_was_sealed_is_read_back():
    assert unsealed(sealed(HEADS, key=KEY), key=KEY) == HEADS


@pytest.mark.parametrize(
    "change",
    [
        {"at": "2020-01-01T00:00:00+00:00"},
        {"chains": {}},
        {"chains": {"a": {"sequence": 4, "hash": "f" * 64}}},
        {"seal": "0" * 64},
        {"seal": "ơ"},
        {"more": 1},
    ],
)
def test_what_was_changed_is_not_trusted(change):
    told = json.loads(sealed(HEADS, key=KEY)) | change
    with pytest.raises(HeadsUnsealedError):
        unsealed(json.dumps(told), key=KEY)


def test_who_does_not_have_the_key_cannot_seal():
    with pytest.raises(HeadsUnsealedError):
        unsealed(sealed(HEADS, key=b"another"), key=KEY)


@given(
    st.text(max_size=200) | st.sampled_from(["[]", "{}", "null", '"a"', '{"seal": 1}', "[" * 9999])
)
def test_anything_else_is_not_trusted_either(text):
    with pytest.raises(HeadsUnsealedError):
        unsealed(text, key=KEY)
