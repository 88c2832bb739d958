"""A backup is complete under its name or not there, and old ones go only as told."""

from __future__ import annotations

import os
import stat
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from core.domain.backups import Kind
from core.domain.errors import ConflictError, InvalidError
from core.runtime.backup_folder import appearing, place, remove_outdated, to_follow

if TYPE_CHECKING:
    from pathlib import Path

NIGHT = datetime(2026, 11, 20, 17, tzinfo=UTC)


def test_a_folder_gets_a_name_of_its_own_and_a_file_keeps_its_name(tmp_path: Path) -> None:
    given = {"database": "chungsuc", "at": NIGHT, "kind": Kind.FULL}
    assert place(tmp_path, **given).name == "chungsuc-20261120T170000Z-full.zip"
    assert place(tmp_path / "tonight.zip", **given) == tmp_path / "tonight.zip"


def test_it_appears_when_it_is_whole_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "backup.zip"
    with appearing(path) as file:
        file.write(b"half")
        assert not path.exists()
        file.write(b" and half")
    assert path.read_bytes() == b"half and half"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_what_fails_midway_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(TypeError), appearing(tmp_path / "backup.zip") as file:
        file.write("text where bytes belong")  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "backup.zip"
    path.write_bytes(b"the old one")
    with pytest.raises(ConflictError, match="backup_exists"), appearing(path):
        pass
    assert path.read_bytes() == b"the old one"


def test_a_disk_that_takes_no_more_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidError, match="backup_not_written"), appearing(tmp_path / "b.zip"):
        raise OSError(28, os.strerror(28))
    (tmp_path / "no_folder").write_text("")
    with (
        pytest.raises(InvalidError, match="backup_not_written"),
        appearing(tmp_path / "no_folder" / "b.zip"),
    ):
        pass


def test_old_ones_go_with_their_increments_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    names = [
        "chungsuc-20261118T170000Z-full.zip",
        "chungsuc-20261119T010000Z-increment.zip",
        "chungsuc-20261119T170000Z-full.zip",
        "chungsuc-20261120T010000Z-increment.zip",
        "chungsuc-20261120T170000Z-full.zip",
    ]
    others = ["secret.key", "training-20261118T170000Z-full.zip", "chungsuc-old-full.zip"]
    for name in [*names, *others]:
        (tmp_path / name).touch()
    followed = to_follow(tmp_path, database="chungsuc")
    assert [path.name for path in followed] == [names[3], names[4]]
    assert remove_outdated(tmp_path, database="chungsuc", keep=3) == []
    assert remove_outdated(tmp_path, database="chungsuc", keep=2) == names[:1]
    assert {path.name for path in tmp_path.iterdir()} == {*names[1:], *others}


def test_what_a_killed_run_left_behind_goes_after_a_day(tmp_path: Path) -> None:
    left, running = (
        tmp_path / f".chungsuc-2026112{day}T170000Z-full.zip.abc.part" for day in (0, 1)
    )
    left.touch()
    running.touch()
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(left, (two_days_ago, two_days_ago))
    remove_outdated(tmp_path, database="chungsuc", keep=1)
    assert list(tmp_path.iterdir()) == [running]


def test_there_is_nothing_to_follow_in_an_empty_folder(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        with pytest.raises(ConflictError, match="increment_of_nothing"):
            to_follow(folder, database="chungsuc")
