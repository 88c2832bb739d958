"""The audit trail as far as an assignment sees it: entries shaped, with what is hidden left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.domain.access import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from core.domain.access import Scope
    from core.domain.audit import Entry
    from core.domain.tenants import Tenant
    from core.services.ports.work import Repositories

IN_SUMMARY = frozenset({"registration", "evidence", "inspection"})
"""Of these an admin sees that something was done, not what was written (api.md, «read»)."""


def entry_row(entry: Entry, scope: Scope) -> dict[str, Any]:
    """Return an entry that *scope* sees, as fully as one of its assignments sees it."""
    content = entry.content
    path = content.get("path", "")
    row = {
        "id": f"{entry.chain}:{entry.sequence}",
        "at": entry.at.isoformat(),
        "on": content.get("on"),
        "user": entry.user,
        "action": content["action"],
        "target": content["target"],
        "target_type": content["target_type"],
        "tenant": path.split("/")[-2] if path else None,
        "organization": content.get("organization"),
        "assignment": content.get("assignment"),
    }
    if content["target_type"] in IN_SUMMARY and not _sees_whole(scope, entry):
        return row
    return row | {
        "changes": content.get("changes", []),
        "reason": content.get("reason"),
        "details": content.get("details", {}),
    }


def without_hidden_posts(
    rows: Sequence[dict[str, Any]], work: Repositories
) -> Sequence[dict[str, Any]]:
    """Drop from entries on users the assignments that ``GET /users`` would not show either."""
    told = [
        change
        for row in rows
        if row["target_type"] == "user"
        for change in row.get("changes", ())
        if change["field"] == "assignments" and isinstance(change["new"], list)
    ]
    tenants = work.tenants.many({post["tenant"] for change in told for post in change["new"]})
    for change in told:
        change["new"] = [p for p in change["new"] if _sees_post(work.scope, p, tenants)]
    return rows


def _sees_post(scope: Scope, post: Mapping[str, Any], tenants: Mapping[str, Tenant]) -> bool:
    tenant = tenants.get(post["tenant"])
    return tenant is not None and any(
        (held.of_front or held.organization == post["organization"])
        and any(held.sees(path.value) for path in tenant.paths)
        for held in scope.assignments
    )


def _sees_whole(scope: Scope, entry: Entry) -> bool:
    return any(
        held.role is not Role.ADMIN
        and held.sees(entry.content["path"])
        and (
            held.organization == entry.content.get("organization")
            or (held.of_front and not entry.content.get("unsubmitted"))
        )
        for held in scope.assignments
    )
