"""Reaching the database that the settings ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from core.runtime.database import reach
from core.runtime.embedded import EmbeddedDatabaseError, process
from core.settings import Settings
from tests.runtime.conftest import write

if TYPE_CHECKING:
    from pathlib import Path

    from core.runtime.embedded.folder import Folder


def test_a_given_address_wins_and_no_database_is_started(tmp_path: Path) -> None:
    settings = Settings(mongodb_uri="mongodb://db.example/", data_dir=tmp_path)
    with reach(settings) as reached:
        assert reached == settings
    assert list(tmp_path.iterdir()) == []


def test_without_an_address_the_embedded_database_is_used_and_left_again(
    data_dir: Path, folder: Folder
) -> None:
    with reach(Settings(data_dir=data_dir)) as reached:
        assert reached.mongodb_uri is not None
        write(reached.mongodb_uri, "Yên Thịnh")
    assert not process.is_running(folder)


def test_a_database_that_cannot_start_says_why_and_where_to_look(
    data_dir: Path, folder: Folder
) -> None:
    (folder.database / "storage.bson").write_text("hỏng")
    with pytest.raises(EmbeddedDatabaseError, match="mongodb"), reach(Settings(data_dir=data_dir)):
        pass
