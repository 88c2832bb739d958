"""What an organization may state of an item: all of a registration that is its own to edit."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from core.domain.movements import Kind, Stage
    from core.domain.registrations import InKind, Money, Partner, Place, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The body of ``POST`` and ``PUT /registrations``; text is NFC, lists are tuples."""

    tenant: str
    organization: str
    year: int
    movement_type: str
    kind: Kind
    title: str
    stage: Stage | None = None
    content: int | None = None
    themes: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None
    scale: tuple[Quantity, ...] = ()
    funding: tuple[Money, ...] = ()
    in_kind: tuple[InKind, ...] = ()
    households: int | None = None
    partners: tuple[Partner, ...] = ()
    person_in_charge: str | None = None
    phone: str | None = None
    continues: str | None = None
    copied_from: str | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""

    def fields(self) -> dict[str, Any]:
        """Return field name → value, not copied."""
        return {f.name: getattr(self, f.name) for f in fields(self)}
