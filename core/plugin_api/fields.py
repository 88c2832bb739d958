"""Fields as forms mostly need them, in one line each; anything rarer is a FormField in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.forms import Choice, FieldType, FormField

if TYPE_CHECKING:
    from collections.abc import Mapping


def count_field(
    name: str,
    label: str,
    unit: str,
    *,
    required: bool = False,
    help: str = "",  # noqa: A002
) -> FormField:
    """Ask how many: a whole number, at least 1 where it is required, else at least 0."""
    return FormField(
        name=name,
        label=label,
        type=FieldType.WHOLE_NUMBER,
        required=required,
        help=help,
        unit=unit,
        minimum=1 if required else 0,
    )


def decimal_field(
    name: str, label: str, unit: str, *, decimals: int = 2, required: bool = False
) -> FormField:
    """Ask how much: a number of so many decimals, not negative."""
    return FormField(
        name=name,
        label=label,
        type=FieldType.DECIMAL,
        required=required,
        unit=unit,
        decimals=decimals,
        minimum=0,
    )


def money_field(name: str, label: str, *, required: bool = False, help: str = "") -> FormField:  # noqa: A002
    """Ask for đồng."""
    return FormField(
        name=name, label=label, type=FieldType.MONEY, required=required, help=help, unit="đồng"
    )


def text_field(
    name: str,
    label: str,
    *,
    required: bool = False,
    personal: bool = False,
    help: str = "",  # noqa: A002
) -> FormField:
    """Ask for one line; ``personal`` when it names or describes a person."""
    return FormField(
        name=name,
        label=label,
        type=FieldType.TEXT,
        required=required,
        personal=personal,
        help=help,
    )


def choice_field(
    name: str, label: str, choices: Mapping[str, str], *, required: bool = False
) -> FormField:
    """Ask for one of *choices*, code → label."""
    return FormField(
        name=name,
        label=label,
        type=FieldType.CHOICE,
        required=required,
        choices=_choices(choices),
    )


def choices_field(
    name: str, label: str, choices: Mapping[str, str], *, required: bool = False
) -> FormField:
    """Ask for any of *choices*, code → label."""
    return FormField(
        name=name,
        label=label,
        type=FieldType.CHOICES,
        required=required,
        choices=_choices(choices),
    )


def _choices(choices: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code=code, label=label) for code, label in choices.items())
