"""What a hook is told: frozen values, cut down to what a plugin may judge by."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from core.domain.movements import Kind, Stage
    from core.domain.registrations import Registration


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationContext:
    """A registration as ``check_registration`` sees it, about to be stored.

    ``answers`` are valid by the form of ``movement_type``, and read-only; of a draft any may be
    missing, and so may every member that can be None. Money, persons and places are not told.
    """

    year: int
    movement_type: str
    kind: Kind
    title: str
    stage: Stage | None = None
    content: int | None = None
    themes: frozenset[str] = frozenset()
    starts_on: date | None = None
    ends_on: date | None = None
    households: int | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))

    @classmethod
    def of(cls, registration: Registration) -> RegistrationContext:
        """Show *registration* to its plugin."""
        return cls(
            year=registration.year,
            movement_type=registration.movement_type,
            kind=registration.kind,
            title=registration.title,
            stage=registration.stage,
            content=registration.content,
            themes=registration.themes,
            starts_on=registration.starts_on,
            ends_on=registration.ends_on,
            households=registration.households,
            answers=registration.answers,
        )
