"""A backup is one point in time, is found damaged when it is, and comes back as it was."""

import random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from pymongo import ASCENDING

from core.domain.errors import ConflictError, InvalidError
from core.runtime.preparing import prepare
from core.services.integrity import check
from core.storage.backups.archive import sealing
from core.storage.backups.marker import begin
from core.storage.backups.restoring import refuse_newer
from core.storage.backups.verifying import verify
from core.storage.integrity import MongoEverything
from core.storage.store import MongoStore

from ..fakes.audit import KEY
from ..fakes.registrations import a_draft, a_registration
from .backing_up import Load, back_up, everything, put_back
from .recorded_work import CATALOGUE, RecordedWork

pytestmark = pytest.mark.mongo


@pytest.fixture
def work(mongo_uri, database_name):
    work = RecordedWork(mongo_uri, database_name)
    work.register(a_registration(id="a1"))
    work.register(a_draft(id="d4"))
    yield work
    work.store.close()


@pytest.fixture
def file(work, tmp_path):
    path = tmp_path / "chungsuc.zip"
    back_up(work.database, path)
    return path


@pytest.fixture
def past(work):
    """Let the database keep its past for a minute: tests have it forget theirs sooner."""
    admin, name = work.database.client.admin, "minSnapshotHistoryWindowInSeconds"
    before = admin.command("getParameter", 1, **{name: 1})[name]
    admin.command("setParameter", 1, **{name: 60})
    yield
    admin.command("setParameter", 1, **{name: before})


@pytest.mark.usefixtures("past")
def test_under_load_a_backup_is_one_point_in_time(work, mongo_uri, target, tmp_path):
    path = tmp_path / "under_load.zip"
    with Load(work, mongo_uri) as load:
        before = list(load.acknowledged)
        manifest = back_up(work.database, path, tell=lambda _part: load.more())
        then = everything(work.database, manifest.until)
    put_back(target, path)
    restored = everything(target)
    assert restored == then
    assert {*before, "a1", "d4"} <= {*restored["registrations"]}
    assert len(restored["registrations"]) < len(load.acknowledged)
    findings = check(MongoEverything(target), measures=CATALOGUE.measures, key=KEY)
    assert findings.samples == []
    assert findings.checked["registrations"] == len(restored["registrations"])


def test_indexes_and_rules_come_back_and_so_does_every_byte(work, target, file, tmp_path):
    put_back(target, file)
    again = back_up(target, tmp_path / "again.zip")
    assert again.parts == verify(file, key=KEY).manifest.parts
    names = {part.name: {each["name"] for each in part.indexes} for part in again.parts}
    assert len(names["registrations"]) > 3
    assert all("validator" in part.options for part in again.parts if part.name == "areas")


def test_the_manifest_says_what_there_is_and_any_tool_can_read_it(work, file):
    manifest = verify(file, key=KEY).manifest
    with ZipFile(file) as archive:
        assert archive.testzip() is None
        text = archive.read("manifest.json").decode()
    assert manifest.database == work.database.name
    found = {part.name: part.documents for part in manifest.parts}
    assert (found["registrations"], found["audit"], found["tenants"]) == (2, 3, 9)
    assert '"total"' in text
    assert KEY.decode() not in text


def test_a_flipped_bit_anywhere_is_found(file):
    whole = file.read_bytes()
    chance = random.Random(4)  # noqa: S311 — any places will do
    places = [*range(40), *range(len(whole) - 400, len(whole))]
    for place in places + [chance.randrange(len(whole)) for _ in range(400)]:
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        file.write_bytes(changed)
        with pytest.raises(InvalidError):
            verify(file, key=KEY)
    file.write_bytes(whole)
    assert verify(file, key=KEY).authentic


@pytest.mark.parametrize("rest", [0, 1, 100, 2000, -1, -181, -2000])
def test_a_file_that_was_cut_short_is_found(file, rest):
    file.write_bytes(file.read_bytes()[:rest])
    with pytest.raises(InvalidError):
        verify(file, key=KEY)


def test_a_file_that_went_on_is_found(file):
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(InvalidError, match="backup_unsealed"):
        verify(file, key=KEY)


def sealed_anew(file, key, **instead):
    """The same file, with members replaced and a seal that fits."""
    with ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()} | instead
    with file.open("wb") as written, sealing(written, key) as anew:
        for name, content in members.items():
            with anew.member(name) as member:
                member.write(content)


def test_a_part_that_is_not_what_the_manifest_says_is_found_whatever_the_seal(file):
    for wrong in (b"", b"\x05\x00\x00\x00\x00", b"\x05\x00", b"\xff\xff\xff\xff\x00"):
        sealed_anew(file, KEY, **{"registrations.bson": wrong})
        with pytest.raises(InvalidError):
            verify(file, key=KEY)


def test_who_has_no_key_cannot_change_a_file_unseen(file):
    assert verify(file, key=KEY).authentic
    assert verify(file, key=None).authentic is None
    sealed_anew(file, b"a key that somebody made up himself")
    assert verify(file, key=KEY).authentic is False


def test_a_file_that_is_no_backup_is_refused(tmp_path):
    other = tmp_path / "other.zip"
    with ZipFile(other, "w", ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", "{}" * 500)
    with pytest.raises(InvalidError, match="backup_unsealed"):
        verify(other, key=None)


def test_a_database_that_holds_anything_is_not_restored_into(work, file):
    before = everything(work.database)
    for again in (False, True):
        with pytest.raises(ConflictError, match="restore_not_empty"):
            put_back(work.database, file, again=again)
    assert everything(work.database) == before


class StoppedError(Exception):
    """The machine went away."""


def stop(part):
    if part.name == "registrations":
        raise StoppedError


def test_half_a_database_is_not_started_nor_backed_up_until_it_is_restored_again(
    work, target, mongo_uri, file, tmp_path
):
    with pytest.raises(StoppedError):
        put_back(target, file, tell=stop)
    half = MongoStore(mongo_uri, target.name, KEY)
    for attempt in (
        lambda: prepare(half),
        lambda: back_up(target, tmp_path / "half.zip"),
        lambda: put_back(target, file),
        lambda: begin(target, again=False),
    ):
        with pytest.raises(ConflictError, match="restore_unfinished"):
            attempt()
    half.close()
    put_back(target, file, again=True)
    assert everything(target) == everything(work.database)


def test_nothing_to_back_up_is_said_and_not_written_as_a_backup(target, tmp_path):
    with pytest.raises(ConflictError, match="backup_of_nothing"):
        back_up(target, tmp_path / "nothing.zip")


def test_what_a_newer_program_wrote_is_refused(work, tmp_path):
    work.database["migrations"].insert_one({"_id": "9999_of_the_future"})
    manifest = back_up(work.database, tmp_path / "newer.zip")
    with pytest.raises(ConflictError, match="backup_newer"):
        refuse_newer(manifest, "newer.zip")


def test_a_collection_of_many_batches_comes_back_whole(work, target, tmp_path):
    work.database["papers"].create_index([("n", ASCENDING)])
    work.database["papers"].insert_many(
        [{"n": n, "text": "mẫu" * (n % 3_000)} for n in range(5_000)]
    )
    path = tmp_path / "many.zip"
    manifest = back_up(work.database, path)
    put_back(target, path)
    (papers,) = [part for part in manifest.parts if part.name == "papers"]
    assert papers.documents == target["papers"].count_documents({}) == 5_000
    assert papers.bytes > 16 * 1024 * 1024
