"""An independent recount, from nothing but what the API answers about single items."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.api.conftest import Caller
    from tests.api.main_job import Json

NUMBERS = (
    "registered", "agreed", "late", "in_progress", "completed", "maintained", "stopped",
    "planned_funding", "spent_funding", "households_planned", "households", "as_partner",
)  # fmt: skip
ENDS = {"2017-Q1": 3, "2017-05": 5, "2017-H1": 6, "2017-Q3": 9, "2017-H2": 12, "2017": 12}
BEGINS = {"2017-Q1": 0, "2017-05": 4, "2017-H1": 0, "2017-Q3": 6, "2017-H2": 6, "2017": 0}
LENGTHS = {"2017-Q1": 3, "2017-05": 1, "2017-06": 1, "2017-Q2": 3, "2017-H1": 6, "2017-Q3": 3,
           "2017": 12}  # fmt: skip
MONTHS = ENDS | {"2017-Q2": 6, "2017-06": 6}
REPORTED = ("2017-Q1", "2017-05", "2017-06", "2017-Q2", "2017-H1", "2017-Q3", "2017")


def listed(caller: Caller, tenant: str) -> list[Json]:
    """Return every item of a tenant's subtree, walked with the cursor."""
    found: list[Json] = []
    query: dict[str, Any] = {"tenant": tenant, "page_size": 7}
    while True:
        page = caller.get("/registrations", **query)
        assert page.status_code == 200
        found += page.json or []
        if "X-Next" not in page.headers:
            return found
        query["after"] = page.headers["X-Next"]


def with_results(caller: Caller, tenant: str) -> list[Json]:
    """Return the same with the results of each."""
    found = listed(caller, tenant)
    for item in found:
        answers = (caller.get(f"/registrations/{item['id']}/results/{p}") for p in REPORTED)
        item["results"] = [answer.json for answer in answers if answer.status_code == 200]
    return found


def figures(items: Iterable[Json], period: str, basis: str, mode: str) -> Json:
    """Return a row of a consolidation of *items*, without ``as_partner``."""
    row: Counter[str] = Counter(dict.fromkeys(NUMBERS, 0))
    measures: defaultdict[str, float] = defaultdict(int)
    for item in items:
        if item["status"] not in {"submitted", "agreed"}:
            continue
        row["registered"] += 1
        row["agreed"] += item["status"] == "agreed"
        row["late"] += item["late"]
        row["planned_funding"] += sum(one["amount"] for one in item["funding"])
        row["households_planned"] += item["households"] or 0
        for sign, month in _moments(period, mode):
            result = _latest(item["results"], month, basis)
            if result is None:
                continue
            row[result["state"]] += sign
            row["households"] += sign * result["households"]
            row["spent_funding"] += sign * sum(one["amount"] for one in result["funding"])
            for code, value in result["measures"].items():
                if code != "phu_nu.ty_le_ho_dat":  # a share adds up to nothing
                    measures[code] += sign * round(value * 100)
    told = {code: value / 100 for code, value in measures.items() if value}
    return {**row, "measures": told}


def partners(items: Iterable[Json]) -> Iterator[tuple[str, Json]]:
    """Yield every organization named as a partner of an item that counts."""
    for item in items:
        if item["status"] in {"submitted", "agreed"}:
            for partner in item["partners"]:
                if isinstance(partner, str):
                    yield partner, item


def without_units(row: Json) -> Json:
    """Return the figures of a consolidation's row, to be compared."""
    told = {name: row[name] for name in NUMBERS}
    return {**told, "measures": {c: m["value"] for c, m in row["measures"].items() if m["value"]}}


def _moments(period: str, mode: str) -> list[tuple[int, int]]:
    before = [(-1, BEGINS[period])] if mode == "in_period" and BEGINS[period] else []
    return [(1, ENDS[period]), *before]


def _latest(results: list[Json], month: int, basis: str) -> Json | None:
    wanted = {"confirmed"} if basis == "confirmed" else {"confirmed", "reported"}
    told = [r for r in results if r["status"] in wanted and MONTHS[r["period"]] <= month]
    return max(told, key=lambda r: (MONTHS[r["period"]], LENGTHS[r["period"]]), default=None)
