"""Counters in memory, for tests of use cases."""

from collections import Counter

from core.domain.access import OPERATOR
from core.domain.counts import Count, cells_of, province_of, registered_by_cell


class InMemoryCounters:
    """``kept`` and ``numbers`` are what fakes of different scopes share."""

    def __init__(self, scope=OPERATOR, kept=None, numbers=None):
        self._scope = scope
        self._kept = {} if kept is None else kept
        self._numbers = Counter() if numbers is None else numbers

    def add(self, difference, *, year, organization, tenant, path):
        if not difference:
            return
        self._add(difference, year, organization, tenant, path, whole_province=False)
        if province := province_of(path):
            last = province.split("/")[-2]
            self._add(difference, year, organization, last, province, whole_province=True)

    def next_number(self, *, year, organization, tenant):
        self._numbers[year, organization, tenant] += 1
        return self._numbers[year, organization, tenant]

    def of_tenants(self, *, year, prefixes, organizations=None, results=True):
        yield from self._found(
            lambda c: not c.whole_province and c.path.startswith(tuple(prefixes)),
            year, organizations, results=results,
        )  # fmt: skip

    def registered(self, *, year, prefixes, organizations):
        for count in self.of_tenants(year=year, prefixes=prefixes, organizations=organizations):
            yield count.tenant, count.organization, registered_by_cell(count)

    def of_provinces(self, *, year, path=None, organizations=None, results=True):
        yield from self._found(
            lambda c: (c.whole_province or c.path == "vn/") and path in (None, c.path),
            year, organizations, results=results,
        )  # fmt: skip

    def revisions(self, *, year):
        found = {}
        for count in self.of_provinces(year=year):
            state = (count.organization, hash(frozenset(count.content.items())))
            found[count.path] = found.get(count.path, frozenset()) | {state}
        return found

    def paths(self, *, year):
        return {count.path for count in self.of_tenants(year=year, prefixes=[""])}

    def of_exactly(self, *, year, paths, organizations):
        yield from self._found(
            lambda c: not c.whole_province and c.path in paths, year, organizations
        )

    def _found(self, wanted, year, organizations, *, results=True):
        for place, content in self._kept.items():
            kept = {key: n for key, n in content.items() if results or key[1] != "at"}
            count = Count(**dict(place), cells=cells_of(Counter(kept)))
            within = self._scope.sees(count.path) and count.year == year
            asked = organizations is None or count.organization in set(organizations)
            if within and asked and wanted(count):
                yield count

    def _add(self, difference, year, organization, tenant, path, *, whole_province):
        place = frozenset({
            "year": year, "organization": organization, "tenant": tenant, "path": path,
            "whole_province": whole_province,
        }.items())  # fmt: skip
        content = self._kept.setdefault(place, Counter())
        for key, amount in difference.items():
            content[key] += amount
