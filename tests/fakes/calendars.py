"""Calendars and extensions in memory, for tests of use cases."""

from core.domain.access import OPERATOR
from core.domain.calendars import YearCalendars
from core.domain.errors import NotFoundError, StaleVersionError


class CalendarShelf:
    """What fakes of different scopes share, as repositories share a database."""

    def __init__(self):
        self.calendars = {}
        self.extensions = []


class InMemoryCalendars:
    def __init__(self, scope=OPERATOR, shelf=None):
        self._scope = scope
        self._shelf = shelf or CalendarShelf()

    def of_year(self, year, *, tenants=None):
        def wanted(each):
            return each.year == year and (tenants is None or each.tenant in tenants)

        extensions = sorted(self._shelf.extensions, key=lambda each: (each.at, each.id))
        return YearCalendars.of(
            year, filter(wanted, self._shelf.calendars.values()), filter(wanted, extensions)
        )

    def replace(self, calendar, *, path):
        self._refuse_outside(path)
        key = (calendar.tenant, calendar.year)
        standing = self._shelf.calendars.get(key)
        if (standing.version if standing else 0) != calendar.version - 1:
            raise StaleVersionError(fields=[])
        self._shelf.calendars[key] = calendar

    def extend(self, extension, *, path):
        self._refuse_outside(path)
        self._shelf.extensions.append(extension)

    def _refuse_outside(self, path):
        if not self._scope.sees(path):
            raise NotFoundError
