"""Faults under load, each in a file of its own program; none is left out unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .abilities import lacking
from .program import Surroundings
from .rig import Rig, running

if TYPE_CHECKING:
    from collections.abc import Iterator

collect_ignore = [lack.file for lack in lacking()]


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    """The program with the embedded database, for the tests of one file."""
    with running(Surroundings(data_dir=tmp_path_factory.mktemp("faults") / "var")) as rig:
        yield rig
