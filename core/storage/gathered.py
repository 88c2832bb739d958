"""The repositories of an act that is carried out together with others (``gathering``)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from core.domain.counts import Count, cells_of
from core.domain.errors import NotFoundError
from core.domain.replies import Reply
from core.storage.areas import MongoAreas, area_from_document
from core.storage.audit import MongoAudit
from core.storage.calendars import MongoCalendars
from core.storage.counters import MongoCounters, counter_id, number_id, places_counted
from core.storage.gathered_neighbours import GatheredNeighbours
from core.storage.gathered_reports import GatheredReports
from core.storage.gathering import Gathering, NotGatheredError, Written, not_in_company
from core.storage.jobs import MongoJobs, document_of
from core.storage.overlaps import MongoOverlaps
from core.storage.overrides import MongoOverrides
from core.storage.registrations import MongoRegistrations, stored_document
from core.storage.replies import MongoReplies, reply_document
from core.storage.tenants import MongoTenants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from core.domain.access import Scope
    from core.domain.areas import Area
    from core.domain.audit import Act
    from core.domain.contributions import Contribution
    from core.domain.jobs import Job
    from core.domain.registrations import Registration


class GatheredRepositories:
    """What acts in company can do: add and change items; all else raises NotGatheredError."""

    def __init__(self, gathering: Gathering, scope: Scope) -> None:
        self.scope = scope
        self.written = Written()
        self._gathering = gathering

    @cached_property
    def areas(self) -> GatheredAreas:
        return GatheredAreas(self._gathering, self.scope, self.written)

    @cached_property
    def audit(self) -> GatheredAudit:
        return GatheredAudit(self._gathering, self.scope, self.written)

    @cached_property
    def calendars(self) -> MongoCalendars:
        there = self._gathering
        return ReadCalendars(there.database, self.scope, there.session, there.known)

    @cached_property
    def counters(self) -> GatheredCounters:
        return GatheredCounters(self._gathering, self.scope, self.written)

    @cached_property
    def jobs(self) -> GatheredJobs:
        return GatheredJobs(self._gathering, self.scope, self.written)

    @cached_property
    def neighbours(self) -> GatheredNeighbours:
        return GatheredNeighbours(self._gathering, self.scope)

    @cached_property
    def overlaps(self) -> ReadOverlaps:
        there = self._gathering
        return ReadOverlaps(there.database, self.scope, there.session)

    @cached_property
    def overrides(self) -> MongoOverrides:
        there = self._gathering
        return ReadOverrides(there.database, self.scope, there.session, there.known)

    @cached_property
    def registrations(self) -> GatheredRegistrations:
        return GatheredRegistrations(self._gathering, self.scope, self.written)

    @cached_property
    def replies(self) -> GatheredReplies:
        return GatheredReplies(self._gathering, self.scope, self.written)

    @cached_property
    def reports(self) -> GatheredReports:
        return GatheredReports(self._gathering, self.scope)

    @cached_property
    def tenants(self) -> MongoTenants:
        there = self._gathering
        return ReadTenants(there.database, self.scope, there.session, there.known)

    def __getattr__(self, noun: str) -> Any:
        raise NotGatheredError(noun)


class ReadTenants(MongoTenants):
    """The tree, which acts in company only read."""

    put_tree = replace = not_in_company


class ReadCalendars(MongoCalendars):
    """Calendars, which acts in company only read."""

    replace = extend = not_in_company


class ReadOverlaps(MongoOverlaps):
    """Overlaps, which acts in company only read."""

    add = replace = remove = not_in_company


class ReadOverrides(MongoOverrides):
    """Overrides, which acts in company only read."""

    add = not_in_company


class GatheredJobs(MongoJobs):
    """Jobs, which acts in company only add."""

    take = finish = fail = dead = revive = not_in_company

    def __init__(self, gathering: Gathering, scope: Scope, written: Written) -> None:
        super().__init__(gathering.database, scope, gathering.session)
        self._written = written

    def add(self, job: Job) -> None:
        self._written.jobs.append(document_of(job))


class GatheredRegistrations(MongoRegistrations):
    """Registrations that are added or changed; what an act before has changed is left alone."""

    remove = search = count = each = not_in_company

    def __init__(self, gathering: Gathering, scope: Scope, written: Written) -> None:
        super().__init__(gathering.database, scope, gathering.session)
        self._gathering = gathering
        self._written = written

    def continued_by(self, registration_id: str) -> Registration | None:
        for written in (self._written, self._gathering.written):
            changed = [document for _, document in written.replaced.values()]
            for document in (*written.registrations, *changed):
                if document["continues"] == registration_id:
                    raise NotGatheredError
        return super().continued_by(registration_id)

    def get(self, registration_id: str) -> Registration:
        self._refuse_touched(registration_id)
        return super().get(registration_id)

    def replace(self, registration: Registration, *, before: Registration) -> None:
        self._refuse_outside(registration)
        self._refuse_touched(before.id)
        self._written.replaced[before.id] = (
            self.previous(before),
            stored_document(registration),
        )

    def _refuse_touched(self, registration_id: str) -> None:
        for written in (self._written, self._gathering.written):
            if registration_id in written.replaced:
                raise NotGatheredError

    def add(self, registration: Registration) -> None:
        self._refuse_outside(registration)
        self._written.registrations.append(stored_document(registration))


class GatheredReplies(MongoReplies):
    """Kept answers, those of acts before it in the same company among them."""

    def __init__(self, gathering: Gathering, scope: Scope, written: Written) -> None:
        super().__init__(gathering.database, scope, gathering.session)
        self._gathering = gathering
        self._written = written

    def find(self, key: str) -> Reply | None:
        there, address = self._gathering, self._id(key)
        for kept in (self._written.replies, there.written.replies):
            if address in kept:
                return _reply(kept[address])
        if address not in there.replies:
            return super().find(key)
        document = there.replies[address]
        return None if document is None else _reply(document)

    def keep(self, reply: Reply) -> None:
        document = reply_document(self._id(reply.key), reply)
        self._written.replies[document["_id"]] = document


class GatheredAreas(MongoAreas):
    """Areas, those that acts before it in the same company have named among them."""

    def __init__(self, gathering: Gathering, scope: Scope, written: Written) -> None:
        super().__init__(gathering.database, scope, gathering.session)
        self._gathering = gathering
        self._written = written

    def ensure(self, area: Area) -> Area:
        if not self._scope.sees(area.path):
            raise NotFoundError
        there, key = self._gathering, (area.tenant, area.key)
        standing = self._written.areas.get(key) or there.written.areas.get(key)
        if standing is None and key not in there.areas:
            sought = {"tenant": area.tenant, "folded": area.key}
            there.areas[key] = self._collection.find_one(sought, session=self._session)
        standing = standing or there.areas[key]
        if standing is not None:
            return area_from_document(standing)
        self._written.areas[key] = {
            "_id": area.id,
            "tenant": area.tenant,
            "folded": area.key,
            "path": area.path,
            "name": area.name,
        }
        return area


class GatheredCounters(MongoCounters):
    """Counters and registers as they will be once all acts so far have been written."""

    of_tenants = of_provinces = not_in_company

    def __init__(self, gathering: Gathering, scope: Scope, written: Written) -> None:
        super().__init__(gathering.database, scope, gathering.session)
        self._gathering = gathering
        self._written = written

    def add(
        self, difference: Contribution, *, year: int, organization: str, tenant: str, path: str
    ) -> None:
        if difference:
            for address, identity in places_counted(year, organization, tenant, path):
                self._written.add(address, identity, difference)

    def next_number(self, *, year: int, organization: str, tenant: str) -> int:
        register, there = number_id(year, organization, tenant), self._gathering
        kept = self._written.numbers.get(register) or there.written.numbers.get(register)
        if kept is None and register not in there.numbers:
            document = self._numbers.find_one({"_id": register}, session=self._session)
            there.numbers[register] = int(document["last"]) if document else 0
        number = (kept["last"] if kept else there.numbers[register]) + 1
        identity = {"year": year, "organization": organization, "tenant": tenant}
        self._written.numbers[register] = {"last": number, "identity": identity}
        return int(number)

    def of_exactly(
        self, *, year: int, paths: Sequence[str], organizations: Iterable[str]
    ) -> Iterator[Count]:
        seen = [path for path in paths if self._scope.sees(path)]
        ids = [counter_id(year, o, path) for o in sorted(set(organizations)) for path in seen]
        self._gathering.fetch_counts(ids)
        for address in ids:
            count = self._as_it_will_be(address)
            if count is not None:
                yield count

    def _as_it_will_be(self, address: str) -> Count | None:
        there = self._gathering
        count = there.counts[address]
        added = [
            kept.counters[address]
            for kept in (there.written, self._written)
            if address in kept.counters
        ]
        if not added:
            return count
        content = count.content if count else added[0][1].__class__()
        for _, change in added:
            for key, amount in change.items():
                content[key] += amount
        return Count(**added[0][0], cells=cells_of(content))


class GatheredAudit(MongoAudit):
    """The trail: what is recorded goes with the act's other writes."""

    def __init__(self, gathering: Gathering, scope: Scope, written: Written) -> None:
        super().__init__(gathering.database, scope, gathering.session)
        self._written = written

    def record(self, act: Act) -> None:
        self._written.acts.append((act, self._scope.user))


def _reply(document: dict[str, Any]) -> Reply:
    return Reply(**{name: value for name, value in document.items() if name != "_id"})
