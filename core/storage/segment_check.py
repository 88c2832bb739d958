"""Looking at a segment of an audit chain: each link, and what was told of registrations there.

A link is sealed together with the hash before it, so a segment needs nothing of the chain but the
entry at its seam; followed one after the other or side by side, segments find the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from bson.codec_options import CodecOptions
from pymongo import ASCENDING, DESCENDING

from core.domain.audit import GENESIS, broken_links
from core.domain.integrity import REMOVED, Difference, Findings
from core.domain.integrity_parts import Seen, Segment
from core.domain.testimony import GONE, Said, digest, laid_down
from core.storage.batches import batches

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from pymongo.database import Database

    from core.storage.database import Document

LENGTH = 20_000
"""So many entries are looked at in one go."""

WITH_ZONE: CodecOptions[Document] = CodecOptions(tz_aware=True)


class _Link(NamedTuple):
    """An entry, made faster than one that a caller may keep."""

    sequence: int
    previous: str
    hash: str
    at: datetime
    user: str
    content: Mapping[str, Any]


def segments_of(
    chain: str, head: tuple[int, str] | None, last: int, *, length: int = LENGTH
) -> Iterator[Segment]:
    """Yield a chain in pieces; *last* is its last entry's sequence, -1 where there is none."""
    for first in range(0, max(last, 0) + 1, length):
        end = min(first + length - 1, last)
        yield Segment(chain=chain, first=first, last=end, head=head, to_the_end=end >= last)


def look_at_segment(database: Database[Document], wanted: Segment, *, key: bytes) -> Seen:
    """Check the links of *wanted*; ``recorded`` is what it tells of each registration last."""
    trail = _Trail(database, wanted)
    findings = Findings()
    for broken in broken_links(
        trail.links(),
        chain=wanted.chain,
        key=key,
        head=wanted.head,
        after=trail.before(),
        to_the_end=wanted.to_the_end,
    ):
        params = {"chain": broken.chain, "sequence": broken.sequence}
        findings.add(Difference(code=f"chain_{broken.code}", params=params))
    findings.checked["entries"] = trail.entries
    findings.checked["chains"] = int(wanted.to_the_end)
    return Seen(part=wanted, findings=findings, recorded=laid_down(trail.told.values()))


class _Trail:
    """The entries of a segment, read once; what they tell of registrations is kept."""

    def __init__(self, database: Database[Document], wanted: Segment) -> None:
        self._audit = database["audit"]
        self._wanted = wanted
        self.entries = 0
        self.told: dict[str, Said] = {}

    def before(self) -> tuple[int, str]:
        """Return the sequence and hash of the entry at the seam."""
        earlier = {"chain": self._wanted.chain, "sequence": {"$lt": self._wanted.first}}
        found = self._audit.find_one(
            earlier, {"sequence": 1, "hash": 1}, sort=[("sequence", DESCENDING)]
        )
        return (found["sequence"], found["hash"]) if found and self._wanted.first else (-1, GENESIS)

    def links(self) -> Iterator[_Link]:
        wanted = self._wanted
        within: Document = {"$lte": wanted.last} | ({"$gte": wanted.first} if wanted.first else {})
        found = batches(
            self._audit,
            {"chain": wanted.chain, "sequence": within},
            options=WITH_ZONE,
            sort=[("sequence", ASCENDING)],
        )
        for batch in found:
            self.entries += len(batch)
            for entry in batch:
                link = _Link(
                    entry["sequence"], entry["previous"], entry["hash"],
                    entry["at"], entry["user"], entry["content"],
                )  # fmt: skip
                if link.content.get("target_type") == "registration":
                    self._hear(link)
                yield link

    def _hear(self, link: _Link) -> None:
        content = link.content
        name = content.get("target")
        if not isinstance(name, str):
            return
        version = content.get("details", {}).get("version", 0)
        version = version if isinstance(version, int) else -1  # agrees with nothing
        at = str(content.get("at"))
        before = self.told.get(name)
        if before is None or before[1:3] < (version, at):
            gone = content["action"] in REMOVED
            state = GONE if gone else digest(content.get("state", {}))
            self.told[name] = (name, version, at, state)
