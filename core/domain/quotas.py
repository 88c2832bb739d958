"""What plans demand, as data: quotas, their clauses, and where each was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.domain.movements import Kind, Stage
from core.domain.tenants import Level


class Wording(StrEnum):
    """The verb of the clause; it decides which stages count (api.md, «Verdicts»)."""

    BUILD = "xay_dung"
    KEEP = "duy_tri"


COUNTED_STAGES = {
    Wording.BUILD: frozenset({Stage.NEW, Stage.EXPANDED, Stage.PILOT}),
    Wording.KEEP: frozenset({Stage.MAINTAINED, Stage.EXPANDED, Stage.PILOT}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a rule was read: document, clause, and its sentence word for word."""

    document: str
    clause: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """All of an item that a quota can ask about; items of one trait are interchangeable.

    ``built`` tells of a kept item whether the model it continues was once registered as built.
    """

    organization: str
    movement_type: str
    kind: Kind
    stage: Stage
    content: int
    themes: frozenset[str] = frozenset()
    built: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which items a clause counts; an empty set asks nothing, ``themes`` must all be there."""

    movement_types: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset({Kind.MODEL})
    themes: frozenset[str] = frozenset()
    wording: frozenset[Wording] = frozenset(Wording)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtLeast:
    """At least ``n`` items that pass ``filter``; ``label`` names one of them («mô hình …»)."""

    n: int
    label: str
    filter: Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """One clause is enough."""

    clauses: tuple[AtLeast, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Every clause, each with items of its own: no item serves two."""

    clauses: tuple[AtLeast, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The plan expects such items but states no number; never a minimum of our own."""

    label: str
    filter: Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """When a quota binds: the tenant's type, or a dated attribute of it."""

    tenant_types: frozenset[str] = frozenset()
    attribute: str | None = None
    value: bool | str | int = True


Clause = AtLeast | AnyOf | AllOf | Expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """One sentence of a plan that asks for items in every tenant of ``level``.

    ``organization`` answers for it; items of ``shared_with`` count as well, each once.
    ``renewed_yearly`` false: what «xây dựng» asks for is not owed anew each year, so a continued
    item that was once built counts in later years too.
    """

    code: str
    label: str
    organization: str
    clause: Clause
    source: Source
    level: Level = Level.COMMUNE
    shared_with: frozenset[str] = frozenset()
    condition: Condition | None = None
    renewed_yearly: bool = False

    @property
    def owners(self) -> frozenset[str]:
        return self.shared_with | {self.organization}
