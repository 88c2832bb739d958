"""Organizations, themes, movements and movement types: each in itself, and against the others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from core.domain.movements import CONTENTS, MEASURES, THEMES
from core.plugin_api.rules.codes import blank_faults, own_code_faults
from core.plugin_api.rules.forms import form_faults

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from core.domain.movements import Measure, Movement, MovementType, Theme
    from core.domain.organizations import Organization
    from core.domain.quotas import Source

ABBREVIATION = re.compile(r"[A-ZĐ]{1,8}")
STANDARD_THEMES = frozenset(theme.code for theme in THEMES)
STANDARD_MEASURES = {measure.code: measure for measure in MEASURES}


def organization_faults(name: str, organization: Organization) -> Iterator[str]:
    if organization.code != name:
        yield f"organization: its code is {organization.code!r}, the plugin's name is {name!r}"
    yield from blank_faults(
        "organization", name=organization.name, short_name=organization.short_name
    )
    if not ABBREVIATION.fullmatch(organization.abbreviation):
        yield f"organization: abbreviation {organization.abbreviation!r} is not 1 to 8 capitals"


def theme_faults(name: str, theme: Theme) -> Iterator[str]:
    yield from own_code_faults(name, theme.code, "theme")
    yield from blank_faults(f"theme {theme.code!r}", label=theme.label)


def source_faults(source: Source, what: str) -> Iterator[str]:
    """Yield what a citation lacks: the document, the clause and its sentence."""
    yield from blank_faults(
        what, document=source.document, clause=source.clause, sentence=source.sentence
    )


def movement_faults(name: str, movement: Movement) -> Iterator[str]:
    what = f"movement {movement.code!r}"
    yield from own_code_faults(name, movement.code, "movement")
    yield from blank_faults(what, title=movement.title)
    yield from source_faults(movement.source, what)


def type_faults(
    name: str, of_type: MovementType, *, movements: Collection[str], themes: Collection[str]
) -> Iterator[str]:
    """Yield faults of a movement type, given the codes of the plugin's movements and themes."""
    what = f"movement type {of_type.code!r}"
    yield from own_code_faults(name, of_type.code, "movement type")
    yield from blank_faults(what, title=of_type.title)
    if of_type.movement not in movements:
        yield f"{what}: its movement {of_type.movement!r} is not declared"
    for label in ("kinds", "contents", "stages"):
        if not getattr(of_type, label):
            yield f"{what}: {label} is empty"
    for content in sorted(of_type.contents.difference(CONTENTS)):
        yield f"{what}: there is no content {content}, only 1 to 5"
    yield from _theme_use_faults(of_type, themes, what)
    yield from _measures_faults(name, of_type.measures, what)
    yield from form_faults(of_type.form, what)
    if of_type.form_version < 1:
        yield f"{what}: form_version is less than 1"
    if of_type.source is not None:
        yield from source_faults(of_type.source, what)


def _theme_use_faults(of_type: MovementType, themes: Collection[str], what: str) -> Iterator[str]:
    for theme in sorted(of_type.allowed_themes() - STANDARD_THEMES - set(themes)):
        yield f"{what}: theme {theme!r} is neither standard nor declared by this plugin"
    for theme in sorted(of_type.themes & of_type.optional_themes):
        yield f"{what}: theme {theme!r} is fixed and optional at once"


def _measures_faults(name: str, measures: tuple[Measure, ...], what: str) -> Iterator[str]:
    codes = [measure.code for measure in measures]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"{what}: measure {code!r} is listed twice"
    for measure in measures:
        standard = STANDARD_MEASURES.get(measure.code)
        if standard is None:
            yield from own_code_faults(name, measure.code, f"{what}: measure")
            yield from blank_faults(
                f"{what}, measure {measure.code!r}", label=measure.label, unit=measure.unit
            )
        elif measure != standard:
            yield f"{what}: measure {measure.code!r} differs from the standard one; take that"


def measure_conflict_faults(types: Collection[MovementType]) -> Iterator[str]:
    """Yield each measure that two types define differently: it could not be added up."""
    seen: dict[str, Measure] = {}
    for of_type in types:
        for measure in of_type.measures:
            if seen.setdefault(measure.code, measure) != measure:
                yield f"measure {measure.code!r} is defined differently in {of_type.code!r}"
