"""The tree of tenants in memory, for tests of use cases."""

from dataclasses import replace

from core.domain.access import OPERATOR
from core.domain.errors import ForbiddenError, NotFoundError, StaleVersionError
from core.domain.sight import grown, heirs_of, minimal
from core.domain.tenant_search import asked_words, matches, rank, words_of


class Forest:
    """What fakes of different scopes share, as repositories share a database."""

    def __init__(self):
        self.units = {}
        self.steps = []
        self.mark = ""


class InMemoryTenants:
    def __init__(self, scope=OPERATOR, forest=None):
        self._scope = scope
        self._forest = forest or Forest()

    def get(self, tenant):
        if tenant not in self._forest.units:
            raise NotFoundError
        return self._forest.units[tenant]

    def many(self, ids):
        units = self._forest.units
        return {each: units[each] for each in ids if each in units}

    def find(self, *, q="", level=None, parent=None, as_of=None, limit=50, offset=0):
        asked = asked_words(q)
        rows = [
            unit
            for unit in self._forest.units.values()
            if (level is None or unit.level is level)
            and (as_of is None or unit.in_force_on(as_of))
            and matches(words_of(unit), asked)
        ]
        if parent is not None:
            within = self._below(parent, as_of) if asked or level else self.children(parent, as_of)
            kept = {unit.id for unit in within} - {parent}
            rows = [unit for unit in rows if unit.id in kept]
        by_code = lambda unit: (unit.level.depth, unit.code, unit.id)  # noqa: E731
        rows.sort(key=(lambda unit: rank(unit, asked, as_of)) if asked else by_code)
        return rows[offset : offset + limit], len(rows)

    def children(self, tenant, on=None):
        found = [
            unit
            for unit in self._forest.units.values()
            if any(
                edge.value == tenant and (on is None or edge.covers(on)) for edge in unit.parents
            )
        ]
        return sorted(found, key=lambda unit: (unit.code, unit.id))

    def subtree(self, prefixes, *, level=None, on=None):
        kept = tuple(minimal(prefixes))
        for unit in self._forest.units.values():
            paths = [p.value for p in unit.paths if on is None or p.covers(on)]
            if (level is None or unit.level is level) and any(p.startswith(kept) for p in paths):
                yield unit

    def stating_plugins(self):
        return [unit for unit in self._forest.units.values() if unit.plugins]

    def ids_below(self, prefix, *, level, on):
        found = self.subtree([prefix], level=level, on=on)
        return [unit.id for unit in sorted(found, key=lambda unit: unit.path_on(on))]

    def ancestors(self, tenant, on):
        return [self.get(each) for each in tenant.path_on(on).split("/")[:-2]]

    def successors(self, tenant):
        found = [step for step in self._forest.steps if step.source == tenant]
        return sorted(found, key=lambda step: (not step.default, step.target))

    def predecessors(self, tenant):
        found = [step for step in self._forest.steps if step.target == tenant]
        return sorted(found, key=lambda step: step.source)

    def heirs(self, ids):
        heirs = heirs_of(self._forest.units.values(), self._forest.steps)
        return {each: heirs[each] for each in ids if each in heirs}

    def put_tree(self, units, successions, *, mark=""):
        if not self._scope.everything:
            raise ForbiddenError
        forest = self._forest
        forest.steps = list(successions)
        for unit in grown(units, forest.steps):
            kept = forest.units.get(unit.id)
            own = ("attributes", "plugins", "settings", "version")
            stated = {name: getattr(kept, name) for name in own} if kept else {}
            fresh = replace(unit, attributes=(), plugins=(), settings={}, version=1)
            forest.units[unit.id] = replace(fresh, **stated)
        forest.mark = mark

    def tree_mark(self):
        return self._forest.mark

    def replace(self, tenant):
        stored = self.get(tenant.id)
        if not any(self._scope.sees(path.value) for path in stored.paths):
            raise NotFoundError
        given = {name: getattr(tenant, name) for name in ("attributes", "plugins", "settings")}
        if stored.version != tenant.version - 1:
            changed = [name for name in given if getattr(stored, name) != given[name]]
            raise StaleVersionError(fields=changed)
        self._forest.units[tenant.id] = replace(stored, **given, version=tenant.version)

    def count(self):
        return len(self._forest.units)

    def _below(self, parent, as_of):
        above = self.get(parent)
        paths = [above.path_on(as_of)] if as_of else [path.value for path in above.paths]
        return self.subtree(paths, on=as_of)
