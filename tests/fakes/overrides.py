"""Local overrides of quotas in memory, for tests of use cases."""

from core.domain.access import OPERATOR
from core.domain.errors import NotFoundError


class InMemoryOverrides:
    """``kept`` is what fakes of different scopes share, as repositories share a database."""

    def __init__(self, scope=OPERATOR, kept=None):
        self._scope = scope
        self._kept = [] if kept is None else kept

    def for_tenants(self, tenants):
        in_order = sorted(self._kept, key=lambda row: (row[0].valid_from, *row[1:]))
        return [override for override, *_ in in_order if override.tenant in tenants]

    def in_force(self, tenants, on):
        return [override for override in self.for_tenants(tenants) if override.in_force(on)]

    def add(self, override, *, override_id, path, at):
        if not self._scope.sees(path):
            raise NotFoundError
        self._kept.append((override, at, override_id))
