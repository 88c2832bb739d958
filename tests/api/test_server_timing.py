"""An answer says how long the server took for it; a refusal tells nothing but itself."""

import re

from .places import LUONG_BANG


def test_an_answer_says_how_long_the_server_took(api):
    officer = api.make_user(LUONG_BANG, "phu_nu", "officer")
    told = officer.get("/organizations").headers["Server-Timing"]
    assert re.fullmatch(r"app;dur=[0-9]+\.[0-9]", told)


def test_who_is_refused_does_not_hear_how_long_that_took(api):
    officer = api.make_user(LUONG_BANG, "phu_nu", "officer")
    refused = officer.get("/registrations/no-such-registration")
    assert refused.status_code == 404
    assert "Server-Timing" not in refused.headers
