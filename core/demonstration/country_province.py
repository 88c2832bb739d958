"""One province of the country's demonstration, made and stored in a process of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from core.demonstration.country_casting import Foundry
from core.demonstration.country_items import Body
from core.demonstration.country_patterns import offered
from core.demonstration.country_region import Region
from core.demonstration.geography import DAY_OF_TREE
from core.domain.access import OPERATOR
from core.domain.areas import Area
from core.storage.country_batches import CountryWriter
from core.storage.demonstration import CountKey, RegisterKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from core.catalogue import Catalogue
    from core.demonstration.country_plan import Share
    from core.domain.contributions import Contribution
    from core.storage.country_moulds import Cast, Mould
    from core.storage.store import MongoStore

BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """What is to be made of one province: its path, and by year who has how many items."""

    path: str
    shares: Mapping[int, Sequence[Share]]

    @property
    def number(self) -> int:
        """Return how many items these are in all."""
        return sum(share.number for shares in self.shares.values() for share in shares)


@dataclass(slots=True, kw_only=True)
class Filler:
    """What a process needs for every province it is given; opened once in each."""

    store: MongoStore
    key: bytes
    catalogue: Catalogue
    seed: int
    foundry: Foundry = field(init=False)

    def __post_init__(self) -> None:
        patterns = offered(self.catalogue)
        self.foundry = Foundry(patterns=patterns, measures=self.catalogue.measures, seed=self.seed)

    def fill(self, province: Province, done: Callable[[int], None]) -> None:
        """Make and store it; *done* hears how many items have been stored since the last time."""
        tenants = self.store.read(OPERATOR).tenants
        region = Region.within(tenants.subtree([province.path], on=DAY_OF_TREE))
        writer = CountryWriter(self.store.database, self.key)
        numbers: dict[RegisterKey, int] = {}
        counts: dict[CountKey, Contribution] = {}
        items = self._items(province, region, numbers, counts)
        while batch := list(islice(items, BATCH)):
            writer.write(batch)
            done(len(batch))
        writer.areas(areas_of(region, self.seed))
        writer.numbers(numbers)
        writer.counters(counts)
        writer.close()

    def _items(
        self,
        province: Province,
        region: Region,
        numbers: dict[RegisterKey, int],
        counts: dict[CountKey, Contribution],
    ) -> Iterator[tuple[Mould, Cast]]:
        for year, shares in province.shares.items():
            for share in shares:
                body = self._body(share, region)
                count: Contribution = Counter()
                sent = 0
                for mould, cast in self.foundry.items_of(body, year, share.number, region):
                    sent += cast.number is not None
                    mould.count(cast, into=count)
                    yield mould, cast
                if sent:
                    numbers[RegisterKey(year, body.organization, share.tenant)] = sent
                if count:
                    counts[CountKey(year, body.organization, share.tenant, body.path)] = count

    def _body(self, share: Share, region: Region) -> Body:
        tenant = region.units[share.tenant]
        return Body(
            tenant=tenant,
            path=tenant.path_on(DAY_OF_TREE),
            organization=share.organization,
            abbreviation=self.catalogue.organizations[share.organization].abbreviation,
        )


def areas_of(region: Region, seed: int) -> Iterator[Area]:
    """Yield every residential area that an item of the region may name."""
    for commune in region.communes:
        dice = Random(f"{seed}|{commune.id}")  # noqa: S311 — ids, no secret
        for name in region.areas(commune):
            area_id = UUID(int=dice.getrandbits(128)).hex
            path = commune.path_on(DAY_OF_TREE)
            yield Area(id=area_id, tenant=commune.id, path=path, name=name)
