"""A small tree with everything local to its tenants in memory, for tests of use cases."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from core.domain.access import OPERATOR, Assignment, Role, Scope
from core.domain.tenants import Dated, Level, Succession, Tenant
from core.domain.time import Moment

from .areas import InMemoryAreas
from .calendars import CalendarShelf, InMemoryCalendars
from .overrides import InMemoryOverrides
from .tenants import Forest, InMemoryTenants

TODAY = date(2017, 6, 21)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
MOMENT = Moment(now=NOW, today=TODAY)


def a_unit(id_, parent, level, **dates):
    return Tenant(
        id=id_, code=id_[1:], level=level, names=(Dated(value=f"Tên {id_}"),),
        types=(Dated(value=level.value),), parents=(Dated(value=parent, **dates),), **dates,
    )  # fmt: skip


UNITS = [
    Tenant(id="vn", code="VN", level=Level.COUNTRY, names=(Dated(value="Việt Nam"),)),
    a_unit("p06", "vn", Level.PROVINCE),
    a_unit("d064", "p06", Level.DISTRICT),
    a_unit("c02050", "d064", Level.COMMUNE),
    a_unit("c02071", "d064", Level.COMMUNE),
    a_unit("c02000", "d064", Level.COMMUNE, valid_to=date(2016, 12, 31)),
    a_unit("p02", "vn", Level.PROVINCE),
]
STEPS = [Succession(source="c02000", target="c02050", effective=date(2017, 1, 1))]


class SmallTree:
    """One shared database of fakes; each request gets its repositories from it."""

    def __init__(self):
        self.forest = Forest()
        self.shelf, self.areas, self.overrides, self.acts = CalendarShelf(), {}, [], []
        InMemoryTenants(OPERATOR, self.forest).put_tree(UNITS, STEPS)

    def work(self, scope):
        return SimpleNamespace(
            scope=scope,
            tenants=InMemoryTenants(scope, self.forest),
            calendars=InMemoryCalendars(scope, self.shelf),
            areas=InMemoryAreas(scope, self.areas),
            overrides=InMemoryOverrides(scope, self.overrides),
            audit=SimpleNamespace(record=self.acts.append),
        )

    def held(self, tenant, role=Role.APPROVER, organization="mttq"):
        unit = self.forest.units[tenant]
        return Assignment(
            id=f"{tenant}-{organization}-{role}", tenant=tenant, organization=organization,
            role=role, path=unit.path_on(TODAY), paths=tuple(p.value for p in unit.paths),
            sight=unit.sight,
        )  # fmt: skip

    def acting(self, *held):
        return self.work(Scope(user="lan", assignments=tuple(self.held(*each) for each in held)))

    def codes(self):
        return [act.action for act in self.acts]


def codes_of(refused):
    return [(problem.field, problem.code) for problem in refused.value.problems]
