"""Exporting where the audit's chains stand, and finding a chain that has lost what was exported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.domain.audit_heads import AuditHeads
from core.domain.integrity import Difference

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from core.domain.integrity import Findings
    from core.services.ports.integrity import Everything


def heads_now(everything: Everything, *, at: datetime) -> AuditHeads:
    """Return the registered end of every chain at one moment of the running database."""
    with everything.snapshot() as snapshot:
        return AuditHeads(at=at, chains=snapshot.heads())


def check_heads(everything: Everything, exported: Iterable[AuditHeads], findings: Findings) -> None:
    """Add a difference for each chain that ends before, or is other than, it once was exported.

    A chain only ever grows: its entry at an exported sequence is there for good, with that hash.
    """
    ends = {(name, *end): heads.at for heads in exported for name, end in heads.chains.items()}
    for (name, sequence, link), at in sorted(ends.items()):
        findings.checked["heads"] += 1
        found = everything.link(name, sequence)
        if found != link:
            code = "chain_shortened" if found is None else "chain_replaced"
            params = {"chain": name, "sequence": sequence, "at": at.isoformat()}
            findings.add(Difference(code=code, params=params))
