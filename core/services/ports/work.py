"""A store, and what a use case gets to work with inside one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.domain.access import Scope
    from core.domain.foreseen import Foreseen
    from core.services.ports.areas import Areas
    from core.services.ports.audit import Audit
    from core.services.ports.bodies import Bodies
    from core.services.ports.calendars import Calendars
    from core.services.ports.checks import Checks
    from core.services.ports.counters import Counters
    from core.services.ports.editions import Editions
    from core.services.ports.evidence import EvidenceFiles
    from core.services.ports.inspections import Inspections
    from core.services.ports.jobs import Jobs
    from core.services.ports.mails import Mails
    from core.services.ports.marks import Derived, Marks
    from core.services.ports.models import Models
    from core.services.ports.neighbours import Neighbours
    from core.services.ports.notices import Notices, Reminders
    from core.services.ports.overlaps import Overlaps
    from core.services.ports.overrides import Overrides
    from core.services.ports.owed import Owed
    from core.services.ports.people import Invitations, Throttle, Tokens, Users
    from core.services.ports.registrations import Registrations
    from core.services.ports.replies import Replies
    from core.services.ports.reports import Reports
    from core.services.ports.tenants import Tenants

Result = TypeVar("Result")


class Repositories(Protocol):
    """Every collection, bound to one scope."""

    @property
    def scope(self) -> Scope: ...
    @property
    def areas(self) -> Areas: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def bodies(self) -> Bodies: ...
    @property
    def calendars(self) -> Calendars: ...
    @property
    def checks(self) -> Checks: ...
    @property
    def counters(self) -> Counters: ...
    @property
    def editions(self) -> Editions: ...
    @property
    def inspections(self) -> Inspections: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def derived(self) -> Derived: ...
    @property
    def evidence(self) -> EvidenceFiles: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def mails(self) -> Mails: ...
    @property
    def marks(self) -> Marks: ...
    @property
    def models(self) -> Models: ...
    @property
    def neighbours(self) -> Neighbours: ...
    @property
    def notices(self) -> Notices: ...
    @property
    def overlaps(self) -> Overlaps: ...
    @property
    def overrides(self) -> Overrides: ...
    @property
    def owed(self) -> Owed: ...
    @property
    def registrations(self) -> Registrations: ...
    @property
    def reminders(self) -> Reminders: ...
    @property
    def replies(self) -> Replies: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def tenants(self) -> Tenants: ...
    @property
    def throttle(self) -> Throttle: ...
    @property
    def tokens(self) -> Tokens: ...
    @property
    def users(self) -> Users: ...


class Store(Protocol):
    """The database as use cases see it."""

    def read(self, scope: Scope) -> Repositories:
        """Return repositories that read what is durable."""

    def write(
        self,
        scope: Scope,
        act: Callable[[Repositories], Result],
        foreseen: Foreseen | None = None,
    ) -> Result:
        """Run *act* in one transaction and return its result once that is durable.

        *act* may run more than once. With *foreseen* it is committed together with others that
        are waiting, and fails by itself all the same; that is for acts which do nothing but add
        and change items. Raises UnavailableError when durability is in doubt, or too many wait.
        """

    def ping(self) -> None:
        """Return when writes are possible; raises UnavailableError otherwise."""
