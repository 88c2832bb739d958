"""Every number of the overview and of reports leads to a list of as many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qsl, urlsplit

import pytest

from core.app import create_app
from core.demonstration.accounts import PASSWORD
from core.demonstration.calendar import PRACTICE_DATE
from core.domain.access import OPERATOR
from core.domain.registration_search import Page as Rows
from core.domain.registration_search import Reached, RegistrationFilter
from core.domain.results import latest
from core.services.searching import wanted
from core.settings import Settings
from core.web import formats
from core.web.hats import hats_of
from core.web.registration_filters import READERS, TOLD
from tests.demonstration.conftest import KEY, PASSWORDS
from tests.web.conftest import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bs4 import Tag

    from core.domain.registrations import Registration
    from tests.demonstration.conftest import Demonstration
    from tests.web.conftest import Page

    SignIn: TypeAlias = Callable[[str], Visitor]

PROVINCE, DISTRICT, COMMUNE, MEMBER = "mt.backan", "mt.chodon", "mt.luongbang", "pn.luongbang"
EVERYTHING = Rows(limit=100_000)
FIGURES = (
    "#bang-so-lieu tfoot a.fig, #bang-so-lieu tbody tr:nth-child(4n+1) a.fig,"
    ' a[href*="tinh-trang=dat"]'
)
"""The sums, a few rows of them (the others are made alike), and how many meet a quota."""
MONEY = {"kinh-phi": "spent_funding", "ho": "households"}


@pytest.fixture(scope="module")
def sign_in(demonstration: Demonstration, mongo_uri: str) -> Iterator[SignIn]:
    name = demonstration.store.database.name
    app = create_app(
        Settings(
            mongodb_uri=mongo_uri, database=name, secret_key=KEY.decode(),
            env="test", demo=False, today=PRACTICE_DATE,
        ),
        passwords=PASSWORDS,
    )  # fmt: skip

    def signed_in(username: str) -> Visitor:
        visitor = Visitor(client=app.test_client(), username=username)
        visitor.post("/dang-nhap", {"username": username, "password": PASSWORD})
        user = demonstration.store.read(OPERATOR).users.for_sign_in(username)
        with app.test_request_context("/"):
            visitor.hat = hats_of(user)[0].hat
        return visitor

    yield signed_in
    app.extensions["chungsuc"].store.close()


def numbers_in(text: str) -> list[int]:
    return [int(each.replace(".", "")) for each in re.findall(r"\d[\d.]*", text)]


def said(link: Tag) -> str:
    """Return what one reads of a link, without what is for those who cannot see it."""
    parts = [
        part
        for part in link.find_all(string=True)
        if not any("visually-hidden" in (above.get("class") or ()) for above in part.parents)
    ]
    return " ".join(" ".join(parts).split())


def length_of(page: Page) -> int:
    """Return how many the list says it has: registrations, units, or reports."""
    for where in ("form.filters [role=status]", "h2#ds", ".head .sub"):
        if (found := page.soup.select_one(where)) is not None:
            return next(iter(numbers_in(found.text)), 0)
    return 0


def gaps_of(page: Page) -> int:
    """Return how many communes × contents the list of omissions says are left out."""
    found = re.search(r"(\d+) ô bỏ sót ở", page.main)
    return int(found[1]) if found else -1


def had_by(visitor: Visitor, address: str) -> int:
    """Return how many items the units of a quota's list have together, on all its pages."""
    had: list[int] = []
    for number in range(1, 10):
        cells = visitor.get(f"{address}&trang={number}").soup.select('td[data-l="Đã có"]')
        had += [int(cell.text) for cell in cells]
        if not cells:
            break
    return sum(had)


def items_of(demonstration: Demonstration, address: str) -> tuple[list[Registration], Any]:
    """Return the items a list of registrations has, and what its results were asked for."""
    query: dict[str, Any] = {}
    for name, value in parse_qsl(urlsplit(address).query):
        query |= READERS[name](value)
    told = {name: query.pop(name) for name in TOLD if name in query}
    reached = Reached(**told) if told else None
    work = demonstration.store.read(OPERATOR)
    asked: RegistrationFilter = wanted(work, query | {"reached": reached})
    return list(work.registrations.search(asked, EVERYTHING)), reached


def amount_of(demonstration: Demonstration, address: str) -> int:
    """Return the money or the households of the items a list has."""
    items, reached = items_of(demonstration, address)
    query = dict(parse_qsl(urlsplit(address).query))
    if reached is not None:
        results = [latest(r.results, month=reached.month, basis=reached.basis) for r in items]
        return sum(getattr(told, MONEY[query["ket-qua"]]) for told in results if told)
    source = query["nguon"]
    return sum(m.amount for r in items for m in r.funding if source in {"co", m.source})


def counts_amounts(address: str) -> bool:
    query = dict(parse_qsl(urlsplit(address).query))
    return "nguon" in query or query.get("ket-qua") in MONEY


def wrong(demonstration: Demonstration, visitor: Visitor, link: Tag) -> list[str]:
    """Follow a link that shows a number; return what is amiss where it leads."""
    address, text = link["href"], said(link)
    page = visitor.get(address)
    length = length_of(page) if page.status == 200 else -1
    if text.startswith("Đã đăng ký"):
        length = had_by(visitor, address)
    if gaps_of(page) == numbers_in(text)[0]:
        return []
    if not counts_amounts(address):
        return [] if length == numbers_in(text)[0] else [f"{text}: {length} at {address}"]
    if not length == len(items_of(demonstration, address)[0]) > 0:
        return [f"{text}: {length} items at {address}"]
    amount = amount_of(demonstration, address)
    figure = {formats.number(amount), formats.money(amount), formats.short_money(amount)}
    return [] if any(each in text for each in figure) else [f"{text}: {amount} at {address}"]


def links_with_numbers(page: Page) -> list[Tag]:
    """Return the links of a page that lead to a list and show how many are on it, each once.

    Of the many days of the progress a few will do.
    """
    lists = re.compile(r"/(dang-ky|bao-cao|tong-quan/chi-tieu[^?]*|tong-quan/bo-sot)\?")
    days = page.soup.select("#bang-tien-do a")
    every = [
        link for link in page.soup.select("main a[href]") if link not in days or link in days[::15]
    ]
    found = {(said(link), link["href"]): link for link in every if lists.search(link["href"])}
    return [
        link
        for (text, _), link in found.items()
        if any(numbers_in(text)[:1]) and "tile" not in (link.get("class") or ())
    ]


def bare(page: Page, cells: str) -> list[str]:
    """Return the numbers in *cells* that lead nowhere, noughts and shares aside."""
    return [
        cell.text
        for cell in page.soup.select(cells)
        if any(numbers_in(cell.text)[:1]) and "%" not in cell.text and cell.a is None
    ]


@pytest.mark.parametrize(
    ("who", "period"),
    [(PROVINCE, "2017-H1"), (DISTRICT, "2017"), (COMMUNE, "2018-H1"), (MEMBER, "2017-H1")],
)
def test_every_number_of_the_overview_leads_to_as_many(
    demonstration: Demonstration, sign_in: SignIn, who: str, period: str
) -> None:
    visitor = sign_in(who)
    page = visitor.get(f"/tong-quan?ky={period}")
    links = links_with_numbers(page)
    assert len(links) > 5
    assert [each for link in links for each in wrong(demonstration, visitor, link)] == []
    for cells in ("#bang-dia-ban td.num", "#bang-tien-do td.num", "#bang-kinh-phi td.num"):
        assert bare(page, cells) == []
    for cells in page.soup.select(".comp .times"):
        assert len(cells.select("a, .n0")) == 3


@pytest.mark.parametrize(
    ("who", "period"),
    [(PROVINCE, "2017"), (DISTRICT, "2017-H1"), (COMMUNE, "2017"), (MEMBER, "2017-H1")],
)
def test_every_figure_of_a_report_leads_to_its_items(
    demonstration: Demonstration, sign_in: SignIn, who: str, period: str
) -> None:
    visitor = sign_in(who)
    first = visitor.get(f"/bao-cao/lap/{period}")
    pages = [visitor.get(way["href"]) for way in first.soup.select("#bang-so-lieu .seg a")]
    assert len(pages) >= 2
    links = {link["href"]: link for page in pages for link in page.soup.select(FIGURES)}
    assert [bare(page, "#bang-so-lieu td.num") for page in pages] == [[] for _ in pages]
    found = [each for link in links.values() for each in wrong(demonstration, visitor, link)]
    assert found == []


def test_what_is_a_units_own_is_listed_without_what_lies_below(
    demonstration: Demonstration, sign_in: SignIn
) -> None:
    visitor = sign_in(PROVINCE)
    page = visitor.get("/bao-cao?ky=2017")
    report = page.soup.select_one(".own-report .btns a")["href"]
    own = next(
        row
        for row in visitor.get(f"{report}?theo=dia-ban").soup.select("#bang-so-lieu tbody tr")
        if "(cấp mình)" in row.text
    )
    items, _ = items_of(demonstration, own.select_one("a.fig")["href"])
    assert {each.tenant for each in items} == {"p06"}


def test_a_list_that_figures_lead_to_says_what_it_is_narrowed_to(sign_in: SignIn) -> None:
    visitor = sign_in(DISTRICT)
    asked = "nam=2017&ket-qua=completed&den-thang=6&rieng=1&co-so=xac-nhan&nguon=hoi_vien"
    page = visitor.get(f"/dang-ky?{asked}&gui-tu=2017-03-01&gui-den=2017-06-30")
    tags = [tag.text for tag in page.soup.select(".tags .tag > span")]
    assert tags == [
        "Năm 2017",
        "Riêng cấp này, không gồm cấp dưới",
        "Kinh phí dự kiến: Hội viên, đoàn viên",
        "Gửi từ ngày 1/3/2017",
        "Gửi đến hết ngày 30/6/2017",
        "Kết quả: Hoàn thành",
        "Kết quả tính đến hết tháng 6",
        "Chỉ tính kết quả đã xác nhận",
    ]
    kept = page.form("/dang-ky")
    assert (kept["den-thang"], kept["rieng"], kept["gui-tu"]) == ("6", "1", "2017-03-01")
    assert kept["ket-qua"] == "completed"
    odd = "ket-qua=x&den-thang=13&rieng=2&co-so=&nguon=x&gui-tu=hôm nay"
    assert visitor.get(f"/dang-ky?{odd}").status == 200
