"""A reading of figures asks the database once for what several of them need."""

from collections import Counter
from datetime import date
from types import SimpleNamespace

import pytest

from core.domain.tenants import Level
from core.services.remembering import remembering

from ..fakes.counters import InMemoryCounters
from ..fakes.small_tree import SmallTree

PATHS = {"d064": "vn/p06/d064/", "c02050": "vn/p06/d064/c02050/", "c02071": "vn/p06/d064/c02071/"}
DAYS = (date(2016, 6, 1), date(2017, 6, 21), None)


class Watched:
    """Counts how often each method of what it stands for is called."""

    def __init__(self, real):
        self._real, self.calls = real, Counter()

    def __getattr__(self, name):
        def call(*args, **kwargs):
            self.calls[name] += 1
            return getattr(self._real, name)(*args, **kwargs)

        return call


@pytest.fixture
def counters():
    real = InMemoryCounters()
    for tenant, path in PATHS.items():
        for organization in ("phu_nu", "nong_dan"):
            real.add(
                Counter({("a|mo_hinh|duy_tri|3||0", "year", "registered"): 1}),
                year=2017, organization=organization, tenant=tenant, path=path,
            )  # fmt: skip
    return real


@pytest.fixture
def work(counters):
    tree = SmallTree()
    plain = tree.work(None)
    return SimpleNamespace(
        counters=Watched(counters), tenants=Watched(plain.tenants), areas=plain.areas
    )


def test_the_counters_are_read_once_however_often_they_are_asked(work, counters):
    once = remembering(work)
    wide = list(once.counters.of_tenants(year=2017, prefixes=["vn/p06/", "vn/p19/c9/"]))
    assert len(wide) == 6
    for prefixes in (["vn/p06/"], ["vn/p06/d064/c02050/"], ["vn/p06/d064/c02050/", "vn/p06/d9/"]):
        for organizations in (None, ["phu_nu"], []):
            asked = {"year": 2017, "prefixes": prefixes, "organizations": organizations}
            assert list(once.counters.of_tenants(**asked)) == list(counters.of_tenants(**asked))
    assert work.counters.calls["of_tenants"] == 1


def test_what_was_not_read_yet_is_read(work):
    once = remembering(work)
    assert len(list(once.counters.of_tenants(year=2017, prefixes=[PATHS["c02050"]]))) == 2
    assert len(list(once.counters.of_tenants(year=2017, prefixes=[PATHS["d064"]]))) == 6
    assert list(once.counters.of_tenants(year=2018, prefixes=[PATHS["d064"]])) == []


@pytest.mark.parametrize("on", DAYS)
@pytest.mark.parametrize("level", [None, Level.COMMUNE])
def test_the_tree_of_every_day_comes_out_of_one_reading(work, on, level):
    once = remembering(work)
    asked = {"level": level, "on": on}
    real = SmallTree().work(None).tenants
    for _ in range(2):
        found = {unit.id for unit in once.tenants.subtree(["vn/p06/"], **asked)}
        assert found == {unit.id for unit in real.subtree(["vn/p06/"], **asked)}
    assert work.tenants.calls["subtree"] == 1


def test_whoever_lies_above_is_looked_up_once(work):
    once = remembering(work)
    commune = once.tenants.get("c02050")
    for _ in range(2):
        above = [unit.id for unit in once.tenants.ancestors(commune, date(2017, 6, 21))]
        assert above == ["vn", "p06", "d064"]
    assert work.tenants.calls["ancestors"] == 1


def test_all_else_is_what_it_was(work):
    assert remembering(work).areas is work.areas
