"""What one reads when something fails while a page is being made."""

from __future__ import annotations

import pytest
from pymongo.errors import AutoReconnect

from core.web import shell
from tests.api.places import LUONG_BANG


@pytest.mark.parametrize(("failure", "status"), [(AutoReconnect("gone"), 503), (OSError(), 500)])
def test_a_failure_in_the_frame_of_a_page_is_said_in_a_page(web, monkeypatch, failure, status):
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")

    def failing(*_):
        raise failure

    monkeypatch.setattr(shell, "waiting", failing)
    page = officer.get("/dang-ky")

    assert page.status == status
    assert page.soup.find("h1")
    assert ("Retry-After" in page.answer.headers) is (status == 503)
