"""The country under today's boundaries: whole provinces' sums, and single ones that were parted."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from core.domain.contributions import contribution
from core.domain.counts import Cut
from core.domain.tenants import Dated, Level, Tenant
from core.services.consolidating import OWN, consolidated

from ..fakes.counters import InMemoryCounters
from ..fakes.registrations import a_registration
from ..fakes.tenants import InMemoryTenants

LAST, MOVES = date(2019, 12, 31), date(2020, 1, 1)


class Counters(InMemoryCounters):
    """Notes of which paths single tenants' counts are read."""

    def __init__(self):
        super().__init__()
        self.read_singly = []

    def of_tenants(self, *, prefixes, **asked):
        self.read_singly += [prefix for prefix in prefixes if prefix]
        yield from super().of_tenants(prefixes=prefixes, **asked)


def a_unit(name, level, *parents):
    return Tenant(
        id=name, code=name, level=level, names=(Dated(value=name),),
        parents=tuple(
            Dated(value=each, valid_from=since, valid_to=until) for each, since, until in parents
        ),
    )  # fmt: skip


def a_country():
    """Two provinces with two communes each; ``c1b`` comes from the first to the second."""
    work = SimpleNamespace(tenants=InMemoryTenants(), counters=Counters())
    work.tenants.put_tree(
        [
            a_unit("vn", Level.COUNTRY),
            a_unit("p1", Level.PROVINCE, ("vn", None, None)),
            a_unit("p2", Level.PROVINCE, ("vn", None, None)),
            a_unit("c1a", Level.COMMUNE, ("p1", None, None)),
            a_unit("c1b", Level.COMMUNE, ("p1", None, LAST), ("p2", MOVES, None)),
            a_unit("c2a", Level.COMMUNE, ("p2", None, None)),
        ],
        [],
    )
    return work


def register(work, path):
    tenant = path.split("/")[-2]
    item = replace(a_registration(), id=path, tenant=tenant, path=path)
    work.counters.add(
        contribution(item, {}), year=item.year, organization="phu_nu", tenant=tenant, path=path
    )


def by_child(work, today):
    found = consolidated(
        work, work.tenants.get("vn"), year=2017, cut=Cut(month=12), organizations=None,
        current=True, today=today,
    )  # fmt: skip
    assert found.totals.registered == sum(row.registered for row in found.by_tenant.values())
    return {child: row.registered for child, row in found.by_tenant.items() if row.registered}


def test_a_commune_takes_what_it_made_along_into_its_province_of_today():
    work = a_country()
    for path in ("vn/", "vn/p1/", "vn/p1/c1a/", "vn/p1/c1b/", "vn/p2/c2a/"):
        register(work, path)
    assert by_child(work, date(2019, 6, 1)) == {OWN: 1, "p1": 3, "p2": 1}
    assert work.counters.read_singly == []
    assert by_child(work, date(2020, 6, 1)) == {OWN: 1, "p1": 2, "p2": 2}
    assert work.counters.read_singly == ["vn/p1/"]
