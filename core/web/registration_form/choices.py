"""What the selects and boxes of the form offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.movements import CONTENTS, Kind, Stage
from core.domain.organizations import KNOWN_ORGANIZATIONS
from core.domain.registration_rules import FUNDING_SOURCES, IN_KIND
from core.edge.platform import platform
from core.web.naming import organization_name, theme_name
from core.web.registration_form.offers import continuable
from core.web.registration_form.origins import Origins, origins
from core.web.registration_form.places import offered
from core.web.rendering import t

if TYPE_CHECKING:
    from core.services.ports.work import Repositories
    from core.web.registration_form.subject import Subject
    from core.web.registration_form.typed import Typed

Options = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """Value and label of everything to choose from; what leaves no choice is empty."""

    kinds: Options
    stages: Options
    contents: Options
    themes: Options
    continues: Options
    origins: Origins
    places: Options
    partners: Options
    sources: Options
    in_kind: Options


def choices_of(typed: Typed, subject: Subject, work: Repositories, *, all_origins: bool) -> Choices:
    """Return what the form of *subject* offers, what was chosen always among it."""
    of_type = subject.of_type
    kinds = [(kind.value, t(f"kind.{kind}")) for kind in Kind if kind in of_type.kinds]
    contents = [
        (str(number), f"{number}. {t(f'content.{number}')}")
        for number in CONTENTS
        if number in of_type.contents
    ]
    return Choices(
        kinds=kinds if len(kinds) > 1 else [],
        stages=[(one.value, t(f"stage.{one}")) for one in Stage if one in of_type.stages],
        contents=contents if len(contents) > 1 else [],
        themes=[(code, theme_name(code)) for code in sorted(of_type.optional_themes)],
        continues=_continues(subject, work),
        origins=origins(typed.one("copied_from"), subject, work, whole=all_origins),
        places=offered(subject, typed.many("places"), work),
        partners=_partners(typed, subject),
        sources=[(code, t(f"registration_source.{code}")) for code in FUNDING_SOURCES],
        in_kind=[(code, t(f"registration_in_kind.{code}")) for code in IN_KIND],
    )


def _continues(subject: Subject, work: Repositories) -> Options:
    stored = subject.registration.continues if subject.registration else None
    items = continuable(work, subject.tenant, organization=subject.organization, year=subject.year)
    options = [(item.id, item.title) for item in items]
    if stored is not None:
        options.insert(0, (stored, work.registrations.get(stored).title))
    return options


def _partners(typed: Typed, subject: Subject) -> Options:
    codes = {*KNOWN_ORGANIZATIONS, *platform().catalogue.organizations, *typed.many("partners")}
    named = [(code, organization_name(code)) for code in codes - {subject.organization}]
    return sorted(named, key=lambda one: one[1])
