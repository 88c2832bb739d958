"""``chungsuc demo --country``: the whole country's year, a million items in minutes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from core.demonstration.accounts import PASSWORD, accounts, create_accounts
from core.demonstration.country_plan import shares
from core.demonstration.country_processes import Target, filled
from core.demonstration.country_province import Province
from core.demonstration.geography import DAY_OF_TREE, PROVINCE, Geography
from core.demonstration.ledger import Ledger
from core.demonstration.world import World
from core.domain.access import OPERATOR
from core.domain.errors import ConflictError
from core.domain.tenants import ROOT
from core.runtime.side_by_side import ProcessEndedError
from core.storage import country as storage
from core.storage.country_batches import CountryWriter
from core.storage.demonstration import has_work, practice_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from core.catalogue import Catalogue
    from core.demonstration.country_plan import Share
    from core.services.passwords import Passwords
    from core.storage.store import MongoStore

REGISTRATIONS = 1_000_000
SEED = 129
YEAR = 2017
LAST_YEAR = 2024
"""Of the tree with districts, which ended on 2025-06-30."""

DAY_IN_WINTER = (2, 5)
"""The month and day, after the last year, on which everything has been told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How many items are wanted, of which years, from which dice, by how many processes."""

    registrations: int = REGISTRATIONS
    years: Sequence[int] = (YEAR,)
    seed: int = SEED
    processes: int = 2

    @property
    def practice_date(self) -> date:
        return date(max(self.years) + 1, *DAY_IN_WINTER)


def refuse_work(store: MongoStore) -> None:
    """Raise ConflictError where the country must not be filled in.

    ``country_filling``: another process is at it; ``demonstration_loaded``: there is one already;
    ``demonstration_needs_empty``: there is work that is none of a demonstration's.
    """
    database = store.database
    if practice_date(database) is not None:
        raise ConflictError("demonstration_loaded")
    if storage.is_filling(database, datetime.now(UTC)):
        raise ConflictError("country_filling")
    begun = storage.was_broken_off(database)
    if storage.has_foreign_work(database) if begun else has_work(database):
        raise ConflictError("demonstration_needs_empty")
    if not begun and store.read(OPERATOR).users.taken(_usernames(_bac_kan(store))):
        raise ConflictError("demonstration_needs_empty")


def clear_broken_off(store: MongoStore) -> bool:
    """Remove what a filling has left that did not come to its end; False where there is none."""
    if not storage.was_broken_off(store.database):
        return False
    storage.clear(store.database, _usernames(_bac_kan(store)))
    return True


def fill(
    store: MongoStore,
    target: Target,
    wish: Wish,
    *,
    catalogue: Catalogue,
    passwords: Passwords,
    told: Callable[[int], None],
) -> None:
    """Fill the country; *told* hears how many more items are stored. See ``refuse_work``.

    Raises ConflictError ``country_not_filled`` when a process that was filling ends too soon.
    """
    database = store.database
    if not storage.begin(database):
        raise ConflictError("country_filling")

    try:
        _fill(store, target, wish, catalogue=catalogue, passwords=passwords, told=told)
    except ProcessEndedError as error:
        storage.let_go(database)
        raise ConflictError("country_not_filled") from error
    except BaseException:
        storage.let_go(database)
        raise


def _fill(
    store: MongoStore,
    target: Target,
    wish: Wish,
    *,
    catalogue: Catalogue,
    passwords: Passwords,
    told: Callable[[int], None],
) -> None:
    database = store.database
    _create_accounts(store, target, catalogue, passwords)
    provinces = _provinces(store, wish, catalogue)
    for number in filled(provinces, target, processes=wish.processes):
        storage.show_life(database)
        told(number)
    with ThreadPoolExecutor() as side_by_side:
        list(side_by_side.map(partial(storage.build_indexes, database), storage.INDEXED_LATER))
    storage.finish(
        database,
        wish.practice_date,
        registrations=wish.registrations,
        years=list(wish.years),
        seed=wish.seed,
    )


def _provinces(store: MongoStore, wish: Wish, catalogue: Catalogue) -> list[Province]:
    units = sorted(
        store.read(OPERATOR).tenants.subtree([f"{ROOT}/"], on=DAY_OF_TREE),
        key=lambda tenant: tenant.id,
    )
    number, organizations = len(wish.years), list(catalogue.organizations)
    by_province: dict[str, dict[int, Sequence[Share]]] = {}
    for index, year in enumerate(wish.years):
        share = wish.registrations * (index + 1) // number - wish.registrations * index // number
        dice = Random(f"{wish.seed}|{year}")  # noqa: S311 — plausible figures, no secret
        for path, found in shares(units, organizations, share, dice).items():
            by_province.setdefault(path, {})[year] = found
    return [Province(path=path, shares=found) for path, found in by_province.items()]


def _create_accounts(
    store: MongoStore, target: Target, catalogue: Catalogue, passwords: Passwords
) -> None:
    """Create the accounts of the smaller demonstration, so that somebody can sign in."""
    geography = _bac_kan(store)
    country = store.read(OPERATOR).tenants.get(ROOT)
    ledger = Ledger(tenants={country.id: country, **geography.units})
    world = World(geography=geography, catalogue=catalogue, ledger=ledger)
    create_accounts(world, passwords.hash(PASSWORD))
    writer = CountryWriter(store.database, target.key)
    writer.users(ledger.users.values())
    writer.record(recorded.act for recorded in ledger.trail)
    writer.close()


def _bac_kan(store: MongoStore) -> Geography:
    tenants = store.read(OPERATOR).tenants
    province = tenants.get(PROVINCE)
    return Geography.of(tenants.subtree([province.path_on(DAY_OF_TREE)], on=DAY_OF_TREE))


def _usernames(geography: Geography) -> set[str]:
    return {account.username for account in accounts(geography)}
