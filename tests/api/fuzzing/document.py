"""The OpenAPI document as schemathesis reads it, and what it is told about a run.

A document needs no database: the program that gives it here is never asked for anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import schemathesis

from core.app import create_app
from core.settings import Settings
from tests.api.fuzzing.world import WORDS

if TYPE_CHECKING:
    from schemathesis import BaseSchema

EXAMPLES = 12
"""Requests made up for each operation; everybody asks them."""

REFUSALS = ["400", "401", "403", "404", "405", "409", "412", "413", "415", "422", "428", "429"]
BEYOND_SCHEMAS = ["400", "403", "404", "409", "412", "422"]
"""What a request that fits the schemas may still be refused with: what no schema can say."""

IN_BODIES = (
    "tenant", "organization", "movement_type", "period", "year", "quota", "part", "places[*].area",
    "themes[*]", "assignments[*].tenant", "assignments[*].organization",
)  # fmt: skip
IN_QUERIES = ("tenant", "organization", "period", "parent", "movement_type")


def whole(phase: str) -> BaseSchema:
    """Return the document for one *phase* of schemathesis: ``coverage`` or ``fuzzing``."""
    settings = Settings(mongodb_uri="mongodb://localhost", secret_key="never used", env="test")
    names = ("examples", "coverage", "fuzzing")
    phases: dict[str, Any] = {name: {"enabled": name == phase} for name in names}
    phases["coverage"]["unexpected-methods"] = ["get", "post", "delete", "options", "trace"]
    config = schemathesis.Config.from_dict(_configuration() | {"phases": phases})
    app = create_app(settings)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=config)


def _configuration() -> dict[str, Any]:
    """Return what makes a run repeatable, and lets most of its requests hit something."""
    return {
        "seed": 129,
        "generation": {"max-examples": EXAMPLES, "deterministic": True, "database": "none"},
        "dictionaries": {name: {"values": list(values)} for name, values in WORDS.items()},
        "parameters": {
            f"{location}.{name}": {
                "dictionary": name.rpartition(".")[2].removesuffix("[*]"),
                "probability": 0.8,
            }
            for location, names in (("body", IN_BODIES), ("query", IN_QUERIES))
            for name in names
        },
        "checks": {
            "negative_data_rejection": {"expected-statuses": REFUSALS},
            "positive_data_acceptance": {"expected-statuses": ["2xx", *BEYOND_SCHEMAS]},
            "missing_required_header": {"expected-statuses": ["403", "404", "428"]},
            "max_response_time": 3,
        },
    }
