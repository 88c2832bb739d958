"""The secret key is made once, kept privately, and the same for all who start together."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from core.runtime.secret import with_secret_key
from core.settings import Settings, SettingsError

if TYPE_CHECKING:
    from pathlib import Path


def key_in(data_dir: Path) -> str:
    key = with_secret_key(Settings(data_dir=data_dir)).secret_key
    assert key is not None
    return key


def test_a_given_key_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    settings = Settings(secret_key="k" * 32, data_dir=tmp_path)
    assert with_secret_key(settings) == settings
    assert list(tmp_path.iterdir()) == []


def test_a_key_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    data_dir = tmp_path / "var"
    assert key_in(data_dir) == key_in(data_dir)
    (file,) = data_dir.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_all_who_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    starters = 16
    together = Barrier(starters)

    def start(_: int) -> str:
        together.wait()
        return key_in(tmp_path)

    with ThreadPoolExecutor(starters) as pool:
        keys = set(pool.map(start, range(starters)))
    assert len(keys) == 1
    assert len(list(tmp_path.iterdir())) == 1


def test_a_damaged_key_is_never_used(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_text("")
    with pytest.raises(SettingsError, match=r"secret\.key"):
        key_in(tmp_path)
