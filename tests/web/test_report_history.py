"""Who reads what was done to a report."""

from __future__ import annotations

from datetime import date

import pytest

from tests.api.places import LUONG_BANG

START = "/bao-cao/lap/2017-H1"


@pytest.fixture
def today() -> date:
    """While the report of the first half is due."""
    return date(2017, 7, 5)


def test_what_was_done_before_a_report_was_sent_is_known_to_its_own_people_only(web):
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")
    front = web.visitor(LUONG_BANG, "mttq", "approver")
    form = officer.get(START).form("/bao-cao/lap")
    draft = officer.post(START, form | {"parts.ket_qua": "Trồng 700 m.", "viec": "luu"})
    form = draft.form("/bao-cao/")
    officer.post(draft.address, form | {"parts.ket_qua": "Trồng 900 m.", "viec": "luu"})
    form = officer.get(draft.address).form("/bao-cao/")
    sent = officer.post(draft.address, form | {"viec": "gui"})
    number = draft.address.rsplit("/", 1)[1]

    acts = [len(page.soup.select(".hist li")) for page in (sent, front.get(f"/bao-cao/{number}"))]

    assert acts == [3, 1]
