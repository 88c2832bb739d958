"""The secret key: given by the settings, or made once and kept in the data folder."""

from __future__ import annotations

import os
import secrets
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from core.settings import SettingsError

if TYPE_CHECKING:
    from core.settings import Settings

_FILE = "secret.key"
_VARIABLE = "CHUNGSUC_SECRET_KEY"
_SHORTEST = 32  # characters


def with_secret_key(settings: Settings) -> Settings:
    """Return *settings* with ``secret_key`` filled in; all who start at once get the same one."""
    if settings.secret_key is not None:
        return settings
    path = settings.data_dir / _FILE
    try:
        if not path.exists():
            _make(path)
        key = path.read_text(encoding="ascii", errors="replace").strip()
        path.chmod(0o600)
    except OSError as error:
        said = f"{path}: không dùng được ({error.strerror}); hãy đổi CHUNGSUC_DATA_DIR."
        raise SettingsError((said,)) from error
    if len(key) < _SHORTEST or not key.isascii():
        raise SettingsError(
            (f"{path}: khóa bí mật đã hỏng; hãy lấy lại tệp từ bản sao lưu hoặc đặt {_VARIABLE}.",)
        )
    return replace(settings, secret_key=key)


def has_secret_key(settings: Settings) -> bool:
    """Return whether ``with_secret_key`` would find a key, and not make one."""
    return settings.secret_key is not None or (settings.data_dir / _FILE).exists()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_FILE)  # mode 0600
    fresh = Path(name)
    try:
        with open(handle, "w", encoding="ascii") as file:  # noqa: PTH123 - an open descriptor
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        # A link appears complete or not at all, and never replaces what another starter made.
        path.hardlink_to(fresh)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
