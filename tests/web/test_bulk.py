"""Acts on many records at once, one of which is not one's own business."""

from __future__ import annotations

from datetime import date

import pytest

from tests.api.places import LUONG_BANG


@pytest.fixture
def today() -> date:
    """While the report of the first half is due."""
    return date(2017, 7, 5)


@pytest.mark.parametrize("order", [1, -1])
def test_what_is_out_of_sight_keeps_nothing_from_being_done_and_said(web, order):
    officer = web.visitor(LUONG_BANG, "phu_nu", "officer")
    front = web.visitor(LUONG_BANG, "mttq", "approver")
    begun = officer.get("/bao-cao/lap/2017-H1")
    sent = begun.form("/bao-cao/lap") | {"parts.ket_qua": "Trồng 700 m.", "viec": "gui"}
    officer.post("/bao-cao/lap/2017-H1", sent)
    form = front.get("/bao-cao?ky=2017-H1").form("/tiep-nhan")
    mine = [box["value"] for box in front.get("/bao-cao?ky=2017-H1").soup.select("input[name=muc]")]

    done = front.post("/bao-cao/tiep-nhan", form | {"muc": [*mine, "f" * 32 + ":1"][::order]})

    assert done.status == 409
    assert "Đã tiếp nhận 1 báo cáo." in done.text
    assert "Chưa tiếp nhận được 1 báo cáo" in done.main
