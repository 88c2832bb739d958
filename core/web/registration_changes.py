"""What an entry of the trail changed, field by field, old beside new."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.domain.registrations import InKind, Money, Partner, Place, Quantity
from core.edge.platform import platform
from core.web import formats
from core.web.naming import movement_type_name, tenant_name, theme_name
from core.web.registration_words import (
    answer_text,
    in_kind_text,
    money_text,
    partner_text,
    place_text,
    quantity_text,
)
from core.web.rendering import t

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from core.domain.forms import FormField
    from core.domain.tenants import Tenant

TOLD = frozenset(
    {
        "title", "kind", "stage", "content", "themes", "places", "starts_on", "ends_on", "scale",
        "funding", "in_kind", "households", "partners", "person_in_charge", "phone", "note",
        "movement_type", "state", "progress", "measures", "narrative", "tenant",
        "decision_number", "decision_on", "recognition_note", "copied_from",
    }
)  # fmt: skip
"""Fields whose change is told; the others follow from the act itself, or are its bookkeeping."""

IN_BRIEF = frozenset({"state", "progress"})
"""What is told of a first result, whose every field is new."""

RESULT_LABELS = {"funding": "spent"}

PARTS: dict[str, type] = {
    "places": Place, "scale": Quantity, "funding": Money, "in_kind": InKind, "partners": Partner,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One field before and after; of a ``hidden`` one neither is known.

    ``first``: it has no before, for it was stated for the first time.
    """

    label: str
    old: str
    new: str
    hidden: bool = False
    first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a history is read with: names of users and units, the questions of the item's form.

    ``unit`` is the type of the item's own unit, in lower case: «xã».
    """

    organization: str
    unit: str
    users: Mapping[str, str]
    tenants: Mapping[str, Tenant]
    questions: Mapping[str, FormField]


def is_first(content: Mapping[str, Any]) -> bool:
    """Tell whether the entry is of a first submission."""
    return any(each["field"] == "submitted_on" for each in content.get("changes", ()))


def changes_told(content: Mapping[str, Any], reading: Reading) -> Iterator[ChangeRow]:
    """Yield what an edit or a result changed; of what was begun or first sent, nothing.

    Then every field is new, and what a draft said before is its organization's alone.
    """
    if content["action"] in {"registration.create", "registration.register"} or is_first(content):
        return
    for change in content.get("changes", ()):
        name = change["field"]
        if name in TOLD or name.startswith("answers."):
            yield _row(change, reading)
    yield from _results_told(content, reading)


def _results_told(content: Mapping[str, Any], reading: Reading) -> Iterator[ChangeRow]:
    changes = content.get("details", {}).get("result_changes", ())
    begun = any(change["field"] == "state" and change["old"] is None for change in changes)
    for change in changes:
        name = change["field"]
        if name in (IN_BRIEF if begun else TOLD):
            label = t(f"registration_field.{RESULT_LABELS.get(name, name)}")
            yield _row(change, reading, label=label, first=begun)


def _row(
    change: Mapping[str, Any], reading: Reading, *, label: str = "", first: bool = False
) -> ChangeRow:
    name = change["field"]
    answer = name.removeprefix("answers.") if name.startswith("answers.") else ""
    label = label or _label(name, answer, reading)
    if change.get("hidden"):
        return ChangeRow(label=label, old="", new="", hidden=True)
    words = _words(name, answer, reading)
    return ChangeRow(label=label, old=words(change["old"]), new=words(change["new"]), first=first)


def _label(name: str, answer: str, reading: Reading) -> str:
    if answer:
        return reading.questions[answer].label if answer in reading.questions else answer
    return t(f"registration_field.{name}")


def _words(name: str, answer: str, reading: Reading) -> Callable[[Any], str]:
    def written(value: Any) -> str:
        if value in (None, "", [], {}):
            return ""
        if answer:
            return answer_text(value, reading.questions.get(answer))
        return _field_text(name, value, reading)

    return written


def _field_text(name: str, value: Any, reading: Reading) -> str:
    if name in PARTS:
        return "; ".join(_part_text(name, PARTS[name](**part), reading) for part in value)
    if name in BY_CODE:
        return t(f"{BY_CODE[name]}.{value}")
    if name == "tenant":
        found = reading.tenants.get(value)
        return tenant_name(found) if found else str(value)
    written = WRITTEN.get(name, _plain)
    return written(value)


def _part_text(name: str, part: Any, reading: Reading) -> str:
    return place_text(part, reading.tenants) if name == "places" else PART_TEXTS[name](part)


def _plain(value: Any) -> str:
    return formats.number(value) if isinstance(value, (int, float)) else str(value)


def _measure_text(code: str, amount: str) -> str:
    measure = platform().catalogue.measures.get(code)
    label, unit = (measure.label, measure.unit) if measure else (code, "")
    return f"{label}: {formats.number(Decimal(amount))} {unit}".strip()


PART_TEXTS: dict[str, Callable[[Any], str]] = {
    "scale": quantity_text,
    "funding": money_text,
    "in_kind": in_kind_text,
    "partners": partner_text,
}
BY_CODE = {"kind": "kind", "stage": "stage", "content": "content", "state": "registration_state"}
WRITTEN: dict[str, Callable[[Any], str]] = {
    "movement_type": movement_type_name,
    "themes": lambda codes: ", ".join(theme_name(code) for code in codes),
    "starts_on": formats.day,
    "ends_on": formats.day,
    "decision_on": formats.day,
    "copied_from": lambda _: t("registration_history.an_origin"),
    "progress": lambda percent: f"{formats.number(percent)}%",
    "measures": lambda told: "; ".join(_measure_text(code, told[code]) for code in told),
}
