"""The audit trail: who did what, when, by which role, searched and paged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, request, url_for

from core.domain.audit_search import AuditFilter
from core.edge.platform import platform, scope
from core.services.audit_reading import entry_row, without_hidden_posts
from core.services.sighting import tenant_in_sight
from core.translation import has
from core.web.admin import admin_blueprint
from core.web.asked_numbers import asked_page
from core.web.people_names import names_of
from core.web.rendering import page, t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.services.ports.work import Repositories

blueprint = admin_blueprint("audit")
PAGE_SIZE = 25
LONGEST = 200
NOBODY = "-"
"""No user's id: a name nobody has finds nothing."""

ACTIONS = (
    "area.add", "assignment.add", "assignment.end", "calendar.event", "calendar.extend",
    "calendar.replace", "email.set", "evidence.add", "evidence.declare", "evidence.give_up",
    "evidence.remove", "inspection.conclude", "inspection.create", "inspection.delete",
    "inspection.edit", "inspection.reopen", "invitation.create", "overlap.settle", "override.add",
    "password.set", "registration.agree", "registration.create", "registration.decline",
    "registration.delete", "registration.edit", "registration.recognise", "registration.register",
    "registration.reopen", "registration.return", "registration.settle", "registration.submit",
    "registration.unrecognise", "registration.withdraw", "report.accept", "report.amend",
    "report.create", "report.edit", "report.freeze", "report.return", "report.submit",
    "result.confirm", "result.correct", "result.enter", "result.return", "second_factor.disable",
    "second_factor.enable", "second_factor.recover", "second_factor.renew", "second_factor.reset",
    "tenant.change", "token.create", "token.revoke", "token.revoke_others", "user.change",
    "user.create", "user.disable",
)  # fmt: skip


@blueprint.get("/quan-tri/nhat-ky")
def index() -> Response:
    """Show what was done in one's sight, the newest first."""
    work = platform().store.read(scope())
    asked = {name: _asked(name) for name in ("viec", "nguoi", "doi-tuong", "dia-ban")}
    number = asked_page()
    place = asked["dia-ban"]
    filters = AuditFilter(
        action=asked["viec"] or None,
        target=asked["doi-tuong"] or None,
        user=_user(work, asked["nguoi"]),
        prefixes=tenant_in_sight(work, place).sight if place else (),
    )
    found, total = work.audit.search(
        filters=filters, limit=PAGE_SIZE, skip=(number - 1) * PAGE_SIZE
    )
    rows = without_hidden_posts([entry_row(entry, work.scope) for entry in found], work)
    shown = [row | {"at": entry.at} for row, entry in zip(rows, found, strict=True)]
    return page(
        "admin/audit.html",
        active="audit",
        asked=asked,
        place=work.tenants.get(place) if place else None,
        actions=[(code, t(f"audit.{code}")) for code in ACTIONS],
        rows=shown,
        names=names_of(work, [entry.user for entry in found]),
        units=work.tenants.many({row["tenant"] for row in rows if row["tenant"]}),
        titled=_titled,
        total=total,
        number=number,
        pages=-(-total // PAGE_SIZE),
        address=lambda **changed: _address(asked, changed),
    )


def _titled(action: str) -> str:
    """Return what an action is called; one without a sentence stays the code it is."""
    return t(f"audit.{action}") if has(f"audit.{action}") else action


def _user(work: Repositories, username: str) -> str | None:
    """Return the id that goes with a username; entries of a user one does not see stay hidden."""
    if not username:
        return None
    found = work.users.for_sign_in(username)
    return found.id if found else NOBODY


def _asked(name: str) -> str:
    return request.args.get(name, "").strip()[:LONGEST]


def _address(asked: Mapping[str, str], changed: Mapping[str, Any]) -> str:
    values = {name: value for name, value in {**asked, **changed}.items() if value}
    return url_for("web_admin_audit.index", **values)
