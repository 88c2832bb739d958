"""Registrations stored as the use cases store them: counted, numbered and told to the trail."""

from dataclasses import replace
from datetime import UTC, date, datetime

from core.catalogue import Catalogue
from core.domain.access import OPERATOR
from core.domain.time import Moment
from core.services.counting import count_change
from core.services.recording import record
from core.storage.database import declare
from core.storage.declarations import every_declaration
from core.storage.store import MongoStore

from ..fakes.audit import KEY
from ..fakes.registrations import PATHS, an_assignment

CATALOGUE = Catalogue.installed()
MOMENT = Moment(now=datetime(2026, 3, 1, 8, tzinfo=UTC), today=date(2017, 2, 1))


class RecordedWork:
    """A database of the tenants of PATHS, and what an officer does in it."""

    def __init__(self, uri, name, key=KEY):
        self.store = MongoStore(uri, name, key)
        self.database = self.store.database
        declare(self.database, every_declaration())
        self.database.get_collection("tenants").drop()  # and with it what a tenant must have
        self.database["tenants"].insert_many(
            [{"_id": tenant, "paths": [{"value": path}]} for tenant, path in PATHS.items()]
        )

    def register(self, registration):
        """Store one, under a number of its own if it was submitted."""

        def act(work):
            stored = registration
            if stored.ever_submitted:
                number = work.counters.next_number(
                    year=stored.year, organization=stored.organization, tenant=stored.tenant
                )
                stored = replace(stored, number=f"PN-{number:02d}/{stored.year}")
            work.registrations.add(stored)
            self._keep(work, "registration.register", None, stored)
            return stored

        return self.store.write(OPERATOR, act)

    def change(self, before, **changes):
        after = before.revised(**changes)

        def act(work):
            work.registrations.replace(after, before=before)
            self._keep(work, "registration.edit", before, after)
            return after

        return self.store.write(OPERATOR, act)

    def remove(self, before):
        def act(work):
            work.registrations.remove(before)
            self._keep(work, "registration.delete", before, None)

        self.store.write(OPERATOR, act)

    def _keep(self, work, action, before, after):
        count_change(work, before, after, measures=CATALOGUE.measures)
        record(
            work, action, before, after, held=an_assignment(), catalogue=CATALOGUE, moment=MOMENT
        )
