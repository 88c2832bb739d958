"""The figures of a server's workers lie where a full disk cannot hurt them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

from core.runtime import shared_metrics
from tests.runtime.conftest import ROOT

_SERVER = """
import os, pathlib, sys
from core.runtime.shared_metrics import share
share(pathlib.Path(sys.argv[1]), 8000)
print(os.environ["PROMETHEUS_MULTIPROC_DIR"], flush=True)
sys.stdin.read()
"""


def test_they_lie_in_memory_for_their_owner_only_and_go_with_the_server(tmp_path: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-c", _SERVER, tmp_path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout is not None
    folder = Path(server.stdout.readline().strip())
    assert folder.parent == shared_metrics._MEMORY
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    server.communicate("")
    assert not folder.exists()


def test_without_such_a_place_they_lie_in_the_data_folder(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "")
    monkeypatch.setattr(shared_metrics, "_MEMORY", Path(__file__))
    shared_metrics.share(tmp_path, 8000)
    assert Path(os.environ["PROMETHEUS_MULTIPROC_DIR"]) == tmp_path / "metrics" / "8000"
