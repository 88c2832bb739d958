"""The program with a small world in it, for everything that is asked of it at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.api.conftest import Api, empty
from tests.api.fuzzing.world import World, build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.settings import Settings


@pytest.fixture(scope="module")
def world(country: Settings) -> Iterator[World]:
    """The world on 25 January 2017: registration is open, December and January are reported."""
    empty(country)
    program = Api(replace(country, today=date(2017, 1, 25)))
    yield build(program)
    program.close()
