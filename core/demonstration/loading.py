"""Loading the demonstration into an empty database: told in memory, stored in one transaction.

Its photos follow, each in its own, and what a district has checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.demonstration.accounts import PASSWORD, accounts, create_accounts
from core.demonstration.calendar import PRACTICE_DATE
from core.demonstration.geography import DAY_OF_TREE, PROVINCE, Geography
from core.demonstration.happenings import happenings
from core.demonstration.inspections import hold_inspections
from core.demonstration.ledger import Ledger
from core.demonstration.photos import attach_photos
from core.demonstration.signing import sign_off
from core.demonstration.world import World
from core.domain.access import OPERATOR
from core.domain.errors import ConflictError
from core.domain.tenants import ROOT
from core.storage import demonstration as storage

if TYPE_CHECKING:
    from datetime import date

    from core.catalogue import Catalogue
    from core.domain.tenants import Tenant
    from core.services.passwords import Passwords
    from core.storage.store import MongoStore


def practice_date(store: MongoStore) -> date | None:
    """Return the day the rules judge by in the demonstration that is loaded; None without one."""
    return storage.practice_date(store.database)


def is_untouched(store: MongoStore) -> bool:
    """Tell whether nobody has done anything yet: no users, and no work."""
    return not storage.has_users(store.database) and not storage.has_work(store.database)


def load(store: MongoStore, *, key: bytes, catalogue: Catalogue, passwords: Passwords) -> bool:
    """Load it, and return True; False when it is there already.

    *key* seals the trail. Raises ConflictError ``demonstration_needs_empty`` where there is work
    that is none of its own, or somebody with the name of one of its accounts.
    """
    if practice_date(store) is not None:
        if not storage.is_signed(store.database):  # it was killed half-way
            _sign_off(store, catalogue)
        return False
    tenants = store.read(OPERATOR).tenants
    province = tenants.get(PROVINCE)
    geography = Geography.of(tenants.subtree([province.path_on(DAY_OF_TREE)], on=DAY_OF_TREE))
    _refuse_what_is_there(store, geography)
    ledger = told(
        geography, tenants.get(ROOT), catalogue=catalogue, password_hash=passwords.hash(PASSWORD)
    )
    if not storage.keep(store.database, _whole(ledger), key=key):
        return False
    attach_photos(store, ledger)
    hold_inspections(store, ledger, catalogue)
    _sign_off(store, catalogue)
    return True


def _sign_off(store: MongoStore, catalogue: Catalogue) -> None:
    sign_off(store, catalogue)
    storage.mark_signed(store.database)


def told(
    geography: Geography, country: Tenant, *, catalogue: Catalogue, password_hash: str
) -> Ledger:
    """Return all that happens: the same people, items, days and figures every time, with new ids.

    Everyone gets *password_hash*.
    """
    ledger = Ledger(tenants={country.id: country, **geography.units})
    world = World(geography=geography, catalogue=catalogue, ledger=ledger)
    create_accounts(world, password_hash)
    world.play(happenings(world))
    return ledger


def _refuse_what_is_there(store: MongoStore, geography: Geography) -> None:
    names = {account.username for account in accounts(geography)}
    taken = store.read(OPERATOR).users.taken(names)
    if storage.has_work(store.database) or taken:
        raise ConflictError("demonstration_needs_empty")


def _whole(ledger: Ledger) -> storage.Whole:
    return storage.Whole(
        practice_date=PRACTICE_DATE,
        users=ledger.users.values(),
        registrations=ledger.registrations.values(),
        reports=ledger.reports.values(),
        areas=ledger.areas.values(),
        calendars=ledger.calendars.values(),
        counts=ledger.counts,
        numbers=ledger.numbers,
        jobs=ledger.jobs.values(),
        trail=ledger.trail,
    )
