"""«Thông báo»: the day's digest on its own page, its number in the head, its gist at home."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.api.places import BAC_KAN, LUONG_BANG
from tests.api.reminding import reminded

INBOX = "/thong-bao"


@pytest.fixture
def today() -> date:
    return date(2017, 2, 7)


@pytest.fixture
def officer(web):
    return web.visitor(LUONG_BANG, "phu_nu")


def bell(page):
    return page.soup.select_one(f'.top a[href="{INBOX}"]')


def test_before_anything_is_due_the_inbox_says_what_will_come(officer):
    page = officer.get(INBOX)

    assert "Chưa có thông báo nào" in page.main
    assert bell(officer.get("/viec")).get_text(strip=True) == "Thông báo"


def test_the_digest_is_counted_in_the_head_told_at_home_and_listed(web, officer):
    reminded(web.api)

    home = officer.get("/viec")
    assert bell(home).select_one(".dot").text == "1"
    assert bell(home).select_one(".visually-hidden").text == "Thông báo, 1 tin chưa đọc"
    assert "Nhắc việc hôm nay: 2 việc sắp đến hạn" in home.main

    page = officer.get(INBOX)
    assert "1 thông báo chưa đọc" in page.main
    assert "Nhắc việc ngày 7/2/2017" in page.main
    assert "2 việc sắp đến hạn." in page.main
    assert re.search(r"Tình hình lúc \d\d:\d\d ngày 7/2/2017", page.main)
    now = [link["href"] for link in page.soup.select("a") if "bây giờ" in link.text]
    assert "Việc của đơn vị" in officer.get(now[0]).main
    assert "Hội Phụ nữ xã Lương Bằng" in page.main
    assert "Đăng ký công trình, mô hình năm 2017 Hạn: hết ngày 14/2/2017 Còn 7 ngày" in page.main


def test_what_is_marked_as_read_is_counted_and_told_at_home_no_more(web, officer):
    reminded(web.api)
    page = officer.get(INBOX)

    action = next(f["action"] for f in page.soup.select("form") if "da-doc" in f["action"])
    after = officer.post(action, page.form("da-doc"))

    assert after.address == INBOX
    assert "Đã đánh dấu là đã đọc" in after.main
    assert "Không có thông báo chưa đọc" in after.main
    home = officer.get("/viec")
    assert bell(home).select_one(".dot") is None
    assert "Nhắc việc" not in home.main


def test_a_notice_to_somebody_else_is_neither_shown_nor_marked(web, officer):
    reminded(web.api)
    page = officer.get(INBOX)
    action = next(f["action"] for f in page.soup.select("form") if "da-doc" in f["action"])

    for stranger in (
        web.visitor(LUONG_BANG, "phu_nu", "admin"),
        web.visitor(BAC_KAN, "mttq", "approver"),
    ):
        assert stranger.post(action).status == 404
        assert "Chưa có thông báo nào" in stranger.get(INBOX).main
    assert "1 thông báo chưa đọc" in officer.get(INBOX).main


def test_all_roles_of_a_person_are_on_one_page_each_with_its_tasks(web, officer):
    web.api.make_user(LUONG_BANG, "mttq", "approver", username=officer.username)
    reminded(web.api)

    page = officer.get(INBOX)

    titles = [each.text for each in page.soup.select("main h3")]
    assert titles == ["Ban Thường trực Mặt trận xã Lương Bằng", "Hội Phụ nữ xã Lương Bằng"]
    leads = [link["href"] for link in page.soup.select("main .pb a")]
    assert leads == ["/v/mttq-luong-bang-duyet/viec", "/v/phu-nu-luong-bang/viec"]
    assert officer.get(leads[0]).status == 200


def test_a_notice_of_an_earlier_day_says_so_at_home(web, officer):
    reminded(web.api)

    home = web.on(date(2017, 2, 8)).sign_in(officer.username).get("/viec")

    assert "Nhắc việc ngày 7/2/2017: 2 việc sắp đến hạn" in home.main


def test_older_notices_are_on_further_pages(web, officer):
    for day in range(1, 13):
        web.api.platform.store.database["notices"].insert_one(kept(web, officer, day))

    first, second = officer.get(INBOX), officer.get(f"{INBOX}?trang=2")

    assert [h.text for h in second.soup.select("main h2")] == [
        "Nhắc việc ngày 2/1/2017",
        "Nhắc việc ngày 1/1/2017",
    ]
    assert len(first.soup.select("main h2")) == 10
    assert first.soup.select_one('a[rel="next"]')["href"].endswith("trang=2")


def kept(web, officer, day):
    """Return a notice of a day of January, as it is stored."""
    moment = web.api.platform.moment()
    me = web.api.sign_in(officer.username)
    return {
        "_id": f"thong-bao-{day}", "user": officer.id, "day": f"2017-01-{day:02d}",
        "made_at": moment.now.replace(day=day), "read_at": None,
        "assignments": list(me.assignments),
        "lines": [{
            "assignment": me.assignments[0], "kind": "register", "act": "register",
            "target": {"tenant": LUONG_BANG, "organization": "phu_nu", "year": 2017},
            "due": "2017-02-14", "params": {},
        }],
    }  # fmt: skip


def test_one_sets_the_address_of_ones_mails_and_takes_it_back(web, officer):
    wrong = officer.post("/tai-khoan/thu", {"email": "hoa@xa"})
    assert (wrong.status, "Chưa đúng một địa chỉ thư" in wrong.main) == (422, True)
    assert wrong.soup.select_one("#email")["value"] == "hoa@xa"

    done = officer.post("/tai-khoan/thu", {"email": " hoa@xa.example "})
    assert "Đã lưu địa chỉ thư" in done.main
    assert done.soup.select_one("#email")["value"] == "hoa@xa.example"
    assert "chưa được cài đặt để gửi thư" in done.main

    gone = officer.post("/tai-khoan/thu", {"email": ""})
    assert "Đã bỏ địa chỉ thư" in gone.main


def test_an_administrator_sets_the_days_of_a_unit(web):
    admin = web.visitor(BAC_KAN, "mttq", "admin")
    unit = f"/quan-tri/don-vi/{LUONG_BANG}"
    page = admin.get(unit)
    assert "theo cấp trên (14, 7, 3, 1, 0, -1, -7, -30)" in page.main

    form = page.form("thiet-lap")
    wrong = admin.post(f"{unit}/thiet-lap", form | {"reminder_days": "7, mai"})
    assert (wrong.status, "Chỉ ghi các số nguyên" in wrong.main) == (422, True)
    assert wrong.soup.select_one("#reminder_days")["value"] == "7, mai"
    far = admin.post(f"{unit}/thiet-lap", form | {"reminder_days": "365"})
    assert (far.status, "từ -90 đến 90" in far.main) == (422, True)

    done = admin.post(f"{unit}/thiet-lap", form | {"reminder_days": "5; 0, −3"})
    assert done.soup.select_one("#reminder_days")["value"] == "5, 0, -3"
    again = done.form("thiet-lap") | {"reminder_days": "Không"}
    none = admin.post(f"{unit}/thiet-lap", again)
    assert none.soup.select_one("#reminder_days")["value"] == "không"
    empty = none.form("thiet-lap") | {"reminder_days": ""}
    assert admin.post(f"{unit}/thiet-lap", empty).soup.select_one("#reminder_days")["value"] == ""


def test_an_administrator_keeps_the_address_of_a_user(web):
    admin = web.visitor(BAC_KAN, "mttq", "admin")
    officer = web.api.make_user(LUONG_BANG, "phu_nu")
    page = admin.get(f"/quan-tri/nguoi-dung/{officer.id}")
    (action,) = {f["action"] for f in page.soup.select("form") if f.select_one("#email")}

    done = admin.post(action, page.form(action) | {"email": "hoa@xa.example"})

    assert done.soup.select_one("#email")["value"] == "hoa@xa.example"
    assert officer.get("/me").json["email"] == "hoa@xa.example"
