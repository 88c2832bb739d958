"""Turns what schemathesis makes up into requests that hit something, as a real client's would."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import CoveragePhaseData

from tests.api.conftest import BASE
from tests.api.fuzzing.world import WORDS
from tests.api.places import LUONG_BANG

if TYPE_CHECKING:
    from schemathesis import Case

    from tests.api.conftest import Caller
    from tests.api.fuzzing.world import World

OFTEN = 0.9
"""How often a made-up id gives way to a real one."""


class Asking:
    """Asks as one caller; the same cases in the same order are the same requests."""

    def __init__(self, world: World, caller: Caller) -> None:
        self._world = world
        self._caller = caller
        self._random = Random(129)  # noqa: S311 — chance, not a secret

    def aim(self, case: Case) -> None:
        """Give *case* real ids, the version they have now, and a key of its own, in place.

        What is wrong on purpose stays wrong.
        """
        self._sign(case)
        if not _wrong(case, ParameterLocation.PATH):
            for name in case.path_parameters:
                case.path_parameters[name] = self._word(name, case.path_parameters[name])
        asked = {header.name for header in case.operation.headers if _free(case, header.name)}
        if "Idempotency-Key" in asked:
            case.headers["Idempotency-Key"] = f"{self._random.getrandbits(64):x}"
        if "If-Match" in asked and (version := self._version(case)):
            case.headers["If-Match"] = version

    def _sign(self, case: Case) -> None:
        """Sign the request; most act under all assignments, for no made-up one exists."""
        caller = self._caller
        if case.path.endswith("/tokens/current"):  # signing out ends this token, and no other
            caller = self._world.api.make_user(LUONG_BANG, role="viewer")
        if _free(case, "Authorization"):
            case.headers["Authorization"] = f"Bearer {caller.token}"
        case.headers.pop("Act-As", None)
        if self._random.random() > OFTEN:
            case.headers["Act-As"] = self._random.choice(caller.assignments)

    def _word(self, name: str, made_up: Any) -> Any:
        known = self._world.ids.get(name) or WORDS.get(name, ())
        return self._random.choice(known) if known and self._random.random() < OFTEN else made_up

    def _version(self, case: Case) -> str | None:
        path = case.formatted_path.removeprefix(BASE).removesuffix("/transitions")
        path = path.removesuffix("/completion")
        record = path.partition("/assignments")[0]
        answer = self._world.observer.call("GET", record)
        return answer.headers.get("ETag")


def _free(case: Case, header: str) -> bool:
    """Tell whether nothing is tried on *header*, as far as can be told."""
    data = case.meta.phase.data
    if isinstance(data, CoveragePhaseData):
        return data.parameter != header
    return header == "Authorization" or not _wrong(case, ParameterLocation.HEADER)


def _wrong(case: Case, location: ParameterLocation) -> bool:
    """Tell whether what is there is wrong on purpose."""
    if isinstance(case.meta.phase.data, CoveragePhaseData):
        return case.meta.phase.data.parameter_location == location
    return case.meta.is_negative_at(location)
