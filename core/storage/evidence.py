"""The evidence of records: what is told of each file, its pieces, and its bytes in GridFS.

GridFS as its specification says, so any tool reads it; but written here and not by the driver,
which refuses to within a transaction: what is told of a file, its bytes and the audit's entry are
there together or not at all, and nothing is ever left over that nobody knows of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bson import Binary
from gridfs import GridFSBucket
from gridfs.errors import NoFile
from pymongo import ASCENDING, IndexModel
from pymongo.errors import DuplicateKeyError

from core.domain.access import View
from core.domain.errors import ConflictError, NotFoundError, StaleVersionError
from core.domain.evidence import MediaType, file_name
from core.domain.inspection_rules import seen_by
from core.domain.inspections import Inspection
from core.domain.views import view_of
from core.storage.database import Declaration
from core.storage.evidence_documents import document_of, evidence_from
from core.storage.inspection_documents import inspection_from
from core.storage.inspections import visible as of_inspections
from core.storage.registration_documents import from_document
from core.storage.registration_readings import visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import datetime

    from pymongo.client_session import ClientSession
    from pymongo.database import Database

    from core.domain.access import Scope
    from core.domain.evidence import Evidence, Examined, Record
    from core.storage.database import Document

BUCKET = "evidence"
CHUNK = 255 * 1024
"""Bytes of a chunk, GridFS's own default."""

THUMBNAIL = ":anh-nho"
OLDEST_FIRST = [("created_at", ASCENDING), ("_id", ASCENDING)]
_EXPIRING = IndexModel([("expires_at", ASCENDING)], expireAfterSeconds=0)

DECLARATIONS = (
    Declaration(
        name=BUCKET,
        indexes=(
            IndexModel([("registration", ASCENDING), *OLDEST_FIRST]),
            IndexModel(
                [("inspection", ASCENDING), *OLDEST_FIRST],
                partialFilterExpression={"inspection": {"$type": "string"}},
            ),
            _EXPIRING,
        ),
        validator={
            "$jsonSchema": {
                "bsonType": "object",
                "required": ["registration", "declared", "version", "created_by", "created_at"],
                "properties": {
                    "version": {"bsonType": "int", "minimum": 1},
                    "declared": {"bsonType": "object", "required": ["size", "sha256"]},
                },
            }
        },
    ),
    Declaration(name="evidence_pieces", indexes=(IndexModel([("evidence", ASCENDING)]), _EXPIRING)),
    Declaration(name="evidence_turns"),
    Declaration(
        name=f"{BUCKET}.files",
        indexes=(IndexModel([("filename", ASCENDING), ("uploadDate", ASCENDING)]),),
    ),
    Declaration(
        name=f"{BUCKET}.chunks",
        indexes=(IndexModel([("files_id", ASCENDING), ("n", ASCENDING)], unique=True),),
    ),
)


class MongoEvidence:
    """The evidence a scope may know of (``ports.evidence.EvidenceFiles``).

    Whose it is, is the registration's: it is read under the scope before anything is told, so
    evidence follows wherever that goes.
    """

    def __init__(
        self, database: Database[Document], scope: Scope, session: ClientSession | None = None
    ) -> None:
        self._evidence = database[BUCKET]
        self._pieces = database["evidence_pieces"]
        self._turns = database["evidence_turns"]
        self._files = database[f"{BUCKET}.files"]
        self._chunks = database[f"{BUCKET}.chunks"]
        self._registrations = database["registrations"]
        self._inspections = database["inspections"]
        self._bucket = GridFSBucket(database, bucket_name=BUCKET)
        self._scope = scope
        self._session = session

    def get(self, evidence_id: str) -> Evidence:
        document = self._evidence.find_one({"_id": {"$eq": evidence_id}}, session=self._session)
        # Asked for in any case: how long it takes must not tell that there is something.
        owner = self._registrations.find_one(
            {"_id": document["registration"] if document else "", **visible(self._scope)},
            session=self._session,
        )
        named = {"_id": document.get("inspection", "") if document else ""}
        run = self._inspections.find_one(
            {"$and": [named, of_inspections(self._scope)]}, session=self._session
        )
        if document is None or (owner is None and run is None):
            raise NotFoundError
        evidence = evidence_from(document)
        if not self._shown(evidence):
            raise NotFoundError
        if owner is not None:
            self._refuse_summary(from_document(owner))
        elif run is not None:
            self._refuse_part(inspection_from(run))
        return evidence

    def of(self, record: Record) -> Sequence[Evidence]:
        return [each for each in self.all_of(record) if self._shown(each)]

    def all_of(self, record: Record) -> Sequence[Evidence]:
        self._refuse_summary(record)
        key = "inspection" if isinstance(record, Inspection) else "registration"
        found = self._evidence.find({key: record.id}, session=self._session)
        return [*map(evidence_from, found.sort(OLDEST_FIRST))]

    def take_turn(self, record: Record) -> None:
        self._turns.update_one(
            {"_id": record.id}, {"$inc": {"turn": 1}}, upsert=True, session=self._session
        )

    def add(self, evidence: Evidence) -> None:
        self._evidence.insert_one(document_of(evidence), session=self._session)

    def complete(self, evidence: Evidence, examined: Examined) -> None:
        done = self._evidence.replace_one(
            {"_id": evidence.id, "version": evidence.version - 1},
            document_of(evidence),
            session=self._session,
        )
        if not done.matched_count:
            raise StaleVersionError(fields=[])
        with examined.file.open("rb") as file:
            pieces = iter(lambda: file.read(CHUNK), b"")
            name = file_name(evidence, examined.content.media_type)
            self._store(evidence.id, pieces, name, evidence.created_at)
        if examined.thumbnail is not None:
            small = examined.thumbnail
            parts = (small[at : at + CHUNK] for at in range(0, len(small), CHUNK))
            name = file_name(evidence, MediaType.JPEG)
            self._store(evidence.id + THUMBNAIL, parts, name, evidence.created_at)
        self._pieces.delete_many({"evidence": evidence.id}, session=self._session)

    def remove(self, evidence: Evidence) -> None:
        done = self._evidence.delete_one(
            {"_id": evidence.id, "version": evidence.version}, session=self._session
        )
        if not done.deleted_count:
            raise StaleVersionError(fields=[])
        self._remove_content([evidence.id])

    def remove_of(self, record: Record) -> None:
        found = [each.id for each in self.all_of(record)]
        # In conflict with whoever completes a file just now; what was only declared expires.
        self._turns.delete_one({"_id": record.id}, session=self._session)
        if found:
            self._evidence.delete_many({"_id": {"$in": found}}, session=self._session)
            self._remove_content(found)

    def keep_piece(self, evidence: Evidence, number: int, piece: bytes) -> None:
        kept: Document = {
            "_id": f"{evidence.id}:{number:05d}",
            "evidence": evidence.id,
            "number": number,
            "expires_at": evidence.expires_at,
            "data": Binary(piece),
        }
        try:
            self._pieces.insert_one(kept, session=self._session)
        except DuplicateKeyError:  # sent again, since its answer was lost
            earlier = self._pieces.find_one({"_id": kept["_id"]}, session=self._session)
            if earlier is None or earlier["data"] != piece:
                raise ConflictError("piece_differs", number=number) from None

    def kept(self, evidence: Evidence) -> Collection[int]:
        of = {"evidence": evidence.id}
        found = self._pieces.find(of, {"number": 1}, session=self._session)
        return {each["number"] for each in found}

    def pieces(self, evidence: Evidence) -> Iterator[bytes]:
        found = self._pieces.find({"evidence": evidence.id}, batch_size=4, session=self._session)
        for each in found.sort("_id", ASCENDING):
            yield each["data"]

    def content(self, evidence: Evidence) -> Iterator[bytes]:
        return self._read(evidence.id)

    def thumbnail(self, evidence: Evidence) -> bytes:
        return b"".join(self._read(evidence.id + THUMBNAIL))

    def _shown(self, evidence: Evidence) -> bool:
        mine = self._scope.everything or evidence.created_by == self._scope.user
        return evidence.ready or mine

    def _refuse_summary(self, record: Record) -> None:
        if isinstance(record, Inspection):
            self._refuse_part(record)
        elif view_of(self._scope, record) in {None, View.SUMMARY}:
            raise NotFoundError

    def _refuse_part(self, inspection: Inspection) -> None:
        seen = seen_by(self._scope, inspection)
        if seen is None or not seen.whole:
            raise NotFoundError

    def _store(self, name: str, pieces: Iterator[bytes], filename: str, at: datetime) -> None:
        length = 0
        for number, piece in enumerate(pieces):
            chunk: Document = {"files_id": name, "n": number, "data": Binary(piece)}
            self._chunks.insert_one(chunk, session=self._session)
            length += len(piece)
        file: Document = {
            "_id": name,
            "length": length,
            "chunkSize": CHUNK,
            "uploadDate": at,
            "filename": filename,
        }
        self._files.insert_one(file, session=self._session)

    def _remove_content(self, ids: Sequence[str]) -> None:
        names = [name for each in ids for name in (each, each + THUMBNAIL)]
        self._chunks.delete_many({"files_id": {"$in": names}}, session=self._session)
        self._files.delete_many({"_id": {"$in": names}}, session=self._session)
        self._pieces.delete_many({"evidence": {"$in": [*ids]}}, session=self._session)

    def _read(self, name: str) -> Iterator[bytes]:
        try:
            stream = self._bucket.open_download_stream(name)
        except NoFile:
            raise NotFoundError from None
        return iter(stream.readchunk, b"")
