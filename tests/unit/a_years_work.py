"""A year's work at random: what organizations and the Front do to items, act by act."""

from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import SimpleNamespace

from hypothesis import strategies as st

from core.domain.movements import AddsUp, Kind, Measure, Stage
from core.domain.periods import periods_of
from core.domain.registrations import Money, Partner, Status
from core.domain.results import Result, ResultStatus, State
from core.services.counting import count_change

from ..fakes.counters import InMemoryCounters
from ..fakes.registrations import PATHS, a_draft

MEASURES = {
    "so_ho": Measure(code="so_ho", label="Số hộ", unit="hộ"),
    "dien_tich": Measure(code="dien_tich", label="Diện tích", unit="ha", decimals=2),
    "phu_nu.cao_nhat": Measure(
        code="phu_nu.cao_nhat", label="Cao nhất", unit="%", adds_up=AddsUp.MAX, decimals=1
    ),
    "phu_nu.ty_le": Measure(code="phu_nu.ty_le", label="Tỷ lệ", unit="%", adds_up=AddsUp.NOT),
}
ORGANIZATIONS = ("phu_nu", "nong_dan", "cuu_chien_binh")
TENANTS = ("c02050", "c02062", "c01840", "d064", "p06", "c00700", "vn")

money = st.lists(
    st.builds(Money, source=st.just("khac"), amount=st.integers(0, 10**9)), max_size=2
).map(tuple)
partners = st.lists(
    st.builds(
        Partner,
        organization=st.sampled_from((*ORGANIZATIONS, None)),
        name=st.just("Trường TH"),
        declined=st.booleans(),
    ),
    max_size=2,
).map(tuple)
contents = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(Kind),
        "stage": st.sampled_from(Stage),
        "content": st.integers(1, 5),
        "themes": st.sets(st.sampled_from(["nong_thon_moi", "bao_ve_moi_truong"])).map(frozenset),
        "built": st.booleans(),
        "late": st.booleans(),
        "funding": money,
        "households": st.none() | st.integers(0, 500),
        "partners": partners,
    }
)
results = st.builds(
    Result,
    period=st.sampled_from(periods_of(2017)),
    state=st.sampled_from(State),
    progress=st.integers(0, 100),
    households=st.integers(0, 500),
    measures=st.fixed_dictionaries(
        {},
        optional={
            "so_ho": st.integers(0, 900).map(Decimal),
            "dien_tich": st.integers(0, 9999).map(lambda n: Decimal(n) / 100),
            "phu_nu.cao_nhat": st.integers(0, 1000).map(lambda n: Decimal(n) / 10),
            "phu_nu.ty_le": st.integers(0, 100).map(Decimal),
        },
    ),
    funding=money,
)
ACTS = (
    "register", "edit", "submit", "agree", "return", "withdraw", "transfer", "delete",
    "report", "confirm", "send_back",
)  # fmt: skip
acts = st.tuples(
    st.sampled_from((*ACTS, "register", "submit", "report")),
    st.integers(0, 9),
    contents,
    results,
    st.sampled_from(TENANTS),
    st.sampled_from(ORGANIZATIONS),
)
years = st.lists(acts, min_size=1, max_size=40)


@dataclass
class Year:
    """All items as they stand, and counters kept by nothing but differences."""

    items: list = field(default_factory=list)
    counters: InMemoryCounters = field(default_factory=InMemoryCounters)

    def do(self, name, which, content, result, tenant, organization):
        before = self.items[which % len(self.items)] if self.items else None
        if name == "register" or before is None:
            self._put(
                None,
                a_draft(tenant, at=len(self.items), organization=organization,
                        movement_type=f"{organization}.mo_hinh", **content),
            )  # fmt: skip
            return
        match name:
            case "delete":
                self._put(before, None)
            case "edit":
                self._put(before, replace(before, **content))
            case "transfer":
                self._put(before, replace(before, tenant=tenant, path=PATHS[tenant]))
            case "report":
                others = [r for r in before.results if r.period != result.period]
                self._put(before, replace(before, results=(*others, result)))
            case "confirm" | "send_back":
                self._put(before, _judged(before, which, confirmed=name == "confirm"))
            case _:
                self._put(before, replace(before, status=STATUS_AFTER[name]))

    def _put(self, before, after):
        count_change(SimpleNamespace(counters=self.counters), before, after, measures=MEASURES)
        self.items = [item for item in self.items if item is not before]
        if after is not None:
            self.items.append(after)

    def counts(self):
        """Every tenant's own count."""
        return list(self.counters.of_tenants(year=2017, prefixes=["vn/"]))


STATUS_AFTER = {
    "submit": Status.SUBMITTED,
    "agree": Status.AGREED,
    "return": Status.RETURNED,
    "withdraw": Status.WITHDRAWN,
}


def _judged(item, which, *, confirmed):
    if not item.results:
        return item
    chosen = item.results[which % len(item.results)]
    status = ResultStatus.CONFIRMED if confirmed else ResultStatus.RETURNED
    judged = replace(chosen, status=status)
    return replace(item, results=tuple(judged if r is chosen else r for r in item.results))


def played(steps):
    """Return the year after *steps*."""
    year = Year()
    for step in steps:
        year.do(*step)
    return year


def sum_of(contents_):
    total = Counter()
    for content in contents_:
        total.update(content)
    return Counter({key: amount for key, amount in total.items() if amount})
