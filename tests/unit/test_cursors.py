"""A cursor is one of ours, or refused."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest

from core.domain.errors import InvalidError
from core.edge.cursors import cursor_of, read_cursor


def test_a_cursor_leads_back_to_its_row():
    at = datetime(2017, 2, 1, 8, 30, tzinfo=UTC)

    assert read_cursor(cursor_of(at, "a1b2")) == (at, "a1b2")
    assert read_cursor(None) is None


@pytest.mark.parametrize(
    "text",
    ["", "[", "[" * 5000, '["2017-02-01", 1]', '["2017-02-01", "\\ud800"]', '["x", "y"]', "1"],
)
def test_what_is_no_cursor_of_ours_is_refused(text):
    sent = urlsafe_b64encode(text.encode()).decode().rstrip("=")

    with pytest.raises(InvalidError):
        read_cursor(sent)
