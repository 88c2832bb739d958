"""Whose time it is: what a profile has seen, summed by the layers of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Function = tuple[str, int, str]
Counted = tuple[int, int, float, float]
Profiled = tuple[int, int, float, float, "Mapping[Function, Counted]"]
"""Calls, primitive calls, own seconds, seconds with those called; and the same by caller."""

OTHER = "the rest"
LAYERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("audit", (
        "/core/storage/audit.py", "/core/storage/writer.py", "/core/services/recording.py",
        "/core/domain/audit.py",
    )),
    ("pymongo and BSON", ("/site-packages/pymongo/", "/site-packages/bson/")),
    ("marshmallow and schemas", (
        "/site-packages/marshmallow/", "/site-packages/flask_smorest/", "/site-packages/webargs/",
        "/site-packages/apispec/", "/core/edge/fields.py", "_schemas.py",
    )),
    ("Flask and Werkzeug", (
        "/site-packages/flask/", "/site-packages/werkzeug/", "/site-packages/flask_wtf/",
        "/site-packages/flask_compress/", "/site-packages/whitenoise/",
    )),
    ("logs and metrics", (
        "/core/metrics", "/site-packages/prometheus_client/", "/site-packages/structlog/",
    )),
    ("our edge", ("/core/api/", "/core/edge/", "/core/web/", "/core/app.py")),
    ("services, domain, plugins", (
        "/core/services/", "/core/domain/", "/core/catalogue", "/core/plugin_api", "/plugins/",
        "/core/translation", "/site-packages/pluggy/",
    )),
    ("storage", ("/core/storage/",)),
)  # fmt: skip
"""The first whose text is in a file's path has its time."""

_DEEPEST = 8
"""So many callers up is looked for the layer that called the standard library."""


def layer_of(file: str) -> str | None:
    """Return the layer of a source file; None for the standard library and what is built in."""
    return next((name for name, texts in LAYERS if any(text in file for text in texts)), None)


def by_layer(profile: Mapping[Function, Profiled]) -> dict[str, float]:
    """Return own seconds by layer; what is in none counts for those that called it."""
    found = {name: 0.0 for name, _ in LAYERS} | {OTHER: 0.0}
    for function, profiled in profile.items():
        for name, seconds in _shared_out(profile, function, profiled[2], 0).items():
            found[name] += seconds
    return found


def _shared_out(
    profile: Mapping[Function, Profiled], function: Function, seconds: float, depth: int
) -> dict[str, float]:
    layer = layer_of(function[0])
    callers = profile[function][4] if function in profile else {}
    whole = sum(counted[3] for counted in callers.values())
    if layer is not None or depth == _DEEPEST or not whole:
        return {layer or OTHER: seconds}
    found: dict[str, float] = {}
    for caller, counted in callers.items():
        part = seconds * counted[3] / whole
        for name, more in _shared_out(profile, caller, part, depth + 1).items():
            found[name] = found.get(name, 0.0) + more
    return found
