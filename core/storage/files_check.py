"""Looking at files of evidence: each there, whole, and still the bytes that were looked through.

Not in one snapshot, which would not last as long as that takes: what seems wrong is looked up once
more, for it may just have been taken away.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from gridfs import GridFSBucket
from gridfs.errors import CorruptGridFile, NoFile

from core.domain.integrity import Difference, Findings
from core.domain.integrity_parts import Files, Seen
from core.storage.evidence import BUCKET, THUMBNAIL

if TYPE_CHECKING:
    from pymongo.database import Database

    from core.storage.database import Document

DIGITS = "0123456789abcdef"


def files_in(database: Database[Document]) -> list[Files]:
    """Return the parts in which there may be something to look at."""
    if database[f"{BUCKET}.files"].find_one({}, {"_id": 1}) is None:
        some = database[BUCKET].find_one({"content": {"$exists": True}}, {"_id": 1})
        if some is None:
            return []
    return [Files(start=digit) for digit in DIGITS]


def look_at_files(database: Database[Document], part: Files) -> Seen:
    """Compare what is told of each file with its bytes, and find files that nothing is told of."""
    findings = Findings()
    within = {"$gte": part.start, "$lt": f"{part.start}~"}
    told = database[BUCKET].find({"_id": within, "content": {"$exists": True}})
    for document in told:
        findings.checked["files"] += 1
        code = _wrong(database, document) or _nobodys(database, document)
        if code and _still(database, document):
            findings.add(Difference(code=code, params=_params(document)))
    for file in database[f"{BUCKET}.files"].find({"_id": within}, {"_id": 1}):
        name = str(file["_id"])
        if not _told_of(database, name) and _there(database, name):
            findings.add(Difference(code="evidence_unknown", params={"id": name}))
    return Seen(part=part, findings=findings)


def _wrong(database: Database[Document], document: Document) -> str:
    """Return what is wrong with a file, "" for nothing."""
    digest = hashlib.sha256()
    try:
        stream = GridFSBucket(database, bucket_name=BUCKET).open_download_stream(document["_id"])
        while chunk := stream.readchunk():
            digest.update(chunk)
    except NoFile:
        return "evidence_lost"
    except CorruptGridFile:
        return "evidence_differs"
    content = document["content"]
    same = (stream.length, digest.hexdigest()) == (content["size"], content["sha256"])
    return "" if same else "evidence_differs"


def _nobodys(database: Database[Document], document: Document) -> str:
    """Return what is wrong where its record is gone, as a program before may leave it."""
    inspection = document.get("inspection")
    collection = "inspections" if inspection else "registrations"
    owner = inspection or document["registration"]
    found = database[collection].find_one({"_id": owner}, {"_id": 1})
    return "" if found else "evidence_of_nothing"


def _still(database: Database[Document], document: Document) -> bool:
    as_before = {"_id": document["_id"], "version": document["version"]}
    return database[BUCKET].find_one(as_before, {"_id": 1}) is not None


def _told_of(database: Database[Document], name: str) -> bool:
    told = {"_id": name.removesuffix(THUMBNAIL), "content": {"$exists": True}}
    return database[BUCKET].find_one(told, {"_id": 1}) is not None


def _there(database: Database[Document], name: str) -> bool:
    return database[f"{BUCKET}.files"].find_one({"_id": name}, {"_id": 1}) is not None


def _params(document: Document) -> Document:
    return {
        "id": document["_id"],
        "registration": document.get("inspection") or document["registration"],
    }
