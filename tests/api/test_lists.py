"""Lists: narrowed, searched, walked to any length, and as a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.api.main_job import (
    HAPPY,
    POVERTY,
    WHOLE,
    agreed,
    drafted,
    on,
    problems,
    refused,
    submitted,
)
from tests.api.places import BAC_KAN, CHO_DON, LUONG_BANG, NGHIA_TA, PAC_NAM

if TYPE_CHECKING:
    from tests.api.conftest import Api, Caller


@pytest.fixture
def officer(api: Api) -> Caller:
    return api.make_user(LUONG_BANG, "phu_nu")


def listed(caller: Caller, **query: Any) -> list[str]:
    answer = caller.get("/registrations", **query)
    assert answer.status_code == 200, answer.json
    return [row["title"] for row in answer.json or []]


def test_newest_first(officer: Caller) -> None:
    for title in ("Một", "Hai", "Ba"):
        drafted(officer, title=title)
    assert listed(officer) == ["Ba", "Hai", "Một"]


def test_a_list_is_narrowed_by_each_argument(api: Api, officer: Caller) -> None:
    front = api.make_user(BAC_KAN, "mttq")
    veterans = api.make_user(LUONG_BANG, "cuu_chien_binh")
    submitted(officer, title="một")
    submitted(on(api, officer, date(2017, 2, 20)), HAPPY, title="hai", content=2)
    agreed(veterans, front, POVERTY, title="ba", kind="phan_viec", stage="nhan_rong")
    submitted(api.make_user(NGHIA_TA, "phu_nu"), tenant=NGHIA_TA, title="bốn")
    submitted(api.make_user(CHO_DON, "phu_nu"), tenant=CHO_DON, title="năm",
              places=[{"detail": "toàn huyện"}])  # fmt: skip
    for query, titles in (
        ({}, "năm bốn ba hai một"),
        ({"tenant": LUONG_BANG}, "ba hai một"),
        ({"tenant": CHO_DON}, "năm bốn ba hai một"),
        ({"tenant": PAC_NAM}, ""),
        ({"organization": "cuu_chien_binh"}, "ba"),
        ({"organization": "cong_doan"}, ""),
        ({"year": 2017}, "năm bốn ba hai một"),
        ({"year": 2016}, ""),
        ({"movement_type": "phu_nu.gia_dinh_hanh_phuc"}, "hai"),
        ({"kind": "phan_viec"}, "ba"),
        ({"content": 2}, "hai"),
        ({"stage": "nhan_rong"}, "ba"),
        ({"status": "agreed"}, "ba"),
        ({"late": "true"}, "hai"),
        ({"late": "false"}, "năm bốn ba một"),
        ({"tenant": LUONG_BANG, "status": "submitted", "late": "false"}, "một"),
    ):  # fmt: skip
        assert listed(front, **query) == titles.split(), query


def test_what_cannot_be_asked_is_refused(officer: Caller) -> None:
    for name, value in (
        ("kind", "x"), ("stage", "x"), ("status", "x"), ("late", "x"), ("content", 6),
        ("year", "x"), ("page", 0), ("page_size", 201), ("page_size", 0), ("after", "x"),
        ("sort", "x"), ("q", "a"), ("q", "-- !"), ("q", "a."),
    ):  # fmt: skip
        assert set(problems(officer.get("/registrations", **{name: value}))) == {name}, value


def test_search_needs_no_diacritics_and_takes_the_last_word_as_begun(officer: Caller) -> None:
    submitted(officer, title="Đường hoa Nà Cà")
    submitted(officer, title="Đường cờ", places=[{"area": "Thôn Bản Hoá"}])
    submitted(officer, title="Tổ hoà giải")
    for words, titles in (
        ("duong hoa", ["Đường cờ", "Đường hoa Nà Cà"]),
        ("đường hoa nà", ["Đường hoa Nà Cà"]),
        ("HOA DUONG", ["Đường cờ", "Đường hoa Nà Cà"]),
        ("du", ["Đường cờ", "Đường hoa Nà Cà"]),
        ("na du", ["Đường hoa Nà Cà"]),
        ("duo hoa", []),
        ("hòa giải", ["Tổ hoà giải"]),
        ("ban hoa", ["Đường cờ"]),
        ("PN-01/2017", ["Đường hoa Nà Cà"]),
        ("pn-0", ["Tổ hoà giải", "Đường cờ", "Đường hoa Nà Cà"]),
        ("không có", []),
        (".*", None),
    ):
        if titles is not None:
            assert listed(officer, q=words) == titles, words


def test_pages_by_number_and_by_cursor_are_the_same(officer: Caller) -> None:
    for number in range(7):
        drafted(officer, title=f"Việc {number}")
    whole = listed(officer)
    pages = [officer.get("/registrations", page=page, page_size=3) for page in (1, 2, 3, 4)]
    assert [row["title"] for page in pages for row in page.json] == whole
    assert json.loads(pages[0].headers["X-Pagination"]) == {
        "total": 7, "page": 1, "page_size": 3, "total_pages": 3,
    }  # fmt: skip
    walked, query = [], {}
    for _ in range(3):
        page = officer.get("/registrations", page_size=3, **query)
        walked += [row["title"] for row in page.json]
        query = {"after": page.headers.get("X-Next", "")}
    assert walked == whole
    assert query == {"after": ""}


def test_what_is_entered_while_one_walks_moves_nothing(officer: Caller) -> None:
    for number in range(4):
        drafted(officer, title=f"Việc {number}")
    first = officer.get("/registrations", page_size=2)
    drafted(officer, title="Việc mới")
    after = officer.get("/registrations", page_size=2, after=first.headers["X-Next"])
    assert [row["title"] for row in after.json] == ["Việc 1", "Việc 0"]


def test_past_row_10000_one_walks_with_a_cursor(officer: Caller) -> None:
    assert officer.get("/registrations", page=50, page_size=200).status_code == 200
    refused(officer.get("/registrations", page=51, page_size=200), 422, "use_after")
    refused(officer.get("/registrations", page=10**8), 422, "use_after")


def test_a_list_never_answers_what_the_single_item_does_not(officer: Caller) -> None:
    item = submitted(officer, person_in_charge="Nông Thị Ngọc", phone="0912")
    row = officer.get("/registrations").json[0]
    single = officer.get(f"/registrations/{item['id']}").json
    assert "person_in_charge" not in row
    assert "phone" not in row
    shared = {name for name in row if name != "view"}
    assert {name: row[name] for name in shared} == {name: single[name] for name in shared}


def sheet(caller: Caller, **query: Any) -> list[dict[str, str]]:
    answer = caller.call(
        "GET", "/registrations", headers={"Accept": "text/csv"}, query_string=query
    )
    assert answer.content_type.startswith("text/csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_list_is_a_spreadsheet_too(officer: Caller) -> None:
    submitted(
        officer, households=42, funding=[{"source": "khac", "amount": 12_000_000}],
        places=[{"area": "Nà Cà"}, {"area": "Bản Vèn"}], phone="0912",
    )  # fmt: skip
    submitted(officer, title="Việc hai")
    rows = sheet(officer)
    assert [row["Tên"] for row in rows] == ["Việc hai", "Đường hoa Nà Cà"]
    row = rows[1]
    assert row["Số"] == "PN-01/2017"
    assert row["Địa điểm"] == "Nà Cà; Bản Vèn"
    assert row["Kinh phí dự kiến (đồng)"] == "12000000"
    assert (row["Số hộ"], row["Trạng thái"], row["Muộn"]) == ("42", "Đã gửi", "")
    assert "0912" not in str(rows)
    assert [row["Tên"] for row in sheet(officer, q="viec", page_size=1)] == ["Việc hai"]


def test_a_spreadsheet_runs_nothing_that_somebody_wrote(officer: Caller) -> None:
    for title in ("=HYPERLINK(1)", "+1", "-1", "@x"):
        drafted(officer, WHOLE, title=title)
    assert [row["Tên"] for row in sheet(officer)] == ["'@x", "'-1", "'+1", "'=HYPERLINK(1)"]
