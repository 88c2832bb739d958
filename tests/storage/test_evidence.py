"""Evidence in the database: there whole or not at all, nobody else's, in every backup."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from gridfs import GridFSBucket

from core.domain.access import OPERATOR
from core.domain.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from core.domain.evidence import (
    MOST_FILES,
    PIECE,
    Content,
    Declared,
    Evidence,
    Examined,
    MediaType,
    refuse_too_many,
)
from core.services.integrity import check
from core.storage.evidence import CHUNK
from core.storage.integrity import MongoEverything
from core.storage.store import MongoStore

from ..evidence_files import digest
from ..fakes.audit import KEY
from ..fakes.registrations import a_registration
from .backing_up import back_up, back_up_since, everything, put_back
from .recorded_work import CATALOGUE, RecordedWork

pytestmark = pytest.mark.mongo
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
CONTENT = bytes(range(256)) * 2_500
"""640 000 bytes: three chunks of GridFS, five pieces."""

ID = "ab" * 16


@pytest.fixture
def work(mongo_uri, database_name):
    work = RecordedWork(mongo_uri, database_name)
    work.register(a_registration(id="a1"))
    yield work
    work.store.close()


def begun(**changes):
    declared = Declared(name="Ảnh.jpg", size=len(CONTENT), sha256=digest(CONTENT))
    given = {
        "id": ID, "registration": "a1", "declared": declared, "created_by": "operator",
        "created_at": NOW,
    }  # fmt: skip
    return Evidence(**given | changes)


def written(work, act):
    return work.store.write(OPERATOR, lambda inside: act(inside.evidence))


def reading(work):
    return work.store.read(OPERATOR).evidence


@pytest.fixture
def upload(work):
    evidence = begun()
    written(work, lambda files: files.add(evidence))
    for number in range(evidence.pieces):
        piece = CONTENT[number * PIECE : (number + 1) * PIECE]
        reading(work).keep_piece(evidence, number, piece)
    return evidence


@pytest.fixture
def examined(tmp_path):
    file = tmp_path / "kept"
    file.write_bytes(CONTENT)
    content = Content(media_type=MediaType.JPEG, size=len(CONTENT), sha256=digest(CONTENT))
    return Examined(content=content, file=file, thumbnail=b"small" * 100)


@pytest.fixture
def photo(work, upload, examined):
    done = upload.completed(examined.content)
    written(work, lambda files: files.complete(done, examined))
    return done


def left(work):
    names = ("evidence", "evidence.files", "evidence.chunks", "evidence_pieces")
    return [work.database[name].count_documents({}) for name in names]


def test_pieces_come_back_in_order_whatever_order_they_arrived_in(work):
    evidence = begun()
    written(work, lambda files: files.add(evidence))
    for number in reversed(range(evidence.pieces)):
        piece = CONTENT[number * PIECE : (number + 1) * PIECE]
        reading(work).keep_piece(evidence, number, piece)
        reading(work).keep_piece(evidence, number, piece)
    assert {*reading(work).kept(evidence)} == {*range(evidence.pieces)}
    assert b"".join(reading(work).pieces(evidence)) == CONTENT
    with pytest.raises(ConflictError, match="piece_differs"):
        reading(work).keep_piece(evidence, 0, b"other")


def test_a_kept_file_is_one_that_gridfs_itself_reads(work, photo):
    stream = GridFSBucket(work.database, bucket_name="evidence").open_download_stream(photo.id)
    assert stream.read() == CONTENT
    assert (stream.length, stream.chunk_size) == (len(CONTENT), CHUNK)
    assert stream.filename == f"chung-suc-anh-{photo.id[:12]}.jpg"
    assert b"".join(reading(work).content(photo)) == CONTENT
    assert reading(work).thumbnail(photo) == b"small" * 100
    assert max(map(len, reading(work).content(photo))) <= CHUNK


def test_a_file_is_there_with_all_that_is_told_of_it_or_not_at_all(work, upload, examined):
    done = upload.completed(examined.content)

    def broken_off(files):
        files.complete(done, examined)
        raise LookupError

    with pytest.raises(LookupError):
        written(work, broken_off)
    assert not reading(work).get(ID).ready
    assert left(work) == [1, 0, 0, upload.pieces]
    with pytest.raises(NotFoundError):
        reading(work).content(done)


def test_a_file_is_completed_once(work, photo, examined):
    with pytest.raises(StaleVersionError):
        written(work, lambda files: files.complete(photo, examined))
    assert left(work) == [1, 2, 4, 0]


def test_what_is_removed_leaves_nothing(work, photo):
    with pytest.raises(StaleVersionError):
        written(work, lambda files: files.remove(begun()))
    written(work, lambda files: files.remove(photo))
    assert left(work) == [0, 0, 0, 0]


def test_what_is_never_finished_expires_with_its_pieces(work, upload):
    for name in ("evidence", "evidence_pieces"):
        expiring = work.database[name].index_information()["expires_at_1"]
        assert expiring["expireAfterSeconds"] == 0
        kept = [each["expires_at"] for each in work.database[name].find()]
        assert {*kept} == {upload.expires_at}


def test_what_is_finished_does_not_expire(work, photo):
    assert "expires_at" not in work.database["evidence"].find_one()


def test_two_writes_about_one_registration_s_evidence_meet(work):
    registration = a_registration(id="a1")
    for _ in range(2):
        written(work, lambda files: files.take_turn(registration))
    assert work.database["evidence_turns"].find_one() == {"_id": "a1", "turn": 2}


def test_two_servers_that_add_at_once_never_exceed_a_limit(work, mongo_uri, database_name):
    registration = a_registration(id="a1")
    stores = [MongoStore(mongo_uri, database_name, KEY) for _ in range(2)]

    def declare(number):
        def act(inside):
            others = inside.evidence.all_of(registration)
            refuse_too_many(begun().declared, others)
            inside.evidence.take_turn(registration)
            inside.evidence.add(begun(id=f"{number:032x}"))

        try:
            stores[number % 2].write(OPERATOR, act)
        except InvalidError:
            return 0
        return 1

    with ThreadPoolExecutor(8) as pool:
        added = sum(pool.map(declare, range(MOST_FILES + 8)))
    for store in stores:
        store.close()
    assert added == MOST_FILES
    assert work.database["evidence"].count_documents({}) == MOST_FILES


def test_a_backup_and_what_follows_it_bring_evidence_back(work, photo, target, tmp_path):
    full, later = tmp_path / "full.zip", tmp_path / "later.zip"
    before = back_up(work.database, full)
    other = begun(id="cd" * 16)
    written(work, lambda files: files.add(other))
    for number in range(other.pieces):
        piece = CONTENT[number * PIECE : (number + 1) * PIECE]
        reading(work).keep_piece(other, number, piece)
    examined = Examined(content=photo.content, file=_file(tmp_path), thumbnail=None)
    written(work, lambda files: files.complete(other.completed(photo.content), examined))
    back_up_since(work.database, later, before)
    put_back(target, full, later)
    assert everything(target) == everything(work.database)
    for name in (photo.id, other.id):
        bucket = GridFSBucket(target, bucket_name="evidence")
        assert bucket.open_download_stream(name).read() == CONTENT
    findings = check(MongoEverything(target), measures=CATALOGUE.measures, key=KEY)
    assert (findings.samples, findings.checked["files"]) == ([], 2)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda db: db["evidence.files"].delete_one({"_id": ID}), "evidence_lost"),
        (lambda db: db["evidence.chunks"].delete_one({"n": 1}), "evidence_differs"),
        (
            lambda db: db["evidence.chunks"].update_one(
                {"files_id": ID, "n": 2}, {"$set": {"data": CONTENT[CHUNK * 2 :][::-1]}}
            ),
            "evidence_differs",
        ),
        (lambda db: db["evidence"].delete_one({"_id": ID}), "evidence_unknown"),
    ],
)
def test_a_file_that_is_lost_cut_changed_or_nobody_s_is_found(work, photo, damage, code):
    damage(work.database)
    findings = check(MongoEverything(work.database), measures=CATALOGUE.measures, key=KEY)
    assert code in findings.found


def _file(folder):
    file = folder / "other"
    file.write_bytes(CONTENT)
    return file
