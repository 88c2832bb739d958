"""Every repository of a scope, made when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from core.storage.areas import MongoAreas
from core.storage.audit import MongoAudit
from core.storage.bodies import MongoBodies
from core.storage.calendars import MongoCalendars
from core.storage.checks import MongoChecks
from core.storage.counters import MongoCounters
from core.storage.derived import Derived
from core.storage.derived_lasting import Lasting
from core.storage.editions import MongoEditions
from core.storage.evidence import MongoEvidence
from core.storage.inspections import MongoInspections
from core.storage.invitations import MongoInvitations
from core.storage.jobs import MongoJobs
from core.storage.mails import MongoMails
from core.storage.marks import MongoMarks
from core.storage.models import MongoModels
from core.storage.neighbours import MongoNeighbours
from core.storage.notices import MongoNotices
from core.storage.overlaps import MongoOverlaps
from core.storage.overrides import MongoOverrides
from core.storage.owed import MongoOwed
from core.storage.registrations import MongoRegistrations
from core.storage.reminders import MongoReminders
from core.storage.replies import MongoReplies
from core.storage.reports import MongoReports
from core.storage.tenants import MongoTenants
from core.storage.throttle import MongoThrottle
from core.storage.tokens import MongoTokens
from core.storage.users import MongoUsers

if TYPE_CHECKING:
    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.audit import Act
    from core.storage.database import Document
    from core.storage.known import Known
    from core.storage.sign_ins import SignIns


class MongoRepositories:
    """What a use case works with; inside a transaction all share its session."""

    def __init__(
        self,
        database: Database[Document],
        scope: Scope,
        session: ClientSession | None = None,
        pending: list[tuple[Act, str]] | None = None,
        known: Known | None = None,
        derived: Derived | None = None,
        sign_ins: SignIns | None = None,
    ) -> None:
        self._sign_ins = sign_ins
        self._memory = derived or Derived()
        self._database = database
        self.scope = scope
        self._session = session
        self._pending = pending
        self._known = known

    @cached_property
    def areas(self) -> MongoAreas:
        return MongoAreas(self._database, self.scope, self._session)

    @cached_property
    def audit(self) -> MongoAudit:
        return MongoAudit(self._database, self.scope, self._session, self._pending)

    @cached_property
    def bodies(self) -> MongoBodies:
        return MongoBodies(self._database, self.scope, self._session)

    @cached_property
    def calendars(self) -> MongoCalendars:
        return MongoCalendars(self._database, self.scope, self._session, self._known)

    @cached_property
    def checks(self) -> MongoChecks:
        return MongoChecks(self._database, self.scope, self._session)

    @cached_property
    def counters(self) -> MongoCounters:
        return MongoCounters(self._database, self.scope, self._session)

    @cached_property
    def derived(self) -> Derived | Lasting:
        # A transaction may be undone: what was worked out in it is nobody else's.
        return self._memory if self._session else Lasting(self._database, self._memory)

    @cached_property
    def editions(self) -> MongoEditions:
        return MongoEditions(self._database, self.scope, self._session)

    @cached_property
    def evidence(self) -> MongoEvidence:
        return MongoEvidence(self._database, self.scope, self._session)

    @cached_property
    def inspections(self) -> MongoInspections:
        return MongoInspections(self._database, self.scope, self._session)

    @cached_property
    def invitations(self) -> MongoInvitations:
        return MongoInvitations(self._database, self.scope, self._session)

    @cached_property
    def jobs(self) -> MongoJobs:
        return MongoJobs(self._database, self.scope, self._session)

    @cached_property
    def mails(self) -> MongoMails:
        return MongoMails(self._database, self.scope, self._session)

    @cached_property
    def marks(self) -> MongoMarks:
        return MongoMarks(self._database, self.scope, self._session)

    @cached_property
    def models(self) -> MongoModels:
        return MongoModels(self._database, self.scope, self._session)

    @cached_property
    def neighbours(self) -> MongoNeighbours:
        return MongoNeighbours(self._database, self.scope, self._session)

    @cached_property
    def notices(self) -> MongoNotices:
        return MongoNotices(self._database, self.scope, self._session)

    @cached_property
    def overlaps(self) -> MongoOverlaps:
        return MongoOverlaps(self._database, self.scope, self._session)

    @cached_property
    def overrides(self) -> MongoOverrides:
        return MongoOverrides(self._database, self.scope, self._session, self._known)

    @cached_property
    def owed(self) -> MongoOwed:
        return MongoOwed(self._database, self.scope, self._session)

    @cached_property
    def registrations(self) -> MongoRegistrations:
        return MongoRegistrations(self._database, self.scope, self._session)

    @cached_property
    def reminders(self) -> MongoReminders:
        return MongoReminders(self._database, self.scope, self._session)

    @cached_property
    def replies(self) -> MongoReplies:
        return MongoReplies(self._database, self.scope, self._session)

    @cached_property
    def reports(self) -> MongoReports:
        return MongoReports(self._database, self.scope, self._session)

    @cached_property
    def tenants(self) -> MongoTenants:
        return MongoTenants(self._database, self.scope, self._session, self._known)

    @cached_property
    def throttle(self) -> MongoThrottle:
        return MongoThrottle(self._database, self.scope, self._session)

    @cached_property
    def tokens(self) -> MongoTokens:
        return MongoTokens(self._database, self.scope, self._session, self._sign_ins)

    @cached_property
    def users(self) -> MongoUsers:
        return MongoUsers(self._database, self.scope, self._session)
