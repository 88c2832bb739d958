"""The frame of the pages, whoever looks."""

import pytest


def test_a_page_nobody_made_says_so_in_vietnamese_and_leads_home(web):
    page = web.nobody().get("/khong-co-trang-nay")

    assert page.status == 404
    assert "Không tìm thấy trang này, hoặc trang thuộc địa bàn khác." in page.main
    assert "/" in page.links()


def test_a_program_still_gets_json_for_what_is_not_there(web):
    answer = web.app.test_client().get("/api/nothing")

    assert answer.status_code == 404
    assert answer.json["reason"] == "http_404"


def test_a_page_may_load_only_what_it_brings_and_is_kept_by_no_cache(web):
    answer = web.nobody().get("/dang-nhap").answer

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_two_pages_never_share_a_nonce(web):
    first, second = (web.nobody().get("/dang-nhap").answer for _ in range(2))

    assert first.headers["Content-Security-Policy"] != second.headers["Content-Security-Policy"]


def test_a_form_that_another_site_sends_is_refused(web):
    answer = web.app.test_client().post("/dang-nhap", data={"username": "a", "password": "b"})

    assert answer.status_code == 400


@pytest.mark.parametrize("tiep", ["https://ke-gian.vn", "//ke-gian.vn", "/\\ke-gian.vn", "\n//x"])
def test_signing_in_never_leads_to_another_site(web, tiep):
    user = web.api.make_user("c02062", "phu_nu", "officer")
    visitor = web.nobody()

    page = visitor.post(
        "/dang-nhap",
        {"username": user.username, "password": "mật khẩu để thử", "tiep": tiep},
        follow=False,
    )

    assert page.answer.headers["Location"] == "/"
