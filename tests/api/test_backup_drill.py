"""The drill: back up while people work, verify, restore elsewhere, compare, go on from there."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, Thread
from uuid import uuid4

import pytest
from click.testing import CliRunner
from pymongo import MongoClient

from core.cli import chungsuc
from core.domain.errors import ConflictError, InvalidError
from core.runtime.embedded import attach
from core.storage.backups.manifest import manifest_of

from ..waiting import until
from .main_job import WHOLE
from .places import LUONG_BANG, NGHIA_TA

TRANSIENT = {"checks"}
"""What the check after a restore writes itself."""


def commands(settings):
    """Return a function that runs a command where *settings* point to."""
    environ = {
        "CHUNGSUC_MONGODB_URI": settings.mongodb_uri or "", "CHUNGSUC_DATABASE": settings.database,
        "CHUNGSUC_SECRET_KEY": settings.secret_key or "", "CHUNGSUC_ENV": "test",
        "CHUNGSUC_DATA_DIR": str(settings.data_dir), "CHUNGSUC_DEMO": "0",
    }  # fmt: skip

    def run(*arguments):
        with pytest.MonkeyPatch.context() as patched:
            for name, value in environ.items():
                patched.setenv(name, value)
            result = CliRunner().invoke(chungsuc, [str(each) for each in arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def run(clean, tmp_path):
    return commands(replace(clean, data_dir=tmp_path / "here"))


@pytest.fixture
def elsewhere(clean, tmp_path):
    """Another machine: a database of its own, and the secret key brought along."""
    return replace(clean, mongodb_uri=None, database="chungsuc", data_dir=tmp_path / "elsewhere")


@pytest.fixture
def beside(clean, tmp_path):
    """Another, empty database on the same server."""
    name = f"test_{uuid4().hex[:24]}"
    yield replace(clean, database=name, data_dir=tmp_path / "beside")
    with MongoClient(clean.mongodb_uri) as client:
        client.drop_database(name)


@contextmanager
def at_work(api):
    """Two officers register one item after the other; yields what has been acknowledged."""
    acknowledged, over = [], Event()

    def register(officer, tenant):
        while not over.is_set():
            made = officer.post("/registrations", WHOLE | {"tenant": tenant, "submit": True})
            assert made.status_code == 201, made.json
            acknowledged.append(made.json["id"])

    threads = [
        Thread(target=register, args=(api.make_user(tenant, "phu_nu", "officer"), tenant))
        for tenant in (LUONG_BANG, NGHIA_TA)
    ]
    for thread in threads:
        thread.start()
    try:
        until(lambda: len(acknowledged) > 5, 60)
        yield acknowledged
    finally:
        over.set()
        for thread in threads:
            thread.join()


def documents(uri, name, at=None):
    concern = {"level": "snapshot", "atClusterTime": at} if at else {"level": "majority"}
    with MongoClient(uri) as client:
        database = client[name]
        return {
            each: {
                str(document["_id"]): document
                for document in database.command(
                    "find", each, batchSize=10**6, singleBatch=True, readConcern=concern
                )["cursor"]["firstBatch"]
            }
            for each in database.list_collection_names(filter={"type": "collection"})
            if each not in TRANSIENT
        }


def test_what_was_acknowledged_comes_back_on_another_machine_and_nothing_else_does(
    api, clean, run, elsewhere, beside, tmp_path
):
    folder = tmp_path / "backups"
    with at_work(api) as acknowledged:
        before = list(acknowledged)
        assert run("backup", folder, "--keep", 2).exit_code == 0
        (file,) = folder.iterdir()
        then = documents(clean.mongodb_uri, clean.database, manifest_of(file).until)
        until(lambda: len(acknowledged) > len(before) + 5, 60)
    assert {*before} <= {*then["registrations"]}
    assert run("verify", file).exit_code == 0

    restored = commands(elsewhere)("restore", file)
    assert restored.exit_code == 0
    assert "Không có sai lệch" in restored.output
    with attach(elsewhere.data_dir) as attached:
        assert documents(attached.uri, "chungsuc") == then
    with pytest.raises(ConflictError, match="restore_not_empty"):
        commands(elsewhere)("restore", file)

    now = datetime.now(UTC)
    until(lambda: datetime.now(UTC).timestamp() > int(now.timestamp()) + 1)  # a name of its own
    assert run("backup", folder, "--increment").exit_code == 0
    assert len([*folder.iterdir()]) == 2
    until_now = commands(beside)("restore", *folder.iterdir(), "--until", now.isoformat())
    assert until_now.exit_code == 0
    found = documents(clean.mongodb_uri, beside.database)
    assert {*acknowledged} == {*found["registrations"]}
    assert found == documents(clean.mongodb_uri, clean.database)


def test_a_damaged_file_is_found_and_not_restored(run, beside, tmp_path):
    file = tmp_path / "tonight.zip"
    assert run("backup", file).exit_code == 0
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    assert run("verify", file).exit_code == 1
    with pytest.raises(InvalidError, match="backup_damaged"):
        commands(beside)("restore", file)
    with MongoClient(beside.mongodb_uri) as client:
        assert client[beside.database].list_collection_names() == []


def test_every_damaged_file_is_named_and_those_that_are_whole_as_well(run, tmp_path):
    files = [tmp_path / f"{name}.zip" for name in ("monday", "tuesday", "wednesday")]
    assert run("backup", files[1]).exit_code == 0
    for damaged in (files[0], files[2]):
        damaged.write_bytes(files[1].read_bytes()[:-100])
    told = run("verify", *files)
    assert told.exit_code == 1
    assert "monday.zip" in told.stderr
    assert "wednesday.zip" in told.stderr
    assert "tuesday.zip" in told.stdout
    assert "tuesday.zip" not in told.stderr


def test_a_file_is_not_restored_without_its_key_unless_that_is_asked_for(run, beside, tmp_path):
    file = tmp_path / "tonight.zip"
    run("backup", file)
    keyless = replace(beside, secret_key=None)
    other = replace(
        beside, secret_key="another key of at least thirty-two letters".replace(" ", "-")
    )
    assert "Chưa có khóa" in commands(keyless)("verify", file).output
    assert not keyless.data_dir.exists()
    assert commands(other)("verify", file).exit_code == 1
    with pytest.raises(ConflictError, match="restore_without_key"):
        commands(keyless)("restore", file)
    with pytest.raises(ConflictError, match="restore_other_key"):
        commands(other)("restore", file)
    assert commands(other)("restore", file, "--any-key", "--no-check").exit_code == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ("backup", "x.zip", "--increment"), ("backup", "x.zip", "--keep", "3"),
        ("backup", "x", "--keep", "3", "--increment"), ("backup", "x", "--keep", "0"),
        ("verify",), ("restore",), ("verify", "nowhere.zip"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_2(run, wrong):
    assert run(*wrong).exit_code == 2


def test_a_moment_that_cannot_be_read_is_refused_with_2(run, tmp_path):
    (tmp_path / "x.zip").touch()
    assert run("restore", tmp_path / "x.zip", "--until", "yesterday").exit_code == 2
