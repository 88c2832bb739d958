"""Last year's model kept up once more, after the first attempt was given up."""

from __future__ import annotations

from datetime import date

import pytest

from tests.api.main_job import submitted
from tests.api.places import LUONG_BANG
from tests.web.form_filling import id_of, press


@pytest.mark.parametrize("way", ["xoa", "rut"])
def test_a_model_can_be_kept_up_again_after_the_first_attempt_was_given_up(web, way):
    maker = web.api.make_user(LUONG_BANG, "phu_nu", "officer")
    earlier = submitted(maker)["id"]
    officer = web.on(date(2018, 2, 1)).sign_in(maker.username)
    first = officer.post(f"/dang-ky/tiep-tuc/{earlier}")
    if way == "rut":
        press(first, officer, "gui=1")
    asked = officer.get(f"/dang-ky/{id_of(first)}/{way}")
    reason = {"reason": "Ghi nhầm năm."}
    done = officer.post(f"/dang-ky/{id_of(first)}/buoc-tiep", asked.form("buoc-tiep") | reason)
    assert done.status == 200, done.main

    again = officer.post(f"/dang-ky/tiep-tuc/{earlier}")

    assert again.status == 200, again.main
    assert again.address.endswith("/xem-lai")
    assert id_of(again) != id_of(first)
    assert id_of(officer.post(f"/dang-ky/tiep-tuc/{earlier}")) == id_of(again)
