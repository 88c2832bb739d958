"""Residential areas in memory, for tests of use cases."""

from core.domain.access import OPERATOR
from core.domain.errors import NotFoundError


class InMemoryAreas:
    """``kept`` is what fakes of different scopes share, as repositories share a database."""

    def __init__(self, scope=OPERATOR, kept=None):
        self._scope = scope
        self._kept = {} if kept is None else kept

    def list(self, tenant):
        found = [a for a in self._kept.values() if a.tenant == tenant and self._scope.sees(a.path)]
        return sorted(found, key=lambda area: area.key)

    def ensure(self, area):
        if not self._scope.sees(area.path):
            raise NotFoundError
        return self._kept.setdefault((area.tenant, area.key), area)
