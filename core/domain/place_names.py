"""The full name of a unit that knows how it is written inside a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from core.domain.tenants import Tenant


class PlaceName(str):
    """«Xã Lương Bằng», as it stands alone; ``of_country``: it has no type before its name."""

    __slots__ = ("of_country",)
    of_country: bool

    def __new__(cls, name: str, *, of_country: bool = False) -> PlaceName:
        made = super().__new__(cls, name)
        made.of_country = of_country
        return made

    @property
    def in_a_sentence(self) -> str:
        """Return «xã Lương Bằng», and «Việt Nam» as it is."""
        return str(self) if self.of_country else self[:1].lower() + self[1:]


def called(tenant: Tenant, on: date) -> PlaceName:
    """Return the full name of *tenant* as of a day."""
    return PlaceName(tenant.full_name_on(on), of_country=not tenant.type_on(on))
