"""A clock that can be made to jump, for programs started with its environment (libfaketime)."""

from __future__ import annotations

import os
from pathlib import Path

# Not the one "for threads" (libfaketimeMT): all threads were seen to wait for its lock for ever.
LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
DAY = 86_400
SHIM = Path(__file__).with_name("clock_shim")


class Clock:
    """Real time plus an offset that is read from *file* about once a second."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.jump(0)

    @property
    def environ(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # as when somebody sets a machine's clock
            "NO_FAKE_STAT": "1",
            "PYTHONPATH": str(SHIM),
        }

    def jump(self, seconds: int) -> None:
        """Show real time plus *seconds* from now on."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n")
        os.replace(fresh, self._file)  # noqa: PTH105 - in one step
