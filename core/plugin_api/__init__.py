"""The public surface for plugin authors: what is in ``__all__`` is a promise, the rest is not.

Version 1. A plugin states ``NAME``, ``VERSION`` and ``API_VERSION = 1`` and implements hooks of
``core.plugin_api.hookspecs`` with ``@hookimpl``; docs/writing-a-plugin.md walks through one.
"""

from core.domain.errors import Problem
from core.domain.forms import Choice, FieldType, FormField
from core.domain.movements import (
    CONTENTS,
    MEASURES,
    THEMES,
    AddsUp,
    Kind,
    Measure,
    Movement,
    MovementType,
    Stage,
    Theme,
)
from core.domain.organizations import Organization
from core.domain.quotas import (
    AllOf,
    AnyOf,
    AtLeast,
    Condition,
    Expected,
    Filter,
    Quota,
    Source,
    Wording,
)
from core.domain.tenants import Level
from core.domain.text import folded
from core.plugin_api.contexts import RegistrationContext
from core.plugin_api.fields import (
    choice_field,
    choices_field,
    count_field,
    decimal_field,
    money_field,
    text_field,
)
from core.plugin_api.hookspecs import hookimpl
from core.plugin_api.vocabulary import measure, measures

__all__ = [
    "CONTENTS",
    "MEASURES",
    "THEMES",
    "AddsUp",
    "AllOf",
    "AnyOf",
    "AtLeast",
    "Choice",
    "Condition",
    "Expected",
    "FieldType",
    "Filter",
    "FormField",
    "Kind",
    "Level",
    "Measure",
    "Movement",
    "MovementType",
    "Organization",
    "Problem",
    "Quota",
    "RegistrationContext",
    "Source",
    "Stage",
    "Theme",
    "Wording",
    "choice_field",
    "choices_field",
    "count_field",
    "decimal_field",
    "folded",
    "hookimpl",
    "measure",
    "measures",
    "money_field",
    "text_field",
]
