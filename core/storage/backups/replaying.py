"""Doing again, on a restored database, what the oplog tells, up to a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import ZipFile

from bson import decode, encode
from bson.codec_options import CodecOptions

from core.domain.backups import Kind
from core.domain.errors import ConflictError
from core.storage.backups.batches import batches
from core.storage.backups.increments import TRANSACTIONS
from core.storage.backups.verifying import documents_of
from core.storage.database import DURABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from bson.timestamp import Timestamp
    from pymongo.database import Database

    from core.storage.backups.manifest import Manifest
    from core.storage.database import Document

_EXACT: CodecOptions[Document] = CodecOptions(tz_aware=True)


def in_order(
    files: Iterable[tuple[Path, Manifest]], *, until: datetime | None
) -> list[tuple[Path, Manifest]]:
    """Return the one full backup and the increments that go on from there without a gap.

    They may overlap: an increment may have been written while the full backup was. Raises
    ConflictError: ``increments_only``, ``increments_gap``, or, for a moment that they do not
    reach, ``until_too_early`` and ``until_too_late``.
    """
    ordered = sorted(files, key=lambda each: (each[1].until, each[1].since or each[1].until))
    full = [each for each in ordered if each[1].kind is Kind.FULL]
    if len(full) != 1:
        raise ConflictError("increments_only", count=len(full))
    chain = full
    for path, manifest in ordered:
        last = chain[-1][1]
        if manifest.since is None or manifest.until < last.until:
            continue
        if manifest.since > last.until or manifest.database != last.database:
            raise ConflictError("increments_gap", file=path.name)
        chain.append((path, manifest))
    if until is not None:
        _refuse_out_of_reach(chain, until)
    return chain


def _refuse_out_of_reach(chain: Sequence[tuple[Path, Manifest]], until: datetime) -> None:
    begins, ends = chain[0][1].until.as_datetime(), chain[-1][1].taken_at
    if until < begins:
        raise ConflictError("until_too_early", begins=begins.astimezone(until.tzinfo))
    if until > ends:
        raise ConflictError("until_too_late", ends=ends.astimezone(until.tzinfo))


def replay(
    database: Database[Document],
    chain: Sequence[tuple[Path, Manifest]],
    *,
    until: datetime | None,
) -> int:
    """Do what the increments of *chain* hold, or what was committed by *until*; return how much.

    The database holds the full backup the chain begins with. Uses the server's own ``applyOps``,
    which knows the form its entries have.
    """
    admin = database.client.get_database("admin")
    done = 0
    told = operations(_entries(chain), until=until, after=chain[0][1].until)
    ours = _moved(told, chain[0][1].database, database.name)
    for batch in batches(ours, size=lambda each: len(encode(each))):
        admin.command({"applyOps": batch, "writeConcern": DURABLE.document})
        done += len(batch)
    return done


def _entries(chain: Sequence[tuple[Path, Manifest]]) -> Iterator[Document]:
    """Yield each entry once; the increments tell again what others have told before them."""
    reached: Timestamp | None = None
    for path, manifest in chain[1:]:
        with ZipFile(path) as archive:
            for raw in documents_of(archive, manifest.parts[0]):
                entry = decode(raw, _EXACT)
                if reached is None or entry["ts"] > reached:
                    yield entry
        reached = manifest.until


def _moved(operations: Iterable[Document], source: str, name: str) -> Iterator[Document]:
    """Yield the changes of database *source* as changes of database *name*."""
    for each in operations:
        database, _, collection = each["ns"].partition(".")
        if database == source:
            yield {**each, "ns": f"{name}.{collection}"}


def operations(
    entries: Iterable[Document], *, until: datetime | None, after: Timestamp
) -> Iterator[Document]:
    """Yield the single changes committed after *after*, those of a transaction when it commits."""
    begun: dict[tuple[bytes, int], list[Document]] = {}
    for entry in entries:
        if until is not None and entry["wall"] > until:
            return
        for each in _committed(entry, begun):
            if entry["ts"] > after:
                yield {name: each[name] for name in ("op", "ns", "o", "o2") if name in each}


def _committed(
    entry: Document, begun: dict[tuple[bytes, int], list[Document]]
) -> Iterable[Document]:
    """Return what *entry* makes final; what it only begins is kept in *begun* until then."""
    if entry["ns"] != TRANSACTIONS:
        return [entry]
    command = entry["o"]
    key = (bytes(entry["lsid"]["id"]), entry["txnNumber"]) if "lsid" in entry else (b"", 0)
    earlier = begun.pop(key, [])
    if "abortTransaction" in command:
        return []
    done = [*earlier, *command.get("applyOps", ())]
    if command.get("partialTxn") or command.get("prepare"):
        begun[key] = done
        return []
    return done
