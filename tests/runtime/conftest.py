"""A data folder for one test, and programs that use its database from processes of their own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pymongo import MongoClient

from core.runtime.embedded import process
from core.runtime.embedded.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
_PROGRAM = """
import sys, pathlib
from core.runtime.embedded import attach
with attach(pathlib.Path(sys.argv[1])) as attached:
    print(attached.uri, flush=True)
    sys.stdin.read()
"""


class Program:
    """Another process that uses the embedded database until it is told to leave, or killed."""

    def __init__(self, data_dir: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, data_dir],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        self.uri = self._process.stdout.readline().strip()

    def ask_to_leave(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()

    def leave(self) -> int:
        self.ask_to_leave()
        return self._process.wait(60)

    def kill(self) -> None:
        self._process.kill()
        self._process.wait(60)

    def close(self) -> None:
        self.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "var"
    yield path
    mongod = process.find(Folder.within(path))
    if mongod is not None:  # a test that kills its users leaves the database running
        mongod.stop()
        mongod.close()
    shutil.rmtree(path)


@pytest.fixture
def folder(data_dir: Path) -> Folder:
    return Folder.within(data_dir)


@pytest.fixture
def start_program(data_dir: Path) -> Iterator[Callable[[], Program]]:
    with ExitStack() as stack:

        def start() -> Program:
            program = Program(data_dir)
            stack.callback(program.close)
            assert program.uri
            return program

        yield start


def connect(uri: str) -> MongoClient[dict[str, Any]]:
    return MongoClient(uri, serverSelectionTimeoutMS=20_000)


def write(uri: str, name: str) -> None:
    with connect(uri) as client:
        client.chungsuc.names.insert_one({"_id": name})


def names(uri: str) -> set[str]:
    with connect(uri) as client:
        return {str(found["_id"]) for found in client.chungsuc.names.find()}
